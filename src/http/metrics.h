#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace sekisho::http {

// What the server counts of its requests. Any number of threads.
class Metrics {
 public:
  // `operation` is an id of the document, or `none`.
  void count(std::string_view operation, int status, int64_t micros);
  // Prometheus' text of version 0.0.4.
  std::string text() const;

 private:
  // Upper bounds of durations, in microseconds.
  static constexpr std::array<int64_t, 10> kBounds{
      1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 1'000'000, 5'000'000, 30'000'000};
  struct Durations {
    std::array<uint64_t, kBounds.size()> at_most{};
    uint64_t count = 0;
    int64_t micros = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, uint64_t> requests_;
  std::map<std::string, Durations, std::less<>> durations_;
};

// A family's `# HELP` and `# TYPE`.
void append_family(std::string& out, std::string_view name, std::string_view type,
                   std::string_view help);

}  // namespace sekisho::http

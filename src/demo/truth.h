#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "demo/event.h"
#include "demo/file.h"
#include "demo/supply.h"
#include "demo/world.h"

namespace sekisho::demo::demo {

// What a perfect review of the written registers and logs finds, gathered while the logs are
// written: truth.json and violations.csv in the layout that docs/demo.md describes, and
// undetermined.csv. Memory grows with the registers, not with the traffic.
class Truth {
 public:
  // Whether the registers are read with the correction, or as they were known first.
  enum class Known : uint8_t { kAtFirst, kCorrected };

  Truth(const std::filesystem::path& directory, const World& world, const Supply& supply,
        Known known, size_t flush_bytes);

  // An access stands in that line of that file, from 1.
  void add(Source source, std::string_view file, uint64_t line, const Event& event);
  void add_broken(Source source) { ++sources_[static_cast<size_t>(source)].malformed; }
  // Writes truth.json and closes the files.
  Result<void> finish();

  // The first line that has a label; line 0 where none has.
  struct Example {
    std::string file;
    uint64_t line = 0;
    uint64_t events = 0;
  };
  const Example& example(Label label) const { return spans_[static_cast<size_t>(label)].example; }
  uint64_t violations() const { return violations_; }
  uint64_t undetermined() const { return undetermined_; }

 private:
  struct Span {
    Instant first, last;
    Example example;
    std::set<AccountId> accounts;
    std::set<PersonId> viewers;
    std::vector<bool> objects;
    std::vector<bool> retailers;
  };
  struct Leak {
    std::set<PersonId> viewers;
    std::vector<bool> objects;
    std::vector<bool> retailers;
    uint64_t keyless = 0;
  };
  struct Counts {
    uint64_t events = 0, malformed = 0;
  };
  Verdict verdict_of(Label label) const;
  void add_span(Source source, std::string_view file, uint64_t line, const Event& event);
  void add_leak(Source source, const Event& event);
  Retailer retailer_of(Source source, const Event& event) const;
  std::string json() const;

  std::filesystem::path directory_;
  const World& world_;
  const Supply& supply_;
  Known known_;
  OutFile violations_file_, undetermined_file_;
  std::array<Span, kLabelCount> spans_;
  std::array<Leak, kSourceCount> leaks_;
  std::array<Counts, kSourceCount> sources_;
  uint64_t violations_ = 0, undetermined_ = 0;
};

}  // namespace sekisho::demo::demo

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demo/event.h"
#include "demo/supply.h"
#include "demo/world.h"

namespace sekisho::demo::demo {

// `logs/nol/NOL_202404.csv` and so on, of a month of the year (0 is April).
std::string log_file_name(Source source, int month);
// The header with its line end; empty where the format has none.
std::string log_header(Source source);

// Writes accesses as the lines of the four systems' logs, with their traps (full-width account
// names and era dates in nol, UTC in nws). Not thread-safe.
class LogLines {
 public:
  LogLines(const World& world, const Supply& supply);

  // Appends the line of an access, with its line end.
  void append(Source source, const Event& event, Random& random, std::string& out);
  // Appends a line that no profile can read, one of several kinds, with its line end.
  void append_broken(Source source, const Event& event, Random& random, std::string& out);

  std::string_view facility(uint32_t number) const { return facilities_[number]; }

 private:
  void append_nol(const Event& event, Random& random, std::string& out);
  void append_cc(const Event& event, std::string& out) const;
  void append_nws(const Event& event, std::string& out) const;
  void append_re(const Event& event, std::string& out) const;

  const World& world_;
  const Supply& supply_;
  std::vector<std::string> facilities_;
  std::string utf8_;  // of the line being written
};

}  // namespace sekisho::demo::demo

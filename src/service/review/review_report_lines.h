#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/review/run_review.h"

namespace sekisho::service {

// A line of a log, read again for somebody who wants to see it.
struct LogLine {
  std::string raw;   // the record's bytes as they stand
  std::string text;  // the same as UTF-8; empty where it is not text in the file's encoding
  // As the profile understood it; empty where the log does not show it.
  std::string account, terminal, address;
  logs::Outcome outcome = logs::Outcome::kUnknown;
};

// A file (index into Review::files) and a line.
using LinePlace = std::pair<uint32_t, uint64_t>;

// Reads lines again through the decoders, each file once and only as far as needed. A line that
// cannot be read any more (the file is gone, or was standard input) is left out.
std::map<LinePlace, LogLine> read_log_lines(const ReviewResult& result,
                                            std::vector<LinePlace> places);

// One line of one file; nothing where no event stands there.
std::optional<LogLine> read_log_line(const logs::LogFile& file, const logs::LogProfile& profile,
                                     uint64_t line);

}  // namespace sekisho::service

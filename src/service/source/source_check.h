#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace sekisho::service {

struct SourceCheckOptions {
  std::filesystem::path profile;
  std::filesystem::path sample;  // `-`: standard input, of a log
  uint64_t most_lines = 100;     // that are explained; all are counted
};

// What a profile makes of a sample file, line by line.
struct SourceCheck {
  // A line that was read as something, or one that was not.
  struct Line {
    uint64_t line = 0;
    uint64_t lines = 1;
    bool understood = false;
    // Of an understood line of a log its fields, of a register the row.
    std::vector<std::pair<std::string, std::string>> fields;
    std::string reason;  // of a reject
    std::string detail;  // which field, which value
    std::string help;    // what to do about it
  };
  struct Problem {
    std::string kind, message, help;
  };

  std::string profile, sample;
  std::string kind;  // "log" or "register"
  std::string what;  // the log's system or the register's table
  // Which value of the file each field is taken from.
  std::vector<std::pair<std::string, std::string>> mapping;
  uint64_t lines = 0, header_lines = 0, understood_lines = 0, rejected_lines = 0;
  std::vector<Line> explained;    // by line; the first ones
  std::vector<Problem> problems;  // of the file as a whole
};

// Reads a sample by one profile of either kind. A malformed profile is an error with its place.
Result<SourceCheck> check_source(const SourceCheckOptions& options);

// The same of a log that is at hand, by the text of a profile; neither is written anywhere. A
// malformed profile is an error with its place, of any code but kIo and kInternal.
struct LogSample {
  std::string profile = {};
  std::string bytes = {};
  uint64_t most_lines = 100;
};
Result<SourceCheck> check_log_sample(LogSample sample);

std::string source_check_text(const SourceCheck& check);
// One JSON object (docs/formats/log-profile.md, "Trying a profile").
std::string source_check_json(const SourceCheck& check);

}  // namespace sekisho::service

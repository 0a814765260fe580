#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"

namespace sekisho::service {

// Where a line stands that a review judged: a file by the review's own name of it, which is
// relative to the parent of the directory of logs.
struct JudgedPlace {
  std::filesystem::path logs_parent;
  std::filesystem::path profiles;  // empty: the shipped ones
  std::string file;
  uint64_t line = 0;
  // Where the review read it out of an archive: the record, and the segment.
  std::filesystem::path archive = {};
  std::string segment = {};
};

struct JudgedLine {
  std::string raw;     // the record's bytes as they stand
  std::string text;    // the same as UTF-8; empty where it is not text in the file's encoding
  std::string sha256;  // of the whole file, as the review found it
};

// Reads a line again. `coverage` is the review's coverage.json: kNotFound where it does not name
// the file, where the file is gone or holds other bytes than the review read, or where the line is
// none that was understood. So what is shown is what was judged, or nothing.
Result<JudgedLine> read_judged_line(const std::string& coverage, const JudgedPlace& place);

}  // namespace sekisho::service

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/register.h"

namespace sekisho::reg {

// A row that could not be read. Nothing of it entered the register.
struct RejectedRow {
  Error error;      // with place
  std::string raw;  // the bytes of the row as they stand in the file
};

struct LoadReport {
  // What one profile read of one file. lines = header_lines + row_lines + rejected_lines.
  struct File {
    std::string name;     // relative to the registers' parent directory
    std::string profile;  // its profile's file name
    Table table = Table::kEntities;
    uint64_t bytes = 0;
    uint64_t lines = 0;
    uint64_t header_lines = 0;  // with what the profile skips above the header
    uint64_t row_lines = 0;     // more than rows where a row has line breaks in it
    uint64_t rejected_lines = 0;
    uint64_t rows = 0;
    uint64_t rejected = 0;  // records that could not be read
    bool refused = false;   // nothing of it can be used
    std::string sha256;     // hex, of the bytes as they stand; empty without a digest
  };
  std::vector<File> files;  // by name, then table
  // By file and line. A file of the wrong encoding or layout has one entry for all its lines, and
  // beyond kMaxListedRejects of a file one entry stands for the rest.
  std::vector<RejectedRow> rejected;
  std::vector<std::string> unclaimed;  // files that no profile claims
};

struct Loaded {
  Register registers;
  LoadReport report;
};

// Sees the bytes of a file as they are read. `hex` ends it.
class Digest {
 public:
  virtual ~Digest() = default;
  virtual void update(std::string_view bytes) = 0;
  virtual std::string hex() = 0;
};

// Reads every register file below `directory` by the register profiles in `profiles` (a directory
// of TOML files, docs/formats/register-profile.md). Files in any order give the same register.
// An unreadable directory or file and a malformed profile are errors; a bad row is a rejected row.
//
// `progress` hears how many bytes were read so far, of all files; `new_digest` makes one digest for
// each file.
Result<Loaded> load_registers(const std::filesystem::path& directory,
                              const std::filesystem::path& profiles,
                              const std::function<void(uint64_t bytes)>& progress = {},
                              const std::function<std::unique_ptr<Digest>()>& new_digest = {});

}  // namespace sekisho::reg

#pragma once

#include <filesystem>
#include <functional>
#include <string>
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
  struct File {
    std::string name;    // relative to the registers' parent directory
    std::string profile; // its profile's file name
    Table table;
    uint64_t bytes = 0, lines = 0, rows = 0, rejected = 0;
    std::string sha256;  // hex, of the bytes as they stand
  };
  std::vector<File> files;            // by name
  std::vector<RejectedRow> rejected;  // by file and line
  std::vector<std::string> unclaimed; // files that no profile claims
};

struct Loaded {
  Register registers;
  LoadReport report;
};

// Reads every register file below `directory` by the register profiles in `profiles` (a directory
// of TOML files, docs/formats/register-profile.md). Files in any order give the same register.
// An unreadable directory or a malformed profile is an error; a bad row is a rejected row.
Result<Loaded> load_registers(const std::filesystem::path& directory,
                              const std::filesystem::path& profiles,
                              const std::function<void(uint64_t bytes)>& progress = {});

}  // namespace sekisho::reg

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "register/load.h"
#include "register/profile.h"
#include "register/register.h"

namespace sekisho::reg {

// One file to be read by one profile.
struct FileTask {
  std::filesystem::path path;
  std::string name;    // as in LoadReport::File
  uint32_t index = 0;  // into Register::files
  const RegisterProfile* profile = nullptr;
  std::unique_ptr<Digest> digest;
  std::function<void(uint64_t bytes)> progress;  // of this file; may be empty
};

// Reads the file into `out` and adds what there is to say about it to `report`. An error only when
// the file cannot be read at all; everything else is a rejected row.
Result<void> load_file(FileTask task, Register& out, LoadReport& report);

}  // namespace sekisho::reg

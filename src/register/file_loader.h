#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "register/load.h"
#include "register/profile.h"
#include "register/rows.h"

namespace sekisho::reg {

// One file to be read by one profile.
struct FileTask {
  std::filesystem::path path;
  std::string name;  // as in LoadReport::File
  const RegisterProfile* profile = nullptr;
  std::unique_ptr<Digest> digest;
  std::function<void(uint64_t bytes)> progress;  // of this file; may be empty
};

// Takes a row with its line. False where there is no room for it: it is rejected then.
using TakeRow = std::function<bool(const Row& row, uint32_t line)>;

// Adds rows to their table; `file` is an index into Register::files. `out` must outlive it.
TakeRow rows_into(Register& out, Table table, uint32_t file);

// Hands each row of the file to `take_row` and adds what there is to say about it to `report`. An
// error only when the file cannot be read at all; everything else is a rejected row.
Result<void> load_file(FileTask task, const TakeRow& take_row, LoadReport& report);

// What a file that was read means for its table: whether there is anything to go by, and for which
// time. A table read by several profiles is complete only where each of them is.
void note_read(Register& out, const LoadReport::File& file, const Period& coverage);

}  // namespace sekisho::reg

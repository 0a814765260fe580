#pragma once

#include <filesystem>

#include "base/error.h"
#include "demo/supply.h"
#include "demo/world.h"

namespace sekisho::demo::demo {

// Writes the register files of `world` and `supply` below `out`: `register/*.csv`, and
// `correction/assignments.csv`, the later list that replaces the one in `register/`.
Result<void> write_registers(const std::filesystem::path& out, const World& world,
                             const Supply& supply, size_t flush_bytes);

// The line of a person's first row in `correction/assignments.csv`; the rows of a person follow
// each other. 0 for a person without one.
uint64_t assignment_line(const World& world, PersonId person);

}  // namespace sekisho::demo::demo

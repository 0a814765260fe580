#pragma once

#include <cstdint>

// Bounds of this folder.
namespace sekisho::service {

inline constexpr uint64_t kMaxBookRows = 1'000'000;  // of a workbook of rows: those of one sheet

}  // namespace sekisho::service

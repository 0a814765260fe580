#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "base/error.h"

namespace sekisho::service {

// What an export read. lines = header_lines + event_lines + reject_lines.
struct SourceExport {
  uint64_t lines = 0;
  uint64_t header_lines = 0;
  uint64_t event_lines = 0;
  uint64_t reject_lines = 0;
};

// Reads a log (`-`: standard input) by a profile and hands its access events to `write` as lines of
// JSON after OCSF (docs/formats/event.md), a block at a time. Lines that cannot be read are
// counted.
Result<SourceExport> export_source(const std::filesystem::path& profile,
                                   const std::filesystem::path& log,
                                   const std::function<void(std::string_view)>& write);

}  // namespace sekisho::service

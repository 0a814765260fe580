#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logs/log_format.h"
#include "logs/log_profile.h"
#include "logs/reader.h"

namespace sekisho::logs {

// What a file's first lines tell. Immutable and shared by all blocks of the file.
struct FileContext {
  static constexpr uint32_t kNoValue = 0xFFFFFFFF;

  // Which value of a record (a column, a pointer…) each field comes from, or kNoValue.
  std::array<uint32_t, kFieldCount> value_of_field{};
  // How many values a record has; 0: any number.
  size_t values = 0;
  uint64_t header_lines = 0;
  std::string header;  // the header line as it stands: where it comes again, it is a header again
  // The file is not what the profile describes: all of its lines are rejects.
  std::optional<FileProblem> problem;
};

// `beginning` is what a file begins with, in the profile's block encoding, without a byte order
// mark: at least its header, if it has one.
FileContext make_context(const LogProfile& profile, std::string_view beginning);

// The line at the beginning of `bytes`, without its end; `bytes` then begins behind it.
std::string_view take_line(std::string_view& bytes);

}  // namespace sekisho::logs

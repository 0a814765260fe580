#pragma once

#include <string>
#include <string_view>

namespace sekisho {

// The bytes that a document shows as indented lines of hex below its heading `## Example`.
inline std::string hex_example(std::string_view document) {
  constexpr std::string_view kIndent = "\n    ";
  std::string bytes;
  size_t at = document.find(kIndent, document.find("## Example"));
  while (document.substr(at).starts_with(kIndent)) {
    const size_t begin = at + kIndent.size();
    at = document.find('\n', begin);
    const std::string line(document.substr(begin, at - begin));
    for (size_t i = 0; i + 1 < line.size(); i += 2)
      bytes += static_cast<char>(std::stoi(line.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace sekisho

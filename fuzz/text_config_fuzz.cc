// TOML, globs, patterns, numbers and base64: any bytes are borne within their limits.
#include <cstddef>
#include <cstdint>
#include <string>

#include "text/base64.h"
#include "text/glob.h"
#include "text/pattern.h"
#include "text/toml.h"

using namespace sekisho::text;

namespace {

void walk(const TomlTable& table) {
  for (const std::string& key : table.keys()) {
    if (table.place(key).line == 0) __builtin_trap();
    if (table.is_string(key) != table.string(key).has_value()) __builtin_trap();
    if (table.is_string(key) && table.optional_strings(key)->size() != 1) __builtin_trap();
    if (const auto below = table.optional_table(key); below && *below) walk(**below);
    if (const auto tables = table.tables(key)) {
      for (const TomlTable& one : *tables) walk(one);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto table = TomlTable::parse(text, "fuzz")) walk(*table);
  const size_t half = size / 2;
  if (glob_match(text.substr(0, half), text.substr(half)) && !glob_valid(text.substr(0, half))) {
    __builtin_trap();
  }
  if (const auto pattern = Pattern::compile(text.substr(0, half))) {
    pattern->match(text.substr(half));
  }
  if (const auto bytes = base64_decode(text)) {
    if (base64_encode(*bytes) != text) __builtin_trap();
  }
  return 0;
}

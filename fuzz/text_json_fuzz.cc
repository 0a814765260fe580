// JSON: what is parsed survives being written, and the line reader gives the tree's verdict.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/json.h"

using namespace sekisho::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = JsonValue::parse(text, "fuzz");
  if (tree) {
    const auto again = JsonValue::parse(tree->to_json());
    if (!again || !(*again == *tree)) __builtin_trap();
  }
  static const std::vector<std::string> pointers = {"", "/a", "/a/b", "/0", "/ts"};
  static JsonLineReader reader = *JsonLineReader::compile(pointers);
  std::vector<JsonField> fields(pointers.size());
  const bool read = reader.read(text, fields);
  if (tree && !read && !reader.reason().ends_with("occurs twice")) __builtin_trap();
  if (!read || !tree) return 0;
  for (size_t i = 0; i < pointers.size(); ++i) {
    const JsonValue* value = tree->at_pointer(pointers[i]);
    if ((value == nullptr) != (fields[i].kind == JsonField::Kind::kAbsent)) __builtin_trap();
    if (value != nullptr && value->is_string() && fields[i].text != *value->as_string()) {
      __builtin_trap();
    }
  }
  return 0;
}

#include "casework/text_list.h"

#include "text/json.h"
#include "text/json_writer.h"

namespace sekisho::casework {

std::string texts_json(std::span<const std::string> texts) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_array();
  for (const std::string& one : texts) json.value(one);
  json.end_array();
  return out;
}

Result<std::vector<std::string>> texts_in(std::string_view json) {
  const auto read = text::JsonValue::parse(json);
  if (!read) return std::unexpected(read.error());
  std::vector<std::string> out;
  for (const text::JsonValue& one : read->items()) out.emplace_back(one.as_string().value_or(""));
  return out;
}

}  // namespace sekisho::casework

#include "service/store/fact_text.h"

#include <fmt/format.h>

#include <optional>

#include "register/describe.h"
#include "register/tables.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {

std::string statement_text(const store::Statement& says) {
  std::string out(reg::name_of(says.table));
  const Result<text::JsonValue> fields = text::JsonValue::parse(says.fields);
  if (fields) {
    for (const reg::FieldSpec& field : reg::fields_of(says.table)) {
      const text::JsonValue* const value = fields->find(field.name);
      if (value == nullptr) continue;
      const std::optional<std::string_view> text = value->as_string();
      out += fmt::format(" {}={}", field.name, text ? std::string(*text) : value->to_json());
    }
  }
  if (says.period != Period{}) out += " " + reg::describe(says.period);
  return out;
}

void write_statement(text::JsonWriter& json, const store::Statement& says) {
  json.begin_object().member("register", reg::name_of(says.table));
  for (const auto& [name, instant] :
       {std::pair("from", says.period.from), std::pair("until", says.period.until)}) {
    const std::string text = text::rfc3339(instant, text::kJst);
    json.key(name);
    if (text.empty()) {
      json.null();
    } else {
      json.value(text);
    }
  }
  json.key("fields").raw(says.fields).end_object();
}

}  // namespace sekisho::service

#include "policy/test_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "cedar/evaluator.h"
#include "cedar/format.h"
#include "cedar/parser.h"
#include "text/nearest.h"

namespace sekisho::policy {
namespace {

using cedar::SchemaType;
using cedar::Value;
using cedar::ValueKind;
using text::TomlTable;

Error at_key(const TomlTable& table, const std::string& key, const Error& error) {
  return table.error(key, error.message, error.help);
}

// What Cedar text without variables evaluates to.
Result<Value> evaluated(const std::string& text) {
  const auto expr = cedar::parse_expression(text);
  if (!expr) return std::unexpected(expr.error());
  return cedar::evaluate(**expr, {}, {});
}

std::string_view constructor_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kDecimal:
      return "decimal";
    case ValueKind::kDatetime:
      return "datetime";
    case ValueKind::kDuration:
      return "duration";
    default:
      return "ip";
  }
}

// A text that stands for a value of a type that is written as one.
Result<Value> from_text(const std::string& text, const SchemaType& type) {
  if (type.kind == ValueKind::kString) return Value::string(text);
  if (type.kind != ValueKind::kEntity) {
    return evaluated(fmt::format("{}({})", constructor_of(type.kind), cedar::quoted(text)));
  }
  auto uid = cedar::parse_entity_uid(text);
  if (uid) return Value::entity(std::move(*uid));
  return fail(ErrorCode::kBadInput, fmt::format("`{}` names no entity", text), {},
              fmt::format("Write '{}::\"id\"'.", type.entity));
}

bool written_as_text(const SchemaType& type) {
  switch (type.kind) {
    case ValueKind::kBool:
    case ValueKind::kLong:
    case ValueKind::kSet:
    case ValueKind::kRecord:
      return false;
    default:
      return true;
  }
}

Result<Value> read_record(const TomlTable& table, const SchemaType& type, const std::string& what) {
  Value::Fields fields;
  if (auto ok = read_fields(table, type, what, fields); !ok) return std::unexpected(ok.error());
  return Value::record(std::move(fields));
}

Result<Value> read_set(const TomlTable& table, const std::string& key, const SchemaType& element) {
  std::vector<Value> out;
  if (element.kind == ValueKind::kRecord) {
    const auto records = table.tables(key);
    if (!records) return std::unexpected(records.error());
    for (const TomlTable& record : *records) {
      auto value = read_record(record, element, key);
      if (!value) return std::unexpected(value.error());
      out.push_back(std::move(*value));
    }
    return Value::set(std::move(out));
  }
  if (!written_as_text(element)) {
    const auto text = table.string(key);
    if (!text) return std::unexpected(text.error());
    auto value = evaluated(*text);
    if (!value) return std::unexpected(at_key(table, key, value.error()));
    return value;
  }
  const auto texts = table.strings(key);
  if (!texts) return std::unexpected(texts.error());
  for (const std::string& text : *texts) {
    auto value = from_text(text, element);
    if (!value) return std::unexpected(at_key(table, key, value.error()));
    out.push_back(std::move(*value));
  }
  return Value::set(std::move(out));
}

}  // namespace

Result<Value> read_value(const TomlTable& table, const std::string& key, const SchemaType& type) {
  switch (type.kind) {
    case ValueKind::kBool: {
      const auto value = table.boolean(key);
      if (!value) return std::unexpected(value.error());
      return Value::boolean(*value);
    }
    case ValueKind::kLong: {
      const auto value = table.integer(key);
      if (!value) return std::unexpected(value.error());
      return Value::integer(*value);
    }
    case ValueKind::kSet:
      return read_set(table, key, *type.element);
    case ValueKind::kRecord: {
      const auto record = table.table(key);
      if (!record) return std::unexpected(record.error());
      return read_record(*record, type, key);
    }
    default: {
      const auto text = table.string(key);
      if (!text) return std::unexpected(text.error());
      auto value = from_text(*text, type);
      if (!value) return std::unexpected(at_key(table, key, value.error()));
      return value;
    }
  }
}

Result<void> read_fields(const TomlTable& table, const SchemaType& type, const std::string& what,
                         Value::Fields& fields, std::string_view but) {
  for (const std::string& key : table.keys()) {
    if (!but.empty() && key == but) continue;
    const auto declared = type.attributes.find(key);
    if (declared == type.attributes.end()) {
      std::vector<std::string_view> known;
      for (const auto& [name, attribute] : type.attributes) known.push_back(name);
      return std::unexpected(table.error(key, fmt::format("{} has no attribute `{}`", what, key),
                                         text::did_you_mean(key, known)));
    }
    auto value = read_value(table, key, *declared->second.type);
    if (!value) return std::unexpected(value.error());
    const auto same = [&](const auto& field) { return field.first == key; };
    std::erase_if(fields, same);
    fields.emplace_back(key, std::move(*value));
  }
  return {};
}

}  // namespace sekisho::policy

#include "store/fact.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "register/tables.h"
#include "text/canonical_json.h"
#include "text/number.h"

namespace sekisho::store {
namespace {

using reg::FieldKind;
using reg::FieldSpec;
using text::JsonValue;

JsonValue string(std::string_view text) {
  return JsonValue::string(std::string(text));
}

// Null where the field is empty or belongs to the period.
JsonValue field(reg::Table table, const reg::Row& row, size_t index) {
  switch (reg::fields_of(table)[index].kind) {
    case FieldKind::kFrom:
    case FieldKind::kUntil:
    case FieldKind::kInstant:  // of supply contracts alone, which stand in segments
      return {};
    case FieldKind::kKind:
      return string(reg::kinds_of(table)[row.kind]);
    case FieldKind::kList: {
      std::vector<JsonValue> items;
      for (const std::string_view item : row.list) items.push_back(string(item));
      return items.empty() ? JsonValue() : JsonValue::array(std::move(items));
    }
    case FieldKind::kCode:
    case FieldKind::kText:
    case FieldKind::kKey:
      break;
  }
  return row.text[index].empty() ? JsonValue() : string(row.text[index]);
}

std::unexpected<Error> not_of(reg::Table table, std::string_view field) {
  return fail(
      ErrorCode::kBadInput,
      fmt::format("`{}` is not a field of `{}` with such a value", field, reg::name_of(table)), {},
      "docs/formats/registers.md lists the fields.");
}

// The order that a row is about, as it was issued first: of one that corrects or cancels another
// that other one.
std::string_view first_order(reg::Table table, const reg::Row& row) {
  const std::optional<size_t> corrects = reg::field_named(table, "corrects");
  if (corrects && !row.text[*corrects].empty()) return row.text[*corrects];
  const std::optional<size_t> order = reg::field_named(table, "order");
  return order ? row.text[*order] : std::string_view();
}

}  // namespace

Statement statement_of(reg::Table table, const reg::Row& row) {
  const auto specs = reg::fields_of(table);
  std::vector<text::JsonMember> members;
  for (size_t i = 0; i < specs.size(); ++i) {
    JsonValue value = field(table, row, i);
    if (!value.is_null()) members.push_back({std::string(specs[i].name), std::move(value)});
  }
  // Texts and lists of texts in UTF-8 have a canonical form.
  Result<std::string> fields = text::canonical_json(JsonValue::object(std::move(members)));
  SEKISHO_INVARIANT(fields.has_value());
  return {table, row.period, std::move(*fields)};
}

Result<void> StatedRow::read(const Statement& statement) {
  Result<JsonValue> json = JsonValue::parse(statement.fields);
  if (!json) return std::unexpected(json.error());
  json_ = std::move(*json);
  row_ = {};
  row_.period = statement.period;
  const auto specs = reg::fields_of(statement.table);
  for (const auto& [name, value] : json_.members()) {
    const auto found = std::ranges::find(specs, std::string_view(name), &FieldSpec::name);
    if (found == specs.end()) return not_of(statement.table, name);
    const auto index = static_cast<size_t>(found - specs.begin());
    const std::optional<std::string_view> text = value.as_string();
    if (found->kind == FieldKind::kList) {
      for (const JsonValue& item : value.items()) {
        row_.list.push_back(item.as_string().value_or(""));
      }
    } else if (found->kind == FieldKind::kKind) {
      const auto kinds = reg::kinds_of(statement.table);
      const auto kind = std::ranges::find(kinds, text.value_or(""));
      if (kind == kinds.end()) return not_of(statement.table, name);
      row_.kind = static_cast<uint8_t>(kind - kinds.begin());
    } else if (text) {
      row_.text[index] = *text;
    } else {
      return not_of(statement.table, name);
    }
  }
  return {};
}

std::string subject_of(reg::Table table, const reg::Row& row) {
  const auto specs = reg::fields_of(table);
  if (specs[0].name == "system" && specs[1].name == "account") {
    return fmt::format("{}/{}", row.text[0], row.text[1]);
  }
  return std::string(row.text[0]);
}

std::optional<Order> order_of(const Statement& statement) {
  StatedRow stated;
  if (!stated.read(statement)) return std::nullopt;
  const reg::Row& row = stated.row();
  const auto text = [&](std::string_view name) {
    const std::optional<size_t> index = reg::field_named(statement.table, name);
    return index ? std::string(row.text[*index]) : std::string();
  };
  if (text("order").empty()) return std::nullopt;
  return Order{text("order"), std::string(first_order(statement.table, row)), text("order_kind"),
               statement.period.from};
}

std::string key_of(const Statement& statement, const reg::Row& row,
                   const std::vector<size_t>& key) {
  const auto specs = reg::fields_of(statement.table);
  std::string out;
  const auto add = [&](std::string_view value) {  // with its length: no value looks like two
    text::append_u64(out, value.size());
    out.append(":").append(value);
  };
  for (const size_t index : key) {
    if (specs[index].name == "order") {
      add(first_order(statement.table, row));
    } else if (specs[index].kind == FieldKind::kFrom) {
      add(std::to_string(statement.period.from.micros));
    } else if (specs[index].kind == FieldKind::kUntil) {
      add(std::to_string(statement.period.until.micros));
    } else if (specs[index].kind == FieldKind::kKind) {
      add(reg::kinds_of(statement.table)[row.kind]);
    } else if (specs[index].kind == FieldKind::kList) {
      for (const std::string_view item : row.list) add(item);
      add("");
    } else {
      add(row.text[index]);
    }
  }
  return out;
}

}  // namespace sekisho::store

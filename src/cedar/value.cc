#include "cedar/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"

namespace sekisho::cedar {
namespace {

std::string datetime_text(Datetime value) {
  // The text form knows four-digit years only; beyond them an offset from the epoch says it.
  const std::string text = to_string(value);
  if (parse_datetime(text)) return fmt::format("datetime(\"{}\")", text);
  return fmt::format("datetime(\"1970-01-01\").offset(duration(\"{}ms\"))", value.millis);
}

template <class Range, class Print>
std::string joined(std::string_view open, const Range& range, std::string_view close, Print print) {
  std::string out(open);
  bool first = true;
  for (const auto& item : range) {
    if (!first) out += ", ";
    first = false;
    out += print(item);
  }
  out += close;
  return out;
}

}  // namespace

std::string_view name_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kBool:
      return "bool";
    case ValueKind::kLong:
      return "long";
    case ValueKind::kString:
      return "string";
    case ValueKind::kEntity:
      return "entity";
    case ValueKind::kSet:
      return "set";
    case ValueKind::kRecord:
      return "record";
    case ValueKind::kDecimal:
      return "decimal";
    case ValueKind::kDatetime:
      return "datetime";
    case ValueKind::kDuration:
      return "duration";
    case ValueKind::kIpAddress:
      return "ipaddr";
  }
  return "unknown";
}

Value::Value() {
  static const auto empty = std::make_shared<const Fields>();
  data_ = empty;
}

Value Value::boolean(bool value) {
  return Value(Data(std::in_place_type<bool>, value));
}
Value Value::integer(int64_t value) {
  return Value(Data(std::in_place_type<int64_t>, value));
}
Value Value::string(std::string value) {
  return Value(Data(std::make_shared<const std::string>(std::move(value))));
}
Value Value::entity(EntityUid uid) {
  return Value(Data(std::make_shared<const EntityUid>(std::move(uid))));
}

Value Value::set(std::vector<Value> elements) {
  std::ranges::sort(elements, [](const Value& a, const Value& b) { return (a <=> b) < 0; });
  const auto rest = std::ranges::unique(elements);
  elements.erase(rest.begin(), rest.end());
  return Value(Data(std::make_shared<const Elements>(std::move(elements))));
}

Value Value::record(std::vector<std::pair<std::string, Value>> fields) {
  const auto out_of_order = [](const auto& a, const auto& b) { return a.first >= b.first; };
  if (std::ranges::adjacent_find(fields, out_of_order) != fields.end()) {
    std::map<std::string, Value> sorted;
    for (auto& [name, value] : fields) sorted.insert_or_assign(std::move(name), std::move(value));
    fields.assign(sorted.begin(), sorted.end());
  }
  return Value(Data(std::make_shared<const Fields>(std::move(fields))));
}

Value Value::decimal(Decimal value) {
  return Value(Data(value));
}
Value Value::datetime(int64_t millis) {
  return Value(Data(Datetime{millis}));
}
Value Value::duration(int64_t millis) {
  return Value(Data(Duration{millis}));
}
Value Value::ip_address(const IpAddress& value) {
  return Value(Data(std::make_shared<const IpAddress>(value)));
}

bool Value::as_bool() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kBool);
  return *std::get_if<bool>(&data_);
}
int64_t Value::as_long() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kLong);
  return *std::get_if<int64_t>(&data_);
}
const std::string& Value::as_string() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kString);
  return **std::get_if<Shared<std::string>>(&data_);
}
const EntityUid& Value::as_entity() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kEntity);
  return **std::get_if<Shared<EntityUid>>(&data_);
}
const Value::Elements& Value::elements() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kSet);
  return **std::get_if<Shared<Elements>>(&data_);
}
const Value::Fields& Value::fields() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kRecord);
  return **std::get_if<Shared<Fields>>(&data_);
}
Decimal Value::as_decimal() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kDecimal);
  return *std::get_if<Decimal>(&data_);
}
Datetime Value::as_datetime() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kDatetime);
  return *std::get_if<Datetime>(&data_);
}
Duration Value::as_duration() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kDuration);
  return *std::get_if<Duration>(&data_);
}
const IpAddress& Value::as_ip_address() const {
  SEKISHO_INVARIANT(kind() == ValueKind::kIpAddress);
  return **std::get_if<Shared<IpAddress>>(&data_);
}

const Value* Value::find(std::string_view name) const {
  if (!is_record()) return nullptr;
  const Fields& all = fields();
  const auto found = std::ranges::lower_bound(
      all, name, {}, [](const auto& field) { return std::string_view(field.first); });
  return found != all.end() && found->first == name ? &found->second : nullptr;
}

bool Value::contains(const Value& element) const {
  return std::ranges::binary_search(elements(), element,
                                    [](const Value& a, const Value& b) { return (a <=> b) < 0; });
}

bool operator==(const Value& a, const Value& b) {
  return (a <=> b) == 0;
}

std::strong_ordering operator<=>(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return a.kind() <=> b.kind();
  // Shared content is equal to itself; that saves most deep comparisons.
  switch (a.kind()) {
    case ValueKind::kBool:
      return a.as_bool() <=> b.as_bool();
    case ValueKind::kLong:
      return a.as_long() <=> b.as_long();
    case ValueKind::kString:
      if (&a.as_string() == &b.as_string()) return std::strong_ordering::equal;
      return a.as_string() <=> b.as_string();
    case ValueKind::kEntity:
      if (&a.as_entity() == &b.as_entity()) return std::strong_ordering::equal;
      return a.as_entity() <=> b.as_entity();
    case ValueKind::kSet:
      if (&a.elements() == &b.elements()) return std::strong_ordering::equal;
      return a.elements() <=> b.elements();
    case ValueKind::kRecord:
      if (&a.fields() == &b.fields()) return std::strong_ordering::equal;
      return a.fields() <=> b.fields();
    case ValueKind::kDecimal:
      return a.as_decimal() <=> b.as_decimal();
    case ValueKind::kDatetime:
      return a.as_datetime() <=> b.as_datetime();
    case ValueKind::kDuration:
      return a.as_duration() <=> b.as_duration();
    case ValueKind::kIpAddress:
      return a.as_ip_address() <=> b.as_ip_address();
  }
  return std::strong_ordering::equal;
}

std::string to_string(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return value.as_bool() ? "true" : "false";
    case ValueKind::kLong:
      return fmt::format("{}", value.as_long());
    case ValueKind::kString:
      return quoted(value.as_string());
    case ValueKind::kEntity:
      return to_string(value.as_entity());
    case ValueKind::kSet:
      return joined("[", value.elements(), "]", [](const Value& v) { return to_string(v); });
    case ValueKind::kRecord:
      return joined("{", value.fields(), "}", [](const auto& field) {
        const auto& [name, content] = field;
        return (is_identifier(name) ? name : quoted(name)) + ": " + to_string(content);
      });
    case ValueKind::kDecimal:
      return fmt::format("decimal(\"{}\")", to_string(value.as_decimal()));
    case ValueKind::kDatetime:
      return datetime_text(value.as_datetime());
    case ValueKind::kDuration:
      return fmt::format("duration(\"{}\")", to_string(value.as_duration()));
    case ValueKind::kIpAddress:
      return fmt::format("ip(\"{}\")", to_string(value.as_ip_address()));
  }
  return {};
}

}  // namespace sekisho::cedar

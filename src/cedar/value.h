#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cedar/entity_uid.h"
#include "cedar/extension.h"

namespace sekisho::cedar {

// What a value is. The order is that of the total order over values of different kinds.
enum class ValueKind : uint8_t {
  kBool,
  kLong,
  kString,
  kEntity,
  kSet,
  kRecord,
  kDecimal,
  kDatetime,
  kDuration,
  kIpAddress,
};

// `bool`, `long`, `string`, `entity`, … as messages name it.
std::string_view name_of(ValueKind kind);

// A Cedar value: immutable, cheap to copy (large content is shared), safe to read from many
// threads. Equality is the language's `==`; the total order serves sorting only.
class Value {
 public:
  using Elements = std::vector<Value>;
  using Fields = std::vector<std::pair<std::string, Value>>;

  // The empty record, which is what an entity without attributes has.
  Value();

  static Value boolean(bool value);
  static Value integer(int64_t value);
  static Value string(std::string value);
  static Value entity(EntityUid uid);
  // Sorted and freed of duplicates, so that equal sets have equal elements.
  static Value set(std::vector<Value> elements);
  // Sorted by name. Where a name comes twice, the last one holds.
  static Value record(std::vector<std::pair<std::string, Value>> fields);
  static Value decimal(Decimal value);
  static Value datetime(int64_t millis);
  static Value duration(int64_t millis);
  static Value ip_address(const IpAddress& value);

  ValueKind kind() const { return static_cast<ValueKind>(data_.index()); }
  bool is_bool() const { return kind() == ValueKind::kBool; }
  bool is_long() const { return kind() == ValueKind::kLong; }
  bool is_string() const { return kind() == ValueKind::kString; }
  bool is_entity() const { return kind() == ValueKind::kEntity; }
  bool is_set() const { return kind() == ValueKind::kSet; }
  bool is_record() const { return kind() == ValueKind::kRecord; }

  // Each accessor requires the kind that it is named after.
  bool as_bool() const;
  int64_t as_long() const;
  const std::string& as_string() const;
  const EntityUid& as_entity() const;
  const Elements& elements() const;  // of a set, in the total order
  const Fields& fields() const;      // of a record, by name
  Decimal as_decimal() const;
  Datetime as_datetime() const;
  Duration as_duration() const;
  const IpAddress& as_ip_address() const;

  // The field of that name; nullptr when there is none or this is not a record.
  const Value* find(std::string_view name) const;
  // Membership in a set, by binary search.
  bool contains(const Value& element) const;

  friend bool operator==(const Value& a, const Value& b);
  friend std::strong_ordering operator<=>(const Value& a, const Value& b);

 private:
  template <class T>
  using Shared = std::shared_ptr<const T>;
  // The order of the alternatives is that of ValueKind.
  using Data = std::variant<bool, int64_t, Shared<std::string>, Shared<EntityUid>, Shared<Elements>,
                            Shared<Fields>, Decimal, Datetime, Duration, Shared<IpAddress>>;
  explicit Value(Data data) : data_(std::move(data)) {}

  Data data_;
};

// Cedar syntax; parsing and evaluating it gives the value again.
std::string to_string(const Value& value);

}  // namespace sekisho::cedar

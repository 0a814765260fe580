#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace sekisho::text {

struct JsonMember;

// An immutable JSON value (RFC 8259). Members keep their order, and a key that occurs twice is
// kept twice. Copies share their content, so they are cheap. Thread-safe as all const data is.
class JsonValue {
 public:
  enum class Kind : uint8_t { kNull, kBool, kInt, kUint, kDouble, kString, kArray, kObject };

  JsonValue() = default;  // null
  static JsonValue integer(int64_t number);
  static JsonValue string(std::string utf8);
  static JsonValue array(std::vector<JsonValue> items);
  static JsonValue object(std::vector<JsonMember> members);

  // The whole text is one value. At most kMaxJsonDepth deep; an integer beyond 64 bits is refused.
  // An error carries `file` and the line and column (in bytes) of the offence.
  static Result<JsonValue> parse(std::string_view utf8, std::string file = "");

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::kNull; }
  bool is_bool() const { return kind() == Kind::kBool; }
  bool is_string() const { return kind() == Kind::kString; }
  bool is_array() const { return kind() == Kind::kArray; }
  bool is_object() const { return kind() == Kind::kObject; }
  bool is_number() const { return kind() >= Kind::kInt && kind() <= Kind::kDouble; }
  bool is_integer() const { return kind() == Kind::kInt || kind() == Kind::kUint; }

  // Nothing when the value is of another kind. A view lives as long as this value or a copy of it.
  std::optional<bool> as_bool() const;
  std::optional<int64_t> as_int() const;    // an integer that fits
  std::optional<uint64_t> as_uint() const;  // an integer that fits
  std::optional<double> as_double() const;  // any number
  std::optional<std::string_view> as_string() const;

  // Empty when the value is of another kind.
  std::span<const JsonValue> items() const;
  std::span<const JsonMember> members() const;
  size_t size() const;  // of an array or an object, else 0

  // The first member with that key, or null when there is none or this is no object.
  const JsonValue* find(std::string_view key) const;
  // RFC 6901: `` is the value itself, `/a/0/b~1c` goes down; null when there is no such place.
  const JsonValue* at_pointer(std::string_view pointer) const;

  // Compact JSON; parsing it gives an equal value.
  std::string to_json() const;

  // Same kind and content; members in the same order. 1 and 1.0 differ.
  bool operator==(const JsonValue& other) const;

 private:
  using Items = std::vector<JsonValue>;
  using Members = std::vector<JsonMember>;
  friend class JsonBuilder;

  // INVARIANT: the alternatives are in the order of Kind.
  std::variant<std::monostate, bool, int64_t, uint64_t, double, std::shared_ptr<const std::string>,
               std::shared_ptr<const Items>, std::shared_ptr<const Members>>
      data_;
};

struct JsonMember {
  std::string key;
  JsonValue value;

  bool operator==(const JsonMember&) const = default;
};

std::string_view name_of(JsonValue::Kind kind);

}  // namespace sekisho::text

// The writer and the reader of JSON Lines belong to the same contract.
#include "text/json_lines.h"
#include "text/json_writer.h"

#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::text {

// Appends one JSON value to a text as calls come. Strings are escaped, bytes that are not UTF-8
// become U+FFFD, a double that is not finite becomes null. `<`, `>`, `&`, U+2028 and U+2029 are
// written as \u escapes, so that the text may stand inside an HTML script element. The calls must
// nest as JSON does: anything else is a broken invariant. Not thread-safe.
class JsonWriter {
 public:
  enum class Style : uint8_t { kCompact, kIndented };  // kIndented: two spaces a level

  // `out` must outlive the writer.
  explicit JsonWriter(std::string& out, Style style = Style::kCompact);

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view text);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::same_as<bool> auto flag) { return boolean(flag); }
  JsonWriter& value(std::signed_integral auto number) {
    return integer(static_cast<int64_t>(number));
  }
  JsonWriter& value(std::unsigned_integral auto number)
    requires(!std::same_as<decltype(number), bool>)
  {
    return natural(static_cast<uint64_t>(number));
  }
  JsonWriter& value(double number);
  JsonWriter& null();
  // `json` must be one JSON value; it is copied as it stands.
  JsonWriter& raw(std::string_view json);

  // A member of an object in one call.
  JsonWriter& member(std::string_view name, const auto& content) {
    key(name);
    return value(content);
  }

 private:
  struct Level {
    bool object;
    bool empty;
  };
  JsonWriter& boolean(bool flag);
  JsonWriter& integer(int64_t number);
  JsonWriter& natural(uint64_t number);
  JsonWriter& begin(bool object, char bracket);
  JsonWriter& end(bool object, char bracket);
  void before_value();
  void new_line();

  std::string& out_;
  Style style_;
  bool after_key_ = false;
  std::vector<Level> levels_;
};

// `text` as a JSON string with its quotes, escaped as above.
void append_json_string(std::string& out, std::string_view text);

}  // namespace sekisho::text

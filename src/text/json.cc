#include "text/json.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "text/encoding.h"
#include "text/json_pointer.h"
#include "text/json_scan.h"
#include "text/limits.h"
#include "text/number.h"

namespace sekisho::text {

// Builds values while a scanner checks the text.
class JsonBuilder {
 public:
  explicit JsonBuilder(std::string_view utf8) : scan_(utf8) {}

  bool document(JsonValue& out) {
    if (!value(out, 0)) return false;
    return scan_.at_end() || scan_.fail("text behind the end of the value");
  }
  const JsonScanner& scanner() const { return scan_; }

 private:
  bool value(JsonValue& out, size_t depth);
  bool object(JsonValue& out, size_t depth);
  bool array(JsonValue& out, size_t depth);
  bool number(JsonValue& out);
  bool text(std::string& out);
  bool word(JsonValue& out, std::string_view literal, decltype(JsonValue::data_) content) {
    if (!scan_.literal(literal)) return false;
    out.data_ = std::move(content);
    return true;
  }

  JsonScanner scan_;
};

bool JsonBuilder::value(JsonValue& out, size_t depth) {
  switch (scan_.peek()) {
    case '{':
      return object(out, depth + 1);
    case '[':
      return array(out, depth + 1);
    case '"': {
      std::string content;
      if (!text(content)) return false;
      out.data_ = std::make_shared<const std::string>(std::move(content));
      return true;
    }
    case 't':
      return word(out, "true", true);
    case 'f':
      return word(out, "false", false);
    case 'n':
      return word(out, "null", std::monostate{});
    default:
      return number(out);
  }
}

bool JsonBuilder::text(std::string& out) {
  JsonRawString string;
  if (!scan_.string(string)) return false;
  if (!string.escaped) {
    out = string.raw;
    return true;
  }
  return append_unescaped(string.raw, out) || scan_.fail("half a surrogate pair in a string");
}

bool JsonBuilder::number(JsonValue& out) {
  const char first = scan_.peek();
  if (first != '-' && (first < '0' || first > '9')) return scan_.fail("expected a value");
  JsonRawNumber number;
  if (!scan_.number(number)) return false;
  const char* const begin = number.raw.data();
  const char* const end = begin + number.raw.size();
  if (!number.integer) {
    double real = 0;
    if (std::from_chars(begin, end, real).ec != std::errc{}) {
      return scan_.fail("number out of range");
    }
    out.data_ = real;
    return true;
  }
  if (const std::optional<int64_t> integer = parse_i64(number.raw)) {
    out.data_ = *integer;
    return true;
  }
  const std::optional<uint64_t> natural = parse_u64(number.raw);
  if (!natural) return scan_.fail("integer beyond 64 bits");
  out.data_ = *natural;
  return true;
}

bool JsonBuilder::object(JsonValue& out, size_t depth) {
  if (depth > kMaxJsonDepth) return scan_.fail("nested too deep");
  scan_.step();
  JsonValue::Members members;
  if (scan_.peek() == '}') {
    scan_.step();
  } else {
    while (true) {
      if (scan_.peek() != '"') return scan_.fail("expected a key");
      JsonMember& member = members.emplace_back();
      if (!text(member.key) || !scan_.expect(':', "expected `:`") || !value(member.value, depth)) {
        return false;
      }
      const char next = scan_.peek();
      if (next != ',' && next != '}') return scan_.fail("expected `,` or `}`");
      scan_.step();
      if (next == '}') break;
    }
  }
  out.data_ = std::make_shared<const JsonValue::Members>(std::move(members));
  return true;
}

bool JsonBuilder::array(JsonValue& out, size_t depth) {
  if (depth > kMaxJsonDepth) return scan_.fail("nested too deep");
  scan_.step();
  JsonValue::Items items;
  if (scan_.peek() == ']') {
    scan_.step();
  } else {
    while (true) {
      if (!value(items.emplace_back(), depth)) return false;
      const char next = scan_.peek();
      if (next != ',' && next != ']') return scan_.fail("expected `,` or `]`");
      scan_.step();
      if (next == ']') break;
    }
  }
  out.data_ = std::make_shared<const JsonValue::Items>(std::move(items));
  return true;
}

namespace {

Place place_of(std::string_view text, size_t offset, std::string file) {
  const std::string_view before = text.substr(0, offset);
  const size_t line_begin = before.rfind('\n');
  const size_t column = line_begin == std::string_view::npos ? offset + 1 : offset - line_begin;
  const auto lines = static_cast<uint64_t>(std::count(before.begin(), before.end(), '\n'));
  return Place{std::move(file), lines + 1, column};
}

size_t first_invalid_utf8(std::string_view text) {
  size_t offset = 0;
  while (offset < text.size()) {
    const size_t begin = offset;
    if (!next_code_point(text, offset)) return begin;
  }
  return offset;
}

}  // namespace

Result<JsonValue> JsonValue::parse(std::string_view utf8, std::string file) {
  if (utf8.size() > kMaxJsonBytes) {
    return fail(ErrorCode::kLimit, "JSON text is too long", {std::move(file)});
  }
  if (!valid_utf8(utf8)) {
    return fail(ErrorCode::kBadInput, "bytes that are not UTF-8 in JSON text",
                place_of(utf8, first_invalid_utf8(utf8), std::move(file)));
  }
  JsonBuilder builder(utf8);
  JsonValue out;
  if (builder.document(out)) return out;
  const JsonScanner& scan = builder.scanner();
  return fail(ErrorCode::kBadInput, std::string("invalid JSON: ") + scan.reason(),
              place_of(utf8, scan.offset(), std::move(file)));
}

JsonValue JsonValue::integer(int64_t number) {
  JsonValue out;
  out.data_ = number;
  return out;
}

JsonValue JsonValue::string(std::string utf8) {
  JsonValue out;
  out.data_ = std::make_shared<const std::string>(std::move(utf8));
  return out;
}

JsonValue JsonValue::array(std::vector<JsonValue> items) {
  JsonValue out;
  out.data_ = std::make_shared<const Items>(std::move(items));
  return out;
}

JsonValue JsonValue::object(std::vector<JsonMember> members) {
  JsonValue out;
  out.data_ = std::make_shared<const Members>(std::move(members));
  return out;
}

std::optional<bool> JsonValue::as_bool() const {
  const bool* flag = std::get_if<bool>(&data_);
  return flag == nullptr ? std::nullopt : std::optional(*flag);
}

std::optional<int64_t> JsonValue::as_int() const {
  const int64_t* integer = std::get_if<int64_t>(&data_);
  return integer == nullptr ? std::nullopt : std::optional(*integer);
}

std::optional<uint64_t> JsonValue::as_uint() const {
  if (const uint64_t* natural = std::get_if<uint64_t>(&data_)) return *natural;
  const int64_t* integer = std::get_if<int64_t>(&data_);
  if (integer == nullptr || *integer < 0) return std::nullopt;
  return static_cast<uint64_t>(*integer);
}

std::optional<double> JsonValue::as_double() const {
  if (const double* real = std::get_if<double>(&data_)) return *real;
  if (const int64_t* integer = std::get_if<int64_t>(&data_)) return static_cast<double>(*integer);
  if (const uint64_t* natural = std::get_if<uint64_t>(&data_)) return static_cast<double>(*natural);
  return std::nullopt;
}

std::optional<std::string_view> JsonValue::as_string() const {
  const auto* text = std::get_if<std::shared_ptr<const std::string>>(&data_);
  return text == nullptr ? std::nullopt : std::optional<std::string_view>(**text);
}

std::span<const JsonValue> JsonValue::items() const {
  const auto* items = std::get_if<std::shared_ptr<const Items>>(&data_);
  return items == nullptr ? std::span<const JsonValue>() : std::span<const JsonValue>(**items);
}

std::span<const JsonMember> JsonValue::members() const {
  const auto* members = std::get_if<std::shared_ptr<const Members>>(&data_);
  return members == nullptr ? std::span<const JsonMember>()
                            : std::span<const JsonMember>(**members);
}

size_t JsonValue::size() const {
  return is_array() ? items().size() : members().size();
}

const JsonValue* JsonValue::find(std::string_view key) const {
  for (const JsonMember& member : members()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

const JsonValue* JsonValue::at_pointer(std::string_view pointer) const {
  const JsonValue* value = this;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    const size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::optional<std::string> token = json_pointer_token(pointer.substr(1, end - 1));
    if (!token) return nullptr;
    pointer.remove_prefix(end);
    if (value->is_array()) {
      const std::optional<size_t> index = json_pointer_index(*token);
      if (!index || *index >= value->size()) return nullptr;
      value = &value->items()[*index];
    } else {
      value = value->find(*token);
      if (value == nullptr) return nullptr;
    }
  }
  return value;
}

namespace {

void write(const JsonValue& value, JsonWriter& writer) {
  switch (value.kind()) {
    case JsonValue::Kind::kNull:
      writer.null();
      break;
    case JsonValue::Kind::kBool:
      writer.value(*value.as_bool());
      break;
    case JsonValue::Kind::kInt:
      writer.value(*value.as_int());
      break;
    case JsonValue::Kind::kUint:
      writer.value(*value.as_uint());
      break;
    case JsonValue::Kind::kDouble:
      writer.value(*value.as_double());
      break;
    case JsonValue::Kind::kString:
      writer.value(*value.as_string());
      break;
    case JsonValue::Kind::kArray:
      writer.begin_array();
      for (const JsonValue& item : value.items()) write(item, writer);
      writer.end_array();
      break;
    case JsonValue::Kind::kObject:
      writer.begin_object();
      for (const JsonMember& member : value.members()) {
        writer.key(member.key);
        write(member.value, writer);
      }
      writer.end_object();
      break;
  }
}

}  // namespace

std::string JsonValue::to_json() const {
  std::string out;
  JsonWriter writer(out);
  write(*this, writer);
  return out;
}

bool JsonValue::operator==(const JsonValue& other) const {
  if (kind() != other.kind()) return false;
  switch (kind()) {
    case Kind::kString:
      return as_string() == other.as_string();
    case Kind::kArray:
      return std::ranges::equal(items(), other.items());
    case Kind::kObject:
      return std::ranges::equal(members(), other.members());
    default:
      return data_ == other.data_;
  }
}

std::string_view name_of(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::kNull:
      return "null";
    case JsonValue::Kind::kBool:
      return "boolean";
    case JsonValue::Kind::kInt:
    case JsonValue::Kind::kUint:
      return "integer";
    case JsonValue::Kind::kDouble:
      return "number";
    case JsonValue::Kind::kString:
      return "string";
    case JsonValue::Kind::kArray:
      return "array";
    case JsonValue::Kind::kObject:
      return "object";
  }
  return "null";
}

}  // namespace sekisho::text

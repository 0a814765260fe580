#include "http/schema_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "http/limits.h"
#include "text/encoding.h"
#include "text/pattern.h"

namespace sekisho::http {
namespace {

using text::JsonMember;
using text::JsonValue;

std::string_view text_of(const JsonValue& object, std::string_view key) {
  const JsonValue* found = object.find(key);
  return found == nullptr ? "" : found->as_string().value_or("");
}

bool has_type(const JsonValue& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_bool();
  return type == "null" ? value.is_null() : true;
}

uint64_t characters(std::string_view utf8) {
  return static_cast<uint64_t>(std::ranges::count_if(
      utf8, [](char one) { return (static_cast<unsigned char>(one) & 0xC0) != 0x80; }));
}

// Patterns of the document, each compiled once.
bool fits_pattern(const std::string& pattern, std::string_view utf8) {
  static std::mutex mutex;
  static std::map<std::string, text::Pattern> compiled;
  std::unique_lock lock(mutex);
  auto found = compiled.find(pattern);
  if (found == compiled.end()) {
    const Result<text::Pattern> made = text::Pattern::compile(pattern);
    SEKISHO_INVARIANT(made.has_value());  // a test compiles every pattern of the document
    found = compiled.emplace(pattern, *made).first;
  }
  const text::Pattern one = found->second;
  lock.unlock();
  return one.match(utf8);
}

class Checker {
 public:
  Checker(const JsonValue& document, std::vector<Complaint>& out)
      : document_(document), out_(out) {}

  void check(const JsonValue& given, const JsonValue& value, const std::string& at, size_t depth) {
    const JsonValue& schema = resolved(document_, given);
    if (depth > kMaxSchemaDepth) return tell(at, {"it is nested too deeply", "入れ子が深すぎます"});
    const std::string_view type = text_of(schema, "type");
    if (!has_type(value, type)) {
      return tell(at, {fmt::format("it has to be {}, and is {}", type, text::name_of(value.kind())),
                       fmt::format("型は {} でなければなりません", type)});
    }
    if (const JsonValue* choices = schema.find("enum"); choices != nullptr) {
      const auto items = choices->items();
      if (std::ranges::find(items, value) == items.end()) {
        return tell(at, {fmt::format("it has to be one of {}", choices->to_json()),
                         fmt::format("次のいずれかを指定してください: {}", choices->to_json())});
      }
    }
    if (value.is_string()) check_text(schema, *value.as_string(), at);
    if (value.is_number()) check_number(schema, value, at);
    if (value.is_object()) check_members(schema, value, at, depth);
    if (value.is_array()) check_items(schema, value, at, depth);
  }

 private:
  void tell(const std::string& at, Words detail) {
    if (out_.size() < kMaxComplaints) out_.push_back({at, std::move(detail)});
  }

  void check_text(const JsonValue& schema, std::string_view text, const std::string& at) {
    const JsonValue* least = schema.find("minLength");
    const JsonValue* most = schema.find("maxLength");
    const uint64_t length = characters(text);
    if (least != nullptr && length < least->as_uint().value_or(0)) {
      return tell(at, {"it is too short", "短すぎます"});
    }
    if (most != nullptr && length > most->as_uint().value_or(0)) {
      return tell(at, {fmt::format("it has more than {} characters", most->to_json()),
                       fmt::format("{} 文字を超えています", most->to_json())});
    }
    const std::string_view pattern = text_of(schema, "pattern");
    if (pattern.empty() || fits_pattern(std::string(pattern), text)) return;
    tell(at, {fmt::format("it has to fit `{}`", pattern),
              fmt::format("書式 `{}` に合いません", pattern)});
  }

  // Of too many none is looked at.
  void check_items(const JsonValue& schema, const JsonValue& value, const std::string& at,
                   size_t depth) {
    const uint64_t count = value.items().size();
    if (const JsonValue* least = schema.find("minItems"); least && count < *least->as_uint()) {
      return tell(at, {fmt::format("it has less than {} items", least->to_json()),
                       fmt::format("{} 件以上を指定してください", least->to_json())});
    }
    if (const JsonValue* most = schema.find("maxItems"); most && count > *most->as_uint()) {
      return tell(at, {fmt::format("it has more than {} items", most->to_json()),
                       fmt::format("{} 件を超えています", most->to_json())});
    }
    const JsonValue* items = schema.find("items");
    if (items == nullptr) return;
    size_t index = 0;
    for (const JsonValue& one : value.items()) {
      check(*items, one, fmt::format("{}/{}", at, index++), depth + 1);
    }
  }

  void check_number(const JsonValue& schema, const JsonValue& value, const std::string& at) {
    const double number = *value.as_double();
    if (const JsonValue* least = schema.find("minimum"); least && number < *least->as_double()) {
      return tell(at, {fmt::format("it is less than {}", least->to_json()),
                       fmt::format("{} 以上を指定してください", least->to_json())});
    }
    if (const JsonValue* most = schema.find("maximum"); most && number > *most->as_double()) {
      tell(at, {fmt::format("it is more than {}", most->to_json()),
                fmt::format("{} 以下を指定してください", most->to_json())});
    }
  }

  void check_members(const JsonValue& schema, const JsonValue& value, const std::string& at,
                     size_t depth) {
    const JsonValue* properties = schema.find("properties");
    const JsonValue* others = schema.find("additionalProperties");
    const bool closed = others != nullptr && others->as_bool() == false;
    for (const JsonMember& member : value.members()) {
      const JsonValue* known = properties == nullptr ? nullptr : properties->find(member.key);
      const std::string place = fmt::format("{}/{}", at, member.key);
      if (value.find(member.key) != &member.value) {
        tell(place, {"it stands there twice", "重複しています"});
      } else if (known != nullptr) {
        check(*known, member.value, place, depth + 1);
      } else if (closed) {
        tell(place, {"there is no such member", "この項目はありません"});
      }
    }
    const JsonValue* required = schema.find("required");
    if (required == nullptr) return;
    for (const JsonValue& name : required->items()) {
      if (value.find(*name.as_string()) != nullptr) continue;
      tell(fmt::format("{}/{}", at, *name.as_string()),
           {"it is missing", "必須の項目がありません"});
    }
  }

  const JsonValue& document_;
  std::vector<Complaint>& out_;
};

}  // namespace

const JsonValue& resolved(const JsonValue& document, const JsonValue& value) {
  const std::string_view reference = text_of(value, "$ref");
  const JsonValue* const found =
      reference.starts_with("#") ? document.at_pointer(reference.substr(1)) : &value;
  SEKISHO_INVARIANT(found != nullptr);  // a test follows every reference of the document
  return *found;
}

void check_schema(const JsonValue& document, const JsonValue& schema, const JsonValue& value,
                  const std::string& at, std::vector<Complaint>& out) {
  Checker(document, out).check(schema, value, at, 0);
}

}  // namespace sekisho::http

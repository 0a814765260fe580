#include "cedar/json_value.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string_view>

#include "cedar/function_call.h"
#include "cedar/limits.h"

namespace sekisho::cedar {
namespace {

using text::JsonMember;
using text::JsonValue;

// The content of `{"key": …}` when that is the only member.
const JsonValue* only_member(const JsonValue& json, std::string_view key) {
  return json.is_object() && json.size() == 1 ? json.find(key) : nullptr;
}

std::optional<Function> constructor_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kDecimal:
      return Function::kDecimal;
    case ValueKind::kDatetime:
      return Function::kDatetime;
    case ValueKind::kDuration:
      return Function::kDuration;
    case ValueKind::kIpAddress:
      return Function::kIp;
    default:
      return std::nullopt;
  }
}

class Reader {
 public:
  explicit Reader(const std::string& where) : where_(where) {}

  Result<Value> read(const JsonValue& json, const SchemaType* expected) {
    if (depth_ == kMaxValueDepth) {
      return fail(ErrorCode::kLimit, fmt::format("{} is nested too deeply", where_));
    }
    ++depth_;
    auto out = read_here(json, expected);
    --depth_;
    return out;
  }

  Result<EntityUid> uid(const JsonValue& json) const {
    const JsonValue* escaped = only_member(json, "__entity");
    const JsonValue& object = escaped == nullptr ? json : *escaped;
    const JsonValue* type = object.find("type");
    const JsonValue* id = object.find("id");
    if (object.size() != 2 || type == nullptr || id == nullptr || !type->is_string() ||
        !id->is_string()) {
      return fail(ErrorCode::kBadInput, fmt::format("{} is not an entity", where_), {},
                  R"(Write {"type": "User", "id": "alice"}.)");
    }
    EntityUid out{std::string(*type->as_string()), std::string(*id->as_string())};
    if (is_type_name(out.type)) return out;
    return fail(ErrorCode::kBadInput,
                fmt::format("`{}` in {} is not the name of a type", out.type, where_));
  }

 private:
  Result<Value> read_here(const JsonValue& json, const SchemaType* expected) {
    if (const JsonValue* call = json.find("__extn")) {
      if (json.size() != 1) return no_extension();
      return extension(*call);
    }
    if (expected != nullptr) {
      if (const auto constructor = constructor_of(expected->kind)) {
        return of_extension_type(json, *constructor);
      }
      if (expected->kind == ValueKind::kEntity) return entity(json);
    }
    if (json.find("__entity") != nullptr) return entity(json);
    if (only_member(json, "__expr") != nullptr) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("{} is an `__expr`, which the language no longer has", where_), {},
                  "Write the value itself, or an `__entity` or `__extn`.");
    }
    switch (json.kind()) {
      case JsonValue::Kind::kBool:
        return Value::boolean(*json.as_bool());
      case JsonValue::Kind::kString:
        return Value::string(std::string(*json.as_string()));
      case JsonValue::Kind::kArray:
        return set(json, expected);
      case JsonValue::Kind::kObject:
        return record(json, expected);
      case JsonValue::Kind::kNull:
        return fail(ErrorCode::kBadInput, fmt::format("{} is null", where_), {},
                    "Leave the attribute out.");
      default:
        break;
    }
    if (const auto number = json.as_int()) return Value::integer(*number);
    return fail(ErrorCode::kBadInput, fmt::format("{} is not an integer of 64 bits", where_), {},
                "Fractions are written as a decimal in double quotes.");
  }

  Result<Value> entity(const JsonValue& json) const {
    auto out = uid(json);
    if (!out) return std::unexpected(std::move(out.error()));
    return Value::entity(std::move(*out));
  }

  Result<Value> set(const JsonValue& json, const SchemaType* expected) {
    const bool typed = expected != nullptr && expected->kind == ValueKind::kSet;
    std::vector<Value> elements;
    for (const JsonValue& item : json.items()) {
      auto element = read(item, typed ? expected->element.get() : nullptr);
      if (!element) return element;
      elements.push_back(std::move(*element));
    }
    return Value::set(std::move(elements));
  }

  Result<Value> record(const JsonValue& json, const SchemaType* expected) {
    Value::Fields fields;
    std::set<std::string_view> names;
    for (const JsonMember& member : json.members()) {
      if (!names.insert(member.key).second) {
        return fail(ErrorCode::kBadInput,
                    fmt::format("{} has the field `{}` twice", where_, member.key));
      }
      const SchemaType* field_type = nullptr;
      if (expected != nullptr && expected->kind == ValueKind::kRecord) {
        const auto found = expected->attributes.find(member.key);
        if (found != expected->attributes.end()) field_type = found->second.type.get();
      }
      auto value = read(member.value, field_type);
      if (!value) return value;
      fields.emplace_back(member.key, std::move(*value));
    }
    return Value::record(std::move(fields));
  }

  // `{"fn": …, "arg": …}` as well as the bare argument.
  Result<Value> of_extension_type(const JsonValue& json, Function constructor) {
    if (json.is_object() && json.find("fn") != nullptr) return extension(json);
    const auto argument = read(json, nullptr);
    if (!argument) return argument;
    return call(constructor, {*argument});
  }

  std::unexpected<Error> no_extension() const {
    return fail(ErrorCode::kBadInput, fmt::format("{} is not an extension value", where_), {},
                R"(Write {"__extn": {"fn": "decimal", "arg": "1.5"}}.)");
  }

  Result<Value> extension(const JsonValue& json) {
    const JsonValue* name = json.find("fn");
    const JsonValue* one = json.find("arg");
    const JsonValue* several = json.find("args");
    const auto function =
        name != nullptr && name->is_string() ? function_named(*name->as_string()) : std::nullopt;
    if (!function || json.size() != 2 || (one == nullptr && several == nullptr)) {
      return no_extension();
    }
    std::vector<Value> arguments;
    for (const JsonValue& item : one != nullptr ? std::span(one, 1) : several->items()) {
      auto argument = read(item, nullptr);
      if (!argument) return argument;
      arguments.push_back(std::move(*argument));
    }
    return call(*function, arguments);
  }

  Result<Value> call(Function function, const std::vector<Value>& arguments) const {
    auto out = call_function(function, arguments);
    if (!out) out.error().message = fmt::format("{}: {}", where_, out.error().message);
    return out;
  }

  const std::string& where_;
  int depth_ = 0;
};

}  // namespace

Result<Value> value_from_json(const JsonValue& json, const SchemaType* expected,
                              const std::string& where) {
  return Reader(where).read(json, expected);
}

Result<EntityUid> uid_from_json(const JsonValue& json, const std::string& where) {
  return Reader(where).uid(json);
}

}  // namespace sekisho::cedar

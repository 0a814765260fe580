#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>

#include "cedar/est_json.h"
#include "cedar/json_value.h"
#include "cedar/lexer.h"
#include "cedar/limits.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

using text::JsonMember;
using text::JsonValue;

bool is_annotation_name(std::string_view name) {
  return !name.empty() && starts_identifier(name.front()) &&
         std::ranges::all_of(name, continues_identifier);
}

// Every function returns an empty result after it has recorded an error.
class EstReader {
 public:
  std::optional<Policy> policy(const JsonValue& json, std::string id) {
    id_ = std::move(id);
    Policy out;
    out.id = id_;
    if (!only(json, {"effect", "principal", "action", "resource", "conditions", "annotations"})) {
      return std::nullopt;
    }
    const std::string_view effect = text_of(json, "effect");
    if (effect != "permit" && effect != "forbid") {
      refuse("`effect` is neither permit nor forbid");
      return std::nullopt;
    }
    out.effect = effect == "permit" ? Effect::kPermit : Effect::kForbid;
    if (!scope(json.find("principal"), Slot::kPrincipal, false, out.principal) ||
        !scope(json.find("action"), Slot::kPrincipal, true, out.action) ||
        !scope(json.find("resource"), Slot::kResource, false, out.resource) ||
        !conditions(json.find("conditions"), out.clauses) ||
        !annotations(json.find("annotations"), out)) {
      return std::nullopt;
    }
    return out;
  }

  std::optional<PolicySet> policy_set(const JsonValue& json) {
    PolicySet out;
    if (!only(json, {"staticPolicies", "templates", "templateLinks"})) return std::nullopt;
    for (const std::string_view key : {"staticPolicies", "templates"}) {
      const JsonValue* list = json.find(key);
      if (list == nullptr) continue;
      if (!list->is_object()) return misshapen(key, "an object");
      for (const JsonMember& member : list->members()) {
        auto read = policy(member.value, member.key);
        if (!read) return std::nullopt;
        if (read->is_template() != (key == "templates")) {
          refuse(fmt::format("it stands among `{}`", key));
          return std::nullopt;
        }
        if (!keep(out.add(std::move(*read)))) return std::nullopt;
      }
    }
    const JsonValue* links = json.find("templateLinks");
    if (links == nullptr) return out;
    if (!links->is_array()) return misshapen("templateLinks", "an array");
    for (const JsonValue& item : links->items()) {
      if (!link(item, out)) return std::nullopt;
    }
    return out;
  }

  Error take_error() { return std::move(*error_); }

 private:
  std::nullopt_t misshapen(std::string_view key, std::string_view wanted) {
    keep(fail(ErrorCode::kBadInput, fmt::format("`{}` is not {}", key, wanted)));
    return std::nullopt;
  }

  bool refuse(std::string_view message, ErrorCode code = ErrorCode::kBadInput) {
    if (!error_) error_ = Error{code, fmt::format("policy `{}`: {}", id_, message)};
    return false;
  }

  bool keep(Result<void> result) {
    if (!result && !error_) error_ = std::move(result.error());
    return result.has_value();
  }

  bool only(const JsonValue& json, std::initializer_list<std::string_view> known) {
    if (!json.is_object()) return refuse("an object is expected");
    std::set<std::string_view> keys;
    for (const JsonMember& member : json.members()) {
      if (std::ranges::find(known, member.key) == known.end()) {
        return refuse(fmt::format("`{}` is not expected", member.key));
      }
      if (!keys.insert(member.key).second) {
        return refuse(fmt::format("`{}` is given twice", member.key));
      }
    }
    return true;
  }

  static std::string_view text_of(const JsonValue& json, std::string_view key) {
    const JsonValue* member = json.find(key);
    return member == nullptr ? std::string_view() : member->as_string().value_or("");
  }

  bool uid(const JsonValue* json, EntityUid& out) {
    auto read = uid_from_json(json == nullptr ? JsonValue() : *json, "an entity of the scope");
    if (!read) return refuse(read.error().message);
    out = std::move(*read);
    return true;
  }

  bool scope(const JsonValue* json, Slot slot, bool action, ScopeConstraint& out) {
    using Kind = ScopeConstraint::Kind;
    if (json == nullptr) return refuse("a part of the scope is missing");
    const std::string_view op = text_of(*json, "op");
    const bool known = op == "is" ? only(*json, {"op", "entity_type", "in"})
                                  : only(*json, {"op", "entity", "entities", "slot"});
    if (!known) return false;
    const JsonValue* holder = json;
    if (op == "All") return true;
    if (op == "==") {
      out.kind = Kind::kEqual;
    } else if (op == "in") {
      out.kind = Kind::kIn;
    } else if (op == "is" && !action) {
      out.type = std::string(text_of(*json, "entity_type"));
      if (!is_type_name(out.type)) return refuse("`entity_type` is not the name of a type");
      holder = json->find("in");
      if (holder != nullptr && holder->is_null()) holder = nullptr;
      out.kind = holder == nullptr ? Kind::kIs : Kind::kIsIn;
      if (holder == nullptr) return true;
    } else {
      return refuse(fmt::format("`{}` is not an operator of the scope", op));
    }
    return scope_entities(*holder, slot, action, out);
  }

  bool scope_entities(const JsonValue& json, Slot slot, bool action, ScopeConstraint& out) {
    const JsonValue* list = json.find("entities");
    if (json.find("slot") != nullptr) {
      if (list != nullptr || json.find("entity") != nullptr) return refuse("the slot is wrong");
      if (action || text_of(json, "slot") != name_of(slot)) return refuse("the slot is wrong");
      out.has_slot = true;
      return true;
    }
    if (list == nullptr) {
      EntityUid entity;
      if (!uid(json.find("entity"), entity)) return false;
      out.entities.push_back(std::move(entity));
    } else {
      if (!action || out.kind != ScopeConstraint::Kind::kIn) return refuse("a list is not allowed");
      if (!list->is_array()) return refuse("`entities` is not an array");
      out.is_list = true;
      for (const JsonValue& item : list->items()) {
        EntityUid entity;
        if (!uid(&item, entity)) return false;
        out.entities.push_back(std::move(entity));
      }
    }
    const bool actions = std::ranges::all_of(out.entities, [](const EntityUid& entity) {
      return entity.type == "Action" || entity.type.ends_with("::Action");
    });
    return !action || actions || refuse("an entity that is no action stands in the action scope");
  }

  bool conditions(const JsonValue* json, std::vector<Clause>& out) {
    if (json == nullptr || !json->is_array()) return refuse("`conditions` is not an array");
    for (const JsonValue& item : json->items()) {
      if (!only(item, {"kind", "body"})) return false;
      const std::string_view kind = text_of(item, "kind");
      if (kind != "when" && kind != "unless") return refuse("`kind` is neither when nor unless");
      Clause clause;
      clause.is_unless = kind == "unless";
      clause.condition = expr(item.find("body"));
      if (!clause.condition) return false;
      out.push_back(std::move(clause));
    }
    return true;
  }

  bool annotations(const JsonValue* json, Policy& out) {
    if (json == nullptr) return true;
    if (!json->is_object()) return refuse("`annotations` is not an object");
    for (const JsonMember& member : json->members()) {
      if (!is_annotation_name(member.key)) {
        return refuse(fmt::format("`{}` is not the name of an annotation", member.key));
      }
      if (!member.value.is_string() && !member.value.is_null()) {
        return refuse(fmt::format("the annotation `{}` is not text", member.key));
      }
      if (member.value.is_null()) out.bare_annotations.insert(member.key);
      if (!out.annotations.emplace(member.key, member.value.as_string().value_or("")).second) {
        return refuse(fmt::format("the annotation `{}` is given twice", member.key));
      }
    }
    return true;
  }

  bool link(const JsonValue& json, PolicySet& out) {
    id_ = std::string(text_of(json, "newId"));
    if (!only(json, {"templateId", "newId", "values"})) return false;
    SlotValues values;
    const JsonValue* given = json.find("values");
    if (given == nullptr) return refuse("a link has no `values`");
    for (const JsonMember& member : given->members()) {
      const bool principal = member.key == name_of(Slot::kPrincipal);
      if (!principal && member.key != name_of(Slot::kResource)) {
        return refuse(fmt::format("`{}` is not a slot", member.key));
      }
      if (!uid(&member.value, values[principal ? Slot::kPrincipal : Slot::kResource])) return false;
    }
    return keep(out.link(text_of(json, "templateId"), id_, std::move(values)));
  }

  ExprPtr no_expr(std::string_view message) {
    refuse(message);
    return nullptr;
  }

  ExprPtr expr(const JsonValue* json) {
    if (json == nullptr || !json->is_object() || json->size() != 1) {
      return no_expr("an expression is an object with one member");
    }
    if (depth_ == kMaxNesting) {
      refuse("an expression is nested too deeply", ErrorCode::kLimit);
      return nullptr;
    }
    ++depth_;
    const JsonMember& member = json->members().front();
    ExprPtr out = expr_named(member.key, member.value);
    --depth_;
    return out;
  }

  ExprPtr expr_named(const std::string& key, const JsonValue& json) {
    if (key == "Value") return literal(json);
    if (key == "Var") return variable(json);
    if (key == "Slot") return no_expr("a slot stands in a condition");
    if (key == "!") return unary(UnaryOp::kNot, json);
    if (key == "neg") return unary(UnaryOp::kNegate, json);
    if (key == "isEmpty") return unary(UnaryOp::kIsEmpty, json);
    if (key == ".") return attribute(json);
    if (key == "has") return has(json);
    if (key == "like") return like(json);
    if (key == "is") return is(json);
    if (key == "if-then-else") return if_then_else(json);
    if (key == "Set") return set(json);
    if (key == "Record") return record(json);
    for (int i = 0; i <= static_cast<int>(BinaryOp::kHasTag); ++i) {
      const auto op = static_cast<BinaryOp>(i);
      if (key == spelling_of(op)) return binary(op, json);
    }
    const auto function = function_named(key);
    if (!function) return no_expr(fmt::format("`{}` is not an operator or a function", key));
    std::vector<ExprPtr> arguments;
    if (!exprs(json, arguments)) return nullptr;
    return call(*function, std::move(arguments));
  }

  // A constructor may lack its argument, which evaluation finds; a method needs its receiver.
  ExprPtr call(Function function, std::vector<ExprPtr> arguments) {
    const FunctionInfo& info = info_of(function);
    if (info.is_method && arguments.empty()) {
      return no_expr(fmt::format("`{}` has no argument", info.name));
    }
    return make_expr(node::Call{function, std::move(arguments)});
  }

  // Sets, records and extension values may be written as values, too; they become what builds them.
  ExprPtr literal(const JsonValue& json) {
    if (depth_ == kMaxNesting) {
      refuse("a literal is nested too deeply", ErrorCode::kLimit);
      return nullptr;
    }
    ++depth_;
    ExprPtr out = literal_here(json);
    --depth_;
    return out;
  }

  ExprPtr literal_here(const JsonValue& json) {
    if (json.is_array()) {
      std::vector<ExprPtr> elements;
      return literals(json.items(), elements) ? make_expr(node::Set{std::move(elements)}) : nullptr;
    }
    const bool single = json.is_object() && json.size() == 1;
    if (single && json.find("__extn") != nullptr) return extension(*json.find("__extn"));
    // A malformed escape is one all the same, and refused as such.
    const bool escaped =
        json.find("__extn") || json.find("__entity") || (single && json.find("__expr"));
    if (json.is_object() && !escaped) {
      std::vector<std::pair<std::string, ExprPtr>> fields;
      std::set<std::string_view> names;
      for (const JsonMember& member : json.members()) {
        if (!names.insert(member.key).second) return no_expr("a record has a field twice");
        ExprPtr value = literal(member.value);
        if (!value) return nullptr;
        fields.emplace_back(member.key, std::move(value));
      }
      return make_expr(node::Record{std::move(fields)});
    }
    auto value = value_from_json(json, nullptr, "a literal");
    return value ? make_expr(node::Literal{std::move(*value)}) : no_expr(value.error().message);
  }

  bool literals(std::span<const JsonValue> items, std::vector<ExprPtr>& out) {
    for (const JsonValue& item : items) {
      ExprPtr element = literal(item);
      if (!element) return false;
      out.push_back(std::move(element));
    }
    return true;
  }

  ExprPtr extension(const JsonValue& json) {
    const JsonValue* one = json.find("arg");
    const JsonValue* several = json.find("args");
    const auto function = function_named(text_of(json, "fn"));
    if (!function || json.size() != 2 || (one == nullptr && several == nullptr)) {
      return no_expr("a literal is not an extension value");
    }
    std::vector<ExprPtr> arguments;
    if (!literals(one != nullptr ? std::span(one, 1) : several->items(), arguments)) return nullptr;
    return call(*function, std::move(arguments));
  }

  ExprPtr variable(const JsonValue& json) {
    for (const Variable each :
         {Variable::kPrincipal, Variable::kAction, Variable::kResource, Variable::kContext}) {
      if (json.as_string() == name_of(each)) return make_expr(node::Var{each});
    }
    return no_expr("`Var` is not the name of a variable");
  }

  ExprPtr unary(UnaryOp op, const JsonValue& json) {
    if (!only(json, {"arg"})) return nullptr;
    ExprPtr operand = expr(json.find("arg"));
    return operand ? make_expr(node::Unary{op, std::move(operand)}) : nullptr;
  }

  ExprPtr binary(BinaryOp op, const JsonValue& json) {
    if (!only(json, {"left", "right"})) return nullptr;
    ExprPtr left = expr(json.find("left"));
    ExprPtr right = left ? expr(json.find("right")) : nullptr;
    return right ? make_expr(node::Binary{op, std::move(left), std::move(right)}) : nullptr;
  }

  ExprPtr attribute(const JsonValue& json) {
    if (!only(json, {"left", "attr"})) return nullptr;
    ExprPtr object = expr(json.find("left"));
    const JsonValue* name = json.find("attr");
    if (!object || name == nullptr || !name->is_string()) return no_expr("`attr` is not text");
    return make_expr(node::GetAttribute{std::move(object), std::string(*name->as_string())});
  }

  ExprPtr has(const JsonValue& json) {
    if (!only(json, {"left", "attr"})) return nullptr;
    ExprPtr object = expr(json.find("left"));
    const JsonValue* name = json.find("attr");
    if (!object || name == nullptr) return no_expr("`has` needs `left` and `attr`");
    std::vector<std::string> path;
    for (const JsonValue& part : name->is_array() ? name->items() : std::span(name, 1)) {
      const auto text = part.as_string();
      // Text has no way to write another name within a longer path.
      if (!text || (name->size() > 1 && !is_identifier(*text))) {
        return no_expr("`attr` is not a name");
      }
      path.emplace_back(*text);
    }
    if (path.empty()) return no_expr("`attr` is empty");
    return make_expr(node::HasAttribute{std::move(object), std::move(path)});
  }

  ExprPtr like(const JsonValue& json) {
    if (!only(json, {"left", "pattern"})) return nullptr;
    ExprPtr object = expr(json.find("left"));
    const JsonValue* pattern = json.find("pattern");
    if (!object || pattern == nullptr || !pattern->is_array()) {
      return no_expr("`like` needs `left` and `pattern`");
    }
    LikePattern out{{""}};
    for (const JsonValue& part : pattern->items()) {
      const JsonValue* text = part.find("Literal");
      if (part.as_string() == "Wildcard") {
        out.pieces.emplace_back();
      } else if (text != nullptr && text->is_string() && part.size() == 1) {
        out.pieces.back() += *text->as_string();
      } else {
        return no_expr("`pattern` holds neither a wildcard nor a literal");
      }
    }
    return make_expr(node::Like{std::move(object), std::move(out)});
  }

  ExprPtr is(const JsonValue& json) {
    if (!only(json, {"left", "entity_type", "in"})) return nullptr;
    ExprPtr object = expr(json.find("left"));
    std::string type(text_of(json, "entity_type"));
    if (!object || !is_type_name(type)) return no_expr("`entity_type` is not the name of a type");
    ExprPtr group;
    if (const JsonValue* in = json.find("in"); in != nullptr && !in->is_null()) {
      group = expr(in);
      if (!group) return nullptr;
    }
    return make_expr(node::Is{std::move(object), std::move(type), std::move(group)});
  }

  ExprPtr if_then_else(const JsonValue& json) {
    if (!only(json, {"if", "then", "else"})) return nullptr;
    ExprPtr test = expr(json.find("if"));
    ExprPtr then_branch = test ? expr(json.find("then")) : nullptr;
    ExprPtr else_branch = then_branch ? expr(json.find("else")) : nullptr;
    if (!else_branch) return nullptr;
    return make_expr(node::If{std::move(test), std::move(then_branch), std::move(else_branch)});
  }

  bool exprs(const JsonValue& json, std::vector<ExprPtr>& out) {
    if (!json.is_array()) return refuse("an array of expressions is expected");
    for (const JsonValue& item : json.items()) {
      ExprPtr element = expr(&item);
      if (!element) return false;
      out.push_back(std::move(element));
    }
    return true;
  }

  ExprPtr set(const JsonValue& json) {
    std::vector<ExprPtr> elements;
    return exprs(json, elements) ? make_expr(node::Set{std::move(elements)}) : nullptr;
  }

  ExprPtr record(const JsonValue& json) {
    if (!json.is_object()) return no_expr("`Record` is not an object");
    std::vector<std::pair<std::string, ExprPtr>> fields;
    std::set<std::string_view> names;
    for (const JsonMember& member : json.members()) {
      if (!names.insert(member.key).second) return no_expr("a record has a field twice");
      ExprPtr value = expr(&member.value);
      if (!value) return nullptr;
      fields.emplace_back(member.key, std::move(value));
    }
    return make_expr(node::Record{std::move(fields)});
  }

  std::string id_;
  std::optional<Error> error_;
  int depth_ = 0;
};

template <class T, class Read>
Result<T> parse_est(std::string_view json, std::string_view file, Read read) {
  const auto parsed = JsonValue::parse(json, std::string(file));
  if (!parsed) return std::unexpected(parsed.error());
  EstReader reader;
  std::optional<T> out = read(reader, *parsed);
  if (out) return std::move(*out);
  Error error = reader.take_error();
  error.place.file = std::string(file);
  return std::unexpected(std::move(error));
}

}  // namespace

Result<Policy> parse_policy_est(std::string_view json, std::string id, std::string_view file) {
  return parse_est<Policy>(json, file, [&](EstReader& reader, const JsonValue& parsed) {
    return reader.policy(parsed, std::move(id));
  });
}

Result<PolicySet> parse_policy_set_est(std::string_view json, std::string_view file) {
  return parse_est<PolicySet>(json, file, [](EstReader& reader, const JsonValue& parsed) {
    return reader.policy_set(parsed);
  });
}

}  // namespace sekisho::cedar

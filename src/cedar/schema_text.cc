#include "cedar/schema_text.h"

#include <fmt/format.h>

#include <set>

#include "cedar/annotation_parser.h"
#include "cedar/expr_parser.h"
#include "cedar/limits.h"
#include "cedar/token_cursor.h"
#include "text/encoding.h"

namespace sekisho::cedar {
namespace {

// Every function returns an empty result after the cursor has recorded an error.
class SchemaParser {
 public:
  explicit SchemaParser(TokenCursor& cursor) : cursor_(cursor), expressions_(cursor) {}

  bool schema(SchemaFragment& out) {
    NamespaceDecl outside;
    while (!cursor_.at_end()) {
      Annotations notes;
      if (!read_annotations(cursor_, notes)) return false;
      if (!cursor_.next_is("namespace")) {
        if (!declaration(std::move(notes), outside)) return false;
        continue;
      }
      auto space = name_space(std::move(notes));
      if (!space) return false;
      out.namespaces.push_back(std::move(*space));
    }
    const bool empty =
        outside.common_types.empty() && outside.entities.empty() && outside.actions.empty();
    if (!empty) out.namespaces.push_back(std::move(outside));
    return true;
  }

 private:
  std::optional<NamespaceDecl> name_space(Annotations notes) {
    NamespaceDecl out;
    out.span = cursor_.take().span;
    auto name = path();
    if (!name || !cursor_.expect("{", "after the name of the namespace")) return std::nullopt;
    out.name = std::move(*name);
    out.annotations = std::move(notes);
    while (!cursor_.accept("}")) {
      Annotations inner;
      if (!read_annotations(cursor_, inner) || !declaration(std::move(inner), out))
        return std::nullopt;
    }
    return out;
  }

  bool declaration(Annotations notes, NamespaceDecl& out) {
    if (cursor_.next_is("entity")) return entity(std::move(notes), out);
    if (cursor_.next_is("action")) return action(std::move(notes), out);
    if (cursor_.next_is("type")) return common_type(std::move(notes), out);
    return cursor_.unexpected_token("`entity`, `action`, `type` or `namespace`");
  }

  bool entity(Annotations notes, NamespaceDecl& out) {
    EntityDecl decl;
    decl.annotations = std::move(notes);
    decl.span = cursor_.take().span;
    std::vector<std::string> names;
    do {
      auto name = identifier("the name of an entity type");
      if (!name) return false;
      names.push_back(std::move(*name));
    } while (cursor_.accept(","));
    if (cursor_.accept("enum")) {
      decl.is_enum = true;
      if (!choices(decl.choices)) return false;
    } else if (!standard_entity(decl)) {
      return false;
    }
    if (!cursor_.expect(";", "after the entity type")) return false;
    for (std::string& name : names) {
      decl.name = std::move(name);
      out.entities.push_back(decl);
    }
    return true;
  }

  bool choices(std::vector<std::string>& out) {
    if (!cursor_.expect("[", "before the ids")) return false;
    do {
      auto id = expressions_.string_literal();
      if (!id) return false;
      out.push_back(std::move(*id));
    } while (cursor_.accept(","));
    return cursor_.expect("]", "after the ids");
  }

  bool standard_entity(EntityDecl& out) {
    if (cursor_.accept("in") && !paths(out.parents)) return false;
    const bool equals = cursor_.accept("=");
    if (equals || cursor_.next_is("{")) {
      if (!cursor_.next_is("{")) return cursor_.unexpected_token("`{`");
      out.attributes = type();
      if (!out.attributes) return false;
    }
    if (!cursor_.accept("tags")) return true;
    out.tags = type();
    return out.tags != nullptr;
  }

  bool common_type(Annotations notes, NamespaceDecl& out) {
    CommonTypeDecl decl;
    decl.annotations = std::move(notes);
    decl.span = cursor_.take().span;
    auto name = identifier("the name of a type");
    if (!name || !cursor_.expect("=", "after the name of the type")) return false;
    decl.name = std::move(*name);
    decl.type = type();
    if (!decl.type || !cursor_.expect(";", "after the type")) return false;
    out.common_types.push_back(std::move(decl));
    return true;
  }

  bool action(Annotations notes, NamespaceDecl& out) {
    ActionDecl decl;
    decl.annotations = std::move(notes);
    decl.span = cursor_.take().span;
    std::vector<std::string> ids;
    do {
      auto id = name_or_text("the name of an action");
      if (!id) return false;
      ids.push_back(std::move(*id));
    } while (cursor_.accept(","));
    if (cursor_.accept("in") && !action_parents(decl.parents)) return false;
    if (cursor_.accept("appliesTo") && !applies_to(decl)) return false;
    if (cursor_.accept("attributes") &&
        (!cursor_.expect("{", "after `attributes`") || !cursor_.expect("}", "after `{`"))) {
      return false;
    }
    if (!cursor_.expect(";", "after the action")) return false;
    for (std::string& id : ids) {
      decl.id = std::move(id);
      out.actions.push_back(decl);
    }
    return true;
  }

  bool action_parents(std::vector<ActionRef>& out) {
    const bool list = cursor_.accept("[");
    do {
      ActionRef parent;
      if (cursor_.peek().kind == TokenKind::kIdentifier && cursor_.peek(1).is("::")) {
        auto type = path();
        if (!type || !cursor_.expect("::", "before the id of the action")) return false;
        auto id = expressions_.string_literal();
        if (!id) return false;
        parent = {std::move(*type), std::move(*id)};
      } else {
        auto id = name_or_text("an action");
        if (!id) return false;
        parent.id = std::move(*id);
      }
      out.push_back(std::move(parent));
    } while (list && cursor_.accept(","));
    return !list || cursor_.expect("]", "after the actions");
  }

  bool applies_to(ActionDecl& decl) {
    if (!cursor_.expect("{", "after `appliesTo`")) return false;
    AppliesTo out;
    std::set<std::string_view> given;
    while (!cursor_.next_is("}")) {
      const Token key = cursor_.take();
      if (!given.insert(key.text).second) {
        return cursor_.fail_at(key.span, fmt::format("{} is given twice", shown(key)));
      }
      if (!cursor_.expect(":", "after the word in `appliesTo`")) return false;
      if (key.is("context")) {
        out.context = type();
        if (!out.context) return false;
      } else if (key.is("principal") || key.is("resource")) {
        auto& types = key.is("principal") ? out.principals : out.resources;
        if (!paths(types)) return false;
        if (types.empty()) {
          return cursor_.fail_at(key.span, fmt::format("no type is given for {}", shown(key)),
                                 "An action without types cannot be requested: drop `appliesTo`.");
        }
      } else {
        return cursor_.fail_at(key.span, fmt::format("unexpected {}, expected `principal`, "
                                                     "`resource` or `context`",
                                                     shown(key)));
      }
      if (!cursor_.accept(",") && !cursor_.next_is("}")) {
        return cursor_.unexpected_token("`,` or `}` in `appliesTo`");
      }
    }
    const Span end = cursor_.take().span;
    for (const std::string_view needed : {"principal", "resource"}) {
      if (!given.contains(needed)) {
        return cursor_.fail_at(end, fmt::format("`appliesTo` says no `{}`", needed));
      }
    }
    decl.applies_to = std::move(out);
    return true;
  }

  TypeExprPtr type() {
    if (nesting_ == kMaxNesting) {
      cursor_.fail_at(cursor_.peek().span, "the type is nested too deeply", {}, ErrorCode::kLimit);
      return nullptr;
    }
    ++nesting_;
    TypeExprPtr out = type_here();
    --nesting_;
    return out;
  }

  TypeExprPtr type_here() {
    auto out = std::make_shared<TypeExpr>();
    const Span start = cursor_.peek().span;
    if (cursor_.next_is("Set") && cursor_.peek(1).is("<")) {
      cursor_.take();
      cursor_.take();
      out->kind = TypeExpr::Kind::kSet;
      out->element = type();
      if (!out->element || !cursor_.expect(">", "after the type of the elements")) return nullptr;
    } else if (cursor_.accept("{")) {
      out->kind = TypeExpr::Kind::kRecord;
      if (!attributes(out->attributes)) return nullptr;
    } else {
      auto name = path();
      if (!name) return nullptr;
      out->name = std::move(*name);
    }
    out->span = cursor_.span_from(start);
    return out;
  }

  bool attributes(std::vector<AttributeDecl>& out) {
    std::set<std::string> names;
    while (!cursor_.next_is("}")) {
      AttributeDecl decl;
      if (!read_annotations(cursor_, decl.annotations)) return false;
      const Token key = cursor_.peek();
      auto name = name_or_text("the name of an attribute");
      if (!name) return false;
      if (!names.insert(*name).second) {
        return cursor_.fail_at(key.span,
                               fmt::format("the attribute {} is given twice", shown(key)));
      }
      decl.name = std::move(*name);
      decl.required = !cursor_.accept("?");
      if (!cursor_.expect(":", "after the name of the attribute")) return false;
      decl.type = type();
      if (!decl.type) return false;
      out.push_back(std::move(decl));
      if (!cursor_.accept(",") && !cursor_.next_is("}")) {
        return cursor_.unexpected_token("`,` or `}` among the attributes");
      }
    }
    cursor_.take();
    return true;
  }

  // One name, or several in brackets.
  bool paths(std::vector<std::string>& out) {
    const bool list = cursor_.accept("[");
    if (list && cursor_.accept("]")) return true;
    do {
      auto name = path();
      if (!name) return false;
      out.push_back(std::move(*name));
    } while (list && cursor_.accept(","));
    return !list || cursor_.expect("]", "after the types");
  }

  // `A::B`; stops before a `::` that a string follows.
  std::optional<std::string> path() {
    auto name = identifier("the name of a type");
    while (name && cursor_.next_is("::") && cursor_.peek(1).kind == TokenKind::kIdentifier) {
      cursor_.take();
      const auto part = identifier("a name after `::`");
      if (!part) return std::nullopt;
      *name += "::" + *part;
    }
    return name;
  }

  std::optional<std::string> identifier(std::string_view expected) {
    const Token token = cursor_.peek();
    if (token.kind != TokenKind::kIdentifier) {
      cursor_.unexpected_token(expected);
      return std::nullopt;
    }
    if (is_reserved_word(token.text) && token.text != "__cedar") {
      cursor_.fail_at(token.span, fmt::format("{} is a reserved word", shown(token)),
                      "Put the name of an attribute or an action in double quotes.");
      return std::nullopt;
    }
    return std::string(cursor_.take().text);
  }

  std::optional<std::string> name_or_text(std::string_view expected) {
    if (cursor_.peek().kind == TokenKind::kString) return expressions_.string_literal();
    return identifier(expected);
  }

  TokenCursor& cursor_;
  ExprParser expressions_;
  int nesting_ = 0;
};

class SchemaWriter {
 public:
  std::string write(const SchemaFragment& fragment) {
    for (const NamespaceDecl& space : fragment.namespaces) {
      annotations(space.annotations);
      if (!space.name.empty()) {
        line(fmt::format("namespace {} {{", space.name));
        indent_ += 2;
      }
      declarations(space);
      if (!space.name.empty()) {
        indent_ -= 2;
        line("}");
      }
    }
    return std::move(out_);
  }

 private:
  void line(std::string_view text) { out_ += std::string(indent_, ' ') + std::string(text) + "\n"; }

  static std::string note(const std::string& name, const std::string& value) {
    return value.empty() ? "@" + name : fmt::format("@{}({})", name, quoted(value));
  }

  void annotations(const Annotations& notes) {
    for (const auto& [name, value] : notes) line(note(name, value));
  }

  static std::string name_text(const std::string& name) {
    return is_identifier(name) ? name : quoted(name);
  }

  static std::string list(const std::vector<std::string>& names) {
    return names.size() == 1 ? names.front() : fmt::format("[{}]", fmt::join(names, ", "));
  }

  std::string type(const TypeExpr& type_expr) {
    switch (type_expr.kind) {
      case TypeExpr::Kind::kSet:
        return fmt::format("Set<{}>", type(*type_expr.element));
      case TypeExpr::Kind::kBuiltin:
        return "__cedar::" + type_expr.name;
      case TypeExpr::Kind::kRecord:
        break;
      default:
        return type_expr.name;
    }
    if (type_expr.attributes.empty()) return "{}";
    std::string out = "{\n";
    indent_ += 2;
    const std::string margin(indent_, ' ');
    for (const AttributeDecl& attribute : type_expr.attributes) {
      for (const auto& [name, value] : attribute.annotations) {
        out += margin + note(name, value) + "\n";
      }
      out += fmt::format("{}{}{}: {},\n", margin, name_text(attribute.name),
                         attribute.required ? "" : "?", type(*attribute.type));
    }
    indent_ -= 2;
    return out + std::string(indent_, ' ') + "}";
  }

  void declarations(const NamespaceDecl& space) {
    for (const CommonTypeDecl& decl : space.common_types) {
      annotations(decl.annotations);
      line(fmt::format("type {} = {};", decl.name, type(*decl.type)));
    }
    for (const EntityDecl& decl : space.entities) entity(decl);
    for (const ActionDecl& decl : space.actions) action(decl);
  }

  void entity(const EntityDecl& decl) {
    annotations(decl.annotations);
    std::string text = "entity " + decl.name;
    if (decl.is_enum) {
      std::vector<std::string> ids;
      for (const std::string& id : decl.choices) ids.push_back(quoted(id));
      text += fmt::format(" enum [{}]", fmt::join(ids, ", "));
    }
    if (!decl.parents.empty()) text += " in " + list(decl.parents);
    if (decl.attributes) text += " = " + type(*decl.attributes);
    if (decl.tags) text += " tags " + type(*decl.tags);
    line(text + ";");
  }

  void action(const ActionDecl& decl) {
    annotations(decl.annotations);
    std::string text = "action " + name_text(decl.id);
    std::vector<std::string> parents;
    for (const ActionRef& parent : decl.parents) {
      parents.push_back(parent.type.empty() ? name_text(parent.id)
                                            : parent.type + "::" + quoted(parent.id));
    }
    if (!parents.empty()) text += " in " + list(parents);
    // Without a principal or a resource nothing can be requested, which the text says by silence.
    if (decl.applies_to && !decl.applies_to->principals.empty() &&
        !decl.applies_to->resources.empty()) {
      text += fmt::format(" appliesTo {{ principal: {}, resource: {}",
                          list(decl.applies_to->principals), list(decl.applies_to->resources));
      if (decl.applies_to->context) text += ", context: " + type(*decl.applies_to->context);
      text += " }";
    }
    line(text + ";");
  }

  std::string out_;
  size_t indent_ = 0;
};

}  // namespace

Result<SchemaFragment> parse_schema_text(std::string_view text, std::string_view file) {
  SchemaFragment out;
  out.file = std::string(file);
  if (text.size() > kMaxTextBytes) {
    return fail(ErrorCode::kLimit, "the schema is too long", Place{out.file});
  }
  if (!text::valid_utf8(text)) {
    return fail(ErrorCode::kBadInput, "the schema is not UTF-8", Place{out.file},
                "Save it as UTF-8.");
  }
  const Lexed lexed = lex(text);
  TokenCursor cursor(lexed.tokens, text, out.file);
  if (!SchemaParser(cursor).schema(out)) return std::unexpected(cursor.take_error());
  return out;
}

std::string to_schema_text(const SchemaFragment& fragment) {
  return SchemaWriter().write(fragment);
}

}  // namespace sekisho::cedar

#include <algorithm>
#include <cctype>
#include <string_view>

#include "cedar/lexer.h"
#include "policy_text.h"
#include "text/json.h"

namespace sekisho::cedar::oracle {
namespace {

using text::JsonMember;
using text::JsonValue;
using text::JsonWriter;

constexpr const char* kTokens[] = {"principal",
                                   "action",
                                   "resource",
                                   "context",
                                   "permit",
                                   "forbid",
                                   "when",
                                   "unless",
                                   "if",
                                   "then",
                                   "else",
                                   "in",
                                   "is",
                                   "has",
                                   "like",
                                   "true",
                                   "false",
                                   "__cedar",
                                   "User",
                                   "App",
                                   "Action",
                                   "Set",
                                   "Bool",
                                   "Long",
                                   "String",
                                   "ipaddr",
                                   "Record",
                                   "Entity",
                                   "Boolean",
                                   "Extension",
                                   "entity",
                                   "type",
                                   "namespace",
                                   "appliesTo",
                                   "enum",
                                   "tags",
                                   "attributes",
                                   "ip",
                                   "decimal",
                                   "contains",
                                   "containsAny",
                                   "isEmpty",
                                   "foo",
                                   "datetime",
                                   "(",
                                   ")",
                                   "[",
                                   "]",
                                   "{",
                                   "}",
                                   "<",
                                   ">",
                                   "<=",
                                   "==",
                                   "=",
                                   "!=",
                                   "!",
                                   "-",
                                   "+",
                                   "*",
                                   "/",
                                   "%",
                                   "&&",
                                   "||",
                                   "::",
                                   ":",
                                   ";",
                                   ",",
                                   ".",
                                   "?",
                                   "@",
                                   "?principal",
                                   "?resource",
                                   "?other",
                                   "0",
                                   "1",
                                   "007",
                                   "9007199254740991",
                                   "9223372036854775808",
                                   "\"a\"",
                                   "\"\"",
                                   "\"\\u{41}\"",
                                   "\"\\q\"",
                                   "\"\\x80\"",
                                   "\"a\\*\"",
                                   "\"日本\"",
                                   "\"\\u{d800}\"",
                                   "//c\n",
                                   "日",
                                   "\xEF\xBB\xBF",
                                   "\xC2\xA0"};

// The tokens with the space and the comments that follow each.
std::vector<std::string> pieces_of(const std::string& text) {
  const Lexed lexed = lex(text);
  std::vector<std::string> out;
  size_t begin = 0;
  for (size_t i = 1; i < lexed.tokens.size(); ++i) {
    const size_t end = lexed.tokens[i].span.offset;
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

// Counts the values, then rebuilds the one that was chosen differently.
class JsonMutator {
 public:
  explicit JsonMutator(Random& random) : random_(random) {}

  std::string mutate(const JsonValue& json) {
    target_ = random_.below(count(json));
    std::string out;
    JsonWriter writer(out);
    write(json, writer);
    return out;
  }

 private:
  static size_t count(const JsonValue& json) {
    size_t out = 1;
    for (const JsonValue& item : json.items()) out += count(item);
    for (const JsonMember& member : json.members()) out += count(member.value);
    return out;
  }

  void write(const JsonValue& json, JsonWriter& out) {
    if (seen_++ == target_) {
      change(json, out);
      return;
    }
    if (json.is_array()) {
      out.begin_array();
      for (const JsonValue& item : json.items()) write(item, out);
      out.end_array();
    } else if (json.is_object()) {
      out.begin_object();
      for (const JsonMember& member : json.members()) {
        out.key(member.key);
        write(member.value, out);
      }
      out.end_object();
    } else {
      out.raw(json.to_json());
    }
  }

  void change(const JsonValue& json, JsonWriter& out) {
    if (json.is_object() && json.size() > 0 && random_.chance(70)) {
      change_members(json, out);
    } else if (json.is_array() && json.size() > 0 && random_.chance(60)) {
      const size_t chosen = random_.below(json.size());
      const bool twice = random_.chance(50);
      out.begin_array();
      for (size_t i = 0; i < json.size(); ++i) {
        if (i != chosen || twice) out.raw(json.items()[i].to_json());
        if (i == chosen && twice) out.raw(json.items()[i].to_json());
      }
      out.end_array();
    } else {
      out.raw(random_.pick(kValues));
    }
  }

  void change_members(const JsonValue& json, JsonWriter& out) {
    const size_t chosen = random_.below(json.size());
    const size_t how = random_.below(4);
    std::string added = random_.pick(kKeys);
    out.begin_object();
    for (size_t i = 0; i < json.size(); ++i) {
      const JsonMember& member = json.members()[i];
      if (i == chosen && how == 0) continue;
      // A key that comes twice would be lost on the way to the reference.
      const bool renamed = i == chosen && how == 1 && json.find(added) == nullptr;
      out.key(renamed ? added : member.key);
      out.raw(i == chosen && how == 2 ? random_.pick(kValues) : member.value.to_json());
    }
    if (how == 3 && json.find(added) == nullptr) out.key(added).raw(random_.pick(kValues));
    out.end_object();
  }

  static constexpr const char* kKeys[] = {"type",
                                          "id",
                                          "uid",
                                          "attrs",
                                          "parents",
                                          "tags",
                                          "__entity",
                                          "__extn",
                                          "fn",
                                          "arg",
                                          "args",
                                          "Value",
                                          "Var",
                                          "Set",
                                          "Record",
                                          "==",
                                          "has",
                                          "is",
                                          "like",
                                          ".",
                                          "left",
                                          "right",
                                          "attr",
                                          "in",
                                          "slot",
                                          "entity_type",
                                          "op",
                                          "if-then-else",
                                          "kind",
                                          "body",
                                          "effect",
                                          "entity",
                                          "entities",
                                          "pattern",
                                          "ip",
                                          "neg",
                                          "!",
                                          "contains",
                                          "Unknown",
                                          "name",
                                          "required",
                                          "annotations",
                                          "memberOf",
                                          "shape",
                                          "element",
                                          "attributes",
                                          "additionalAttributes",
                                          "enum",
                                          "x",
                                          "appliesTo",
                                          "principalTypes",
                                          "context",
                                          "memberOfTypes",
                                          "commonTypes",
                                          "decimal",
                                          "Slot",
                                          "isEmpty",
                                          "getTag"};
  static constexpr const char* kValues[] = {"null",
                                            "true",
                                            "1",
                                            "-5",
                                            "1.5",
                                            "\"x\"",
                                            "\"\"",
                                            "[]",
                                            "{}",
                                            "\"User\"",
                                            "\"Action\"",
                                            "\"permit\"",
                                            "\"Long\"",
                                            "\"Boolean\"",
                                            "\"String\"",
                                            "\"Bool\"",
                                            "\"Record\"",
                                            "\"Set\"",
                                            "\"Entity\"",
                                            "\"EntityOrCommon\"",
                                            "\"Extension\"",
                                            "\"ipaddr\"",
                                            "\"All\"",
                                            "\"==\"",
                                            "\"in\"",
                                            "\"is\"",
                                            "\"?principal\"",
                                            "\"?resource\"",
                                            "\"App::User\"",
                                            "\"a b\"",
                                            "\"principal\"",
                                            "\"if\"",
                                            "\"Wildcard\"",
                                            R"({"type":"User","id":"a"})",
                                            R"({"__entity":{"type":"User","id":"a"}})",
                                            R"({"__extn":{"fn":"decimal","arg":"1.5"}})",
                                            R"({"__extn":{"fn":"ip","arg":"x"}})",
                                            R"({"fn":"ip","arg":"::1"})",
                                            R"({"Value":true})",
                                            R"({"Var":"context"})",
                                            R"({"type":"Record","attributes":{}})",
                                            R"({"type":"Long"})",
                                            R"([{"Literal":"a"}])",
                                            R"({"type":"Set","element":{"type":"String"}})",
                                            R"(["a","b"])",
                                            R"({"__expr":"1"})",
                                            R"({"Value":{"__entity":{"type":"A","id":"b"}}})",
                                            R"({"op":"All"})"};

  Random& random_;
  size_t target_ = 0;
  size_t seen_ = 0;
};

}  // namespace

std::string mutate_text(const std::string& text, Random& random) {
  std::vector<std::string> pieces = pieces_of(text);
  for (size_t i = 1 + random.below(2); i > 0 && !pieces.empty(); --i) {
    const size_t at = random.below(pieces.size());
    const auto place = pieces.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random.below(6)) {
      case 0:
        pieces.erase(place);
        break;
      case 1:
        pieces.insert(place, std::string(random.pick(kTokens)) + " ");
        break;
      case 2:
        *place = random.pick(kTokens);
        break;
      case 3:
        std::swap(*place, pieces[random.below(pieces.size())]);
        break;
      case 4:
        pieces.insert(place, std::string(random.pick(pieces)));
        break;
      default: {
        // One character of ASCII, so that the text stays UTF-8.
        const size_t byte = random.below(place->size() + 1);
        static constexpr std::string_view kSigns = "\"\\/;:,.(){}[]<>=!&|+-*?@ \n\tx0_'%#$~^`";
        if (byte == place->size() || static_cast<unsigned char>((*place)[byte]) >= 0x80) {
          *place += kSigns[random.below(kSigns.size())];
        } else {
          (*place)[byte] = kSigns[random.below(kSigns.size())];
        }
        break;
      }
    }
  }
  std::string out;
  for (const std::string& piece : pieces) out += piece;
  return out;
}

std::string mutate_json(const std::string& json, Random& random) {
  const auto parsed = JsonValue::parse(json);
  return parsed ? JsonMutator(random).mutate(*parsed) : json;
}

}  // namespace sekisho::cedar::oracle

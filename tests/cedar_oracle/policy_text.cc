#include "policy_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sekisho::cedar::oracle {
namespace {

using Kind = TypeModel::Kind;

// How tightly the outermost operator of a text binds.
enum Rank : uint8_t { kIf, kOr, kAnd, kRelation, kSum, kProduct, kUnary, kMember };

struct Piece {
  std::string text;
  Rank rank = kMember;
};

// A way from a variable to a value.
struct Path {
  std::string text;
  TypePtr type;
  std::vector<std::string> guards = {};  // what has to be asked first
};

// Among them letters of two scripts, controls of direction and characters without width.
constexpr const char* kTexts[] = {"",     "a",     "ab",    "a*b",       "日本",     "say \"hi\"",
                                  "x\ny", "\\n",   "a'b",   "0.0.0.0/0", "\t",       "é",
                                  "\x01", "日本a", "һello", "a\u200Bb",  "a\u202Eb", "カナ、ー"};
constexpr const char* kPatterns[] = {R"("*")",       R"("a*")",       R"("*b")",  R"("a\*b")",
                                     R"("")",        R"("*\u{61}*")", R"("日*")", R"("**")",
                                     R"("a**b\\*")", R"("\x41*")"};
constexpr const char* kIds[] = {"a", "b", "c", "a b", "花子", "", "x\"y", "Ａ"};
constexpr const char* kTags[] = {"k", "v", "long key", ""};
constexpr int64_t kLongs[] = {0, 1, -1, 2, 5, 42, -7, 1000, 9007199254740991, -9007199254740991};

TypePtr plain(Kind kind) {
  return std::make_shared<TypeModel>(TypeModel{.kind = kind});
}

bool same(const TypeModel& a, const TypeModel& b) {
  if (a.kind != b.kind || a.entity != b.entity || a.extension != b.extension) return false;
  if (a.kind == Kind::kSet) return same(*a.element, *b.element);
  return std::ranges::equal(a.attributes, b.attributes, [](const auto& x, const auto& y) {
    return x.name == y.name && x.required == y.required && same(*x.type, *y.type);
  });
}

class PolicyMaker {
 public:
  PolicyMaker(const SchemaModel& schema, Random& random) : schema_(schema), random_(random) {}

  PolicyText make(std::string id) {
    PolicyText out;
    out.id = std::move(id);
    action_ = random_.pick(schema_.applicable());
    const ActionModel& action = schema_.actions[action_];
    principal_ = random_.pick(action.principals);
    resource_ = random_.pick(action.resources);
    find_paths();
    out.text = annotations();
    out.text += random_.chance(70) ? "permit" : "forbid";
    const bool templated = random_.chance(18);
    const std::string space = gap(random_);
    out.text += "(" + party("principal", principal_, templated, out.for_principal) + "," + space;
    out.text += action_scope() + "," + space;
    out.text += party("resource", resource_, templated, out.for_resource);
    out.text += random_.chance(10) ? ",)" : ")";
    for (size_t i = random_.below(4); i > 0; --i) {
      out.text += gap(random_) + (random_.chance(75) ? "when" : "unless") + gap(random_) + "{";
      out.text += gap(random_) + boolean(4).text + gap(random_) + "}";
    }
    out.text += ";" + gap(random_);
    return out;
  }

 private:
  // -- the scope

  std::string annotations() {
    static constexpr const char* kNames[] = {"id", "note", "if", "permit", "x1"};
    std::string out;
    const size_t first = random_.below(std::size(kNames));
    for (size_t i = random_.below(5) / 2; i > 0; --i) {
      out += "@" + std::string(kNames[(first + i) % std::size(kNames)]);
      if (random_.chance(70)) out += "(" + literal(random_.pick(kTexts), random_) + ")";
      out += gap(random_);
    }
    return out;
  }

  // An entity type that one of this type may be in, itself included.
  size_t group_of(size_t entity) {
    const EntityModel& model = schema_.entities[entity];
    if (random_.chance(5)) return random_.below(schema_.entities.size());
    return model.parents.empty() || random_.chance(25) ? entity : random_.pick(model.parents);
  }

  std::string party(const std::string& name, size_t entity, bool templated, bool& has_slot) {
    const bool slot = templated && random_.chance(70);
    const size_t shape = slot ? random_.below(3) : random_.below(14);
    const std::string type =
        schema_.entities[random_.chance(4) ? group_of(entity) : entity].complete_name();
    const auto target = [&](size_t of) {
      if (slot) return "?" + name;
      return entity_literal(schema_.entities[of], random_);
    };
    if (slot) has_slot = true;
    if (shape == 0) return name + gap(random_) + "==" + gap(random_) + target(entity);
    if (shape == 1) return name + " in " + target(group_of(entity));
    if (shape == 2) return fmt::format("{} is {} in {}", name, type, target(group_of(entity)));
    return shape < 12 ? name + " is " + type : name;
  }

  std::string action_literal(size_t index) {
    const ActionModel& action = schema_.actions[index];
    std::string id = action.id;
    if (random_.chance(2)) id += "x";
    return action.type() + "::" + literal(id, random_);
  }

  std::string action_scope() {
    const ActionModel& action = schema_.actions[action_];
    switch (random_.below(8)) {
      case 0:
        return "action";
      case 1:
        return "action in " +
               action_literal(action.parents.empty() ? action_ : random_.pick(action.parents));
      case 2:
        return fmt::format("action in [{}, {}]", action_literal(action_),
                           action_literal(random_.below(schema_.actions.size())));
      case 3:
        return fmt::format("action in [{}]", action_literal(action_));
      default:
        return "action == " + action_literal(action_);
    }
  }

  // -- what can be read

  std::string access(const std::string& name) {
    return is_plain_name(name) && random_.chance(90) ? "." + name
                                                     : "[" + literal(name, random_) + "]";
  }

  void extend(const Path& from, int depth) {
    paths_.push_back(from);
    if (depth == 0 || paths_.size() > 150) return;
    const TypeModel& type = *from.type;
    const TypeModel* record = type.kind == Kind::kRecord ? &type : nullptr;
    if (type.kind == Kind::kEntity) {
      const EntityModel& entity = schema_.entities[type.entity];
      record = entity.attributes.get();
      if (entity.tags) {
        const std::string key = literal(random_.pick(kTags), random_);
        Path path{from.text + ".getTag(" + key + ")", entity.tags, from.guards};
        path.guards.push_back(from.text + ".hasTag(" + key + ")");
        extend(path, depth - 1);
      }
    }
    if (record == nullptr) return;
    for (const AttributeModel& attribute : record->attributes) {
      Path path{from.text + access(attribute.name), attribute.type, from.guards};
      if (!attribute.required) {
        const bool bare = is_plain_name(attribute.name) && random_.chance(80);
        path.guards.push_back(from.text + " has " +
                              (bare ? attribute.name : literal(attribute.name, random_)));
      }
      extend(path, depth - 1);
    }
  }

  void find_paths() {
    paths_.clear();
    const auto entity = [&](size_t index) {
      return std::make_shared<TypeModel>(TypeModel{.kind = Kind::kEntity, .entity = index});
    };
    extend({"principal", entity(principal_)}, 3);
    extend({"resource", entity(resource_)}, 3);
    extend({"context", schema_.actions[action_].context}, 3);
  }

  // A path to a value of the type, if there is one.
  const Path* path_to(const TypeModel& type) {
    std::vector<const Path*> fitting;
    for (const Path& path : paths_) {
      if (same(*path.type, type)) fitting.push_back(&path);
    }
    return fitting.empty() ? nullptr : random_.pick(fitting);
  }

  // -- expressions

  // The text in parentheses where it binds less tightly than needed, and now and then for nothing.
  std::string as(Rank rank, const Piece& piece) {
    if (piece.rank >= rank && !random_.chance(6)) return piece.text;
    return "(" + piece.text + ")";
  }

  Piece joined(const Piece& left, const std::string& sign, const Piece& right, Rank rank,
               Rank operand) {
    // The chained operators group to the left.
    const bool chains = rank == kOr || rank == kAnd || rank == kSum || rank == kProduct;
    return {as(chains ? rank : operand, left) + " " + sign + gap(random_) + as(operand, right),
            rank};
  }

  TypePtr any_type() {
    if (random_.chance(70)) return random_.pick(paths_).type;
    static constexpr Kind kSimple[] = {Kind::kBool, Kind::kLong, Kind::kString};
    return plain(random_.pick(kSimple));
  }

  Piece read(const Path& path) {
    for (const std::string& guard : path.guards) {
      if (!random_.chance(8)) guards_.push_back(guard);
    }
    return {path.text};
  }

  Piece value(const TypePtr& wanted, int depth) {
    const TypePtr type = random_.chance(3) ? any_type() : wanted;
    const Path* path = path_to(*type);
    if (path != nullptr && random_.chance(60)) return read(*path);
    if (depth > 0 && random_.chance(6)) {
      return {fmt::format("if {} then {} else {}", boolean(depth - 1).text,
                          value(type, depth - 1).text, value(type, depth - 1).text),
              kIf};
    }
    switch (type->kind) {
      case Kind::kBool:
        return depth > 0 ? boolean(depth - 1) : Piece{random_.chance(50) ? "true" : "false"};
      case Kind::kLong:
        return number(depth);
      case Kind::kString:
        return {literal(random_.pick(kTexts), random_)};
      case Kind::kEntity:
        return {entity_literal(schema_.entities[type->entity], random_)};
      case Kind::kSet:
        return {list(type->element, depth)};
      case Kind::kRecord:
        return {record(*type, depth)};
      case Kind::kExtension:
        return extension(type->extension, depth);
    }
    return {"1"};
  }

  std::string list(const TypePtr& element, int depth) {
    std::vector<std::string> items;
    for (size_t i = random_.chance(4) ? 0 : 1 + random_.below(3); i > 0; --i) {
      items.push_back(value(element, depth > 0 ? depth - 1 : 0).text);
    }
    return fmt::format("[{}{}]", fmt::join(items, "," + gap(random_)),
                       !items.empty() && random_.chance(10) ? "," : "");
  }

  std::string record(const TypeModel& type, int depth) {
    std::vector<std::string> items;
    for (const AttributeModel& attribute : type.attributes) {
      if (!attribute.required && random_.chance(50)) continue;
      const bool bare = is_plain_name(attribute.name) && random_.chance(70);
      items.push_back(fmt::format("{}: {}",
                                  bare ? attribute.name : literal(attribute.name, random_),
                                  value(attribute.type, depth > 0 ? depth - 1 : 0).text));
    }
    return fmt::format("{{{}{}}}", fmt::join(items, ", "),
                       !items.empty() && random_.chance(10) ? "," : "");
  }

  Piece number(int depth) {
    if (depth == 0 || random_.chance(40)) {
      const int64_t literal_value = random_.pick(kLongs);
      return {fmt::format("{}", literal_value), literal_value < 0 ? kUnary : kMember};
    }
    const TypePtr type = plain(Kind::kLong);
    switch (random_.below(6)) {
      case 0: {
        static constexpr const char* kMethods[] = {"toMilliseconds", "toSeconds", "toMinutes",
                                                   "toHours", "toDays"};
        return {as(kMember, extension("duration", depth - 1)) + "." + random_.pick(kMethods) +
                "()"};
      }
      case 1: {
        const std::string minus(1 + random_.below(4), '-');
        return {minus + as(kMember, value(type, depth - 1)), kUnary};
      }
      case 2:
        return joined(value(type, depth - 1), "*", value(type, depth - 1), kProduct, kUnary);
      case 3:
        return joined(value(type, depth - 1), "-", value(type, depth - 1), kSum, kProduct);
      default:
        return joined(value(type, depth - 1), "+", value(type, depth - 1), kSum, kProduct);
    }
  }

  Piece extension(const std::string& name, int depth) {
    const auto type =
        std::make_shared<TypeModel>(TypeModel{.kind = Kind::kExtension, .extension = name});
    if (depth > 0 && random_.chance(35)) {
      if (name == "datetime") {
        if (random_.chance(40)) return {as(kMember, value(type, depth - 1)) + ".toDate()"};
        return {as(kMember, value(type, depth - 1)) + ".offset(" +
                extension("duration", depth - 1).text + ")"};
      }
      if (name == "duration") {
        const Piece moment = extension("datetime", depth - 1);
        if (random_.chance(40)) return {as(kMember, moment) + ".toTime()"};
        return {as(kMember, moment) + ".durationSince(" + extension("datetime", depth - 1).text +
                ")"};
      }
    }
    const Path* path = path_to(*type);
    if (path != nullptr && random_.chance(50)) return read(*path);
    const std::string constructor = name == "ipaddr" ? "ip" : name;
    // Strict validation wants a literal there; a variable shows up now and then.
    if (random_.chance(3)) {
      return {constructor + "(" + value(plain(Kind::kString), 0).text + ")"};
    }
    return {constructor + "(" + literal(extension_argument(name, random_), random_) + ")"};
  }

  // A test, after those that its optional attributes need.
  Piece guarded(int depth) {
    std::vector<std::string> outer;
    outer.swap(guards_);
    const Piece test = atom(depth);
    std::vector<std::string> needed;
    needed.swap(guards_);
    guards_.swap(outer);
    if (needed.empty()) return test;
    std::string out;
    std::vector<std::string> said;
    for (const std::string& guard : needed) {
      if (std::ranges::find(said, guard) != said.end()) continue;
      said.push_back(guard);
      out += guard + " &&" + gap(random_);
    }
    return {out + as(kRelation, test), kAnd};
  }

  Piece boolean(int depth) {
    if (depth > 0) {
      switch (random_.below(11)) {
        case 0:
        case 1:
          return joined(boolean(depth - 1), "&&", boolean(depth - 1), kAnd, kRelation);
        case 2:
        case 3:
          return joined(boolean(depth - 1), "||", boolean(depth - 1), kOr, kAnd);
        case 4: {
          const std::string nots(1 + random_.below(4), '!');
          return {nots + as(kMember, boolean(depth - 1)), kUnary};
        }
        case 5:
          return {fmt::format("if {} then {} else {}", boolean(depth - 1).text,
                              boolean(depth - 1).text, boolean(depth - 1).text),
                  kIf};
        default:
          break;
      }
    }
    return guarded(depth);
  }

  Piece compare(const TypePtr& type, int depth) {
    static constexpr const char* kSigns[] = {"<", "<=", ">", ">="};
    return joined(value(type, depth), random_.pick(kSigns), value(type, depth), kRelation, kSum);
  }

  Piece method(const TypePtr& type, const std::string& name, const TypePtr& argument, int depth) {
    return {as(kMember, value(type, depth)) + "." + name + "(" + value(argument, depth).text + ")"};
  }

  static TypePtr set_of(TypePtr element) {
    auto out = std::make_shared<TypeModel>(TypeModel{.kind = Kind::kSet});
    out->element = std::move(element);
    return out;
  }

  Piece atom(int depth) {
    const int below = depth > 0 ? depth - 1 : 0;
    switch (random_.below(16)) {
      case 0:
      case 1: {
        const TypePtr type = any_type();
        return joined(value(type, below), random_.chance(70) ? "==" : "!=", value(type, below),
                      kRelation, kSum);
      }
      case 2:
        return compare(plain(Kind::kLong), below);
      case 3:
        return has();
      case 4:
        return {as(kSum, value(plain(Kind::kString), below)) + " like " + random_.pick(kPatterns),
                kRelation};
      case 5:
        return membership(below);
      case 6:
        return is_test(below);
      case 7: {
        const TypePtr element = any_type();
        return method(set_of(element), "contains", element, below);
      }
      case 8: {
        const TypePtr type = set_of(any_type());
        return method(type, random_.chance(50) ? "containsAll" : "containsAny", type, below);
      }
      case 9:
        return {as(kMember, value(set_of(any_type()), below)) + ".isEmpty()"};
      case 10:
        return ip_test(below);
      case 11: {
        static constexpr const char* kMethods[] = {"lessThan", "lessThanOrEqual", "greaterThan",
                                                   "greaterThanOrEqual"};
        const auto type = std::make_shared<TypeModel>(
            TypeModel{.kind = Kind::kExtension, .extension = "decimal"});
        return method(type, random_.pick(kMethods), type, below);
      }
      case 12:
        return compare(std::make_shared<TypeModel>(
                           TypeModel{.kind = Kind::kExtension,
                                     .extension = random_.chance(50) ? "datetime" : "duration"}),
                       below);
      case 13:
        return {as(kMember, value(entity_of(principal_), 0)) + ".hasTag(" +
                literal(random_.pick(kTags), random_) + ")"};
      case 14: {
        const Path* flag = path_to(*plain(Kind::kBool));
        if (flag != nullptr) return read(*flag);
        return {random_.chance(50) ? "true" : "false"};
      }
      default:
        return has();
    }
  }

  static bool may_have(const Path& path) {
    return path.type->kind == Kind::kEntity || path.type->kind == Kind::kRecord;
  }

  static TypePtr entity_of(size_t index) {
    return std::make_shared<TypeModel>(TypeModel{.kind = Kind::kEntity, .entity = index});
  }

  Piece has() {
    const Path* chosen = &random_.pick(paths_);
    for (int tries = 0; tries < 5 && !may_have(*chosen); ++tries) chosen = &random_.pick(paths_);
    const Path& path = *chosen;
    const TypeModel* record = path.type.get();
    if (record->kind == Kind::kEntity) {
      record = schema_.entities[record->entity].attributes.get();
    }
    static constexpr const char* kOthers[] = {"name", "nothing", "a", "open"};
    std::string out = read(path).text + " has ";
    if (record->kind != Kind::kRecord || record->attributes.empty() || random_.chance(10)) {
      return {out + random_.pick(kOthers), kRelation};
    }
    const AttributeModel& first = random_.pick(record->attributes);
    if (!is_plain_name(first.name) || random_.chance(20)) {
      return {out + literal(first.name, random_), kRelation};
    }
    out += first.name;
    const TypeModel* next = first.type.get();
    if (next->kind == Kind::kEntity) next = schema_.entities[next->entity].attributes.get();
    if (next->kind == Kind::kRecord && !next->attributes.empty()) {
      const AttributeModel& second = random_.pick(next->attributes);
      if (is_plain_name(second.name)) out += "." + second.name;
    }
    return {out, kRelation};
  }

  Piece membership(int depth) {
    if (random_.chance(15)) {
      return {"action in " +
                  (random_.chance(50)
                       ? action_literal(random_.below(schema_.actions.size()))
                       : fmt::format("[{}, {}]", action_literal(action_), action_literal(0))),
              kRelation};
    }
    const size_t child = random_.chance(50) ? principal_ : resource_;
    const TypePtr group = entity_of(group_of(child));
    const TypePtr right = random_.chance(60) ? group : set_of(group);
    return joined(value(entity_of(child), depth), "in", value(right, depth), kRelation, kSum);
  }

  Piece is_test(int depth) {
    const size_t entity = random_.chance(50) ? principal_ : resource_;
    const size_t named = random_.chance(70) ? entity : random_.below(schema_.entities.size());
    std::string out = as(kSum, value(entity_of(entity), depth)) + " is " +
                      schema_.entities[named].complete_name();
    if (random_.chance(40)) {
      out += " in " + as(kSum, value(entity_of(group_of(entity)), depth));
    }
    return {out, kRelation};
  }

  Piece ip_test(int depth) {
    const auto type =
        std::make_shared<TypeModel>(TypeModel{.kind = Kind::kExtension, .extension = "ipaddr"});
    static constexpr const char* kMethods[] = {"isIpv4", "isIpv6", "isLoopback", "isMulticast"};
    if (random_.chance(50)) return method(type, "isInRange", type, depth);
    return {as(kMember, value(type, depth)) + "." + random_.pick(kMethods) + "()"};
  }

  const SchemaModel& schema_;
  Random& random_;
  size_t action_ = 0;
  size_t principal_ = 0;
  size_t resource_ = 0;
  std::vector<Path> paths_;
  std::vector<std::string> guards_;  // that the test which is being written needs
};

}  // namespace

PolicyText make_policy(const SchemaModel& schema, std::string id, Random& random) {
  return PolicyMaker(schema, random).make(std::move(id));
}

std::string entity_id(const EntityModel& entity, Random& random) {
  if (!entity.choices.empty() && !random.chance(8)) return random.pick(entity.choices);
  return random.pick(kIds);
}

std::string entity_literal(const EntityModel& entity, Random& random) {
  return entity.complete_name() + "::" + literal(entity_id(entity, random), random);
}

std::string extension_argument(const std::string& extension, Random& random) {
  static constexpr const char* kBad[] = {
      "",     "x",   "1",       "256.0.0.1", "1.2.3.4/33",           "2024-02-30",
      "1h1d", "-",   "1.23456", "::g",       "2024-01-01T24:00:00Z", "01d",
      "+1.0", " 1.0"};
  static constexpr const char* kIps[] = {
      "10.0.0.1",  "10.0.0.0/8", "127.0.0.1",   "::1",         "ff02::1",
      "fe80::/10", "0.0.0.0/0",  "224.0.0.1/4", "2001:db8::1", "1:2:3:4:5:6:7:8"};
  static constexpr const char* kDecimals[] = {
      "0.0", "1.5", "-1.5", "12.3456", "-0.0", "1.50", "922337203685477.5807", "00.10"};
  static constexpr const char* kDatetimes[] = {"2024-01-01",
                                               "2024-02-29T12:34:56Z",
                                               "1969-12-31T23:59:59.999Z",
                                               "0000-01-01",
                                               "9999-12-31T23:59:59.999-2359",
                                               "2024-10-15T00:00:00+0900",
                                               "2024-10-15T00:00:00.001+0000"};
  static constexpr const char* kDurations[] = {"1d",     "1d2h3m4s5ms", "-5m",          "0ms",
                                               "90000s", "1h1ms",       "106751991167d"};
  if (random.chance(3)) return random.pick(kBad);
  if (extension == "ipaddr") return random.pick(kIps);
  if (extension == "decimal") return random.pick(kDecimals);
  return extension == "datetime" ? random.pick(kDatetimes) : random.pick(kDurations);
}

}  // namespace sekisho::cedar::oracle

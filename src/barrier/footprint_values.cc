#include "barrier/footprint_values.h"

#include <algorithm>
#include <vector>

#include "text/json.h"

namespace sekisho::barrier {
namespace {

using cedar::EntityUid;
using cedar::Value;
using cedar::ValueKind;
using text::JsonWriter;

// Names for stand-ins, given out by first appearance in the order of the memo key.
class Names {
 public:
  explicit Names(std::set<std::string, std::less<>> kept) : kept_(std::move(kept)) {}

  void meet(const EntityUid& uid) {
    if (kept_.contains(uid.type) || uid.id == "unknown") return;
    std::map<std::string, std::string>& names = names_[uid.type];
    names.emplace(uid.id, "#" + std::to_string(names.size() + 1));
  }

  EntityUid operator()(const EntityUid& uid) const {
    const auto names = names_.find(uid.type);
    if (names == names_.end()) return uid;
    const auto name = names->second.find(uid.id);
    return name == names->second.end() ? uid : EntityUid{uid.type, name->second};
  }

 private:
  std::set<std::string, std::less<>> kept_;
  std::map<std::string, std::map<std::string, std::string>> names_;
};

class Writer {
 public:
  Writer(const reg::Register& registers, const Relevant& relevant, const Situation& situation)
      : registers_(registers),
        relevant_(relevant),
        situation_(situation),
        world_(world_of(registers, situation)),
        held_(held_by(relevant)),
        names_(named_by(relevant)) {}

  std::string write() {
    meet_all();
    JsonWriter json(out_);
    json.begin_object();
    json.key("principal");
    uid(json, world_.request.principal);
    json.key("action");
    uid(json, world_.request.action);
    json.key("resource");
    uid(json, resource());
    json.key("context");
    record(json, world_.request.context, held("context"));
    json.key("entities");
    json.begin_array();
    for (const cedar::Entity* one : shown()) entity(json, *one);
    json.end_array();
    json.end_object();
    return std::move(out_);
  }

 private:
  // In the order of the facts, which is that of the memo key.
  void meet_person(const EntityUid& person, const PersonFacts& facts) {
    names_.meet(person);
    if (!relevant_.grants) return;
    for (const GrantedPair& pair : facts.grants) {
      names_.meet(account_uid(pair.account));
      names_.meet(terminal_uid(pair.terminal));
    }
  }

  EntityUid person_uid(PersonId id) const { return {"Person", name_or_unknown(id)}; }
  EntityUid terminal_uid(TerminalId id) const { return {"Terminal", name_or_unknown(id)}; }
  EntityUid account_uid(AccountId id) const {
    if (!id.known()) return {"Account", "unknown"};
    return {"Account", std::string(registers_.code(registers_.system_of(id))) + "/" +
                           std::string(registers_.name_of(id))};
  }
  template <class IdType>
  std::string name_or_unknown(IdType id) const {
    return std::string(id.known() ? registers_.code(id) : "unknown");
  }

  void meet_all() {
    const AccountFacts& account = *situation_.account;
    const TerminalFacts& terminal = *situation_.terminal;
    meet_person(person_uid(situation_.person->person), *situation_.person);
    names_.meet(account_uid(account.account));
    if (relevant_.holder) names_.meet(person_uid(account.holder));
    if (relevant_.users && whole_users()) {
      for (const AccountUser& user : account.users) names_.meet(person_uid(user.person));
    }
    names_.meet(terminal_uid(terminal.terminal));
    if (relevant_.custodian) names_.meet(person_uid(terminal.custodian));
    if (!relevant_.others) return;
    meet_person(person_uid(situation_.holder->person), *situation_.holder);
    meet_person(person_uid(situation_.custodian->person), *situation_.custodian);
  }

  bool whole_users() const { return relevant_.users_whole || relevant_.person_names; }

  EntityUid resource() const {
    const EntityUid& uid = world_.request.resource;
    if (uid.type != "Record") return uid;
    return relevant_.record_names.contains(uid.id) ? uid : EntityUid{uid.type, "#1"};
  }

  const std::set<std::string, std::less<>>& held(const std::string& type) const {
    static const std::set<std::string, std::less<>> none;
    const auto found = held_.find(type);
    return found == held_.end() ? none : found->second;
  }

  bool is_shown(const EntityUid& uid) const {
    return uid.type != "Person" || relevant_.others || uid == world_.request.principal;
  }

  void reach(const EntityUid& uid) {
    const cedar::Entity* one = world_.entities.find(uid);
    if (one == nullptr || !is_shown(uid) || !reached_.insert(uid).second) return;
    for (const EntityUid& parent : one->parents) reach(parent);
    reach(one->attributes, held(uid.type));
  }
  void reach(const Value& fields, const std::set<std::string, std::less<>>& held) {
    for (const auto& [name, content] : fields.fields()) {
      if (!held.contains(name)) continue;
      if (content.is_entity()) reach(content.as_entity());
      if (!content.is_set()) continue;
      for (const Value& element : content.elements()) {
        if (element.is_entity()) reach(element.as_entity());
      }
    }
  }

  // Those to which what is held leads, in the order of their printed names.
  std::vector<const cedar::Entity*> shown() {
    reach(world_.request.principal);
    reach(world_.request.action);
    reach(world_.request.resource);
    reach(world_.request.context, held("context"));
    std::vector<const cedar::Entity*> out;
    for (const EntityUid& uid : reached_) out.push_back(world_.entities.find(uid));
    std::ranges::sort(out, {}, [&](const cedar::Entity* one) { return names_(one->uid); });
    return out;
  }

  void entity(JsonWriter& json, const cedar::Entity& one) {
    json.begin_object();
    json.key("uid");
    uid(json, one.uid == world_.request.resource ? resource() : one.uid);
    json.key("attrs");
    record(json, one.attributes, held(one.uid.type));
    json.key("parents");
    json.begin_array();
    for (const EntityUid& parent : one.parents) uid(json, parent);
    json.end_array();
    json.end_object();
  }

  void uid(JsonWriter& json, const EntityUid& of) const {
    const EntityUid name = names_(of);
    json.begin_object();
    json.member("type", name.type);
    json.member("id", name.id);
    json.end_object();
  }

  void record(JsonWriter& json, const Value& fields,
              const std::set<std::string, std::less<>>& held) {
    json.begin_object();
    for (const auto& [name, content] : fields.fields()) {
      if (!held.contains(name)) continue;
      json.key(name);
      if (name == "users" && !whole_users()) {
        some_users(json);
      } else {
        value(json, content);
      }
    }
    json.end_object();
  }

  void some_users(JsonWriter& json) {
    const AccountFacts& account = *situation_.account;
    std::vector<Value> users;
    const auto add = [&](bool is_relevant, PersonId person) {
      if (is_relevant && is_user(account, person)) {
        users.push_back(Value::entity(person_uid(person)));
      }
    };
    add(true, situation_.person->person);
    add(relevant_.holder, account.holder);
    add(relevant_.custodian, situation_.terminal->custodian);
    if (users.empty() && !account.users.empty()) {
      users.push_back(Value::entity({"Person", std::string(kOtherUser)}));
    }
    value(json, Value::set(std::move(users)));
  }

  // Sets in the order of what is printed, so that names that nobody sees cannot show.
  void value(JsonWriter& json, const Value& of) {
    switch (of.kind()) {
      case ValueKind::kBool:
        json.value(of.as_bool());
        return;
      case ValueKind::kString:
        json.value(of.as_string());
        return;
      case ValueKind::kEntity:
        json.begin_object();
        json.key("__entity");
        uid(json, of.as_entity());
        json.end_object();
        return;
      case ValueKind::kSet: {
        std::vector<std::string> elements;
        for (const Value& element : of.elements()) {
          JsonWriter one(elements.emplace_back());
          value(one, element);
        }
        std::ranges::sort(elements);
        json.begin_array();
        for (const std::string& element : elements) json.raw(element);
        json.end_array();
        return;
      }
      case ValueKind::kRecord:
        json.begin_object();
        for (const auto& [name, content] : of.fields()) {
          json.key(name);
          value(json, content);
        }
        json.end_object();
        return;
      default:
        break;
    }
    SEKISHO_INVARIANT(!"the barrier's schema has no other types");
  }

  const reg::Register& registers_;
  const Relevant& relevant_;
  const Situation& situation_;
  World world_;
  Held held_;
  Names names_;
  std::set<EntityUid> reached_;
  std::string out_;
};

}  // namespace

Held held_by(const Relevant& relevant) {
  Held held{{"LegalEntity", {"kind"}},
            {"System", {"operator", "separation"}},
            {"Record", {"system"}},
            {"Nothing", {"system"}},
            {"Account", {"system"}},
            {"Terminal", {}},
            {"Person", {}},
            {"context", {"account", "terminal"}}};
  const auto add = [&](std::string_view type, std::string_view name, bool is_relevant) {
    if (is_relevant) held.find(type)->second.emplace(name);
  };
  add("Person", "employers", relevant.employers);
  add("Person", "formerEmployers", relevant.former_employers);
  add("Person", "grants", relevant.grants);
  add("Account", "kind", relevant.account_kind);
  add("Account", "inForce", relevant.in_force);
  add("Account", "holder", relevant.holder);
  add("Account", "users", relevant.users);
  add("Account", "roles", relevant.roles);
  add("Account", "formerlyEntitled", relevant.formerly_entitled);
  add("Account", "lentForDisasters", relevant.lent_for_disasters);
  add("Terminal", "registered", relevant.registered);
  add("Terminal", "owner", relevant.owner);
  add("Terminal", "borrower", relevant.borrower);
  add("Terminal", "everBorrowers", relevant.ever_borrowers);
  add("Terminal", "custodian", relevant.custodian);
  add("Terminal", "zone", relevant.zone);
  add("Record", "kind", relevant.record_kind);
  add("Record", "supplier", relevant.supplier);
  const bool contracts = relevant.contractors || relevant.mandated;
  add("context", "contractors", contracts);
  add("context", "mandated", contracts);
  add("context", "formerContractors", relevant.former_contractors);
  add("context", "disasterArea", relevant.disaster_area);
  return held;
}

std::set<std::string, std::less<>> named_by(const Relevant& relevant) {
  std::set<std::string, std::less<>> out{"Action", "LegalEntity", "Nothing", "System"};
  if (relevant.person_names) out.insert("Person");
  if (relevant.account_names) out.insert("Account");
  if (relevant.terminal_names) out.insert("Terminal");
  return out;
}

std::string footprint_values(const reg::Register& registers, const Relevant& relevant,
                             const Situation& situation) {
  return Writer(registers, relevant, situation).write();
}

}  // namespace sekisho::barrier

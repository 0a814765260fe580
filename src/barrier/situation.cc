#include "barrier/situation.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::barrier {
namespace {

using cedar::EntityUid;
using cedar::Value;
using Fields = std::vector<std::pair<std::string, Value>>;

constexpr std::string_view kUnknown = "unknown";

// Collects the entities that a request refers to, each once.
class WorldBuilder {
 public:
  WorldBuilder(const Names& names, const Situation& situation)
      : names_(names), registers_(names.registers()), situation_(situation) {}

  World build() {
    World world;
    world.request.principal = person_uid(situation_.person->person);
    world.request.action = {"Action", std::string(situation_.action)};
    world.request.resource = resource();
    world.request.context = context();
    add_person(*situation_.holder);
    add_person(*situation_.custodian);
    add_person(*situation_.person);
    entities_.put({.uid = {"Action", "use"}});
    entities_.put({.uid = world.request.action, .parents = {{"Action", "use"}}});
    world.entities = std::move(entities_);
    return world;
  }

 private:
  static Value text(std::string_view value) { return Value::string(std::string(value)); }

  EntityUid person_uid(PersonId id) const {
    return {"Person", std::string(id.known() ? names_.code(id) : kUnknown)};
  }
  EntityUid account_uid(AccountId id) const {
    if (!id.known()) return {"Account", std::string(kUnknown)};
    const Names::AccountName account = names_.name_of(id);
    return {"Account", std::string(account.system) + "/" + std::string(account.name)};
  }
  EntityUid terminal_uid(TerminalId id) const {
    return {"Terminal", std::string(id.known() ? names_.code(id) : kUnknown)};
  }

  Value legal_entity(EntityId id) {
    EntityUid uid{"LegalEntity", std::string(registers_.code(id))};
    const reg::LegalEntity* row = registers_.entity(id);
    const reg::EntityKind kind = row == nullptr ? reg::EntityKind::kOther : row->kind;
    entities_.put({.uid = uid, .attributes = Value::record({{"kind", text(reg::name_of(kind))}})});
    return Value::entity(std::move(uid));
  }
  Value legal_entities(const std::vector<EntityId>& ids) {
    std::vector<Value> values;
    for (const EntityId id : ids) values.push_back(legal_entity(id));
    return Value::set(std::move(values));
  }

  void add_person(const PersonFacts& facts) {
    std::vector<Value> grants;
    for (const GrantedPair& pair : facts.grants) {
      grants.push_back(Value::record({{"account", Value::entity(account_uid(pair.account))},
                                      {"terminal", Value::entity(terminal_uid(pair.terminal))}}));
    }
    entities_.put(
        {.uid = person_uid(facts.person),
         .attributes = Value::record({{"employers", legal_entities(facts.employers)},
                                      {"formerEmployers", legal_entities(facts.former_employers)},
                                      {"grants", Value::set(std::move(grants))}})});
  }

  EntityUid system() {
    EntityUid uid{"System", std::string(registers_.code(situation_.system))};
    const reg::System* row = registers_.system(situation_.system);
    Fields fields{{"separation", text(row == nullptr ? "" : registers_.text(row->separation))}};
    const EntityId operator_id = operator_of(registers_, situation_.system);
    if (operator_id.known()) fields.emplace_back("operator", legal_entity(operator_id));
    entities_.put({.uid = uid, .attributes = Value::record(std::move(fields))});
    return uid;
  }

  EntityUid resource() {
    const RecordFacts& record = situation_.record;
    const EntityUid of = system();
    Fields fields{{"system", Value::entity(of)}};
    EntityUid uid{"Nothing", of.id};
    if (record.kind != RecordKind::kNothing) {
      uid = {"Record", std::string(situation_.record_id)};
      fields.emplace_back("kind", text(name_of(record.kind)));
      if (record.supplier.known()) fields.emplace_back("supplier", legal_entity(record.supplier));
    }
    entities_.put({.uid = uid, .attributes = Value::record(std::move(fields)), .parents = {of}});
    return uid;
  }

  Value account() {
    const AccountFacts& facts = *situation_.account;
    std::vector<Value> users;
    for (const AccountUser& user : facts.users) {
      users.push_back(Value::entity(person_uid(user.person)));
    }
    std::vector<Value> roles;
    for (const TextId role : facts.roles) roles.push_back(text(registers_.text(role)));
    Fields fields{{"system", Value::entity(system())},
                  {"kind", text(facts.known ? reg::name_of(facts.kind) : kUnknown)},
                  {"inForce", Value::boolean(facts.in_force)},
                  {"users", Value::set(std::move(users))},
                  {"roles", Value::set(std::move(roles))},
                  {"formerlyEntitled", Value::boolean(facts.formerly_entitled)},
                  {"lentForDisasters", Value::boolean(facts.lent_for_disasters)}};
    if (facts.holder.known())
      fields.emplace_back("holder", Value::entity(person_uid(facts.holder)));
    EntityUid uid = account_uid(facts.account);
    entities_.put({.uid = uid, .attributes = Value::record(std::move(fields))});
    return Value::entity(std::move(uid));
  }

  Value terminal() {
    const TerminalFacts& facts = *situation_.terminal;
    const reg::Site* site = registers_.site(facts.site);
    Fields fields{{"registered", Value::boolean(facts.registered)},
                  {"everBorrowers", legal_entities(facts.ever_borrowers)},
                  {"zone", text(site == nullptr ? "" : registers_.text(site->zone))}};
    if (facts.owner.known()) fields.emplace_back("owner", legal_entity(facts.owner));
    if (facts.borrower.known()) fields.emplace_back("borrower", legal_entity(facts.borrower));
    if (facts.custodian.known()) {
      fields.emplace_back("custodian", Value::entity(person_uid(facts.custodian)));
    }
    EntityUid uid = terminal_uid(facts.terminal);
    entities_.put({.uid = uid, .attributes = Value::record(std::move(fields))});
    return Value::entity(std::move(uid));
  }

  Value context() {
    const EntityId client = operator_of(registers_, situation_.system);
    const PersonFacts& person = *situation_.person;
    const std::vector<EntityId> now = contractors_of(person.engagements, situation_.system, client);
    std::vector<EntityId> mandated = now;
    if (client.known()) mandated.push_back(client);
    const std::vector<EntityId> former =
        contractors_of(person.former_engagements, situation_.system, client);
    Fields fields{{"account", account()},
                  {"terminal", terminal()},
                  {"contractors", legal_entities(now)},
                  {"formerContractors", legal_entities(former)},
                  {"mandated", legal_entities(mandated)}};
    if (const auto area = disaster_area_of(registers_, situation_))
      fields.emplace_back("disasterArea", text(name_of(*area)));
    return Value::record(std::move(fields));
  }

  const Names& names_;
  const reg::Register& registers_;
  const Situation& situation_;
  cedar::Entities entities_;
};

}  // namespace

Situation situation_of(const FactBase& base, const AccountFacts& account,
                       const TerminalFacts& terminal, std::string_view action, RecordFacts record) {
  const bool shared = account.kind == reg::AccountKind::kShared;
  return {.system = account.system,
          .action = action,
          .record = record,
          .person = &base.person(shared ? terminal.custodian_facts : account.holder_facts),
          .holder = &base.person(account.holder_facts),
          .custodian = &base.person(terminal.custodian_facts),
          .account = &account,
          .terminal = &terminal};
}

bool consistent(const FactBase& base, const AccountFacts& account, const TerminalFacts& terminal) {
  const bool same_person = account.holder.known() && account.holder == terminal.custodian;
  return !same_person || base.person(account.holder_facts) == base.person(terminal.custodian_facts);
}

std::optional<reg::Within> disaster_area_of(const reg::Register& registers,
                                            const Situation& situation) {
  const AccountId account = situation.account->account;
  const TerminalId terminal = situation.terminal->terminal;
  if (situation.record.kind == RecordKind::kNothing || !account.known() || !terminal.known())
    return std::nullopt;
  const reg::Place place{situation.record.supply_area, situation.address};
  std::optional<reg::Within> out;
  for (const GrantedPair& pair : situation.person->grants) {
    if (pair.account != account || pair.terminal != terminal) continue;
    reg::Within of_grant = pair.areas.empty() ? reg::Within::kInside : reg::Within::kOutside;
    for (const TextId area : pair.areas)
      of_grant = std::min(of_grant, reg::within(registers.text(area), place));
    out = std::min(out.value_or(reg::Within::kOutside), of_grant);
  }
  return out;
}

std::string_view name_of(reg::Within within) {
  switch (within) {
    case reg::Within::kInside:
      return "inside";
    case reg::Within::kUnknown:
      return "unknown";
    case reg::Within::kOutside:
      return "outside";
  }
  return "unknown";
}

EntityId operator_of(const reg::Register& registers, SystemId system) {
  const reg::System* row = registers.system(system);
  return row != nullptr && row->operator_id.known() ? row->operator_id : registers.tdso();
}

std::vector<EntityId> contractors_of(const std::vector<Engagement>& engagements, SystemId system,
                                     EntityId client) {
  std::vector<EntityId> out;
  for (const Engagement& one : engagements) {
    if (one.system == system && one.client == client) out.push_back(one.contractor);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

World world_of(const Names& names, const Situation& situation) {
  return WorldBuilder(names, situation).build();
}

World world_of(const reg::Register& registers, const Situation& situation) {
  return world_of(RegisterNames(registers), situation);
}

std::string_view name_of(RecordKind kind) {
  switch (kind) {
    case RecordKind::kNothing:
      return "";
    case RecordKind::kSupplyPoint:
      return "supply_point";
    case RecordKind::kCustomer:
      return "customer";
    case RecordKind::kFacility:
      return "facility";
    case RecordKind::kOther:
      return "other";
  }
  return "";
}

}  // namespace sekisho::barrier

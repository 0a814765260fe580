#include "barrier/memo_key.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace sekisho::barrier {
namespace {

// Numbers things by first appearance, or keeps their ids where a rule names one of the kind.
class Numbering {
 public:
  explicit Numbering(bool literal) : literal_(literal) {}

  uint32_t operator()(uint32_t id) {
    if (literal_) return id;
    const auto at = std::find(seen_.begin(), seen_.end(), id);
    if (at != seen_.end()) return static_cast<uint32_t>(at - seen_.begin());
    seen_.push_back(id);
    return static_cast<uint32_t>(seen_.size() - 1);
  }

 private:
  bool literal_;
  std::vector<uint32_t> seen_;
};

class KeyWriter {
 public:
  KeyWriter(const reg::Register& registers, const Relevant& relevant, const Situation& situation,
            std::string& key)
      : registers_(registers),
        relevant_(relevant),
        situation_(situation),
        key_(key),
        people_(relevant.person_names),
        accounts_(relevant.account_names),
        terminals_(relevant.terminal_names) {}

  void write() {
    number(situation_.system.value);
    number(static_cast<uint32_t>(situation_.record.kind == RecordKind::kNothing));
    if (relevant_.record_kind) number(static_cast<uint32_t>(situation_.record.kind));
    if (relevant_.supplier) number(situation_.record.supplier.value);
    // A record can only be told from those that a rule names.
    const bool is_named = relevant_.record_names.contains(situation_.record_id);
    if (relevant_.record_id) text(is_named ? situation_.record_id : "");
    text(situation_.action);
    person(*situation_.person);
    account(*situation_.account);
    terminal(*situation_.terminal);
    contracts();
    if (relevant_.disaster_area) disaster_area();
    if (relevant_.others) {
      person(*situation_.holder);
      person(*situation_.custodian);
    }
  }

 private:
  void number(uint32_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    key_.append(bytes, sizeof value);
  }
  void text(std::string_view value) {
    number(static_cast<uint32_t>(value.size()));
    key_ += value;
  }
  void flag(bool relevant, bool value) {
    if (relevant) number(value ? 1 : 0);
  }
  template <class IdType>
  void ids(bool relevant, const std::vector<IdType>& values) {
    if (!relevant) return;
    number(static_cast<uint32_t>(values.size()));
    for (const IdType id : values) number(id.value);
  }
  void person_id(PersonId id) { number(id.known() ? people_(id.value) : PersonId::kNone); }

  void person(const PersonFacts& facts) {
    person_id(facts.person);
    ids(relevant_.employers, facts.employers);
    ids(relevant_.former_employers, facts.former_employers);
    if (!relevant_.grants) return;
    number(static_cast<uint32_t>(facts.grants.size()));
    for (const GrantedPair& pair : facts.grants) {
      number(accounts_(pair.account.value));
      number(terminals_(pair.terminal.value));
    }
  }

  void account(const AccountFacts& facts) {
    number(facts.account.known() ? accounts_(facts.account.value) : AccountId::kNone);
    flag(relevant_.account_kind, facts.known);
    if (relevant_.account_kind) number(static_cast<uint32_t>(facts.kind));
    flag(relevant_.in_force, facts.in_force);
    if (relevant_.holder) person_id(facts.holder);
    if (relevant_.users) users(facts);
    ids(relevant_.roles, facts.roles);
    flag(relevant_.formerly_entitled, facts.formerly_entitled);
    flag(relevant_.lent_for_disasters, facts.lent_for_disasters);
  }

  // Of a long list it matters who of those whom rules can name is on it, and whether it is empty.
  void users(const AccountFacts& facts) {
    if (relevant_.users_whole || relevant_.person_names) {
      number(static_cast<uint32_t>(facts.users.size()));
      for (const AccountUser& user : facts.users) person_id(user.person);
      return;
    }
    number(facts.users.empty() ? 0 : 1);
    for (const PersonId person :
         {situation_.person->person, facts.holder, situation_.terminal->custodian}) {
      number(is_user(facts, person) ? 1 : 0);
    }
  }

  void terminal(const TerminalFacts& facts) {
    number(facts.terminal.known() ? terminals_(facts.terminal.value) : TerminalId::kNone);
    flag(relevant_.registered, facts.registered);
    if (relevant_.owner) number(facts.owner.value);
    if (relevant_.borrower) number(facts.borrower.value);
    ids(relevant_.ever_borrowers, facts.ever_borrowers);
    if (relevant_.custodian) person_id(facts.custodian);
    if (relevant_.zone) number(facts.site.value);
  }

  void contracts() {
    const EntityId client = operator_of(registers_, situation_.system);
    ids(relevant_.contractors || relevant_.mandated,
        contractors_of(situation_.person->engagements, situation_.system, client));
    ids(relevant_.former_contractors,
        contractors_of(situation_.person->former_engagements, situation_.system, client));
  }

  void disaster_area() {
    const auto area = disaster_area_of(registers_, situation_);
    number(area ? static_cast<uint32_t>(*area) : kUnasked);
  }

  static constexpr uint32_t kUnasked = 0xFF;
  const reg::Register& registers_;
  const Relevant& relevant_;
  const Situation& situation_;
  std::string& key_;
  Numbering people_, accounts_, terminals_;
};

bool names_one(const cedar::Footprint& footprint, std::string_view type) {
  return std::any_of(footprint.entities.begin(), footprint.entities.end(),
                     [&](const cedar::EntityUid& uid) { return uid.type == type; });
}

// Whether some expression goes from the request to the path. What is compared as a whole does not
// count: account and terminal are entities, and comparing them looks at no attribute.
bool follows(const cedar::Footprint& footprint, std::string_view path) {
  return std::any_of(footprint.paths.begin(), footprint.paths.end(), [&](std::string_view read) {
    return read.starts_with(path) && (read.size() == path.size() || read[path.size()] == '.');
  });
}

bool reads_others(const cedar::Footprint& footprint) {
  if (!footprint.paths_complete) return true;
  for (const std::string_view person : {"context.account.holder", "context.terminal.custodian"}) {
    for (const std::string_view attribute : {"employers", "formerEmployers", "grants"}) {
      if (follows(footprint, std::string(person) + "." + std::string(attribute))) return true;
    }
  }
  return false;
}

}  // namespace

Relevant::Relevant(const cedar::Footprint& footprint)
    : account_kind(footprint.reads_attribute("kind")),
      in_force(footprint.reads_attribute("inForce")),
      holder(footprint.reads_attribute("holder")),
      users(footprint.reads_attribute("users")),
      roles(footprint.reads_attribute("roles")),
      formerly_entitled(footprint.reads_attribute("formerlyEntitled")),
      lent_for_disasters(footprint.reads_attribute("lentForDisasters")),
      registered(footprint.reads_attribute("registered")),
      owner(footprint.reads_attribute("owner")),
      borrower(footprint.reads_attribute("borrower")),
      ever_borrowers(footprint.reads_attribute("everBorrowers")),
      custodian(footprint.reads_attribute("custodian")),
      zone(footprint.reads_attribute("zone")),
      employers(footprint.reads_attribute("employers")),
      former_employers(footprint.reads_attribute("formerEmployers")),
      grants(footprint.reads_attribute("grants") || footprint.reads_attribute("disasterArea")),
      contractors(footprint.reads_attribute("contractors")),
      former_contractors(footprint.reads_attribute("formerContractors")),
      mandated(footprint.reads_attribute("mandated")),
      disaster_area(footprint.reads_attribute("disasterArea")),
      supplier(footprint.reads_attribute("supplier")),
      record_kind(footprint.reads_attribute("kind")),
      record_id(names_one(footprint, "Record")),
      users_whole(!footprint.paths_complete || footprint.whole_attributes.contains("users")),
      others(reads_others(footprint)),
      person_names(names_one(footprint, "Person")),
      account_names(names_one(footprint, "Account")),
      terminal_names(names_one(footprint, "Terminal")) {
  for (const cedar::EntityUid& uid : footprint.entities) {
    if (uid.type == "Record") record_names.insert(uid.id);
  }
}

void append_memo_key(const reg::Register& registers, const Relevant& relevant,
                     const Situation& situation, std::string& key) {
  KeyWriter(registers, relevant, situation, key).write();
}

}  // namespace sekisho::barrier

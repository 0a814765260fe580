#include "service/policy/who_may_see.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "logs/log_profile.h"
#include "service/asked.h"
#include "service/explanation_sentences.h"
#include "service/obligation_words.h"
#include "service/policy/who_may_see_reach.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::Bilingual;

std::string_view verdict_of(const ReachOutcome& outcome) {
  return outcome.verdict ? barrier::name_of(*outcome.verdict) : "undetermined";
}

// Everything that a question needs, loaded.
struct Loaded {
  Instant at;
  std::vector<logs::LogProfile> profiles;
  std::unique_ptr<Barrier> barrier;
  cedar::Schema schema;
};

Result<Loaded> load(const ReachRequest& request, const Heard& heard) {
  if (request.at.empty()) {
    return fail(ErrorCode::kUsage, "--at is missing", {},
                "Say when, such as --at 2022-10-05T12:00:00: the registers know who was who then.");
  }
  if (auto ok = check_asked_action(request.action); !ok) return std::unexpected(ok.error());
  const Result<Instant> at = asked_instant(request.at);
  if (!at) return std::unexpected(at.error());
  const Result<ReviewPlaces> places = resolved(request.places, false);
  if (!places) return std::unexpected(places.error());
  Result<std::vector<logs::LogProfile>> profiles = logs::load_log_profiles(places->profiles);
  if (!profiles) return std::unexpected(profiles.error());
  Result<std::unique_ptr<Barrier>> barrier = load_barrier(*places, heard);
  if (!barrier) return std::unexpected(barrier.error());
  Result<cedar::Schema> schema = schema_of((*barrier)->rules);
  if (!schema) return std::unexpected(schema.error());
  return Loaded{*at, std::move(*profiles), std::move(*barrier), std::move(*schema)};
}

// Turns ways into rows that name everything.
class Answering {
 public:
  Answering(const ReachRequest& request, const Loaded& loaded)
      : request_(request), loaded_(loaded), registers_(loaded.barrier->loaded.registers) {}

  // The system's number, or none that is known.
  SystemId find_system() {
    const SystemId system(registers_.system_codes.find(request_.system));
    if (!system.known()) {
      note({"システム", "system"}, request_.system, registers_.system_codes);
    }
    add_field({"システム", "system"}, system.known() ? named(registers_, system) : request_.system);
    return system;
  }

  PersonId find_person() {
    const PersonId number(registers_.person_codes.find(request_.person));
    if (!number.known()) {
      note({"人", "person"}, request_.person, registers_.person_codes);
      add_field({"人", "person"}, request_.person);
      return number;
    }
    add_field({"人", "person"}, named(registers_, number));
    return loaded_.barrier->base->human(number, loaded_.at);
  }

  AskedRecord find_record() {
    const logs::LogProfile* profile = profile_of(loaded_.profiles, request_.system);
    AskedRecord record = request_.record.empty()
                             ? AskedRecord()
                             : asked_record(registers_, profile, request_.record, loaded_.at);
    add_field({"対象", "record"},
              request_.record.empty() ? "-" : supply_point_for_people(record.id));
    if (record.facts.supplier.known()) {
      add_field({"小売電気事業者", "supplier"}, named(registers_, record.facts.supplier));
    }
    if (record.facts.kind == barrier::RecordKind::kSupplyPoint &&
        registers_.supply.history(record.id).empty()) {
      answer_.notes.push_back(note_of_unknown({"供給地点", "supply point"}, record.id, {}));
    }
    return record;
  }

  void add_question() {
    add_field({"操作", "action"}, request_.action);
    add_field({"日時", "time"}, text::date_time_iso(loaded_.at, text::kJst) + " JST");
  }

  void add(const ReachWay& way) {
    ReachRow row;
    for (const PersonId person : way.people) add_person(person, row);
    row.system = registers_.code(registers_.system_of(way.account));
    row.account = registers_.name_of(way.account);
    row.account_kind = kind_of(way.account);
    row.verdict = verdict_of(way.outcome);
    row.policies = way.outcome.policies;
    row.masks = obligation_lines(way.outcome.obligations, loaded_.barrier->rules.vocabulary);
    row.terminals = way.terminals;
    for (const TerminalId id : way.examples) row.examples.emplace_back(registers_.code(id));
    row.at_unregistered = way.at_unregistered;
    for (const RecordClass* one : way.records) {
      row.records.push_back({std::string(barrier::name_of(one->facts.kind)),
                             std::string(registers_.code(one->facts.supplier)), one->id,
                             one->registered});
    }
    answer_.rows.push_back(std::move(row));
  }

  ReachAnswer finish(const Reach& reach) {
    std::ranges::sort(answer_.rows, {}, [](const ReachRow& row) {
      const int rank = row.verdict == "permitted" ? 0 : row.verdict == "doubtful" ? 1 : 2;
      return std::tuple(rank, row.policies, row.people, row.system, row.account, row.terminals);
    });
    for (const cedar::PolicySet* set :
         {&loaded_.barrier->rules.barrier, &loaded_.barrier->rules.doubts}) {
      for (const cedar::Policy& policy : *set) {
        const barrier::Title title = barrier::title_of(policy);
        answer_.titles[policy.id] = {title.ja, title.en};
      }
    }
    answer_.terminals = registers_.terminal_codes.size();
    answer_.conditions = reach.conditions();
    answer_.evaluations = reach.evaluations();
    return std::move(answer_);
  }

  void count_account() { ++answer_.accounts; }

 private:
  void add_field(Bilingual label, std::string value) {
    answer_.fields.push_back({std::move(label), std::move(value)});
  }
  void note(const Bilingual& what, const std::string& name, const StringPool& pool) {
    answer_.notes.push_back(note_of_unknown(what, name, codes_of(pool)));
  }

  void add_person(PersonId person, ReachRow& row) const {
    row.people.emplace_back(person.known() ? registers_.code(person) : "unknown");
    row.names.push_back(person.known() ? named(registers_, person) : "?");
    if (!person.known()) return;
    for (const EntityId employer : loaded_.barrier->base->person_at(person, loaded_.at).employers) {
      const std::string code(registers_.code(employer));
      if (std::ranges::find(row.employers, code) == row.employers.end()) {
        row.employers.push_back(code);
      }
    }
  }

  std::string kind_of(AccountId account) const {
    const barrier::FactBase& base = *loaded_.barrier->base;
    const uint32_t state = base.accounts().at(account.value, loaded_.at).state;
    const barrier::Readings& readings = base.account_readings(state);
    const bool known = !readings.empty() && base.account(readings[0]).known;
    return known ? std::string(reg::name_of(base.account(readings[0]).kind)) : "unknown";
  }

  const ReachRequest& request_;
  const Loaded& loaded_;
  const reg::Register& registers_;
  ReachAnswer answer_;
};

}  // namespace

bool ReachAnswer::all_permitted() const {
  return std::ranges::all_of(rows, [](const ReachRow& row) { return row.verdict == "permitted"; });
}

Result<ReachAnswer> who_may_see(const ReachRequest& request, const Heard& heard) {
  if (request.system.empty()) {
    return fail(ErrorCode::kUsage, "--system is missing", {},
                "Name the system that holds the record.");
  }
  Result<Loaded> loaded = load(request, heard);
  if (!loaded) return std::unexpected(loaded.error());
  Answering answering(request, *loaded);
  const SystemId system = answering.find_system();
  AskedRecord record = answering.find_record();
  answering.add_question();
  const Barrier& barrier = *loaded->barrier;
  Reach reach(*barrier.base, barrier.rules, loaded->schema, loaded->at, request.action,
              std::move(record));
  const reg::Register& registers = barrier.loaded.registers;
  for (uint32_t i = 0; i < registers.account_codes.size(); ++i) {
    if (!system.known() || registers.system_of(AccountId(i)) != system) continue;
    answering.count_account();
    for (const ReachWay& way : reach.ways_of(AccountId(i))) answering.add(way);
  }
  return answering.finish(reach);
}

Result<ReachAnswer> may_see(const ReachRequest& request, const Heard& heard) {
  if (request.person.empty()) {
    return fail(ErrorCode::kUsage, "--person is missing", {}, "Give an employee number.");
  }
  Result<Loaded> loaded = load(request, heard);
  if (!loaded) return std::unexpected(loaded.error());
  Answering answering(request, *loaded);
  const PersonId person = answering.find_person();
  const SystemId only = request.system.empty() ? SystemId() : answering.find_system();
  answering.add_question();
  const Barrier& barrier = *loaded->barrier;
  Reach reach(*barrier.base, barrier.rules, loaded->schema, loaded->at, request.action,
              std::nullopt);
  const reg::Register& registers = barrier.loaded.registers;
  for (uint32_t i = 0; i < registers.account_codes.size() && person.known(); ++i) {
    const bool asked = request.system.empty() || registers.system_of(AccountId(i)) == only;
    if (!asked || !reach.may_ask(AccountId(i), person)) continue;
    answering.count_account();
    for (const ReachWay& way : reach.ways_of(AccountId(i), person)) answering.add(way);
  }
  return answering.finish(reach);
}

}  // namespace sekisho::service

#include "service/policy/who_may_see.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/cancellation.h"
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

// What a question itself lacks; else the instant that it asks about.
Result<Instant> checked(const ReachRequest& request) {
  if (request.at.empty()) {
    return fail(ErrorCode::kUsage, "--at is missing", {},
                "Say when, such as --at 2022-10-05T12:00:00: the registers know who was who then.");
  }
  if (auto ok = check_asked_action(request.action); !ok) return std::unexpected(ok.error());
  return asked_instant(request.at);
}
Result<Instant> checked_record(const ReachRequest& request) {
  if (!request.system.empty()) return checked(request);
  return fail(ErrorCode::kUsage, "--system is missing", {},
              "Name the system that holds the record.");
}
Result<Instant> checked_person(const ReachRequest& request) {
  if (!request.person.empty()) return checked(request);
  return fail(ErrorCode::kUsage, "--person is missing", {}, "Give an employee number.");
}

// Turns ways into rows that name everything.
class Answering {
 public:
  Answering(const ReachRequest& request, Instant at, const Knowledge& knowledge)
      : request_(request),
        at_(at),
        barrier_(knowledge.barrier()),
        profiles_(knowledge.profiles()),
        registers_(knowledge.registers()) {
    answer_.facts_revision = knowledge.revision();
  }

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
    return barrier_.base->human(number, at_);
  }

  // `supply` has the contracts of the record.
  AskedRecord find_record(const reg::SupplyContracts& supply) {
    const logs::LogProfile* profile = profile_of(profiles_, request_.system);
    AskedRecord record =
        request_.record.empty()
            ? AskedRecord()
            : asked_record(review::Suppliers(registers_, supply), profile, request_.record, at_);
    add_field({"対象", "record"},
              request_.record.empty() ? "-" : supply_point_for_people(record.id));
    if (record.facts.supplier.known()) {
      add_field({"小売電気事業者", "supplier"}, named(registers_, record.facts.supplier));
    }
    if (record.facts.kind == barrier::RecordKind::kSupplyPoint &&
        supply.history(record.id).empty()) {
      answer_.notes.push_back(note_of_unknown({"供給地点", "supply point"}, record.id, {}));
    }
    return record;
  }

  void add_question() {
    add_field({"操作", "action"}, request_.action);
    add_field({"日時", "time"}, text::date_time_iso(at_, text::kJst) + " JST");
    if (!answer_.facts_revision.empty()) add_field({"台帳の版", "facts"}, answer_.facts_revision);
  }

  void add(const ReachWay& way) {
    ReachRow row;
    for (const PersonId person : way.people) add_person(person, row);
    row.system = registers_.code(registers_.system_of(way.account));
    row.account = registers_.name_of(way.account);
    row.account_kind = kind_of(way.account);
    row.verdict = verdict_of(way.outcome);
    row.policies = way.outcome.policies;
    row.masks = obligation_lines(way.outcome.obligations, barrier_.rules.vocabulary);
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
    const auto rank = [](const ReachRow& row) {
      return row.verdict == "permitted" ? 0 : row.verdict == "doubtful" ? 1 : 2;
    };
    std::ranges::sort(answer_.rows, [&](const ReachRow& a, const ReachRow& b) {
      if (rank(a) != rank(b)) return rank(a) < rank(b);
      return std::tie(a.policies, a.people, a.system, a.account, a.terminals) <
             std::tie(b.policies, b.people, b.system, b.account, b.terminals);
    });
    for (const cedar::PolicySet* set : {&barrier_.rules.barrier, &barrier_.rules.doubts}) {
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
    for (const EntityId employer : barrier_.base->person_at(person, at_).employers) {
      const std::string code(registers_.code(employer));
      if (std::ranges::find(row.employers, code) == row.employers.end()) {
        row.employers.push_back(code);
      }
    }
  }

  std::string kind_of(AccountId account) const {
    const barrier::FactBase& base = *barrier_.base;
    const uint32_t state = base.accounts().at(account.value, at_).state;
    const barrier::Readings& readings = base.account_readings(state);
    const bool known = !readings.empty() && base.account(readings[0]).known;
    return known ? std::string(reg::name_of(base.account(readings[0]).kind)) : "unknown";
  }

  const ReachRequest& request_;
  const Instant at_;
  const Barrier& barrier_;
  const std::vector<logs::LogProfile>& profiles_;
  const reg::Register& registers_;
  ReachAnswer answer_;
};

}  // namespace

bool ReachAnswer::all_permitted() const {
  return std::ranges::all_of(rows, [](const ReachRow& row) { return row.verdict == "permitted"; });
}

Result<ReachAnswer> who_may_see(const ReachRequest& request, const Heard& heard) {
  if (const auto at = checked_record(request); !at) return std::unexpected(at.error());
  const auto knowledge = Knowledge::load(request.places, heard);
  if (!knowledge) return std::unexpected(knowledge.error());
  return who_may_see(request, **knowledge);
}

Result<ReachAnswer> who_may_see(const ReachRequest& request, const Knowledge& knowledge) {
  const Result<Instant> at = checked_record(request);
  if (!at) return std::unexpected(at.error());
  const auto supply = knowledge.supply_of(asked_record_key(request.record));
  if (!supply) return std::unexpected(supply.error());
  Answering answering(request, *at, knowledge);
  const SystemId system = answering.find_system();
  AskedRecord record = answering.find_record(*supply);
  answering.add_question();
  Reach reach(knowledge, *at, request.action, std::move(record));
  const reg::Register& registers = knowledge.registers();
  for (uint32_t i = 0; i < registers.account_codes.size(); ++i) {
    if (!system.known() || registers.system_of(AccountId(i)) != system) continue;
    if (auto wanted = unless_cancelled(); !wanted) return std::unexpected(wanted.error());
    answering.count_account();
    for (const ReachWay& way : reach.ways_of(AccountId(i))) answering.add(way);
  }
  return answering.finish(reach);
}

Result<ReachAnswer> may_see(const ReachRequest& request, const Heard& heard) {
  if (const auto at = checked_person(request); !at) return std::unexpected(at.error());
  const auto knowledge = Knowledge::load(request.places, heard);
  if (!knowledge) return std::unexpected(knowledge.error());
  return may_see(request, **knowledge);
}

Result<ReachAnswer> may_see(const ReachRequest& request, const Knowledge& knowledge) {
  const Result<Instant> at = checked_person(request);
  if (!at) return std::unexpected(at.error());
  Answering answering(request, *at, knowledge);
  const PersonId person = answering.find_person();
  const SystemId only = request.system.empty() ? SystemId() : answering.find_system();
  answering.add_question();
  Reach reach(knowledge, *at, request.action, std::nullopt);
  const reg::Register& registers = knowledge.registers();
  for (uint32_t i = 0; i < registers.account_codes.size() && person.known(); ++i) {
    const bool asked = request.system.empty() || registers.system_of(AccountId(i)) == only;
    if (!asked || !reach.may_ask(AccountId(i), person)) continue;
    if (auto wanted = unless_cancelled(); !wanted) return std::unexpected(wanted.error());
    answering.count_account();
    for (const ReachWay& way : reach.ways_of(AccountId(i), person)) answering.add(way);
  }
  if (reach.failed()) return std::unexpected(*reach.failed());
  return answering.finish(reach);
}

}  // namespace sekisho::service

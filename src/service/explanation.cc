#include "service/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "register/area.h"
#include "service/explanation_sentences.h"
#include "service/obligation_words.h"

namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::PersonFacts;
using barrier::TerminalFacts;
using barrier::Verdict;
using cedar::ClauseState;
using report::Bilingual;

constexpr size_t kMaxReadValueBytes = 400;  // of one value that a clause read

// Names that the rules read, such as `employers` of `principal.employers`.
std::string_view attribute_of(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

size_t first_failure(const cedar::PolicyTrace& trace) {
  const auto fails = [](const cedar::ClauseTrace& c) { return c.state != ClauseState::kSatisfied; };
  return static_cast<size_t>(std::ranges::find_if(trace.clauses, fails) - trace.clauses.begin());
}

// Reads without the steps on the way: `context.terminal` goes where `context.terminal.owner` is.
bool is_step(const std::vector<cedar::Read>& reads, const cedar::Read& read) {
  return std::ranges::any_of(
      reads, [&](const cedar::Read& other) { return other.path.starts_with(read.path + "."); });
}

ExplainedPolicy explained(const cedar::PolicyTrace& trace) {
  const cedar::Policy& policy = *trace.policy;
  const barrier::Title title = barrier::title_of(policy);
  ExplainedPolicy out{.id = policy.id,
                      .file = policy.place.file,
                      .line = policy.place.line,
                      .title = {title.ja, title.en},
                      .basis = annotation_words(policy, "basis"),
                      .clauses = {}};
  for (size_t i = 0; i < trace.clauses.size(); ++i) {
    const cedar::ClauseTrace& traced = trace.clauses[i];
    const barrier::ClauseLabel label = barrier::label_of(policy, i);
    ExplainedPolicy::Clause clause{
        .name = label.name,
        .title = {label.title.ja, label.title.en},
        .source = fmt::format("{} {{ {} }}", traced.is_unless ? "unless" : "when", traced.text),
        .state = traced.state,
        .reads = {}};
    for (const cedar::Read& read : traced.reads) {
      if (is_step(traced.reads, read)) continue;
      std::string value = read.value ? cedar::to_string(*read.value) : "(absent)";
      if (value.size() > kMaxReadValueBytes) {
        value.resize(value.find_last_of(" ,", kMaxReadValueBytes));
        value += " …";
      }
      clause.reads.push_back(fmt::format("{} = {}", read.path, value));
    }
    out.clauses.push_back(std::move(clause));
  }
  return out;
}

size_t missing_clauses(const cedar::PolicyTrace& trace) {
  return static_cast<size_t>(std::ranges::count_if(trace.clauses, [](const cedar::ClauseTrace& c) {
    return c.state != ClauseState::kSatisfied;
  }));
}

// What it would have taken: the titles of all clauses of a permit that do not hold.
Bilingual would_allow(const cedar::PolicyTrace& trace) {
  Bilingual out;
  for (size_t i = 0; i < trace.clauses.size(); ++i) {
    if (trace.clauses[i].state == ClauseState::kSatisfied) continue;
    const barrier::Title title = barrier::label_of(*trace.policy, i).title;
    out.ja += fmt::format("{}「{}」", out.ja.empty() ? "" : "かつ", title.ja);
    out.en += (out.en.empty() ? "" : "; and ") + title.en;
  }
  const barrier::Title title = barrier::title_of(*trace.policy);
  out.ja += fmt::format("(ルール「{}」)", title.ja);
  out.en += fmt::format(" (by the rule “{}”)", title.en);
  return out;
}

std::string list_of(const reg::Register& registers, const std::vector<EntityId>& entities) {
  std::string out;
  for (const EntityId entity : entities) {
    if (!out.empty()) out += ", ";
    out += named(registers, entity);
  }
  return out.empty() ? "–" : out;
}

// Everything in which readings can differ, always the same statements in the same order.
std::vector<Bilingual> statements_of(const barrier::FactBase& base, const AccountFacts& account,
                                     const TerminalFacts& terminal) {
  const reg::Register& registers = base.registers();
  std::vector<Bilingual> out;
  const auto add = [&](std::string_view ja, std::string_view en, const std::string& value) {
    out.push_back({fmt::format("{} = {}", ja, value), fmt::format("{} = {}", en, value)});
  };
  const auto person = [&](PersonId id) { return id.known() ? named(registers, id) : "–"; };
  const auto code = [&](auto id) { return std::string(id.known() ? registers.code(id) : "–"); };
  const auto add_person = [&](std::string_view ja, std::string_view en, const PersonFacts& facts) {
    add(fmt::format("{}の勤務先", ja), fmt::format("the {}'s companies", en),
        list_of(registers, facts.employers));
    std::vector<EntityId> contractors;
    for (const barrier::Engagement& one : facts.engagements) {
      if (one.system == account.system) contractors.push_back(one.contractor);
    }
    add(fmt::format("{}が要員である委託先", ja), fmt::format("the {}'s contractors", en),
        list_of(registers, contractors));
    add(fmt::format("{}の応援者利用許可", ja), fmt::format("the {}'s grants", en),
        std::to_string(facts.grants.size()));
  };
  add("アカウント有効", "the account is in force", account.in_force ? "true" : "false");
  add("ID名義人", "the holder", person(account.holder));
  std::string roles;
  for (const TextId role : account.roles) {
    roles += roles.empty() ? "" : ", ";
    roles += registers.text(role);
  }
  add("利用権限", "roles", roles.empty() ? "–" : roles);
  add("共用IDの利用対象者数", "users of the shared account", std::to_string(account.users.size()));
  add_person("名義人", "holder", base.person(account.holder_facts));
  add("端末", "the terminal", code(terminal.terminal));
  add("端末の登録", "the terminal is registered", terminal.registered ? "true" : "false");
  add("端末の所有者", "the terminal's owner",
      terminal.owner.known() ? named(registers, terminal.owner) : "–");
  add("端末の貸与先", "the terminal's borrower",
      terminal.borrower.known() ? named(registers, terminal.borrower) : "–");
  add("端末管理責任者", "the custodian", person(terminal.custodian));
  add_person("端末管理責任者", "custodian", base.person(terminal.custodian_facts));
  return out;
}

// Keeps of each reading's statements those that are not the same in all.
void keep_differences(std::vector<std::vector<Bilingual>>& statements) {
  if (statements.empty()) return;
  for (size_t i = statements[0].size(); i-- > 0;) {
    const auto same = [&](const auto& one) { return one[i] == statements[0][i]; };
    if (!std::ranges::all_of(statements, same)) continue;
    for (auto& one : statements) one.erase(one.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// The attributes on which the outcome turned: those of the clause that failed, those by which the
// route differs from what the nearest permit has already found in order, those of deciding rules.
std::set<std::string, std::less<>> decisive_attributes(const barrier::Rules& rules,
                                                       const barrier::World& world,
                                                       const ExplainedReading& reading) {
  std::set<std::string, std::less<>> decisive;
  std::set<std::string, std::less<>> in_order;
  const auto add_reads = [&](const cedar::PolicyTrace& trace, auto wanted, auto& to) {
    for (size_t i = 0; i < trace.clauses.size(); ++i) {
      if (!wanted(i, trace.clauses[i])) continue;
      for (const cedar::Read& read : trace.clauses[i].reads)
        to.insert(std::string(attribute_of(read.path)));
    }
  };
  const auto all = [](size_t, const cedar::ClauseTrace&) { return true; };
  for (const ExplainedPolicy& one : reading.deciding) {
    for (const cedar::PolicySet* set : {&rules.barrier, &rules.doubts}) {
      const cedar::Policy* policy = set->find(one.id);
      if (policy != nullptr)
        add_reads(cedar::trace(*policy, world.request, world.entities), all, decisive);
    }
  }
  if (!reading.nearest) return decisive;
  const cedar::PolicyTrace nearest =
      cedar::trace(*rules.barrier.find(reading.nearest->id), world.request, world.entities);
  add_reads(
      nearest, [&](size_t i, const cedar::ClauseTrace&) { return i == reading.failed; }, decisive);
  add_reads(
      nearest,
      [](size_t, const cedar::ClauseTrace& c) { return c.state == ClauseState::kSatisfied; },
      in_order);
  if (const cedar::Policy* route = route_policy(rules, reading.outcome.route)) {
    std::set<std::string, std::less<>> read;
    add_reads(cedar::trace(*route, world.request, world.entities), all, read);
    std::ranges::set_difference(read, in_order, std::inserter(decisive, decisive.end()));
  }
  // Of nearly every clause; they tell nothing apart.
  decisive.erase("account");
  decisive.erase("terminal");
  decisive.erase("system");
  decisive.erase("operator");
  return decisive;
}

void mark_decisive(std::vector<ExplainedFact>& facts,
                   const std::set<std::string, std::less<>>& decisive, Verdict verdict) {
  for (ExplainedFact& fact : facts) {
    const bool read = std::ranges::any_of(
        fact.attributes, [&](std::string_view name) { return decisive.contains(name); });
    // A permit rests on what holds; a denial on what had ended as well.
    fact.row.decisive = read && (verdict == Verdict::kDenied || fact.holds);
  }
}

// Where readings differ, it turns on the rows that leave room for several.
void mark_contradictory(std::vector<ExplainedFact>& facts) {
  for (ExplainedFact& one : facts) {
    const auto contradicts = [&](const ExplainedFact& other) {
      return &other != &one && one.single && other.single && one.holds && other.holds &&
             one.row.source.file == other.row.source.file && one.about == other.about;
    };
    const bool inverted = !one.uncovered && one.row.period.has_value() && one.row.period->empty();
    one.row.decisive = inverted || one.uncovered || std::ranges::any_of(facts, contradicts);
  }
}

}  // namespace

namespace {

uint8_t supply_area_of(const AccessToExplain& access) {
  const bool is_point = access.record_kind == barrier::RecordKind::kSupplyPoint;
  return is_point ? reg::supply_area_of(access.record_id) : uint8_t{0};
}

}  // namespace

Explainer::Explainer(const barrier::FactBase& base, const barrier::Rules& rules)
    : base_(base), rules_(rules), facts_(base) {}

std::vector<AccountFacts> Explainer::account_readings(const AccessToExplain& access) const {
  if (!access.account.known()) {
    AccountFacts unknown;
    unknown.system = access.system;
    return {unknown};
  }
  std::vector<AccountFacts> out;
  const barrier::Moment moment = base_.accounts().at(access.account.value, access.time);
  for (const uint32_t i : base_.account_readings(moment.state)) out.push_back(base_.account(i));
  return out;
}

std::vector<TerminalFacts> Explainer::terminal_readings(const AccessToExplain& access) const {
  if (!access.terminal.known() && !access.address.known()) return {TerminalFacts{}};
  const uint32_t place =
      access.terminal.known() ? base_.place_of(access.terminal) : base_.place_of(access.address);
  std::vector<TerminalFacts> out;
  const barrier::Moment moment = base_.places().at(place, access.time);
  for (const uint32_t i : base_.terminal_readings(moment.state)) out.push_back(base_.terminal(i));
  return out;
}

void Explainer::explain_denial(const barrier::World& world, ExplainedReading& reading) const {
  const auto failed = failed_clause(rules_, reading.outcome.reason);
  if (!failed) return;
  const cedar::PolicyTrace nearest = cedar::trace(*failed->policy, world.request, world.entities);
  reading.nearest = explained(nearest);
  reading.failed = failed->clause;
  reading.would_allow.push_back(would_allow(nearest));
  for (const cedar::Policy& policy : rules_.barrier) {
    if (&policy == failed->policy || policy.effect != cedar::Effect::kPermit) continue;
    const cedar::PolicyTrace other = cedar::trace(policy, world.request, world.entities);
    if (other.scope_matches() && first_failure(other) >= failed->clause &&
        missing_clauses(other) <= missing_clauses(nearest)) {
      reading.would_allow.push_back(would_allow(other));
    }
  }
}

ExplainedReading Explainer::explain_reading(const barrier::World& world) const {
  ExplainedReading reading;
  reading.outcome = barrier::decide(rules_, world);
  if (!reading.outcome.reason.empty())
    reading.reason = reason_words(rules_, reading.outcome.reason);
  reading.route = route_words(rules_, reading.outcome.route);
  reading.masks = obligation_lines(reading.outcome.obligations, rules_.vocabulary);
  const bool doubtful = reading.outcome.verdict == Verdict::kDoubtful;
  for (const std::string& id : reading.outcome.policies) {
    const cedar::Policy* policy = (doubtful ? rules_.doubts : rules_.barrier).find(id);
    if (policy != nullptr)
      reading.deciding.push_back(explained(cedar::trace(*policy, world.request, world.entities)));
  }
  if (reading.outcome.verdict == Verdict::kDenied && reading.deciding.empty())
    explain_denial(world, reading);
  return reading;
}

Explanation Explainer::explain(const AccessToExplain& access,
                               std::vector<barrier::World>* worlds) const {
  Explanation out;
  std::vector<std::vector<Bilingual>> statements;  // of every reading
  std::vector<size_t> shown;                       // of `out.readings`, its place in `statements`
  std::vector<FactFinder::Involved> people;
  std::set<std::string, std::less<>> decisive;
  const auto involve = [&](PersonId person, bool decides) {
    const auto same = [&](const FactFinder::Involved& one) { return one.person == person; };
    if (person.known() && std::ranges::none_of(people, same)) people.push_back({person, decides});
  };
  const std::vector<TerminalFacts> terminals = terminal_readings(access);
  for (const AccountFacts& account : account_readings(access)) {
    for (const TerminalFacts& terminal : terminals) {
      barrier::Situation situation =
          barrier::situation_of(base_, account, terminal, access.action,
                                {access.record_kind, access.supplier, supply_area_of(access)});
      situation.record_id = access.record_id;
      involve(situation.person->person, true);
      const barrier::World world = barrier::world_of(base_.registers(), situation);
      if (worlds != nullptr) worlds->push_back(world);
      ExplainedReading reading = explain_reading(world);
      statements.push_back(statements_of(base_, account, terminal));
      if (out.readings.empty()) decisive = decisive_attributes(rules_, world, reading);
      const auto same = [&](const ExplainedReading& one) { return one.outcome == reading.outcome; };
      if (std::ranges::any_of(out.readings, same)) continue;
      out.readings.push_back(std::move(reading));
      shown.push_back(statements.size() - 1);
    }
  }
  for (const TerminalFacts& terminal : terminals) involve(terminal.custodian, false);
  keep_differences(statements);
  for (size_t i = 0; i < shown.size() && shown.size() > 1; ++i)
    out.readings[i].assumptions = statements[shown[i]];
  out.determined =
      !out.readings.empty() && std::ranges::all_of(out.readings, [&](const ExplainedReading& one) {
        return one.outcome.verdict == out.readings.front().outcome.verdict;
      });
  out.facts = facts_.find(access, people);
  if (!out.determined) {
    mark_contradictory(out.facts);
  } else {
    mark_decisive(out.facts, decisive, out.readings.front().outcome.verdict);
  }
  return out;
}

}  // namespace sekisho::service

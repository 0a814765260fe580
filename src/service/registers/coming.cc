#include "service/registers/coming.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "register/tables.h"
#include "service/asked.h"
#include "service/explanation_sentences.h"
#include "service/policy/who_may_see.h"
#include "service/registers/limits.h"
#include "store/change_log.h"
#include "store/fact_query.h"
#include "text/nearest.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kRevision = "change.";

Result<std::optional<reg::Table>> table_of(const std::string& name) {
  if (name.empty()) return std::nullopt;
  if (const auto table = reg::table_named(name)) return table;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is not a register", name), {},
              text::did_you_mean(name, reg::table_names()));
}

class Comer {
 public:
  Comer(store::Database& database, const Knowledge& knowledge, Instant now,
        const SessionsOf& sessions)
      : database_(database),
        knowledge_(knowledge),
        registers_(knowledge.registers()),
        now_(now),
        sessions_(sessions) {
    out_.revision = knowledge.revision();
  }

  Result<Coming> run(const ComingQuestion& question) {
    if (auto found = find_events(question); !found) return std::unexpected(found.error());
    out_.total = out_.events.size();
    auto& events = out_.events;
    const auto from = static_cast<std::ptrdiff_t>(std::min<uint64_t>(question.from, events.size()));
    events.erase(events.begin(), events.begin() + from);
    if (events.size() > question.most) events.resize(question.most);
    if (auto found = find_effects(); !found) return std::unexpected(found.error());
    return std::move(out_);
  }

 private:
  Result<void> find_events(const ComingQuestion& question) {
    const auto table = table_of(question.table);
    if (!table) return std::unexpected(table.error());
    Instant until = kForever;
    if (!question.until.empty()) {
      const Result<Instant> asked = asked_instant(question.until);
      if (!asked) return std::unexpected(asked.error());
      until = *asked;
    }
    const auto change =
        text::parse_i64(std::string_view(knowledge_.revision()).substr(kRevision.size()));
    if (!change) return fail(ErrorCode::kUsage, "what is coming is known to a store only");
    const auto add = [&](Instant at, bool begins, const store::Fact& fact) {
      if (at <= now_ || at > until || at == kForever) return;
      out_.events.push_back({at, begins, fact, store::order_of(fact.says)});
    };
    auto visited = store::visit_coming(
        database_, *change, now_, until, [&](const store::Fact& fact) -> Result<void> {
          if (*table && **table != fact.says.table) return {};
          add(fact.says.period.from, true, fact);
          add(fact.says.period.until, false, fact);
          if (out_.events.size() <= kMaxComingEvents) return {};
          return fail(ErrorCode::kLimit, "too much is coming", {}, "Say until when.");
        });
    std::ranges::sort(out_.events, {}, [](const ComingEvent& one) {
      return std::tuple(one.at, one.fact.id, one.begins);
    });
    return visited;
  }

  // Whom an event is about: the person that the fact names, the holder of its account, the keeper
  // of its terminal.
  std::set<std::string> people_of(const store::Fact& fact) const {
    std::set<std::string> out;
    store::StatedRow stated;
    if (!stated.read(fact.says)) return out;
    for (const char* name : {"person", "holder", "custodian", "one", "other"}) {
      const auto index = reg::field_named(fact.says.table, name);
      if (index && !stated.row().text[*index].empty()) out.emplace(stated.row().text[*index]);
    }
    if (fact.says.table == reg::Table::kEntitlements) {
      const auto account = registers_.account_codes.find(
          reg::account_code(stated.row().text[0], stated.row().text[1]));
      for (const reg::Account& row : registers_.accounts) {
        if (row.account == AccountId(account) && row.period.contains(fact.says.period.from))
          out.emplace(registers_.code(row.holder));
      }
    }
    out.erase("");
    return out;
  }

  Result<void> find_effects() {
    std::set<std::pair<Instant, std::string>> asked;
    for (const ComingEvent& event : out_.events) {
      for (const std::string& person : people_of(event.fact)) asked.emplace(event.at, person);
    }
    for (const auto& [at, person] : asked) {
      if (out_.effects.size() == kMaxComingPeople) {
        ++out_.not_compared;
        continue;
      }
      if (auto added = add_effect(at, person); !added) return added;
    }
    return {};
  }

  using Verdicts = std::map<std::pair<std::string, std::string>, std::string>;

  // Of each account that a person may use, the best that it lets them do.
  Result<Verdicts> verdicts_at(const std::string& person, Instant at) const {
    ReachRequest request;
    request.at = text::rfc3339(at, text::kUtc);
    request.person = person;
    const auto answer = may_see(request, knowledge_);
    if (!answer) return std::unexpected(answer.error());
    Verdicts out;
    for (const ReachRow& row : answer->rows) {  // the best come first
      out.try_emplace({row.system, row.account}, row.verdict);
    }
    return out;
  }

  Result<void> add_effect(Instant at, const std::string& person) {
    const auto before = verdicts_at(person, Instant{at.micros - kMicrosPerSecond});
    if (!before) return std::unexpected(before.error());
    const auto after = verdicts_at(person, at);
    if (!after) return std::unexpected(after.error());
    const PersonId number(registers_.person_codes.find(person));
    ComingEffect effect;
    effect.at = at;
    effect.person = person;
    if (number.known()) effect.name = named(registers_, number);
    const auto verdict = [](const Verdicts& all, const auto& account) {
      const auto found = all.find(account);
      return found == all.end() ? std::string("denied") : found->second;
    };
    std::set<std::pair<std::string, std::string>> accounts;
    for (const auto& [account, said] : *before) accounts.insert(account);
    for (const auto& [account, said] : *after) accounts.insert(account);
    for (const auto& account : accounts) {
      AccountChange change{account.first, account.second, verdict(*before, account),
                           verdict(*after, account)};
      if (change.before != change.after) effect.accounts.push_back(std::move(change));
    }
    for (const reg::Account& row : registers_.accounts) {
      if (row.holder != number || !number.known() || !row.period.contains(at)) continue;
      const std::string system(registers_.code(registers_.system_of(row.account)));
      const std::string name(registers_.name_of(row.account));
      if (!after->contains({system, name}))
        effect.stays_open.push_back(fmt::format("{}/{}", system, name));
    }
    for (const reg::Terminal& row : registers_.terminals) {
      if (row.custodian == number && number.known() && row.period.contains(at))
        effect.terminals.emplace_back(registers_.code(row.terminal));
    }
    if (sessions_) effect.sessions = sessions_(person);
    out_.effects.push_back(std::move(effect));
    return {};
  }

  store::Database& database_;
  const Knowledge& knowledge_;
  const reg::Register& registers_;
  const Instant now_;
  const SessionsOf& sessions_;
  Coming out_;
};

}  // namespace

Result<Coming> what_is_coming(store::Database& database, const Knowledge& knowledge,
                              const ComingQuestion& question, Instant now,
                              const SessionsOf& sessions) {
  if (!knowledge.revision().starts_with(kRevision))
    return fail(ErrorCode::kUsage, "what is coming is known to a store only");
  return Comer(database, knowledge, now, sessions).run(question);
}

}  // namespace sekisho::service

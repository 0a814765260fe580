#include "disaster/lending.h"

#include <fmt/format.h>

#include <algorithm>

#include "disaster/lending_rows.h"
#include "disaster/limits.h"
#include "text/time_format.h"

namespace sekisho::disaster {
namespace {

using casework::check_name;
using casework::check_text;
using casework::not_now;

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;
constexpr int64_t kUnknown = 0;

Result<void> check(const LendingWish& wish) {
  for (const auto& [what, text] : {std::pair{"terminal", &wish.terminal},
                                   {"account", &wish.account},
                                   {"name", &wish.name},
                                   {"employer", &wish.employer}}) {
    if (auto ok = check_name(what, *text); !ok) return ok;
  }
  for (const std::string* text : {&wish.kana, &wish.contract, &wish.dispatch, &wish.seat}) {
    if (text->empty()) continue;
    if (auto ok = check_name("text", *text); !ok) return ok;
  }
  if (wish.account.find('/') == std::string::npos)
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no ID of a system", wish.account));
  if (wish.paper) return check_text("note", wish.paper->note);
  return {};
}

// From when until when, as far as the rules and the office's period permit.
Result<Period> period_of(const LendingWish& wish, const Opening& opening,
                         const DisasterRules& rules, Instant now) {
  const Instant from = wish.from.value_or(now);
  if (!wish.paper && from < now) {
    return fail(ErrorCode::kBadInput, "it begins before now", {},
                "What was lent on paper is entered as such.");
  }
  if (wish.paper && (!wish.from || from > now)) {
    return fail(ErrorCode::kBadInput, "it is not said when it was lent on paper", {},
                "Give the time that stands on the paper.");
  }
  Instant usual = shifted(from, rules.usual_lending_hours * kMicrosPerHour);
  if (wish.paper && wish.paper->returned) usual = *wish.paper->returned;
  const Instant until = wish.until.value_or(std::min(usual, opening.period.until));
  if (until <= from) return fail(ErrorCode::kBadInput, "it is over before it begins");
  if (until > shifted(from, rules.longest_lending_days * kMicrosPerDay)) {
    return fail(ErrorCode::kBadInput,
                fmt::format("it lasts more than {} days", rules.longest_lending_days), {},
                "Extend it when the time comes.");
  }
  return Period{from, until};
}

bool within(const Period& inner, const Period& outer) {
  return outer.from <= inner.from && inner.until <= outer.until;
}

// Whether the registers say that the ID is somebody's in some of the time.
Result<bool> has_holder(store::Database& database, const Lending& lending) {
  const auto facts = known_facts(database, lending.what.account, reg::Table::kAccounts);
  if (!facts) return std::unexpected(facts.error());
  return std::ranges::any_of(
      *facts, [&](const store::Fact& fact) { return fact.says.period.overlaps(lending.period); });
}

Result<std::vector<Contradiction>> contradictions_of(store::Database& database,
                                                     const Lending& lending,
                                                     const Opening& opening) {
  auto out = meetings(database, lending);
  if (!out) return out;
  if (lending.terminal_item == kUnknown)
    out->push_back({ContradictionKind::kNotInPool, lending.what.terminal});
  if (lending.account_item == kUnknown)
    out->push_back({ContradictionKind::kNotInPool, lending.what.account});
  if (!opening.is_open || !within(lending.period, opening.period))
    out->push_back({ContradictionKind::kOutsidePeriod, opening.code});
  const Result<bool> held = has_holder(database, lending);
  if (!held) return std::unexpected(held.error());
  // The desk's own facts are told by the lending that they are of.
  const bool told = std::ranges::any_of(
      *out, [](const Contradiction& one) { return one.kind == ContradictionKind::kAccountLent; });
  if (*held && !told) out->push_back({ContradictionKind::kHolderElsewhere, lending.what.account});
  return out;
}

// The item of a pool of the office, or none.
Result<std::optional<PoolItem>> item_for(store::Database& database, const std::string& code,
                                         ItemKind kind, const std::string& office) {
  auto found = item_of(database, code);
  if (!found || !*found) return found;
  if ((*found)->kind != kind || (*found)->office != office) return std::nullopt;
  return found;
}

Result<void> must_be_ready(const std::optional<PoolItem>& item, const std::string& code,
                           const std::string& office) {
  if (!item) {
    return not_now(fmt::format("`{}` is not in the pool of `{}`", code, office),
                   "Lend what the pool has ready, or add it to the pool first.");
  }
  if (item->state == ItemState::kReady) return {};
  return not_now(fmt::format("`{}` is not ready: it is {}", code,
                             kItemStates[static_cast<size_t>(item->state)]),
                 "Lend another one that is ready.");
}

// A helper may have a second ID on the terminal that they have.
Result<bool> has_it_already(store::Database& database, const PoolItem& terminal,
                            const LendingWish& wish, int64_t opening, Instant now) {
  if (terminal.state != ItemState::kLent || wish.person.empty()) return false;
  const auto out = out_with(database, terminal.id);
  if (!out) return std::unexpected(out.error());
  return !out->empty() && std::ranges::all_of(*out, [&](const Lending& one) {
    return one.what.person == wish.person && one.opening == opening && now < one.period.until;
  });
}

Result<void> check_lendable(store::Database& database, const Opening& opening,
                            const std::optional<PoolItem>& terminal,
                            const std::optional<PoolItem>& account, const Lending& lending,
                            Instant now) {
  const LendingWish& wish = lending.what;
  if (opening.state(now) != OpeningState::kOpen) {
    return not_now(fmt::format("the disaster of `{}` is {}", opening.office,
                               kOpeningStates[static_cast<size_t>(opening.state(now))]),
                   "Nothing is lent before a disaster is open or after it was lifted.");
  }
  const std::string system = wish.account.substr(0, wish.account.find('/'));
  if (std::ranges::find(opening.systems, system) == opening.systems.end()) {
    return not_now(
        fmt::format("the disaster of `{}` is not for the system `{}`", opening.office, system));
  }
  if (!within(lending.period, opening.period)) {
    return not_now(fmt::format("it is beyond the period of `{}`", opening.office),
                   "Extend the disaster of the office first.");
  }
  bool same = false;
  if (terminal) {
    const Result<bool> has = has_it_already(database, *terminal, wish, opening.id, now);
    if (!has) return std::unexpected(has.error());
    same = *has;
  }
  if (!same) {
    if (auto ok = must_be_ready(terminal, wish.terminal, opening.office); !ok) return ok;
  }
  if (auto ok = must_be_ready(account, wish.account, opening.office); !ok) return ok;
  const auto met = meetings(database, lending);
  if (!met) return std::unexpected(met.error());
  if (!met->empty()) {
    return not_now(
        fmt::format("lending {} has the ID or the terminal at that time", met->front().other),
        "Lend another one that is ready.");
  }
  const Result<bool> held = has_holder(database, lending);
  if (!held) return std::unexpected(held.error());
  if (*held) {
    return not_now(
        fmt::format("the registers say that `{}` is somebody's at that time", wish.account),
        "Lend another one; mend the register of accounts.");
  }
  return {};
}

// Whoever is not in the registers gets a code of their own.
Result<void> find_person(store::Database& database, Lending& lending) {
  LendingWish& wish = lending.what;
  if (wish.person.empty()) {
    lending.typed = true;
    wish.person = fmt::format("H{:06}", lending.id);
    return {};
  }
  const auto known = known_facts(database, wish.person, reg::Table::kPeople);
  if (!known) return std::unexpected(known.error());
  if (!known->empty()) return {};
  return fail(ErrorCode::kBadInput, fmt::format("the registers know nobody as `{}`", wish.person),
              {}, "Leave the code out: they get one.");
}

Result<void> put_into_registers(store::Database& database, DeskFacts& facts, const Lending& lending,
                                const std::string& disaster_code) {
  const Thing of = thing_of_lending(lending.id);
  const LendingWish& what = lending.what;
  const size_t slash = what.account.find('/');
  const std::string system = what.account.substr(0, slash);
  const std::string account = what.account.substr(slash + 1);
  if (lending.typed) {
    facts.add(of, stated(reg::Table::kPeople,
                         {{"person", what.person}, {"name", what.name}, {"kana", what.kana}}, {}));
  }
  const auto posts = known_facts(database, what.person, reg::Table::kAssignments);
  if (!posts) return std::unexpected(posts.error());
  const bool works = std::ranges::any_of(
      *posts, [&](const store::Fact& fact) { return fact.says.period.overlaps(lending.period); });
  if (!works) {
    facts.add(of, stated(reg::Table::kAssignments,
                         {{"person", what.person}, {"entity", what.employer}}, lending.period));
  }
  facts.add(of, stated(reg::Table::kAccounts,
                       {{"system", system}, {"account", account}, {"holder", what.person}},
                       lending.period, static_cast<uint8_t>(reg::AccountKind::kTemporary)));
  facts.add(of, stated(reg::Table::kGrants,
                       {{"disaster", disaster_code},
                        {"person", what.person},
                        {"system", system},
                        {"account", account},
                        {"terminal", what.terminal}},
                       lending.period));
  return {};
}

Result<void> note_lent(Journal& journal, const Lending& lending) {
  const LendingWish& what = lending.what;
  const auto noted = journal.add(
      thing_of_lending(lending.id), what.paper ? "entered" : "lent", [&](text::JsonWriter& json) {
        json.member("opening", lending.opening).member("office", lending.office);
        json.member("terminal", what.terminal).member("account", what.account);
        json.member("person", what.person).member("name", what.name);
        json.member("typed", lending.typed).member("employer", what.employer);
        json.member("contract", what.contract).member("dispatch", what.dispatch);
        json.member("seat", what.seat);
        json.member("from", text::rfc3339(lending.period.from, text::kUtc));
        json.member("until", text::rfc3339(lending.period.until, text::kUtc));
        if (what.paper) json.member("note", what.paper->note);
        json.key("contradictions").begin_array();
        for (const Contradiction& one : lending.contradictions) {
          json.begin_object();
          json.member("kind", kContradictionKinds[static_cast<size_t>(one.kind)]);
          json.member("other", one.other).end_object();
        }
        json.end_array();
      });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

// What is out is out, also where paper says it: unless somebody else has it by now.
Result<void> take_from_pool(store::Database& database, const Lending& lending,
                            const std::optional<PoolItem>& item, Instant now) {
  if (!item || (item->state != ItemState::kReady && item->lending != lending.id)) return {};
  const bool back = item->kind == ItemKind::kTerminal && lending.terminal_returned.has_value();
  return move_item(database, *item, back ? ItemState::kToCheck : ItemState::kLent, now, lending.id);
}

}  // namespace

Thing thing_of_lending(int64_t id) {
  return {casework::ThingKind::kLending, id};
}

Result<int64_t> lend(Journal& journal, DeskFacts& facts, const DisasterRules& rules,
                     int64_t opening_id, const LendingWish& wish) {
  if (auto ok = check(wish); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  const Instant now = journal.author().now;
  const Result<Opening> opening = find_opening(database, opening_id);
  if (!opening) return std::unexpected(opening.error());
  const Result<Period> period = period_of(wish, *opening, rules, now);
  if (!period) return std::unexpected(period.error());
  const auto id = casework::next_id(database, "SELECT MAX(id) FROM disaster_lending");
  if (!id) return id;
  const auto terminal = item_for(database, wish.terminal, ItemKind::kTerminal, opening->office);
  if (!terminal) return std::unexpected(terminal.error());
  const auto account = item_for(database, wish.account, ItemKind::kAccount, opening->office);
  if (!account) return std::unexpected(account.error());
  Lending lending{.id = *id,
                  .disaster = opening->disaster,
                  .opening = opening_id,
                  .office = opening->office,
                  .terminal_item = *terminal ? (*terminal)->id : kUnknown,
                  .account_item = *account ? (*account)->id : kUnknown,
                  .what = wish,
                  .period = *period,
                  .lent_by = journal.author().by,
                  .recorded = now};
  if (auto found = find_person(database, lending); !found) return std::unexpected(found.error());
  if (wish.paper) {
    lending.terminal_returned = wish.paper->returned;
    auto against = contradictions_of(database, lending, *opening);
    if (!against) return std::unexpected(against.error());
    lending.contradictions = std::move(*against);
  } else {
    const auto ok = check_lendable(database, *opening, *terminal, *account, lending, now);
    if (!ok) return std::unexpected(ok.error());
  }
  if (auto done = insert_lending(database, lending); !done) return std::unexpected(done.error());
  for (const auto& item : {*terminal, *account}) {
    if (auto done = take_from_pool(database, lending, item, now); !done)
      return std::unexpected(done.error());
  }
  if (lending.contradictions.empty()) {
    if (auto done = put_into_registers(database, facts, lending, opening->code); !done)
      return std::unexpected(done.error());
  }
  if (auto done = note_lent(journal, lending); !done) return std::unexpected(done.error());
  return *id;
}

Result<void> extend_lending(Journal& journal, DeskFacts& facts, const DisasterRules& rules,
                            int64_t id, Instant until, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  store::Database& database = journal.database();
  const Instant now = journal.author().now;
  Result<Lending> lending = find_lending(database, id);
  if (!lending) return std::unexpected(lending.error());
  if (now >= lending->period.until)
    return not_now(fmt::format("lending {} has ended", id), "Lend anew, with another ID.");
  if (until <= lending->period.until) {
    return fail(ErrorCode::kBadInput, "it does not end later than now", {},
                "End the lending to end it earlier.");
  }
  if (until > shifted(now, rules.longest_lending_days * kMicrosPerDay)) {
    return fail(ErrorCode::kBadInput,
                fmt::format("it lasts more than {} days", rules.longest_lending_days), {},
                "Extend it when the time comes.");
  }
  const Result<Opening> opening = find_opening(database, lending->opening);
  if (!opening) return std::unexpected(opening.error());
  if (opening->lifted || until > opening->period.until) {
    return not_now(fmt::format("it is beyond the period of `{}`", opening->office),
                   "Extend the disaster of the office first.");
  }
  lending->period.until = until;
  const auto met = meetings(database, *lending);
  if (!met) return std::unexpected(met.error());
  if (!met->empty()) return not_now(fmt::format("lending {} has what another one has", id));
  if (auto done = update_lending(database, id, "ends = $2", until); !done) return done;
  if (auto moved = facts.move_end(thing_of_lending(id), until); !moved) return moved;
  const auto noted = journal.add(thing_of_lending(id), "extended", [&](text::JsonWriter& json) {
    json.member("until", text::rfc3339(until, text::kUtc)).member("reason", reason);
  });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<void> end_one(Journal& journal, DeskFacts& facts, const Lending& lending, Instant until,
                     const std::string& reason) {
  const auto done =
      update_lending(journal.database(), lending.id, "ends = $2, end_reason = $3, ended_by = $4",
                     until, std::string_view(reason), std::string_view(journal.author().by));
  if (!done) return done;
  if (auto moved = facts.move_end(thing_of_lending(lending.id), until); !moved) return moved;
  const auto noted =
      journal.add(thing_of_lending(lending.id), "ended", [&](text::JsonWriter& json) {
        json.member("ends", text::rfc3339(until, text::kUtc)).member("reason", reason);
      });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<void> end_lending(Journal& journal, DeskFacts& facts, const DisasterRules& rules, int64_t id,
                         const Lifting& ending) {
  const Instant now = journal.author().now;
  const Result<Instant> end = end_after(rules, ending, now);
  if (!end) return std::unexpected(end.error());
  const Result<Lending> lending = find_lending(journal.database(), id);
  if (!lending) return std::unexpected(lending.error());
  if (now >= lending->period.until) return not_now(fmt::format("lending {} has ended", id));
  return end_one(journal, facts, *lending, std::min(*end, lending->period.until), ending.reason);
}

Result<void> end_all(Journal& journal, DeskFacts& facts, int64_t opening, Instant until,
                     const std::string& reason) {
  const auto all = list_lendings(journal.database(), {.opening = opening});
  if (!all) return std::unexpected(all.error());
  for (const Lending& one : *all) {
    if (one.period.until <= until) continue;
    if (auto done = end_one(journal, facts, one, until, reason); !done) return done;
  }
  return {};
}

}  // namespace sekisho::disaster

#include "disaster/disaster.h"

#include <fmt/format.h>

#include <algorithm>

#include "disaster/lending.h"
#include "disaster/limits.h"
#include "text/time_format.h"

namespace sekisho::disaster {
namespace {

using casework::check_name;
using casework::check_text;
using casework::not_now;

constexpr int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;

Result<void> check_words(std::string_view what, const std::vector<std::string>& words) {
  if (words.size() > kMaxWords) {
    return fail(ErrorCode::kBadInput, fmt::format("there are more than {} {}", kMaxWords, what));
  }
  for (const std::string& word : words) {
    if (auto ok = check_name(what, word); !ok) return ok;
    if (word.find('\n') != std::string::npos)
      return fail(ErrorCode::kBadInput, fmt::format("one of the {} has two lines", what));
  }
  return {};
}

Result<void> check(const OpeningWish& wish, Instant now) {
  if (auto ok = check_name("office", wish.office); !ok) return ok;
  if (auto ok = check_words("areas", wish.areas); !ok) return ok;
  if (auto ok = check_words("systems", wish.systems); !ok) return ok;
  if (wish.areas.empty() || wish.systems.empty()) {
    return fail(ErrorCode::kBadInput, "an area or a system is missing", {},
                "Say for which areas and systems the office opens it.");
  }
  if (wish.until <= wish.from.value_or(now) || wish.until <= now)
    return fail(ErrorCode::kBadInput, "the period is over before it begins");
  return {};
}

// What the register of disasters says of an opening from when it is open.
void put_into_register(DeskFacts& facts, const Opening& opening, const std::string& name) {
  const std::string shown = fmt::format("{}({})", name, opening.office);
  facts.add(thing_of_disaster(opening.disaster),
            stated(reg::Table::kDisasters, {{"disaster", opening.code}, {"name", shown}},
                   opening.period, 0, opening.areas));
}

Result<std::string> name_of_disaster(store::Database& database, int64_t id) {
  const auto found = find_disaster(database, id);
  if (!found) return std::unexpected(found.error());
  return found->name;
}

void write_period(text::JsonWriter& json, const Period& period) {
  json.member("from", text::rfc3339(period.from, text::kUtc));
  if (period.until != kForever) json.member("until", text::rfc3339(period.until, text::kUtc));
}

void write_words(text::JsonWriter& json, std::string_view key,
                 const std::vector<std::string>& words) {
  json.key(key).begin_array();
  for (const std::string& word : words) json.value(word);
  json.end_array();
}

std::optional<casework::Approval> approval_of(const std::string& by, const std::string& number) {
  if (number.empty()) return std::nullopt;
  return casework::Approval{by, number};
}

Result<void> insert(store::Database& database, const Opening& opening) {
  const auto done = database.run(
      "INSERT INTO disaster_opening (id, disaster_id, code, office, is_open, opens, closes, areas, "
      "systems, declared_by, declared_at, approved_by, approval, lifted_at, lifted_by, "
      "lifting_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $12, NULL, '', "
      "'')",
      opening.id, opening.disaster, std::string_view(opening.code),
      std::string_view(opening.office), opening.is_open ? 1 : 0, opening.period.from,
      opening.period.until, std::string_view(lines_of(opening.areas)),
      std::string_view(lines_of(opening.systems)), std::string_view(opening.declared_by),
      opening.declared, std::string_view(opening.approval));
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<int64_t> add_opening(Journal& journal, DeskFacts& facts, int64_t disaster,
                            const std::string& name, const OpeningWish& wish) {
  const Instant now = journal.author().now;
  if (auto ok = check(wish, now); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  const auto id = casework::next_id(database, "SELECT MAX(id) FROM disaster_opening");
  if (!id) return id;
  Opening opening{.id = *id,
                  .disaster = disaster,
                  .code = fmt::format("D{}-{}", disaster, *id),
                  .office = wish.office,
                  .is_open = !wish.number.empty(),
                  .period = {wish.from.value_or(now), wish.until},
                  .areas = wish.areas,
                  .systems = wish.systems,
                  .declared_by = journal.author().by,
                  .declared = now,
                  .approved_by = {},
                  .approval = wish.number};
  if (auto done = insert(database, opening); !done) return std::unexpected(done.error());
  if (opening.is_open) put_into_register(facts, opening, name);
  const auto noted = journal.add(
      thing_of_disaster(disaster), opening.is_open ? "opened" : "proposed",
      [&](text::JsonWriter& json) {
        json.member("opening", opening.id).member("code", opening.code);
        json.member("office", opening.office);
        write_period(json, opening.period);
        write_words(json, "areas", opening.areas);
        write_words(json, "systems", opening.systems);
      },
      approval_of({}, wish.number));
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<Opening> standing(store::Database& database, int64_t id, Instant now) {
  Result<Opening> out = find_opening(database, id);
  if (!out) return out;
  const OpeningState state = out->state(now);
  if (out->lifted || state == OpeningState::kOver) {
    return not_now(fmt::format("the disaster of `{}` is over or lifted", out->office),
                   "Declare it anew.");
  }
  return out;
}

Result<void> set_closing(store::Database& database, int64_t id, Instant until) {
  const auto done =
      database.run("UPDATE disaster_opening SET closes = $1 WHERE id = $2", until, id);
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace

Thing thing_of_disaster(int64_t id) {
  return {casework::ThingKind::kDisaster, id};
}

OpeningState Opening::state(Instant now) const {
  if (lifted || now >= period.until)
    return now >= period.until ? OpeningState::kOver : OpeningState::kEnding;
  if (!is_open) return OpeningState::kProposed;
  return now < period.from ? OpeningState::kComing : OpeningState::kOpen;
}

Result<int64_t> declare(Journal& journal, DeskFacts& facts, const std::string& name,
                        const std::vector<OpeningWish>& wishes) {
  if (auto ok = check_name("name", name); !ok) return std::unexpected(ok.error());
  if (wishes.empty() || wishes.size() > kMaxOpenings) {
    return fail(ErrorCode::kBadInput,
                fmt::format("{} offices cannot declare it at once", wishes.size()), {},
                fmt::format("Name 1 to {}.", kMaxOpenings));
  }
  store::Database& database = journal.database();
  const auto id = casework::next_id(database, "SELECT MAX(id) FROM disaster");
  if (!id) return id;
  const auto done = database.run(
      "INSERT INTO disaster (id, thing, name, declared_by, declared_at) VALUES ($1, $2, $3, $4, "
      "$5)",
      *id, std::string_view(casework::name_of(thing_of_disaster(*id))), std::string_view(name),
      std::string_view(journal.author().by), journal.author().now);
  if (!done) return std::unexpected(done.error());
  const auto noted = journal.add(thing_of_disaster(*id), "declared",
                                 [&](text::JsonWriter& json) { json.member("name", name); });
  if (!noted) return std::unexpected(noted.error());
  for (const OpeningWish& wish : wishes) {
    const auto opened = open_office(journal, facts, *id, wish);
    if (!opened) return opened;
  }
  return *id;
}

Result<int64_t> open_office(Journal& journal, DeskFacts& facts, int64_t disaster,
                            const OpeningWish& wish) {
  const auto known = find_disaster(journal.database(), disaster);
  if (!known) return std::unexpected(known.error());
  for (const Opening& one : known->openings) {
    if (one.office != wish.office || one.state(journal.author().now) == OpeningState::kOver)
      continue;
    return not_now(fmt::format("`{}` has opened this disaster already", wish.office), "Extend it.");
  }
  return add_opening(journal, facts, disaster, known->name, wish);
}

Result<void> approve(Journal& journal, DeskFacts& facts, int64_t id, const std::string& number) {
  store::Database& database = journal.database();
  Result<Opening> opening = standing(database, id, journal.author().now);
  if (!opening) return std::unexpected(opening.error());
  if (opening->is_open)
    return not_now(fmt::format("the disaster of `{}` is approved already", opening->office));
  const std::string& by = journal.author().by;
  const auto done = database.run(
      "UPDATE disaster_opening SET is_open = 1, approved_by = $1, approval = $2 WHERE id = $3",
      std::string_view(by), std::string_view(number), id);
  if (!done) return std::unexpected(done.error());
  const auto name = name_of_disaster(database, opening->disaster);
  if (!name) return std::unexpected(name.error());
  put_into_register(facts, *opening, *name);
  const auto noted = journal.add(
      thing_of_disaster(opening->disaster), "approved",
      [&](text::JsonWriter& json) { json.member("opening", id).member("office", opening->office); },
      approval_of(by, number));
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<void> extend(Journal& journal, DeskFacts& facts, int64_t id, Instant until,
                    const std::string& reason, const std::string& number) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  store::Database& database = journal.database();
  const Result<Opening> opening = standing(database, id, journal.author().now);
  if (!opening) return std::unexpected(opening.error());
  if (until <= opening->period.until && opening->period.until != kForever) {
    return fail(ErrorCode::kBadInput, "it does not end later than now", {},
                "Lift the disaster to end it earlier.");
  }
  if (opening->period.until == kForever)
    return not_now(fmt::format("the disaster of `{}` is open-ended", opening->office),
                   "Lift the disaster to end it.");
  if (auto done = set_closing(database, id, until); !done) return done;
  if (opening->is_open) {
    const auto moved = facts.move_end(thing_of_disaster(opening->disaster), reg::Table::kDisasters,
                                      opening->code, until);
    if (!moved) return moved;
  }
  const auto noted = journal.add(
      thing_of_disaster(opening->disaster), "extended",
      [&](text::JsonWriter& json) {
        json.member("opening", id).member("office", opening->office).member("reason", reason);
        write_period(json, {opening->period.from, until});
      },
      approval_of({}, number));
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<Instant> end_after(const DisasterRules& rules, const Lifting& lifting, Instant now) {
  if (auto ok = check_text("reason", lifting.reason); !ok) return std::unexpected(ok.error());
  const int64_t minutes = lifting.grace_minutes.value_or(rules.usual_grace_minutes);
  if (minutes < 0 || minutes > rules.longest_grace_minutes) {
    return fail(ErrorCode::kBadInput, fmt::format("a grace of {} minutes is too long", minutes), {},
                fmt::format("policies/disasters.toml permits {}.", rules.longest_grace_minutes));
  }
  return shifted(now, minutes * kMicrosPerMinute);
}

Result<void> lift(Journal& journal, DeskFacts& facts, const DisasterRules& rules, int64_t id,
                  const Lifting& lifting) {
  const Instant now = journal.author().now;
  const Result<Instant> end = end_after(rules, lifting, now);
  if (!end) return std::unexpected(end.error());
  store::Database& database = journal.database();
  const Result<Opening> opening = standing(database, id, now);
  if (!opening) return std::unexpected(opening.error());
  const Instant closes = std::min(*end, opening->period.until);
  const auto done = database.run(
      "UPDATE disaster_opening SET lifted_at = $1, lifted_by = $2, lifting_reason = $3, closes = "
      "$4 WHERE id = $5",
      now, std::string_view(journal.author().by), std::string_view(lifting.reason), closes, id);
  if (!done) return std::unexpected(done.error());
  // Lendings first: a grant is never beyond its disaster.
  if (auto ended = end_all(journal, facts, id, closes, lifting.reason); !ended) return ended;
  const auto moved = facts.move_end(thing_of_disaster(opening->disaster), reg::Table::kDisasters,
                                    opening->code, closes);
  if (!moved) return moved;
  const auto noted =
      journal.add(thing_of_disaster(opening->disaster), "lifted", [&](text::JsonWriter& json) {
        json.member("opening", id).member("office", opening->office);
        json.member("reason", lifting.reason);
        json.member("ends", text::rfc3339(closes, text::kUtc));
      });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace sekisho::disaster

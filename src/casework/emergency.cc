#include "casework/emergency.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::casework {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;
// A gate hears of an end within a second or so; whoever looks until then looks under it.
constexpr int64_t kSlackMicros = 60 * kMicrosPerSecond;

// INVARIANT: in the order of emergency_in.
constexpr std::string_view kColumns =
    "id, state, person, system, account, reason, hours, asked_by, asked_at, approved_by, approval, "
    "begins, ends, ended_by, fact, result, remark, reviewed_by, reviewed_at, "
    "(SELECT COUNT(*) FROM watched_look WHERE watched_look.emergency = emergency.id), "
    "(SELECT MAX(revision) FROM work_step WHERE thing = 'emergency/' || CAST(emergency.id AS "
    "TEXT))";

std::optional<Instant> instant_in(const store::ResultRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

Emergency emergency_in(const store::ResultRow& row, Instant now) {
  Emergency out{.id = row.integer(0),
                .revision = row.integer(20),
                .wish = {std::string(row.text(2)), std::string(row.text(3)),
                         std::string(row.text(4)), std::string(row.text(5)), row.integer(6)},
                .asked_by = std::string(row.text(7)),
                .asked_at = Instant{row.integer(8)},
                .approval = {std::string(row.text(9)), std::string(row.text(10))},
                .begins = instant_in(row, 11),
                .ends = instant_in(row, 12),
                .ended_by = std::string(row.text(13)),
                .fact = row.integer(14),
                .review = {std::string(row.text(15)), std::string(row.text(16)),
                           std::string(row.text(17)), instant_in(row, 18)},
                .looks = static_cast<uint64_t>(row.integer(19))};
  const auto* const found = std::ranges::find(kEmergencyStates, row.text(1));
  out.state = static_cast<EmergencyState>(found - kEmergencyStates.begin());
  if (out.state == EmergencyState::kRunning && *out.ends <= now) out.state = EmergencyState::kOver;
  return out;
}

Thing thing_of(int64_t id) {
  return {ThingKind::kEmergency, id};
}

std::unexpected<Error> wrong_state(const Emergency& one) {
  return not_now(fmt::format("emergency {} is {}", one.id, name_of(one.state)));
}

Result<Emergency> in_state(const Journal& journal, int64_t id, EmergencyState state) {
  Result<Emergency> out = find_emergency(journal.database(), id, journal.author().now);
  if (out && out->state != state) return wrong_state(*out);
  return out;
}

Result<void> store(store::Database& database, const Emergency& one) {
  const auto done = database.run(
      "UPDATE emergency SET state = $2, approved_by = $3, approval = $4, begins = $5, ends = $6, "
      "ended_by = $7, result = $8, remark = $9, reviewed_by = $10, reviewed_at = $11 WHERE id = $1",
      one.id, name_of(one.state), std::string_view(one.approval.by),
      std::string_view(one.approval.number), one.begins, one.ends, std::string_view(one.ended_by),
      std::string_view(one.review.result), std::string_view(one.review.comment),
      std::string_view(one.review.by), one.review.at);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> note(Journal& journal, int64_t id, std::string_view what,
                  const Journal::Details& details, const std::optional<Approval>& approval = {}) {
  const auto noted = journal.add(thing_of(id), what, details, approval);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

void write_period(text::JsonWriter& json, const Emergency& one) {
  json.member("from", text::rfc3339(*one.begins, text::kUtc));
  json.member("until", text::rfc3339(*one.ends, text::kUtc));
}

}  // namespace

std::set<std::string> Emergency::actors() const {
  std::set<std::string> out{asked_by};
  if (!approval.by.empty()) out.insert(approval.by);
  return out;
}

Result<void> check_afterwards(const Afterwards& said) {
  if (std::ranges::find(kAfterwards, said.result) == kAfterwards.end())
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no result of a review", said.result), {},
                "Say `in-order` or `not-in-order`.");
  return check_text("comment", said.comment);
}

Result<int64_t> ask(Journal& journal, const EmergencyWish& wish, const EmergencyNames& names,
                    const EmergencyRules& rules) {
  for (const auto& [what, name] :
       {std::pair{"person", &wish.person}, {"system", &wish.system}, {"account", &wish.account}}) {
    if (auto ok = check_name(what, *name); !ok) return std::unexpected(ok.error());
  }
  if (auto ok = check_text("reason", wish.reason); !ok) return std::unexpected(ok.error());
  if (wish.hours < 1 || wish.hours > rules.hours) {
    return fail(ErrorCode::kBadInput,
                fmt::format("an emergency lasts at most {} hours", rules.hours), {},
                "Ask for less; another one can follow it.");
  }
  store::Database& database = journal.database();
  const Result<int64_t> id = next_id(database, "SELECT MAX(id) FROM emergency");
  if (!id) return id;
  const auto done = database.run(
      "INSERT INTO emergency (id, state, person, system, account, reason, hours, asked_by, "
      "asked_at, approved_by, approval, ended_by, fact, result, remark, reviewed_by) "
      "VALUES ($1, 'asked', $2, $3, $4, $5, $6, $7, $8, '', '', '', 0, '', '', '')",
      *id, std::string_view(wish.person), std::string_view(wish.system),
      std::string_view(wish.account), std::string_view(wish.reason), wish.hours,
      std::string_view(journal.author().by), journal.author().now);
  if (!done) return std::unexpected(done.error());
  auto noted = note(journal, *id, "asked", [&](text::JsonWriter& json) {
    json.member("person", names.person).member("system", wish.system);
    json.member("account", names.account).member("reason", wish.reason);
    json.member("hours", wish.hours);
  });
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<Emergency> start(Journal& journal, int64_t id, const Approval& approval) {
  Result<Emergency> one = in_state(journal, id, EmergencyState::kAsked);
  if (!one) return one;
  one->state = EmergencyState::kRunning;
  one->approval = approval;
  if (one->approval.number.empty()) one->approval.number = name_of(thing_of(id));
  one->begins = journal.author().now;
  one->ends = shifted(*one->begins, one->wish.hours * kMicrosPerHour);
  if (auto done = store(journal.database(), *one); !done) return std::unexpected(done.error());
  auto noted = note(
      journal, id, "started", [&](text::JsonWriter& json) { write_period(json, *one); },
      one->approval);
  if (!noted) return std::unexpected(noted.error());
  return one;
}

Result<void> refuse_emergency(Journal& journal, int64_t id, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  Result<Emergency> one = in_state(journal, id, EmergencyState::kAsked);
  if (!one) return std::unexpected(one.error());
  one->state = EmergencyState::kRefused;
  if (auto done = store(journal.database(), *one); !done) return done;
  return note(journal, id, "refused",
              [&](text::JsonWriter& json) { json.member("reason", reason); });
}

Result<Emergency> end_early(Journal& journal, int64_t id, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return std::unexpected(ok.error());
  Result<Emergency> one = in_state(journal, id, EmergencyState::kRunning);
  if (!one) return one;
  one->ends = journal.author().now;
  one->ended_by = journal.author().by;
  if (auto done = store(journal.database(), *one); !done) return std::unexpected(done.error());
  auto noted = note(journal, id, "ended", [&](text::JsonWriter& json) {
    json.member("reason", reason);
    write_period(json, *one);
  });
  if (!noted) return std::unexpected(noted.error());
  return one;
}

Result<void> review_emergency(Journal& journal, int64_t id, const Afterwards& said) {
  if (auto ok = check_afterwards(said); !ok) return ok;
  Result<Emergency> one = in_state(journal, id, EmergencyState::kOver);
  if (!one) return std::unexpected(one.error());
  one->state = EmergencyState::kReviewed;
  one->review = {said.result, said.comment, journal.author().by, journal.author().now};
  if (auto done = store(journal.database(), *one); !done) return done;
  return note(journal, id, "reviewed", [&](text::JsonWriter& json) {
    json.member("result", said.result).member("comment", said.comment);
    json.member("looks", one->looks);
  });
}

Result<void> note_fact(store::Database& database, int64_t id, int64_t fact) {
  const auto done = database.run("UPDATE emergency SET fact = $2 WHERE id = $1", id, fact);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<Emergency> find_emergency(store::Database& database, int64_t id, Instant now) {
  std::optional<Emergency> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = emergency_in(row, now);
        return {};
      },
      fmt::format("SELECT {} FROM emergency WHERE id = $1", kColumns), id);
  if (!done) return std::unexpected(done.error());
  if (!out) return fail(ErrorCode::kNotFound, fmt::format("there is no emergency {}", id));
  return std::move(*out);
}

Result<std::vector<Emergency>> list_emergencies(store::Database& database, Instant now) {
  std::vector<Emergency> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(emergency_in(row, now));
        return {};
      },
      fmt::format("SELECT {} FROM emergency ORDER BY id DESC", kColumns));
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<int64_t> emergency_at(store::Database& database, std::string_view person,
                             std::string_view system, Instant at) {
  int64_t out = 0;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = row.integer(0);
        return {};
      },
      "SELECT id FROM emergency WHERE person = $1 AND system = $2 AND begins <= $3 AND ends > $4 "
      "ORDER BY id DESC LIMIT 1",
      person, system, at, shifted(at, -kSlackMicros));
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace sekisho::casework

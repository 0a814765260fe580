#include <fmt/format.h>

#include "disaster/lending.h"
#include "disaster/lending_rows.h"
#include "text/time_format.h"

// What is done with a lending beside beginning and ending it.
namespace sekisho::disaster {
namespace {

using casework::check_name;
using casework::not_now;
using text::JsonMember;
using text::JsonValue;

Result<void> step(Journal& journal, int64_t id, std::string_view what,
                  const Journal::Details& details = {}) {
  const auto noted = journal.add(thing_of_lending(id), what, details);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

// That an ID is no more, and since when: an entry that says all by itself, on whose word it was
// lent.
JsonValue proof(const Lending& lending, const casework::Approval& approval, std::string_view how,
                Instant at, const casework::Author& author) {
  std::vector<JsonMember> word{{"number", JsonValue::string(approval.number)}};
  if (!approval.by.empty()) word.push_back({"by", JsonValue::string(approval.by)});
  std::vector<JsonMember> out{
      {"kind", JsonValue::string("act")},
      {"act", JsonValue::string("remove")},
      {"on", JsonValue::string("account")},
      {"target", JsonValue::string(fmt::format("{} {} {} {}", lending.what.account, how,
                                               text::rfc3339(at, text::kUtc),
                                               casework::name_of(thing_of_lending(lending.id))))},
      {"time", JsonValue::string(text::rfc3339(author.now, text::kUtc))},
      {"actor", JsonValue::string(author.by)},
      {"approval", JsonValue::object(std::move(word))}};
  return JsonValue::object(std::move(out));
}

// The number of the decision, or the opening that a second person approved.
Result<casework::Approval> approval_of(store::Database& database, const Lending& lending) {
  const Result<Opening> opening = find_opening(database, lending.opening);
  if (!opening) return std::unexpected(opening.error());
  return casework::Approval{opening->approved_by,
                            opening->approval.empty() ? opening->code : opening->approval};
}

}  // namespace

Result<void> note_ceased(Journal& journal, int64_t id) {
  store::Database& database = journal.database();
  const Result<Lending> lending = find_lending(database, id);
  if (!lending) return std::unexpected(lending.error());
  const Instant now = journal.author().now;
  if (lending->ceased || now < lending->period.until)
    return not_now(fmt::format("lending {} has not ended, or that is proven", id));
  if (auto done = update_lending(database, id, "ceased = $2", now); !done) return done;
  if (lending->account_item != 0) {
    const Result<PoolItem> item = find_item(database, lending->account_item);
    if (!item) return std::unexpected(item.error());
    if (item->state == ItemState::kLent && item->lending == id) {
      const auto moved = move_item(database, *item, ItemState::kToCheck, now, id);
      if (!moved) return moved;
    }
  }
  const auto approval = approval_of(database, *lending);
  if (!approval) return std::unexpected(approval.error());
  journal.also(proof(*lending, *approval, "ceased", lending->period.until, journal.author()));
  return step(journal, id, "ceased", [&](text::JsonWriter& json) {
    json.member("account", lending->what.account);
    json.member("at", text::rfc3339(lending->period.until, text::kUtc));
    json.member("log_in", lending->log_in);
  });
}

Result<void> note_code(Journal& journal, int64_t id, const std::string& log_in,
                       const std::string& again) {
  store::Database& database = journal.database();
  const Result<Lending> lending = find_lending(database, id);
  if (!lending) return std::unexpected(lending.error());
  const Instant now = journal.author().now;
  if (now >= lending->period.until) return not_now(fmt::format("lending {} has ended", id));
  if (lending->code_issued && again.empty()) {
    return not_now(fmt::format("the code of lending {} was shown once", id),
                   "Say why another one is needed: it ends the first.");
  }
  const auto done =
      update_lending(database, id, "code_issued = $2, log_in = $3", now, std::string_view(log_in));
  if (!done) return done;
  return step(journal, id, "code-issued",
              [&](text::JsonWriter& json) { json.member("again", again); });
}

Result<void> hand_over(Journal& journal, int64_t id, Sheet sheet, const std::string& to,
                       std::optional<Instant> at) {
  const Result<Lending> lending = find_lending(journal.database(), id);
  if (!lending) return std::unexpected(lending.error());
  if (!to.empty()) {
    if (auto ok = check_name("to", to); !ok) return ok;
  }
  const bool slip = sheet == Sheet::kSlip;
  const auto& before = slip ? lending->slip : lending->code;
  if (before) return not_now(fmt::format("that of lending {} was handed over already", id));
  if (!slip && !lending->code_issued)
    return not_now(fmt::format("lending {} has no code yet", id), "Have the code made first.");
  const Instant now = journal.author().now;
  const Instant when = at.value_or(now);
  if (when > now || when < lending->period.from)
    return fail(ErrorCode::kBadInput, "it was not handed over at such a time");
  const std::string_view sets = slip ? "slip_at = $2, slip_by = $3, slip_to = $4"
                                     : "code_at = $2, code_by = $3, code_to = $4";
  const auto done = update_lending(journal.database(), id, sets, when,
                                   std::string_view(journal.author().by), std::string_view(to));
  if (!done) return done;
  return step(journal, id, slip ? "slip-handed-over" : "code-handed-over",
              [&](text::JsonWriter& json) {
                json.member("at", text::rfc3339(when, text::kUtc)).member("to", to);
              });
}

Result<void> note(Journal& journal, int64_t id, std::string_view what) {
  const Result<Lending> lending = find_lending(journal.database(), id);
  if (!lending) return std::unexpected(lending.error());
  return step(journal, id, what);
}

Result<void> note_deletion(Journal& journal, int64_t id, const std::string& erased_by,
                           std::optional<Instant> at) {
  if (auto ok = check_name("deleted_by", erased_by); !ok) return ok;
  store::Database& database = journal.database();
  const Result<Lending> lending = find_lending(database, id);
  if (!lending) return std::unexpected(lending.error());
  const Instant now = journal.author().now;
  if (now < lending->period.until) {
    return not_now(fmt::format("lending {} has not ended", id),
                   "End it first: an ID is deleted after its last use.");
  }
  if (lending->account_deleted)
    return not_now(fmt::format("that the ID of lending {} was deleted is noted already", id));
  const Instant when = at.value_or(now);
  if (when > now || when < lending->period.from)
    return fail(ErrorCode::kBadInput, "it was not deleted at such a time");
  const auto done = update_lending(database, id, "account_deleted = $2, erased_by = $3", when,
                                   std::string_view(erased_by));
  if (!done) return done;
  if (lending->account_item != 0) {
    const Result<PoolItem> item = find_item(database, lending->account_item);
    if (!item) return std::unexpected(item.error());
    if (item->lending == id && item->state != ItemState::kRetired) {
      const auto moved = move_item(database, *item, ItemState::kRetired, now, id);
      if (!moved) return moved;
    }
  }
  const auto approval = approval_of(database, *lending);
  if (!approval) return std::unexpected(approval.error());
  journal.also(proof(*lending, *approval, "deleted", when, journal.author()));
  return step(journal, id, "deleted", [&](text::JsonWriter& json) {
    json.member("account", lending->what.account).member("by", erased_by);
    json.member("at", text::rfc3339(when, text::kUtc));
  });
}

}  // namespace sekisho::disaster

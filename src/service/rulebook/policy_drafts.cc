#include "service/rulebook/policy_drafts.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "crypto/sha256.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using casework::Journal;
using casework::not_now;
using casework::ThingKind;
using text::JsonValue;

constexpr std::string_view kColumns =
    "id, title, reason, base, version, sound, state, drafted_by, drafted_at, approved_by, "
    "approval, "
    "awaits_reading, valid_from, applied_by, applied_at, entry";

DraftState state_named(std::string_view name) {
  const auto* const found = std::ranges::find(kDraftStates, name);
  return static_cast<DraftState>(found - kDraftStates.begin());
}

PolicyDraft draft_in(const store::ResultRow& row) {
  PolicyDraft out{.id = row.integer(0),
                  .title = std::string(row.text(1)),
                  .reason = std::string(row.text(2)),
                  .base = std::string(row.text(3)),
                  .version = std::string(row.text(4)),
                  .sound = row.integer(5) != 0,
                  .state = state_named(row.text(6)),
                  .drafted_by = std::string(row.text(7)),
                  .drafted_at = Instant{row.integer(8)},
                  .approval = {std::string(row.text(9)), std::string(row.text(10))},
                  .awaits_reading = std::string(row.text(11)),
                  .applied_by = std::string(row.text(13))};
  if (!row.is_null(12)) out.from = Instant{row.integer(12)};
  if (!row.is_null(14)) out.applied_at = Instant{row.integer(14)};
  if (!row.is_null(15)) out.entry = static_cast<uint64_t>(row.integer(15));
  return out;
}

// What its steps say of it.
Result<void> add_steps(store::Database& database, PolicyDraft& draft) {
  const std::string thing = casework::name_of(casework::Thing{ThingKind::kPolicyDraft, draft.id});
  return database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        draft.revision = std::max(draft.revision, row.integer(0));
        const std::string_view what = row.text(2);
        if (what == "drafted" || what == "revised" || what == "proposed")
          draft.actors.emplace(row.text(1));
        return {};
      },
      "SELECT revision, done_by, what FROM work_step WHERE thing = $1", std::string_view(thing));
}

template <class... Values>
Result<std::vector<PolicyDraft>> drafts_where(store::Database& database, std::string_view condition,
                                              const Values&... values) {
  std::vector<PolicyDraft> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(draft_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM policy_draft {}", kColumns, condition), values...);
  if (!done) return std::unexpected(done.error());
  for (PolicyDraft& one : out) {
    if (auto added = add_steps(database, one); !added) return std::unexpected(added.error());
  }
  return out;
}

Result<PolicyDraft> seen_draft(store::Database& database, const SeenDraft& seen) {
  Result<PolicyDraft> out = find_draft(database, seen.id);
  if (out && out->revision != seen.revision)
    return not_now(fmt::format("policy draft {} changed meanwhile", seen.id), "Look at it again.");
  return out;
}

bool is_one_of(DraftState state, std::initializer_list<DraftState> states) {
  return std::ranges::find(states, state) != states.end();
}

std::unexpected<Error> wrong_state(const PolicyDraft& draft) {
  return not_now(fmt::format("policy draft {} is {}", draft.id, name_of(draft.state)));
}

Result<void> insert(store::Database& database, const PolicyDraft& one) {
  const auto done = database.run(
      fmt::format("INSERT INTO policy_draft ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                  "$11, $12, $13, $14, $15, $16)",
                  kColumns),
      one.id, std::string_view(one.title), std::string_view(one.reason), std::string_view(one.base),
      std::string_view(one.version), one.sound ? 1 : 0, name_of(one.state),
      std::string_view(one.drafted_by), one.drafted_at, std::string_view(one.approval.by),
      std::string_view(one.approval.number), std::string_view(one.awaits_reading), one.from,
      std::string_view(one.applied_by), one.applied_at, one.entry);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> store_draft(store::Database& database, const PolicyDraft& one) {
  const auto done = database.run(
      "UPDATE policy_draft SET title = $2, reason = $3, version = $4, sound = $5, state = $6, "
      "approved_by = $7, approval = $8, awaits_reading = $9, valid_from = $10, applied_by = $11, "
      "applied_at = $12 WHERE id = $1",
      one.id, std::string_view(one.title), std::string_view(one.reason),
      std::string_view(one.version), one.sound ? 1 : 0, name_of(one.state),
      std::string_view(one.approval.by), std::string_view(one.approval.number),
      std::string_view(one.awaits_reading), one.from, std::string_view(one.applied_by),
      one.applied_at);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> store_files(store::Database& database, int64_t id, const PolicyBundle& files) {
  const auto emptied = database.run("DELETE FROM policy_file WHERE draft_id = $1", id);
  if (!emptied) return std::unexpected(emptied.error());
  for (const BundleFile& file : files) {
    const std::string hash = crypto::sha256_hex(file.text);
    const auto done = database.run(
        "INSERT INTO policy_file (draft_id, name, sha256, content) VALUES ($1, $2, $3, $4)", id,
        std::string_view(file.name), std::string_view(hash), std::string_view(file.text));
    if (!done) return std::unexpected(done.error());
  }
  return {};
}

Result<void> note(Journal& journal, int64_t id, std::string_view what,
                  const Journal::Details& details,
                  const std::optional<casework::Approval>& approval = {}) {
  const auto noted = journal.add({ThingKind::kPolicyDraft, id}, what, details, approval);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

// What a step says of files is their hashes: the files themselves are policy_file's.
void write_files(text::JsonWriter& json, const PolicyBundle& files) {
  json.key("files").begin_array();
  for (const BundleFile& file : files) {
    json.begin_object().member("name", file.name);
    json.member("sha256", crypto::sha256_hex(file.text)).end_object();
  }
  json.end_array();
}

void clear_decision(PolicyDraft& draft) {
  draft.approval = {};
  draft.awaits_reading.clear();
  draft.from.reset();
  draft.applied_by.clear();
  draft.applied_at.reset();
}

Result<int64_t> keep_installed(Journal& journal, const InstalledSet& installed) {
  store::Database& database = journal.database();
  const Result<int64_t> id = casework::next_id(database, "SELECT MAX(id) FROM policy_draft");
  if (!id) return id;
  PolicyDraft one{.id = *id,
                  .title = "installed",
                  .version = installed.version,
                  .sound = true,
                  .state = DraftState::kInstalled,
                  .drafted_by = journal.author().by,
                  .drafted_at = journal.author().now};
  if (auto done = insert(database, one); !done) return std::unexpected(done.error());
  if (auto done = store_files(database, *id, installed.files); !done)
    return std::unexpected(done.error());
  if (auto done = note(journal, *id, "kept",
                       [&](text::JsonWriter& json) {
                         json.member("version", installed.version);
                         write_files(json, installed.files);
                       });
      !done) {
    return std::unexpected(done.error());
  }
  return *id;
}

// That other policies are in force, on whose approval: what people search the record for.
JsonValue applied_entry(const Journal& journal, const PolicyDraft& draft) {
  const auto text = [](std::string said) { return JsonValue::string(std::move(said)); };
  std::vector<text::JsonMember> approval;
  if (!draft.approval.by.empty()) approval.push_back({"by", text(draft.approval.by)});
  approval.push_back({"number", text(draft.approval.number)});
  return JsonValue::object(
      {{"kind", text("act")},
       {"act", text("change")},
       {"on", text("policy")},
       {"target", text(fmt::format("policies policy-draft/{}", draft.id))},
       {"actor", text(journal.author().by)},
       {"time", text(text::rfc3339(journal.author().now, text::kUtc))},
       {"before", text(draft.base)},
       {"after", text(draft.version)},
       {"period", JsonValue::object({{"from", text(text::rfc3339(*draft.from, text::kUtc))}})},
       {"approval", JsonValue::object(std::move(approval))}});
}

// Where the draft would stand in the chain of those in force, of which `last` is the last one.
Result<void> check_chain(const PolicyDraft& draft, const PolicyDraft* last,
                         const InstalledSet& installed) {
  const bool fits = last == nullptr ? draft.base == installed.version
                                    : draft.base == last->version && *last->from <= *draft.from;
  if (fits) return {};
  return not_now("the policies that it was drafted from are not those that it would replace",
                 "Return it, and draft the change again from those that were applied last.");
}

}  // namespace

Result<int64_t> draft(Journal& journal, const DraftText& text) {
  if (auto ok = casework::check_name("title", text.title); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  const Result<int64_t> id = casework::next_id(database, "SELECT MAX(id) FROM policy_draft");
  if (!id) return id;
  const PolicyDraft one{.id = *id,
                        .title = text.title,
                        .base = text.base,
                        .version = text.version,
                        .sound = text.sound,
                        .drafted_by = journal.author().by,
                        .drafted_at = journal.author().now};
  if (auto done = insert(database, one); !done) return std::unexpected(done.error());
  if (auto done = store_files(database, *id, text.files); !done)
    return std::unexpected(done.error());
  auto noted = note(journal, *id, "drafted", [&](text::JsonWriter& json) {
    json.member("title", text.title).member("base", text.base).member("version", text.version);
    write_files(json, text.files);
  });
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<void> revise(Journal& journal, const SeenDraft& seen, const DraftText& text) {
  if (auto ok = casework::check_name("title", text.title); !ok) return ok;
  store::Database& database = journal.database();
  Result<PolicyDraft> one = seen_draft(database, seen);
  if (!one) return std::unexpected(one.error());
  if (!is_one_of(one->state, {DraftState::kDrafted, DraftState::kReturned}))
    return wrong_state(*one);
  one->title = text.title;
  one->version = text.version;
  one->sound = text.sound;
  one->state = DraftState::kDrafted;
  if (auto done = store_draft(database, *one); !done) return done;
  if (auto done = store_files(database, one->id, text.files); !done) return done;
  return note(journal, one->id, "revised", [&](text::JsonWriter& json) {
    json.member("title", text.title).member("version", text.version);
    write_files(json, text.files);
  });
}

Result<void> propose(Journal& journal, const SeenDraft& seen, const std::string& reason) {
  if (auto ok = casework::check_text("reason", reason); !ok) return ok;
  Result<PolicyDraft> one = seen_draft(journal.database(), seen);
  if (!one) return std::unexpected(one.error());
  if (!is_one_of(one->state, {DraftState::kDrafted, DraftState::kReturned}))
    return wrong_state(*one);
  if (!one->sound)
    return not_now(fmt::format("policy draft {} has errors, or fails its tests", one->id),
                   "Look at its check, mend it and propose it then.");
  if (one->version == one->base)
    return not_now("it changes nothing that is judged by", "Change a policy, or withdraw it.");
  one->state = DraftState::kProposed;
  one->reason = reason;
  if (auto done = store_draft(journal.database(), *one); !done) return done;
  return note(journal, one->id, "proposed", [&](text::JsonWriter& json) {
    json.member("reason", reason).member("version", one->version);
  });
}

Result<void> approve(Journal& journal, const SeenDraft& seen, const DraftApproval& approval) {
  Result<PolicyDraft> one = seen_draft(journal.database(), seen);
  if (!one) return std::unexpected(one.error());
  if (one->state != DraftState::kProposed) return wrong_state(*one);
  one->state = DraftState::kApproved;
  const std::string own = fmt::format("policy-draft/{}", one->id);
  one->approval = {journal.author().by, approval.number.empty() ? own : approval.number};
  one->awaits_reading = approval.stands_in_for;
  if (auto done = store_draft(journal.database(), *one); !done) return done;
  return note(
      journal, one->id, "approved",
      [&](text::JsonWriter& json) {
        json.member("version", one->version);
        if (!approval.stands_in_for.empty()) json.member("stands_in_for", approval.stands_in_for);
      },
      one->approval);
}

Result<void> send_back(Journal& journal, const SeenDraft& seen, const std::string& reason) {
  if (auto ok = casework::check_text("reason", reason); !ok) return ok;
  Result<PolicyDraft> one = seen_draft(journal.database(), seen);
  if (!one) return std::unexpected(one.error());
  const bool to_come = one->state == DraftState::kApplied && *one->from > journal.author().now;
  if (!to_come && !is_one_of(one->state, {DraftState::kProposed, DraftState::kApproved}))
    return wrong_state(*one);
  if (to_come) {
    const auto chain = applied_sets(journal.database());
    if (!chain) return std::unexpected(chain.error());
    if (chain->back().id != one->id)
      return not_now(fmt::format("policy draft {} was drafted from it", chain->back().id),
                     "Return that one first.");
  }
  one->state = DraftState::kReturned;
  clear_decision(*one);
  if (auto done = store_draft(journal.database(), *one); !done) return done;
  return note(journal, one->id, "returned",
              [&](text::JsonWriter& json) { json.member("reason", reason); });
}

Result<void> read_later(Journal& journal, const SeenDraft& seen) {
  Result<PolicyDraft> one = seen_draft(journal.database(), seen);
  if (!one) return std::unexpected(one.error());
  if (one->awaits_reading.empty() || one->awaits_reading != journal.author().by)
    return not_now(fmt::format("policy draft {} does not wait to be read by this person", one->id));
  one->awaits_reading.clear();
  if (auto done = store_draft(journal.database(), *one); !done) return done;
  return note(journal, one->id, "read-later", {});
}

Result<void> withdraw(Journal& journal, const SeenDraft& seen, const std::string& reason) {
  if (auto ok = casework::check_text("reason", reason); !ok) return ok;
  Result<PolicyDraft> one = seen_draft(journal.database(), seen);
  if (!one) return std::unexpected(one.error());
  if (!is_one_of(one->state, {DraftState::kDrafted, DraftState::kReturned, DraftState::kProposed,
                              DraftState::kApproved})) {
    return wrong_state(*one);
  }
  one->state = DraftState::kWithdrawn;
  clear_decision(*one);
  if (auto done = store_draft(journal.database(), *one); !done) return done;
  return note(journal, one->id, "withdrawn",
              [&](text::JsonWriter& json) { json.member("reason", reason); });
}

Result<void> apply(Journal& journal, const SeenDraft& seen, const Application& application,
                   const InstalledSet& installed) {
  store::Database& database = journal.database();
  Result<PolicyDraft> one = seen_draft(database, seen);
  if (!one) return std::unexpected(one.error());
  const Instant now = journal.author().now;
  const bool decided = one->state == DraftState::kProposed && !application.number.empty();
  if (!decided && one->state != DraftState::kApproved) return wrong_state(*one);
  if (application.from && *application.from < now)
    return fail(ErrorCode::kBadInput, "policies cannot be in force from an instant that is over",
                {}, "Leave `from` out for at once. A review judges the past by them all the same.");
  one->from = application.from.value_or(now);
  const auto chain = applied_sets(database);
  if (!chain) return std::unexpected(chain.error());
  const bool first = chain->empty() || chain->back().state != DraftState::kApplied;
  if (auto ok = check_chain(*one, first ? nullptr : &chain->back(), installed); !ok) return ok;
  if (first && (chain->empty() || chain->back().version != installed.version)) {
    if (auto kept = keep_installed(journal, installed); !kept) return std::unexpected(kept.error());
  }
  one->state = DraftState::kApplied;
  if (!application.number.empty()) one->approval.number = application.number;
  one->applied_by = journal.author().by;
  one->applied_at = now;
  if (auto done = store_draft(database, *one); !done) return done;
  auto noted = note(
      journal, one->id, "applied",
      [&](text::JsonWriter& json) {
        json.member("version", one->version).member("base", one->base);
        json.member("from", text::rfc3339(*one->from, text::kUtc));
      },
      one->approval);
  if (!noted) return noted;
  journal.also(applied_entry(journal, *one));  // the last entry of this act
  return {};
}

Result<void> note_entry(store::Database& database, int64_t id, uint64_t entry) {
  const auto done = database.run("UPDATE policy_draft SET entry = $2 WHERE id = $1", id, entry);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<PolicyDraft> find_draft(store::Database& database, int64_t id) {
  auto found = drafts_where(database, "WHERE id = $1", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty())
    return fail(ErrorCode::kNotFound, fmt::format("there is no policy draft {}", id));
  return std::move(found->front());
}

Result<std::vector<PolicyDraft>> list_drafts(store::Database& database) {
  return drafts_where(database, "WHERE state <> 'installed' ORDER BY id DESC");
}

Result<std::vector<PolicyDraft>> applied_sets(store::Database& database) {
  auto out = drafts_where(database, "WHERE state = 'applied' OR state = 'installed' ORDER BY id");
  if (out) {
    std::ranges::sort(*out, {}, [](const PolicyDraft& one) {
      return std::tuple(one.from.value_or(kBeginning), one.applied_at.value_or(kBeginning), one.id);
    });
  }
  return out;
}

Result<PolicyBundle> files_of(store::Database& database, int64_t id) {
  PolicyBundle out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({std::string(row.text(0)), std::string(row.text(1))});
        return {};
      },
      "SELECT name, content FROM policy_file WHERE draft_id = $1", id);
  if (!done) return std::unexpected(done.error());
  std::ranges::sort(out, {}, &BundleFile::name);
  return out;
}

}  // namespace sekisho::service

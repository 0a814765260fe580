#include "service/rulebook/policy_drafts.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/sha256.h"
#include "service/rulebook/policy_draft_rows.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using casework::Journal;
using casework::not_now;
using casework::ThingKind;
using text::JsonValue;

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
  if (auto done = insert_draft(database, one); !done) return std::unexpected(done.error());
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
  if (auto done = insert_draft(database, one); !done) return std::unexpected(done.error());
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

}  // namespace sekisho::service

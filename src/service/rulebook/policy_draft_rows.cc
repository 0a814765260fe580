#include "service/rulebook/policy_draft_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "crypto/sha256.h"
#include "text/base64.h"

namespace sekisho::service {
namespace {

using casework::ThingKind;

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

}  // namespace

Result<void> insert_draft(store::Database& database, const PolicyDraft& one) {
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
    // Registers among the tests are in CP932, and PostgreSQL's texts are UTF-8.
    const std::string content = text::base64_encode(file.text);
    const auto done = database.run(
        "INSERT INTO policy_file (draft_id, name, sha256, content) VALUES ($1, $2, $3, $4)", id,
        std::string_view(file.name), std::string_view(hash), std::string_view(content));
    if (!done) return std::unexpected(done.error());
  }
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
        auto content = text::base64_decode(row.text(1));
        if (!content) {
          return fail(ErrorCode::kBadInput,
                      fmt::format("`{}` of policy draft {} cannot be read", row.text(0), id));
        }
        out.push_back({std::string(row.text(0)), std::move(*content)});
        return {};
      },
      "SELECT name, content FROM policy_file WHERE draft_id = $1", id);
  if (!done) return std::unexpected(done.error());
  std::ranges::sort(out, {}, &BundleFile::name);
  return out;
}

}  // namespace sekisho::service

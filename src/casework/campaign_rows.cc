#include <fmt/format.h>

#include <algorithm>

#include "casework/campaign.h"

// The rows of campaigns.
namespace sekisho::casework {
namespace {

// INVARIANT: in the order of campaign_in.
constexpr std::string_view kColumns =
    "id, kind, fiscal_year, half, cut_off, state, scope, review, run_sha256, frozen_at, "
    "conclusion, approval, approved_by, awaits_reading, seed, re_performed, opened_by, opened_at, "
    "(SELECT MAX(revision) FROM work_step WHERE thing = campaign.thing)";

template <class Enum, size_t kCount>
Enum named(const std::array<std::string_view, kCount>& names, std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

Campaign campaign_in(const store::ResultRow& row) {
  Campaign out;
  out.id = row.integer(0);
  out.kind = named<CampaignKind>(kCampaignKinds, row.text(1));
  out.fiscal_year = static_cast<int>(row.integer(2));
  out.half = static_cast<int>(row.integer(3));
  out.cut_off = row.text(4);
  out.state = named<CampaignState>(kCampaignStates, row.text(5));
  out.scope = row.text(6);
  out.review = row.text(7);
  out.run_sha256 = row.text(8);
  if (!row.is_null(9)) out.frozen_at = Instant{row.integer(9)};
  out.conclusion = row.text(10);
  out.approval = {std::string(row.text(12)), std::string(row.text(11))};
  out.awaits_reading = row.text(13);
  out.seed = row.text(14);
  out.re_performed = row.text(15);
  out.opened_by = row.text(16);
  out.opened_at = Instant{row.integer(17)};
  out.revision = row.integer(18);
  return out;
}

CampaignSystem system_in(const store::ResultRow& row) {
  CampaignSystem out;
  out.system = row.text(0);
  out.department = row.text(1);
  out.extracted_by = row.text(2);
  out.log = named<LogState>(kLogStates, row.text(3));
  int64_t* const counts[] = {&out.events,   &out.rejects,  &out.gaps,        &out.violations,
                             &out.attempts, &out.doubtful, &out.undetermined};
  for (size_t i = 0; i < std::size(counts); ++i) *counts[i] = row.integer(static_cast<int>(4 + i));
  out.state = named<SystemState>(kSystemStates, row.text(11));
  out.statement = named<Statement>(kStatements, row.text(12));
  out.reason = row.text(13);
  out.stated_by = row.text(14);
  out.self_checked_by = row.text(15);
  out.checked_by = row.text(16);
  return out;
}

}  // namespace

std::optional<CampaignKind> campaign_kind_named(std::string_view name) {
  if (std::ranges::find(kCampaignKinds, name) == kCampaignKinds.end()) return std::nullopt;
  return named<CampaignKind>(kCampaignKinds, name);
}

std::optional<Statement> statement_named(std::string_view name) {
  if (name.empty() || std::ranges::find(kStatements, name) == kStatements.end()) {
    return std::nullopt;
  }
  return named<Statement>(kStatements, name);
}

Result<Campaign> find_campaign(store::Database& database, int64_t id, std::optional<int64_t> seen) {
  std::optional<Campaign> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = campaign_in(row);
        return {};
      },
      fmt::format("SELECT {} FROM campaign WHERE id = $1", kColumns), id);
  if (!done) return std::unexpected(done.error());
  if (!out) return fail(ErrorCode::kNotFound, fmt::format("there is no campaign {}", id));
  if (seen && *seen != out->revision) {
    return not_now(fmt::format("campaign {} changed since it was looked at", id),
                   "Look at it again.");
  }
  return *out;
}

Result<std::vector<Campaign>> list_campaigns(store::Database& database, std::string_view kind) {
  std::vector<Campaign> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(campaign_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM campaign WHERE (kind = $1 OR $1 = '') ORDER BY id DESC",
                  kColumns),
      kind);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<CampaignSystem>> systems_of(store::Database& database, int64_t id) {
  std::vector<CampaignSystem> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(system_in(row));
        return {};
      },
      "SELECT system, department, extracted_by, log, events, rejects, gaps, violations, attempts, "
      "doubtful, undetermined, state, statement, reason, stated_by, self_checked_by, checked_by "
      "FROM campaign_system WHERE campaign_id = $1 ORDER BY system",
      id);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<PopulationFile>> files_of(store::Database& database, int64_t id) {
  std::vector<PopulationFile> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                       row.integer(3), row.integer(4)});
        return {};
      },
      "SELECT file, system, sha256, bytes, lines FROM campaign_file WHERE campaign_id = $1 "
      "ORDER BY file",
      id);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> store_campaign(store::Database& database, const Campaign& changed) {
  const auto done = database.run(
      "UPDATE campaign SET state = $1, review = $2, run_sha256 = $3, frozen_at = $4, conclusion = "
      "$5, approval = $6, approved_by = $7, awaits_reading = $8, seed = $9, re_performed = $10 "
      "WHERE id = $11",
      name_of(changed.state), std::string_view(changed.review),
      std::string_view(changed.run_sha256), changed.frozen_at, std::string_view(changed.conclusion),
      std::string_view(changed.approval.number), std::string_view(changed.approval.by),
      std::string_view(changed.awaits_reading), std::string_view(changed.seed),
      std::string_view(changed.re_performed), changed.id);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> store_system(store::Database& database, int64_t id, const CampaignSystem& changed) {
  const auto done = database.run(
      "UPDATE campaign_system SET state = $1, statement = $2, reason = $3, stated_by = $4, "
      "self_checked_by = $5, checked_by = $6 WHERE campaign_id = $7 AND system = $8",
      name_of(changed.state), name_of(changed.statement), std::string_view(changed.reason),
      std::string_view(changed.stated_by), std::string_view(changed.self_checked_by),
      std::string_view(changed.checked_by), id, std::string_view(changed.system));
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace sekisho::casework

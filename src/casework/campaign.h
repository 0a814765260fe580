#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/journal.h"

// Campaigns: the half-yearly review of logs (半期アクセスログ解析) and internal audit's own. April
// examines October to March, October examines April to September. This is what a campaign is, how
// one begins and how its population is frozen; what is stated of it is in statement.h, and what
// audit does in audit.h.
namespace sekisho::casework {

enum class CampaignKind : uint8_t { kHalfYearly, kAudit };
inline constexpr std::array<std::string_view, 2> kCampaignKinds{"half-yearly", "audit"};

// A half-yearly review ends approved, an audit reported.
enum class CampaignState : uint8_t { kOpen, kFrozen, kApproved, kReported };
inline constexpr std::array<std::string_view, 4> kCampaignStates{"open", "frozen", "approved",
                                                                 "reported"};

// What arrived of a system's log. kNone: nothing, so that nothing can be said (確認不能).
enum class LogState : uint8_t { kReceived, kGaps, kNone };
inline constexpr std::array<std::string_view, 3> kLogStates{"received", "gaps", "none"};

// How far a system is. The owning department states, the first line checks itself, the second line
// checks.
enum class SystemState : uint8_t { kFrozen, kStated, kSelfChecked, kChecked };
inline constexpr std::array<std::string_view, 4> kSystemStates{"frozen", "stated", "self-checked",
                                                               "checked"};

// What the owning department states: 権限外アクセスなし, あり, 確認不能.
enum class Statement : uint8_t { kUnstated, kNone, kFound, kNotDeterminable };
inline constexpr std::array<std::string_view, 4> kStatements{"", "none", "found",
                                                             "not-determinable"};

constexpr std::string_view name_of(CampaignKind one) {
  return kCampaignKinds[static_cast<size_t>(one)];
}
constexpr std::string_view name_of(CampaignState one) {
  return kCampaignStates[static_cast<size_t>(one)];
}
constexpr std::string_view name_of(LogState one) {
  return kLogStates[static_cast<size_t>(one)];
}
constexpr std::string_view name_of(SystemState one) {
  return kSystemStates[static_cast<size_t>(one)];
}
constexpr std::string_view name_of(Statement one) {
  return kStatements[static_cast<size_t>(one)];
}
std::optional<CampaignKind> campaign_kind_named(std::string_view name);
std::optional<Statement> statement_named(std::string_view name);  // not of the empty one

struct PopulationFile {
  std::string name, system, sha256;
  int64_t bytes = 0, lines = 0;
};

struct CampaignSystem {
  std::string system = {};
  std::string department = {};  // that owns it, and states
  std::string extracted_by =
      {};  // who took the log out of it; a pseudonym, or a name from its slip
  LogState log = LogState::kNone;
  int64_t events = 0, rejects = 0, gaps = 0;
  int64_t violations = 0, attempts = 0, doubtful = 0, undetermined = 0;

  SystemState state = SystemState::kFrozen;
  Statement statement = Statement::kUnstated;
  std::string reason = {};
  std::string stated_by = {}, self_checked_by = {}, checked_by = {};
};

struct Campaign {
  int64_t id = 0;
  int64_t revision = 0;
  CampaignKind kind = CampaignKind::kHalfYearly;
  int fiscal_year = 0;
  int half = 1;         // 1: 上期分, April to September; 2: 下期分, October to March
  std::string cut_off;  // the last day on which logs are taken
  CampaignState state = CampaignState::kOpen;
  std::string scope;               // under which the cases of its findings are gathered
  std::string review, run_sha256;  // the frozen one
  std::optional<Instant> frozen_at;
  std::string conclusion;  // of an approved one: conclusion_of
  Approval approval;
  std::string awaits_reading;  // 後閲: in whose place a deputy approved; empty: nobody's
  std::string seed;            // of an audit's sample
  std::string re_performed;    // of an audit: "same", "differs"; empty: not yet
  std::string opened_by;
  Instant opened_at;
};

// The time that is examined, in Japan.
Period period_of(int fiscal_year, int half);

struct Opening {
  CampaignKind kind = CampaignKind::kHalfYearly;
  int fiscal_year = 0;
  int half = 1;
  std::string cut_off;
};
// All below within a transaction. kUsage where there is one already; kBadInput where the cut-off is
// not after the time that is examined.
Result<int64_t> open_campaign(Journal& journal, const Opening& opening);

// What is examined, of which review. From here on, only a new campaign can have another one.
struct Population {
  std::string review, run_sha256;
  Period examined;
  std::vector<CampaignSystem> systems;
  std::vector<PopulationFile> files;
};
// kUsage before the cut-off is over, where it is frozen already, or where the review examined
// another time; kBadInput where a system has no department.
Result<void> freeze(Journal& journal, int64_t id, std::optional<int64_t> seen,
                    const Population& population);

// kNotFound where there is none; kUsage where it changed since `seen`.
Result<Campaign> find_campaign(store::Database& database, int64_t id,
                               std::optional<int64_t> seen = {});
// The newest first; of a kind, or of both.
Result<std::vector<Campaign>> list_campaigns(store::Database& database, std::string_view kind);
// By name.
Result<std::vector<CampaignSystem>> systems_of(store::Database& database, int64_t id);
Result<std::vector<PopulationFile>> files_of(store::Database& database, int64_t id);

// Within a transaction: what can change of one.
Result<void> store_campaign(store::Database& database, const Campaign& changed);
Result<void> store_system(store::Database& database, int64_t id, const CampaignSystem& changed);

}  // namespace sekisho::casework

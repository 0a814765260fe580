#include "casework/campaign.h"

#include <fmt/format.h>

#include <algorithm>

#include "casework/case_work.h"
#include "casework/limits.h"
#include "crypto/sha256.h"
#include "store/bulk_insert.h"
#include "text/civil.h"
#include "text/time_format.h"

namespace sekisho::casework {
namespace {

constexpr int kFirstYear = 2000, kLastYear = 2200;
constexpr size_t kFileColumns = 6;
constexpr size_t kSystemColumns = 18;

Result<void> check_population(const Campaign& campaign, const Population& population, Instant now) {
  if (campaign.state != CampaignState::kOpen) {
    return not_now(fmt::format("campaign {} is {}", campaign.id, name_of(campaign.state)),
                   "What is frozen stays so.");
  }
  if (day_text(day_of(now)) <= campaign.cut_off) {
    return not_now(fmt::format("logs are taken until {}", campaign.cut_off),
                   "Freeze the population on the day after it.");
  }
  const Period wanted = period_of(campaign.fiscal_year, campaign.half);
  if (population.examined != wanted) {
    return not_now(fmt::format("review `{}` examined another time", population.review),
                   fmt::format("Review from {} until {}.", text::date_iso(wanted.from, text::kJst),
                               text::date_iso(wanted.until, text::kJst)));
  }
  if (population.systems.empty()) return fail(ErrorCode::kBadInput, "the population has no system");
  if (population.systems.size() > kMaxCampaignSystems ||
      population.files.size() > kMaxCampaignFiles) {
    return fail(ErrorCode::kBadInput, fmt::format("more than {} systems or {} files",
                                                  kMaxCampaignSystems, kMaxCampaignFiles));
  }
  for (const CampaignSystem& one : population.systems) {
    if (auto ok = check_name("system", one.system); !ok) return ok;
    if (one.department.empty()) {
      return fail(ErrorCode::kBadInput, fmt::format("system `{}` has no department", one.system),
                  {}, "Say which department owns it.");
    }
    if (one.log != LogState::kNone && one.extracted_by.empty()) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("nobody is named who extracted the log of `{}`", one.system));
    }
  }
  return {};
}

Result<void> insert_systems(store::Database& database, int64_t id, const Population& population) {
  store::BulkInsert insert(
      database,
      "campaign_system (campaign_id, system, department, extracted_by, log, events, rejects, gaps, "
      "violations, attempts, doubtful, undetermined, state, statement, reason, stated_by, "
      "self_checked_by, checked_by)",
      kSystemColumns);
  for (const CampaignSystem& one : population.systems) {
    const std::string_view none;
    const store::Value row[kSystemColumns] = {store::value_of(id),
                                              std::string_view(one.system),
                                              std::string_view(one.department),
                                              std::string_view(one.extracted_by),
                                              name_of(one.log),
                                              store::value_of(one.events),
                                              store::value_of(one.rejects),
                                              store::value_of(one.gaps),
                                              store::value_of(one.violations),
                                              store::value_of(one.attempts),
                                              store::value_of(one.doubtful),
                                              store::value_of(one.undetermined),
                                              name_of(SystemState::kFrozen),
                                              none,
                                              none,
                                              none,
                                              none,
                                              none};
    if (auto added = insert.add(row); !added) return added;
  }
  return insert.flush();
}

Result<void> insert_files(store::Database& database, int64_t id, const Population& population) {
  store::BulkInsert insert(
      database, "campaign_file (campaign_id, file, system, sha256, bytes, lines)", kFileColumns);
  for (const PopulationFile& one : population.files) {
    const store::Value row[kFileColumns] = {
        store::value_of(id),          std::string_view(one.name), std::string_view(one.system),
        std::string_view(one.sha256), store::value_of(one.bytes), store::value_of(one.lines)};
    if (auto added = insert.add(row); !added) return added;
  }
  return insert.flush();
}

// Of every file's name and hash, in the order of their names.
std::string hash_of(std::vector<PopulationFile> files) {
  std::ranges::sort(files, {}, &PopulationFile::name);
  crypto::Sha256 out;
  for (const PopulationFile& one : files) out.update(one.name + "\n" + one.sha256 + "\n");
  return out.hex();
}

}  // namespace

Period period_of(int fiscal_year, int half) {
  const auto first_of = [](int year, int month) {
    return text::to_instant({.year = year, .month = month, .day = 1}, text::kJst);
  };
  return half == 1 ? Period{first_of(fiscal_year, 4), first_of(fiscal_year, 10)}
                   : Period{first_of(fiscal_year, 10), first_of(fiscal_year + 1, 4)};
}

Result<int64_t> open_campaign(Journal& journal, const Opening& opening) {
  if (opening.fiscal_year < kFirstYear || opening.fiscal_year > kLastYear ||
      (opening.half != 1 && opening.half != 2)) {
    return fail(ErrorCode::kBadInput, "there is no such half-year", {},
                "Name a fiscal year and 1 (April to September) or 2 (October to March).");
  }
  const auto cut_off = day_named(opening.cut_off);
  const Period period = period_of(opening.fiscal_year, opening.half);
  if (!cut_off || *cut_off < day_of(period.until)) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the cut-off `{}` is no day after the half-year", opening.cut_off), {},
                fmt::format("Name {} or a later day.", text::date_iso(period.until, text::kJst)));
  }
  store::Database& database = journal.database();
  const std::string_view kind = name_of(opening.kind);
  const auto there =
      database.number("SELECT id FROM campaign WHERE kind = $1 AND fiscal_year = $2 AND half = $3",
                      kind, opening.fiscal_year, opening.half);
  if (!there) return std::unexpected(there.error());
  if (*there) return not_now(fmt::format("campaign {} examines this half-year", **there));
  const Result<int64_t> id = next_id(database, "SELECT MAX(id) FROM campaign");
  if (!id) return std::unexpected(id.error());
  const std::string thing = name_of(Thing{ThingKind::kCampaign, *id});
  const auto done = database.run(
      "INSERT INTO campaign (id, thing, kind, fiscal_year, half, cut_off, state, scope, review, "
      "run_sha256, frozen_at, conclusion, approval, approved_by, awaits_reading, seed, "
      "re_performed, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, 'open', $2, '', '', "
      "NULL, '', '', '', '', '', '', $7, $8)",
      *id, std::string_view(thing), kind, opening.fiscal_year, opening.half,
      std::string_view(opening.cut_off), std::string_view(journal.author().by),
      journal.author().now);
  if (!done) return std::unexpected(done.error());
  const auto noted =
      journal.add({ThingKind::kCampaign, *id}, "opened", [&](text::JsonWriter& json) {
        json.member("kind", kind).member("fiscal_year", opening.fiscal_year);
        json.member("half", opening.half).member("cut_off", opening.cut_off);
      });
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<void> freeze(Journal& journal, int64_t id, std::optional<int64_t> seen,
                    const Population& population) {
  store::Database& database = journal.database();
  Result<Campaign> campaign = find_campaign(database, id, seen);
  if (!campaign) return std::unexpected(campaign.error());
  if (auto ok = check_population(*campaign, population, journal.author().now); !ok) return ok;
  for (auto part : {&insert_systems, &insert_files}) {
    if (auto done = part(database, id, population); !done) return done;
  }
  campaign->state = CampaignState::kFrozen;
  campaign->review = population.review;
  campaign->run_sha256 = population.run_sha256;
  campaign->frozen_at = journal.author().now;
  if (auto done = store_campaign(database, *campaign); !done) return done;
  const auto noted = journal.add({ThingKind::kCampaign, id}, "frozen", [&](text::JsonWriter& json) {
    json.member("review", population.review).member("run_sha256", population.run_sha256);
    json.member("files", population.files.size());
    json.member("files_sha256", hash_of(population.files));
    json.key("systems").begin_array();
    for (const CampaignSystem& one : population.systems) {
      json.begin_object().member("system", one.system).member("department", one.department);
      json.member("extracted_by", one.extracted_by).member("log", name_of(one.log));
      json.member("events", one.events).member("violations", one.violations).end_object();
    }
    json.end_array();
  });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace sekisho::casework

#include "service/store/import_planner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "crypto/sha256.h"
#include "register/tables.h"
#include "store/change_log.h"
#include "store/fact_query.h"
#include "store/import_plan.h"
#include "store/register_view.h"
#include "store/supply_writer.h"

namespace sekisho::service {
namespace {

constexpr size_t kMaxShownContradictions = 1000;
constexpr uint64_t kSecondPersonPart = 100;  // one of so many facts may end without one

using Present = std::array<bool, reg::kTableCount>;

// What a contradiction says, wherever its rows stand.
auto meaning_of(const reg::Contradiction& one) {
  return std::tuple(one.kind, one.subject, one.overlap, one.row.text,
                    one.other ? one.other->text : std::string());
}

Instant day_of(Instant now, text::Zone zone) {
  const int64_t offset = int64_t{zone.offset_seconds} * kMicrosPerSecond;
  const int64_t local = now.micros + offset;
  const int64_t in_day = (local % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay;
  return Instant{now.micros - in_day};
}

class Planner {
 public:
  Planner(store::Database& database, const store::SupplyFiles& segments, ReadImport read,
          std::optional<Instant> effective, Instant now)
      : database_(database), files_(segments), effective_(effective), now_(now) {
    out_.read = std::move(read);
  }

  Result<PlannedImport> run() {
    for (auto part : {&Planner::read_known, &Planner::plan_rows, &Planner::plan_supply,
                      &Planner::contradictions}) {
      if (auto done = (this->*part)(); !done) return std::unexpected(done.error());
    }
    ImportPreview& preview = out_.preview;
    preview.files = out_.read.files;
    preview.rejected = std::move(out_.read.rejected);
    preview.unclaimed = out_.read.unclaimed;
    for (const store::ImportedFile& file : preview.files) {
      counts(file.read.table).rejected += file.read.rejected;
    }
    preview.nothing = nothing();
    find_grounds();
    preview.hash = hash();
    return std::move(out_);
  }

 private:
  store::Counts& counts(reg::Table table) {
    return out_.preview.counts[static_cast<size_t>(table)];
  }

  Result<void> read_known() {
    const Result<int64_t> newest = store::newest_change(database_);
    if (!newest) return std::unexpected(newest.error());
    auto standing = store::standing_files(database_, *newest);
    if (!standing) return std::unexpected(standing.error());
    standing_ = std::move(*standing);
    auto segments = store::standing_segments(database_, *newest);
    if (!segments) return std::unexpected(segments.error());
    for (const store::StandingSegment& found : *segments) {
      auto opened = files_.open(found.segment.sha256);
      if (!opened) return std::unexpected(opened.error());
      supply_[found.segment.profile] = {found.segment, std::move(*opened)};
    }
    return store::visit_facts(database_, *newest, [&](store::Fact fact) -> Result<void> {
      known_.push_back(std::move(fact));
      return {};
    });
  }

  Result<void> plan_rows() {
    for (ReadProfile& read : out_.read.read) {
      if (read.supply) continue;
      std::vector<store::Fact> facts;
      for (const store::Fact& fact : known_) {
        if (fact.profile == read.profile->file) facts.push_back(fact);
      }
      auto plan = store::plan_import(*read.profile, std::move(facts), std::move(read.rows),
                                     effective_.value_or(day_of(now_, read.profile->zone)));
      if (!plan) return std::unexpected(plan.error());
      counts(read.profile->table) += plan->counts;
      std::ranges::move(plan->steps, std::back_inserter(out_.preview.steps));
    }
    return {};
  }

  Result<void> plan_supply() {
    for (ReadProfile& read : out_.read.read) {
      if (!read.supply) continue;
      const auto before = supply_.find(read.profile->file);
      const reg::SupplySegment* const old =
          before == supply_.end() ? nullptr : before->second.second.get();
      const std::filesystem::path path =
          files_.unfinished(fmt::format("{}-{}", ::getpid(), out_.segments.size()));
      const bool delta = read.profile->import.mode == reg::ImportMode::kDelta;
      const auto written =
          store::write_supply(path, {read.supply->supply, read.supply->entity_codes, read.sources},
                              delta ? old : nullptr);
      if (!written) return std::unexpected(written.error());
      out_.segments.emplace_back(
          files_, path,
          store::NewSegment{read.profile->file, written->sha256, written->points, written->rows});
      read.supply.reset();
      const auto fresh = reg::SupplySegment::open(path);
      if (!fresh) return std::unexpected(fresh.error());
      const auto compared = store::compare_supply(old, **fresh);
      if (!compared) return std::unexpected(compared.error());
      counts(reg::Table::kSupplyContracts) += *compared;
    }
    return {};
  }

  // Of all registers but the supply contracts, as they would be, against as they are.
  Result<void> contradictions() {
    Present present{};
    for (const store::ImportedFile& file : standing_) {
      present[static_cast<size_t>(file.read.table)] |= !file.read.refused;
    }
    std::set<decltype(meaning_of(std::declval<reg::Contradiction>()))> before;
    const auto old = store::register_of(known_, present);
    if (!old) return std::unexpected(old.error());
    for (const reg::Contradiction& one : reg::find_contradictions(*old).list) {
      before.insert(meaning_of(one));
    }
    for (const store::ImportedFile& file : out_.read.files) {
      present[static_cast<size_t>(file.read.table)] = true;
    }
    const auto after = store::register_of(facts_after(), present);
    if (!after) return std::unexpected(after.error());
    for (reg::Contradiction& one : reg::find_contradictions(*after).list) {
      if (before.contains(meaning_of(one))) continue;
      ++counts(one.row.table).contradicted;
      auto& shown = out_.preview.contradictions;
      if (shown.size() < kMaxShownContradictions) shown.push_back(std::move(one));
    }
    return {};
  }

  std::vector<store::Fact> facts_after() {
    std::set<int64_t> ended;
    for (const store::Step& step : out_.preview.steps) ended.insert(step.ends);
    std::vector<store::Fact> out;
    for (const store::Fact& fact : known_) {
      if (ended.contains(fact.id)) {
        out_.preview.before.push_back(fact);
      } else {
        out.push_back(fact);
      }
    }
    for (const store::Step& step : out_.preview.steps) {
      if (!step.says) continue;
      store::Fact fact;
      fact.says = *step.says;
      out.push_back(std::move(fact));
    }
    return out;
  }

  // The same files by the same profiles, and no fact that is otherwise.
  bool nothing() const {
    for (const store::Counts& one : out_.preview.counts) {
      if (one.changes()) return false;
    }
    return std::ranges::all_of(out_.read.files, [&](const store::ImportedFile& file) {
      return std::ranges::any_of(standing_, [&](const store::ImportedFile& one) {
        return one.read.name == file.read.name && one.read.sha256 == file.read.sha256 &&
               one.read.profile == file.read.profile && one.profile_sha256 == file.profile_sha256;
      });
    });
  }

  void find_grounds() {
    std::array<uint64_t, reg::kTableCount> total{};
    for (const store::Fact& fact : known_) ++total[static_cast<size_t>(fact.says.table)];
    for (const auto& [profile, one] : supply_) {
      total[static_cast<size_t>(reg::Table::kSupplyContracts)] += one.first.rows;
    }
    for (size_t i = 0; i < reg::kTableCount; ++i) {
      const store::Counts& one = out_.preview.counts[i];
      const std::string_view name = reg::name_of(static_cast<reg::Table>(i));
      const uint64_t gone = one.ended + one.withdrawn;
      if (gone * kSecondPersonPart > total[i]) {
        out_.preview.grounds.push_back(
            fmt::format("{} of {} facts of `{}` would end", gone, total[i], name));
      } else if (gone != 0 && one.rejected != 0) {
        out_.preview.grounds.push_back(
            fmt::format("{} facts of `{}` would end, and {} rows cannot be read: they may be "
                        "about these",
                        gone, name, one.rejected));
      }
    }
  }

  std::string hash() const {
    crypto::Sha256 hash;
    for (const store::ImportedFile& file : out_.preview.files) {
      hash.update(fmt::format("{}\n{} {} {} {}\n", file.read.name, file.read.sha256,
                              file.read.profile, file.profile_sha256, reg::name_of(file.mode)));
    }
    for (const store::Step& step : out_.preview.steps) hash.update(store::line_of(step));
    for (const DraftSegment& one : out_.segments) {
      hash.update(fmt::format("{} {}\n", one.segment().profile, one.segment().sha256));
    }
    return hash.hex();
  }

  store::Database& database_;
  const store::SupplyFiles& files_;
  std::optional<Instant> effective_;
  Instant now_;
  PlannedImport out_;
  std::vector<store::Fact> known_;
  std::vector<store::ImportedFile> standing_;
  std::map<std::string, std::pair<store::NewSegment, std::shared_ptr<const reg::SupplySegment>>>
      supply_;  // by profile
};

}  // namespace

DraftSegment::DraftSegment(DraftSegment&& other) noexcept
    : files_(std::move(other.files_)),
      path_(std::exchange(other.path_, {})),
      segment_(std::move(other.segment_)) {}

DraftSegment::~DraftSegment() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

Result<void> DraftSegment::keep() {
  auto kept = files_.keep(path_, segment_.sha256);
  if (kept) path_.clear();
  return kept;
}

Result<PlannedImport> plan(store::Database& database, const store::SupplyFiles& segments,
                           ReadImport read, std::optional<Instant> effective, Instant now) {
  return Planner(database, segments, std::move(read), effective, now).run();
}

store::ChangeBody body_of(const PlannedImport& planned, const store::Consent& consent) {
  store::ChangeBody body;
  body.change.kind = store::ChangeKind::kImport;
  body.change.consent = consent;
  body.change.preview = planned.preview.hash;
  body.change.counts = planned.preview.counts;
  body.change.files = planned.preview.files;
  body.change.steps = planned.preview.steps;
  for (const DraftSegment& one : planned.segments) body.change.segments.push_back(one.segment());
  for (const ReadProfile& read : planned.read.read) {
    body.profiles.push_back({read.profile->file, read.sha256, read.profile->text});
  }
  for (const store::ImportedFile& file : planned.read.files) {
    const auto same =
        std::ranges::find(body.contents, file.read.sha256, &store::SealedContent::sha256);
    if (same == body.contents.end()) {
      body.contents.push_back({file.read.sha256, file.read.bytes});
    }
  }
  return body;
}

}  // namespace sekisho::service

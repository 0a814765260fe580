#include "casework/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/json.h"

namespace sekisho::casework {
namespace {

Result<Campaign> frozen_audit(store::Database& database, int64_t id) {
  Result<Campaign> out = find_campaign(database, id);
  if (!out) return out;
  if (out->kind != CampaignKind::kAudit) return not_now(fmt::format("campaign {} is no audit", id));
  if (out->state != CampaignState::kFrozen) {
    return not_now(fmt::format("audit {} is {}", id, name_of(out->state)));
  }
  return out;
}

Result<void> note(Journal& journal, int64_t audit, std::string_view what,
                  const Journal::Details& details) {
  const auto noted = journal.add({ThingKind::kCampaign, audit}, what, details);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

void write_list(text::JsonWriter& json, std::string_view key,
                const std::vector<std::string>& list) {
  json.key(key).begin_array();
  for (const std::string& one : list) json.value(one);
  json.end_array();
}

std::vector<std::string> list_in(const text::JsonValue& step, std::string_view key) {
  std::vector<std::string> out;
  const text::JsonValue* list = step.find(key);
  if (list == nullptr) return out;
  for (const text::JsonValue& one : list->items()) {
    out.emplace_back(one.as_string().value_or(""));
  }
  return out;
}

}  // namespace

Result<void> draw(Journal& journal, int64_t audit, const std::string& seed, size_t count) {
  if (auto ok = check_name("seed", seed); !ok) return ok;
  if (count == 0) return fail(ErrorCode::kBadInput, "a sample has at least one line");
  store::Database& database = journal.database();
  Result<Campaign> campaign = frozen_audit(database, audit);
  if (!campaign) return std::unexpected(campaign.error());
  if (!campaign->seed.empty()) {
    return not_now(fmt::format("the sample of audit {} is drawn", audit),
                   "A sample that does not please is not drawn again.");
  }
  const auto files = files_of(database, audit);
  if (!files) return std::unexpected(files.error());
  std::vector<SampledFile> population;
  for (const PopulationFile& one : *files) population.push_back({one.name, one.lines});
  const auto lines = draw_sample(seed, std::move(population), count);
  if (!lines) return std::unexpected(lines.error());
  if (lines->empty()) return not_now("there is no line to draw from");
  for (size_t i = 0; i < lines->size(); ++i) {
    const auto done = database.run(
        "INSERT INTO audit_sample (campaign_id, place, file, line, verdict, note, judged_by) "
        "VALUES ($1, $2, $3, $4, '', '', '')",
        audit, i, std::string_view((*lines)[i].file), (*lines)[i].line);
    if (!done) return std::unexpected(done.error());
  }
  campaign->seed = seed;
  if (auto done = store_campaign(database, *campaign); !done) return done;
  return note(journal, audit, "drawn", [&](text::JsonWriter& json) {
    json.member("seed", seed).member("asked", count).member("lines", lines->size());
  });
}

Result<void> judge(Journal& journal, int64_t audit, int64_t place, const std::string& verdict,
                   const std::string& text) {
  if (std::ranges::find(kVerdicts, verdict) == kVerdicts.end()) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no verdict", verdict));
  }
  store::Database& database = journal.database();
  const auto campaign = frozen_audit(database, audit);
  if (!campaign) return std::unexpected(campaign.error());
  const auto sample = sample_of(database, audit);
  if (!sample) return std::unexpected(sample.error());
  if (place < 0 || static_cast<size_t>(place) >= sample->size()) {
    return fail(ErrorCode::kNotFound, fmt::format("audit {} drew no line {}", audit, place));
  }
  if (verdict != kVerdicts.front() || !(*sample)[static_cast<size_t>(place)].verdict.empty()) {
    if (auto ok = check_text("note", text); !ok) return ok;
  }
  const auto done = database.run(
      "UPDATE audit_sample SET verdict = $1, note = $2, judged_by = $3 "
      "WHERE campaign_id = $4 AND place = $5",
      std::string_view(verdict), std::string_view(text), std::string_view(journal.author().by),
      audit, place);
  if (!done) return std::unexpected(done.error());
  return note(journal, audit, "judged", [&](text::JsonWriter& json) {
    json.member("place", place).member("verdict", verdict);
    if (!text.empty()) json.member("note", text);
  });
}

Result<void> note_re_performance(Journal& journal, int64_t audit, const RePerformance& result) {
  Result<Campaign> campaign = frozen_audit(journal.database(), audit);
  if (!campaign) return std::unexpected(campaign.error());
  campaign->re_performed = result.same ? "same" : "differs";
  if (auto done = store_campaign(journal.database(), *campaign); !done) return done;
  return note(journal, audit, "re-performed", [&](text::JsonWriter& json) {
    json.member("review", campaign->review).member("run_sha256", campaign->run_sha256);
    json.member("same", result.same);
    write_list(json, "changed", result.changed);
    write_list(json, "differences", result.differences);
  });
}

Result<void> report(Journal& journal, int64_t audit, const std::vector<std::string>& findings) {
  for (const std::string& one : findings) {
    if (auto ok = check_text("finding", one); !ok) return ok;
  }
  Result<Campaign> campaign = frozen_audit(journal.database(), audit);
  if (!campaign) return std::unexpected(campaign.error());
  const auto sample = sample_of(journal.database(), audit);
  if (!sample) return std::unexpected(sample.error());
  const auto unjudged = std::ranges::count(*sample, "", &SampleItem::verdict);
  if (sample->empty() || unjudged > 0) {
    return not_now(sample->empty()
                       ? "no sample is drawn"
                       : fmt::format("{} lines of the sample are not judged", unjudged));
  }
  if (campaign->re_performed.empty()) {
    return not_now(fmt::format("review `{}` was not performed again", campaign->review));
  }
  campaign->state = CampaignState::kReported;
  if (auto done = store_campaign(journal.database(), *campaign); !done) return done;
  return note(journal, audit, "reported",
              [&](text::JsonWriter& json) { write_list(json, "findings", findings); });
}

Result<std::vector<SampleItem>> sample_of(store::Database& database, int64_t audit) {
  std::vector<SampleItem> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({row.integer(0),
                       {std::string(row.text(1)), row.integer(2)},
                       std::string(row.text(3)),
                       std::string(row.text(4)),
                       std::string(row.text(5))});
        return {};
      },
      "SELECT place, file, line, verdict, note, judged_by FROM audit_sample "
      "WHERE campaign_id = $1 ORDER BY place",
      audit);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<AuditReport> audit_report(store::Database& database, int64_t audit) {
  AuditReport out;
  Result<Campaign> campaign = find_campaign(database, audit);
  if (!campaign) return std::unexpected(campaign.error());
  if (campaign->state != CampaignState::kReported) {
    return not_now(fmt::format("audit {} is not reported yet", audit));
  }
  out.audit = std::move(*campaign);
  auto systems = systems_of(database, audit);
  if (!systems) return std::unexpected(systems.error());
  out.systems = std::move(*systems);
  auto files = files_of(database, audit);
  if (!files) return std::unexpected(files.error());
  out.files = std::move(*files);
  auto sample = sample_of(database, audit);
  if (!sample) return std::unexpected(sample.error());
  out.sample = std::move(*sample);
  const auto steps = steps_of(database, {ThingKind::kCampaign, audit});
  if (!steps) return std::unexpected(steps.error());
  for (const Step& step : *steps) {
    const Result<text::JsonValue> content = text::JsonValue::parse(step.content);
    if (!content) return std::unexpected(content.error());
    if (step.what == "reported") out.findings = list_in(*content, "findings");
    if (step.what != "re-performed") continue;  // the last one counts
    out.re_performance = {out.audit.re_performed == "same", list_in(*content, "changed"),
                          list_in(*content, "differences")};
  }
  return out;
}

}  // namespace sekisho::casework

#include <fmt/format.h>

#include "casework/audit.h"
#include "http/campaign_calls.h"
#include "http/casework_calls.h"
#include "service/casework/casework_json.h"
#include "service/casework/re_performance_job.h"

// Internal audit's own audit of logs.
namespace sekisho::http {
namespace {

using casework::Journal;

int64_t number_in(const Call& call, std::string_view member) {
  const text::JsonValue* value = call.body.find(member);
  return value == nullptr ? 0 : value->as_int().value_or(0);
}

}  // namespace

Answer open_audit(const Call& call) {
  return open_one(call, casework::CampaignKind::kAudit);
}

Answer freeze_audit(const Call& call) {
  return freeze_one(call, casework::CampaignKind::kAudit);
}

Answer list_sample(const Call& call) {
  const auto audit = find_campaign(call);
  if (!audit) return std::unexpected(audit.error());
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto sample = casework::sample_of(database, audit->id);
    if (!sample) return std::unexpected(sample.error());
    for (const casework::SampleItem& one : *sample) {
      items.push_back(service::sample_item_json(one));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("sample {}", audit->id), items);
}

Answer draw_sample(const Call& call) {
  return act_on_campaign(
      call,
      [&](Journal& journal, int64_t id, std::optional<int64_t>) {
        return casework::draw(journal, id, call.text("seed"),
                              static_cast<size_t>(number_in(call, "lines")));
      },
      201);
}

Answer judge_sample(const Call& call) {
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t>) {
    return casework::judge(journal, id, number_in(call, "place"), call.text("verdict"),
                           call.text("note"));
  });
}

Answer re_perform(const Call& call) {
  const auto audit = find_campaign(call);
  if (!audit) return std::unexpected(audit.error());
  if (audit->kind != casework::CampaignKind::kAudit ||
      audit->state != casework::CampaignState::kFrozen) {
    return refuse(Problem::kConflict, fmt::format("`{}` is no audit that is frozen", audit->id));
  }
  const Result<service::Job> job =
      call.services.jobs->submit({std::string(service::kRePerformanceJob),
                                  service::re_performance_request_json(audit->id), call.caller});
  if (!job) return std::unexpected(fault_of(job.error()));
  Response out = json_response(job_json(*job) + "\n", 202);
  out.headers.push_back({"Location", "/api/v1/jobs/" + job->id});
  return out;
}

Answer report_audit(const Call& call) {
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t>) {
    return casework::report(journal, id, texts_of(call, "findings"));
  });
}

Answer get_audit_report(const Call& call) {
  const auto id = number_of(call, "campaign");
  if (!id) return std::unexpected(id.error());
  std::string text;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto report = casework::audit_report(database, *id);
    if (!report) return std::unexpected(report.error());
    text = call.japanese ? casework::report_ja(*report) : casework::report_en(*report);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return Response{.body = std::move(text)};
}

}  // namespace sekisho::http

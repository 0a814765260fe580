#include <fmt/format.h>

#include "http/casework_calls.h"
#include "http/handlers.h"
#include "http/masking.h"
#include "service/registers/masked_scope.h"
#include "service/serve/review_job.h"
#include "service/serve/scope_versions.h"
#include "service/serve/simulation_job.h"
#include "text/json_writer.h"

// Finished reviews, and how to start one.
namespace sekisho::http {
namespace {

constexpr std::string_view kList = "reviews";

}  // namespace

// The cursor counts from the oldest, so that reviews that finish meanwhile move nothing.
Answer list_reviews(const Call& call) {
  const auto older = cursor_position(call, kList);
  if (!older) return std::unexpected(older.error());
  const std::vector<service::FinishedReviews::Summary> all = call.services.reviews->list();
  const uint64_t left =
      call.arguments.text("cursor").empty() ? all.size() : std::min<uint64_t>(*older, all.size());
  const uint64_t shown = std::min<uint64_t>(left, *call.arguments.number("limit"));
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (uint64_t i = all.size() - left; i < all.size() - left + shown; ++i) {
    const service::FinishedReviews::Summary& one = all[i];
    json.begin_object().member("review", one.name).member("id", one.id);
    json.member("started", one.started).member("ended", one.ended);
    if (!one.from.empty()) json.member("from", one.from);
    if (!one.until.empty()) json.member("until", one.until);
    json.end_object();
  }
  json.end_array();
  if (shown < left) json.member("next", cursor_text(kList, left - shown));
  json.end_object();
  return json_response(out + "\n");
}

Answer start_review(const Call& call) {
  const service::ReviewAsked asked{call.text("registers"),  call.text("logs"),
                                   call.text("from"),       call.text("until"),
                                   call.text("since"),      says_true(call, "archive"),
                                   says_true(call, "keep"), says_true(call, "verdicts")};
  if (auto ok = service::check_review(*call.services.places, asked); !ok) {
    return std::unexpected(fault_of(ok.error()));
  }
  const Result<service::Job> job = call.services.jobs->submit(
      {std::string(service::kReviewJob), service::review_request_json(asked), call.caller});
  if (!job) return std::unexpected(fault_of(job.error()));
  Response response = json_response(job_json(*job) + "\n", 202);
  response.headers.push_back({"Location", "/api/v1/jobs/" + job->id});
  return response;
}

Answer review_file(const Call& call, std::string_view file) {
  const std::string name = call.arguments.text("review");
  const Result<std::string> tag = call.services.reviews->tag(name);
  if (!tag) return std::unexpected(fault_of(tag.error()));
  Result<std::string> text = call.services.reviews->file(name, file);
  if (!text) return std::unexpected(fault_of(text.error()));
  Response response = json_response(std::move(*text));
  response.cache_control = "private, no-cache";
  response.etag = fmt::format("\"{}\"", *tag);
  // The other files are of nobody.
  if (file != "scope.json") return response;
  const auto mask = Mask::of(call, office::ThingKind::kReview, name);
  if (!mask) return std::unexpected(mask.error());
  if (mask->masks()) {
    response.body = service::masked_scope(response.body, mask->pseudonyms());
    response.etag = fmt::format("\"{}-masked\"", *tag);
  }
  return response;
}

Answer simulate(const Call& call) {
  const service::SimulationAsked asked{call.text("policies"), call.text("review")};
  if (auto ok = service::check_simulation(*call.services.places, asked); !ok) {
    return std::unexpected(fault_of(ok.error()));
  }
  const Result<service::Job> job = call.services.jobs->submit(
      {std::string(service::kSimulationJob), service::simulation_request_json(asked), call.caller});
  if (!job) return std::unexpected(fault_of(job.error()));
  Response response = json_response(job_json(*job) + "\n", 202);
  response.headers.push_back({"Location", "/api/v1/jobs/" + job->id});
  return response;
}

Answer get_simulation(const Call& call) {
  Result<std::string> text =
      service::simulation_file(*call.services.places, call.arguments.text("simulation"));
  if (!text) return std::unexpected(fault_of(text.error()));
  return json_response(std::move(*text));
}

Answer list_scope_versions(const Call& call) {
  const std::string name = call.arguments.text("review");
  const auto mask = Mask::of(call, office::ThingKind::kReview, name);
  if (!mask) return std::unexpected(mask.error());
  const auto all = service::versions_of(call.services.places->reviews(), name);
  if (!all) return std::unexpected(fault_of(all.error()));
  std::vector<std::string> items;
  for (const service::ListedVersion& one : *all) {
    std::string& out = items.emplace_back();
    text::JsonWriter json(out);
    json.begin_object().member("review", one.review).member("scope", one.version.scope);
    json.member("version", one.version.number);
    if (!one.version.before.empty()) json.member("before", one.version.before);
    json.member("id", one.id).member("started", one.started).member("ended", one.ended);
    json.key("causes").begin_array();
    for (const service::VersionCause& cause : one.causes) {
      json.begin_object();
      json.member("cause", service::shown_cause(cause.cause, [&](std::string_view account) {
                    return mask->shown(account);
                  }));
      json.member("withdrawn", cause.withdrawn).member("added", cause.added);
      json.member("changed", cause.changed).end_object();
    }
    json.end_array().end_object();
  }
  return page_of(call, "versions " + name, items);
}

}  // namespace sekisho::http

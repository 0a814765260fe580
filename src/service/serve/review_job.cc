#include "service/serve/review_job.h"

#include <fmt/format.h>

#include "service/serve/review_into.h"
#include "service/serve/scope_versions.h"
#include "text/json_members.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace fs = std::filesystem;

namespace {

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

Result<ReviewPlaces> places_of(const DataPlaces& places, const ReviewAsked& asked) {
  Result<ReviewPlaces> out = places.inputs(asked.registers, asked.logs);
  if (out && asked.archive) out->archive = places.record();
  return out;
}

Result<ReviewAsked> parse_request(const Job& job) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const auto text = [&](std::string_view key) { return text::text_member(*request, key); };
  const auto flag = [&](std::string_view key) { return text::flag_member(*request, key); };
  return ReviewAsked{text("registers"), text("logs"),    text("from"), text("until"),
                     text("since"),     flag("archive"), flag("keep"), flag("verdicts")};
}

}  // namespace

Result<void> check_review(const DataPlaces& places, const ReviewAsked& asked) {
  if (const auto period = review_period(asked.from, asked.until); !period)
    return std::unexpected(period.error());
  if (asked.logs.empty() != asked.archive)
    return usage("it names logs and the archive, or neither", "Name one of them.");
  if (asked.verdicts && !asked.registers.empty()) {
    return usage("register files do not say what was known at another time",
                 "Ask for two verdicts of the store.");
  }
  if (const auto inputs = places.inputs(asked.registers, asked.logs); !inputs)
    return std::unexpected(inputs.error());
  return asked.since.empty() ? Result<void>() : check_goes_on(places, asked.since);
}

std::string review_request_json(const ReviewAsked& asked) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("registers", asked.registers).member("logs", asked.logs);
  json.member("from", asked.from).member("until", asked.until).member("since", asked.since);
  json.member("archive", asked.archive).member("keep", asked.keep);
  json.member("verdicts", asked.verdicts);
  json.end_object();
  return out;
}

Result<std::string> run_review_job(const DataPlaces& places, RecordedRuns& runs, const Job& job,
                                   JobWatch& watch) {
  const Result<ReviewAsked> asked = parse_request(job);
  if (!asked) return std::unexpected(asked.error());
  const Result<ReviewPlaces> inputs = places_of(places, *asked);
  if (!inputs) return std::unexpected(inputs.error());

  ReviewOptions options;
  options.places = *inputs;
  options.from = asked->from;
  options.until = asked->until;
  if (!asked->since.empty()) options.since = places.reviews() / asked->since;
  options.keep = asked->keep;
  options.verdicts = asked->verdicts;
  const auto done = review_into(
      places.reviews() / job.id, runs, job, watch, std::move(options),
      [&](const fs::path& written, const ReviewResult&) {
        return write_version(written, next_version(places.reviews(), job.id, asked->since));
      });
  if (!done) return std::unexpected(done.error());
  return job.id;
}

}  // namespace sekisho::service

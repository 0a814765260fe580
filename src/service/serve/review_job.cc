#include "service/serve/review_job.h"

#include <fmt/format.h>

#include "service/review/kept_review.h"
#include "service/review/run_review.h"
#include "service/serve/scope_versions.h"
#include "text/json.h"

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
  const auto text = [&](std::string_view key) {
    const text::JsonValue* value = request->find(key);
    return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
  };
  const auto flag = [&](std::string_view key) {
    const text::JsonValue* value = request->find(key);
    return value != nullptr && value->as_bool().value_or(false);
  };
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
  std::error_code code;
  if (asked.since.empty() ||
      (is_plain_name(asked.since) && fs::exists(places.reviews() / asked.since / kKeptFile, code)))
    return {};
  return fail(ErrorCode::kNotFound,
              fmt::format("there is no review `{}` that one can go on from", asked.since), {},
              "Name one that was asked to `keep`.");
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

Result<std::string> run_review_job(const DataPlaces& places, const Job& job, JobWatch& watch) {
  const Result<ReviewAsked> asked = parse_request(job);
  if (!asked) return std::unexpected(asked.error());
  const Result<ReviewPlaces> inputs = places_of(places, *asked);
  if (!inputs) return std::unexpected(inputs.error());

  // A name that is not plain: nobody takes it for a review while it is being written.
  const fs::path part = places.reviews() / fmt::format(".{}.part", job.id);
  const fs::path whole = places.reviews() / job.id;
  std::error_code code;
  fs::remove_all(part, code);  // what an attempt before this one left
  ReviewOptions options;
  options.places = *inputs;
  options.out = part;
  options.from = asked->from;
  options.until = asked->until;
  if (!asked->since.empty()) options.since = places.reviews() / asked->since;
  options.keep = asked->keep;
  options.verdicts = asked->verdicts;
  options.jobs = 1;
  options.cancelled = [&] { return watch.unwanted(); };
  const auto done =
      run_review(options, [&](std::string_view what, uint64_t bytes, uint64_t of, uint64_t lines) {
        watch.progress(what, bytes, of, lines);
      });
  Result<std::string> out = job.id;
  if (!done) {
    out = std::unexpected(done.error());
  } else if (watch.unwanted()) {
    out = fail(ErrorCode::kUsage, "the review was cancelled");
  } else if (auto noted = write_version(part, next_version(places.reviews(), job.id, asked->since));
             !noted) {
    out = std::unexpected(noted.error());
  } else {
    fs::rename(part, whole, code);
    if (code) {
      out =
          fail(ErrorCode::kIo, fmt::format("cannot make `{}`: {}", whole.string(), code.message()));
    }
  }
  if (!out) fs::remove_all(part, code);
  return out;
}

}  // namespace sekisho::service

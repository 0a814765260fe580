#include "service/serve/review_job.h"

#include <fmt/format.h>

#include "service/review/run_review.h"
#include "text/json.h"

namespace sekisho::service {
namespace fs = std::filesystem;

Result<void> check_review_period(const ReviewAsked& asked) {
  if (const auto period = review_period(asked.from, asked.until); !period) {
    return std::unexpected(period.error());
  }
  return {};
}

std::string review_request_json(const ReviewAsked& asked) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("registers", asked.registers).member("logs", asked.logs);
  json.member("from", asked.from).member("until", asked.until);
  json.end_object();
  return out;
}

Result<std::string> run_review_job(const DataPlaces& places, const Job& job, JobWatch& watch) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const auto member = [&](std::string_view key) {
    const text::JsonValue* value = request->find(key);
    return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
  };
  const Result<ReviewPlaces> inputs = places.inputs(member("registers"), member("logs"));
  if (!inputs) return std::unexpected(inputs.error());

  // A name that is not plain: nobody takes it for a review while it is being written.
  const fs::path part = places.reviews() / fmt::format(".{}.part", job.id);
  const fs::path whole = places.reviews() / job.id;
  std::error_code code;
  fs::remove_all(part, code);  // what an attempt before this one left
  ReviewOptions options;
  options.places = *inputs;
  options.out = part;
  options.from = member("from");
  options.until = member("until");
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

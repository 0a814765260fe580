#include "service/serve/review_into.h"

#include <fmt/format.h>

#include <utility>

#include "service/review/kept_review.h"

namespace sekisho::service {

namespace fs = std::filesystem;

Result<void> check_goes_on(const DataPlaces& places, const std::string& review) {
  std::error_code code;
  if (is_plain_name(review) && fs::exists(places.reviews() / review / kKeptFile, code)) return {};
  return fail(ErrorCode::kNotFound,
              fmt::format("there is no review `{}` that one can go on from", review), {},
              "Name one that was asked to `keep`.");
}

Result<void> review_into(const fs::path& whole, RecordedRuns& runs, const Job& job, JobWatch& watch,
                         ReviewOptions options, const FinishReview& finish) {
  const RecordedRuns::Place place = RecordedRuns::place_of(job.kind, whole);
  const Result<bool> taken_up = runs.take_up(place);
  if (!taken_up) return std::unexpected(taken_up.error());
  if (*taken_up) return {};
  std::error_code code;
  fs::remove_all(place.part, code);  // what an attempt before this one left
  options.out = place.part;
  options.jobs = 1;
  options.cancelled = [&] { return watch.unwanted(); };
  const auto done = run_review(options, [&](const Progress& now) { watch.progress(now); });
  Result<void> out;
  if (!done) {
    out = std::unexpected(done.error());
  } else if (watch.unwanted()) {
    out = fail(ErrorCode::kUsage, fmt::format("the {} was cancelled", job.kind));
  } else {
    out = finish(place.part, **done);
  }
  // From here on the part may be recorded: it stays, whatever happens.
  if (out) return runs.finish(place, job.caller);
  fs::remove_all(place.part, code);
  return out;
}

}  // namespace sekisho::service

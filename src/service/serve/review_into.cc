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

Result<void> review_into(const fs::path& whole, std::string_view what, ReviewOptions options,
                         JobWatch& watch, const FinishReview& finish) {
  // A name that is not plain: nobody takes it for a result while it is being written.
  const fs::path part = whole.parent_path() / fmt::format(".{}.part", whole.filename().string());
  std::error_code code;
  fs::remove_all(part, code);  // what an attempt before this one left
  options.out = part;
  options.jobs = 1;
  options.cancelled = [&] { return watch.unwanted(); };
  const auto done =
      run_review(options, [&](std::string_view step, uint64_t bytes, uint64_t of, uint64_t lines) {
        watch.progress(step, bytes, of, lines);
      });
  Result<void> out;
  if (!done) {
    out = std::unexpected(done.error());
  } else if (watch.unwanted()) {
    out = fail(ErrorCode::kUsage, fmt::format("the {} was cancelled", what));
  } else {
    out = finish(part, **done);
  }
  if (out) {
    fs::rename(part, whole, code);
    if (!code) return {};
    out = fail(ErrorCode::kIo, fmt::format("cannot make `{}`: {}", whole.string(), code.message()));
  }
  fs::remove_all(part, code);
  return out;
}

}  // namespace sekisho::service

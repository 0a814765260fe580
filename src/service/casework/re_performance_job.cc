#include "service/casework/re_performance_job.h"

#include <fmt/format.h>

#include "casework/audit.h"
#include "crypto/sha256.h"
#include "service/file_hash.h"
#include "service/review/run_review.h"
#include "text/json.h"

namespace sekisho::service {

std::string re_performance_request_json(int64_t audit) {
  return fmt::format("{{\"audit\":{}}}", audit);
}

Result<std::string> run_re_performance_job(Desk& desk, const DataPlaces& places, const Job& job,
                                           JobWatch& watch, Instant now) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const text::JsonValue* named = request->find("audit");
  const int64_t audit = named == nullptr ? 0 : named->as_int().value_or(0);
  casework::Campaign campaign;
  auto read = desk.read([&](store::Database& database) -> Result<void> {
    Result<casework::Campaign> found = casework::find_campaign(database, audit);
    if (!found) return std::unexpected(found.error());
    campaign = std::move(*found);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  const std::filesystem::path run = places.reviews() / campaign.review / "run.json";
  const Result<std::string> hash = sha256_of_file(run);
  if (!hash) return std::unexpected(hash.error());
  if (*hash != campaign.run_sha256) {
    return fail(ErrorCode::kUsage,
                fmt::format("review `{}` is not the one that was frozen", campaign.review));
  }
  const auto again = reproduce(run, {}, 1, [&](const Progress& now) { watch.progress(now); });
  if (!again) return std::unexpected(again.error());
  if (watch.unwanted()) return fail(ErrorCode::kUsage, "the re-performance was cancelled");
  const auto noted = desk.act({job.caller, now}, [&](casework::Journal& journal) {
    return casework::note_re_performance(journal, audit,
                                         {again->same, again->changed, again->differences});
  });
  if (!noted) return std::unexpected(noted.error());
  return std::to_string(audit);
}

}  // namespace sekisho::service

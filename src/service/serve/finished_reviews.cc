#include "service/serve/finished_reviews.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "crypto/sha256.h"
#include "service/review/run_json.h"
#include "service/serve/data_places.h"
#include "service/serve/limits.h"
#include "text/json_members.h"

namespace sekisho::service {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kRunFile = "run.json";

}  // namespace

std::vector<FinishedReviews::Summary> FinishedReviews::list() const {
  std::vector<Summary> out;
  std::error_code code;
  for (fs::directory_iterator at(directory_, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (!is_plain_name(name)) continue;
    const Result<std::string> text = file(name, kRunFile);
    if (!text) continue;
    const Result<Run> run = parse_run(*text, name);
    if (!run) continue;
    out.push_back({name, run->id(), run->execution.started, run->execution.ended, run->inputs.from,
                   run->inputs.until});
  }
  std::ranges::sort(out, [](const Summary& one, const Summary& other) {
    return std::tie(one.ended, one.name) > std::tie(other.ended, other.name);
  });
  return out;
}

Result<std::string> FinishedReviews::file(const std::string& name, std::string_view file) const {
  std::error_code code;
  const fs::path folder = directory_ / name;
  if (!is_plain_name(name) || !fs::is_regular_file(folder / kRunFile, code)) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no review `{}`", name), {},
                "GET /api/v1/reviews lists those that are finished.");
  }
  if (!fs::is_regular_file(folder / file, code)) {
    return fail(ErrorCode::kNotFound, fmt::format("the review `{}` has no {}", name, file));
  }
  return read_file(folder / file, kMaxReviewFileBytes);
}

Result<std::string> FinishedReviews::run_id(const std::string& name) const {
  const Result<std::string> run = file(name, kRunFile);
  if (!run) return run;
  const Result<text::JsonValue> json = text::JsonValue::parse(*run, name);
  return json ? text::text_member(*json, "id") : std::string();
}

Result<std::string> FinishedReviews::tag(const std::string& name) const {
  const Result<std::string> run = file(name, kRunFile);
  if (!run) return run;
  return crypto::sha256_hex(*run).substr(0, 16);
}

Result<std::shared_ptr<const ResultTable>> FinishedReviews::table(const std::string& name,
                                                                  std::string_view asked) const {
  const Result<std::string> now = tag(name);
  if (!now) return std::unexpected(now.error());
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(open_, [&](const Open& one) {
    return one.name == name && one.file == asked && one.tag == *now;
  });
  if (found != open_.end()) {
    open_.splice(open_.begin(), open_, found);
    return open_.front().table;
  }
  const Result<std::string> text = file(name, asked);
  if (!text) return std::unexpected(text.error());
  Result<std::shared_ptr<const ResultTable>> table =
      ResultTable::parse(*text, fmt::format("{}/{}", name, asked));
  if (!table) return table;
  open_.push_front({name, std::string(asked), *now, *table});
  if (open_.size() > kMaxTablesOpen) open_.pop_back();
  return table;
}

}  // namespace sekisho::service

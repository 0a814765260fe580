#include "service/serve/scope_versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/file.h"
#include "service/review/run_json.h"
#include "service/serve/data_places.h"
#include "service/serve/limits.h"
#include "service/serve/result_table.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVersionFile = "version.json";
constexpr uint64_t kMaxVersionBytes = 4096;

// One that no server ran says nothing of versions: it is the first of its own.
ScopeVersion version_of(const fs::path& reviews, const std::string& review) {
  ScopeVersion first{.scope = review};
  const Result<std::string> text = read_file(reviews / review / kVersionFile, kMaxVersionBytes);
  if (!text) return first;
  const auto json = text::JsonValue::parse(*text, std::string(kVersionFile));
  if (!json) return first;
  const text::JsonValue* scope = json->find("scope");
  const text::JsonValue* number = json->find("version");
  const text::JsonValue* before = json->find("before");
  if (scope == nullptr || number == nullptr || before == nullptr) return first;
  return {std::string(scope->as_string().value_or("")), number->as_uint().value_or(1),
          std::string(before->as_string().value_or(""))};
}

std::vector<std::string> names_of(const fs::path& reviews) {
  std::vector<std::string> out;
  std::error_code code;
  for (fs::directory_iterator at(reviews, code), end; !code && at != end; at.increment(code)) {
    std::error_code unknown;
    std::string name = at->path().filename().string();
    if (is_plain_name(name) && fs::exists(at->path() / "run.json", unknown))
      out.push_back(std::move(name));
  }
  return out;
}

// The rows of changes.csv, by their cause; a review that goes on from none wrote none.
Result<std::vector<VersionCause>> causes_of(const fs::path& directory) {
  std::error_code code;
  const fs::path file = directory / "changes.csv";
  if (!fs::exists(file, code)) return std::vector<VersionCause>{};
  const Result<std::string> csv = read_file(file, kMaxReviewFileBytes);
  if (!csv) return std::unexpected(csv.error());
  const auto table = ResultTable::parse(*csv, file.string());
  if (!table) return std::unexpected(table.error());
  const auto cause = (*table)->column("cause"), change = (*table)->column("change");
  if (!cause || !change)
    return fail(ErrorCode::kBadInput, "changes.csv does not say what changed by what");
  std::map<std::string, VersionCause, std::less<>> by_cause;
  for (uint32_t row = 0; row < (*table)->rows(); ++row) {
    const std::string_view name = (*table)->field(row, *cause);
    auto at = by_cause.find(name);
    if (at == by_cause.end())
      at = by_cause.emplace(name, VersionCause{.cause = std::string(name)}).first;
    const std::string_view what = (*table)->field(row, *change);
    ++(what == "withdrawn" ? at->second.withdrawn
       : what == "added"   ? at->second.added
                           : at->second.changed);
  }
  std::vector<VersionCause> out;
  for (auto& [name, one] : by_cause) out.push_back(std::move(one));
  const auto findings = [](const VersionCause& one) {
    return one.withdrawn + one.added + one.changed;
  };
  std::ranges::sort(out, [&](const VersionCause& one, const VersionCause& other) {
    return std::pair(findings(other), std::string_view(one.cause)) <
           std::pair(findings(one), std::string_view(other.cause));
  });
  return out;
}

Result<ListedVersion> listed(const fs::path& reviews, const std::string& review,
                             ScopeVersion version) {
  const fs::path directory = reviews / review;
  const Result<std::string> text = read_file(directory / "run.json", kMaxReviewFileBytes);
  if (!text) return std::unexpected(text.error());
  const Result<Run> run = parse_run(*text, (directory / "run.json").string());
  if (!run) return std::unexpected(run.error());
  Result<std::vector<VersionCause>> causes = causes_of(directory);
  if (!causes) return std::unexpected(causes.error());
  return ListedVersion{review,
                       std::move(version),
                       run->id(),
                       run->execution.started,
                       run->execution.ended,
                       std::move(*causes)};
}

}  // namespace

ScopeVersion next_version(const fs::path& reviews, const std::string& review,
                          const std::string& since) {
  if (since.empty()) return {.scope = review};
  ScopeVersion out{version_of(reviews, since).scope, 1, since};
  for (const std::string& name : names_of(reviews)) {
    const ScopeVersion other = version_of(reviews, name);
    if (other.scope == out.scope) out.number = std::max(out.number, other.number + 1);
  }
  return out;
}

Result<void> write_version(const fs::path& directory, const ScopeVersion& version) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("scope", version.scope).member("version", version.number);
  json.member("before", version.before).end_object();
  return write_file(directory / kVersionFile, out + "\n");
}

Result<std::vector<ListedVersion>> versions_of(const fs::path& reviews, const std::string& review) {
  const std::vector<std::string> names = names_of(reviews);
  if (std::ranges::find(names, review) == names.end())
    return fail(ErrorCode::kNotFound, fmt::format("there is no review `{}`", review));
  const std::string scope = version_of(reviews, review).scope;
  std::vector<ListedVersion> out;
  for (const std::string& name : names) {
    ScopeVersion version = version_of(reviews, name);
    if (version.scope != scope) continue;
    Result<ListedVersion> one = listed(reviews, name, std::move(version));
    if (!one) return std::unexpected(one.error());
    out.push_back(std::move(*one));
  }
  std::ranges::sort(
      out, {}, [](const ListedVersion& one) { return std::pair(one.version.number, one.review); });
  return out;
}

std::string shown_cause(std::string_view cause,
                        const std::function<std::string(std::string_view)>& shown) {
  constexpr std::string_view kAccount = "account ", kBetween = "; ";
  std::string out;
  while (!cause.empty()) {
    const size_t end = std::min(cause.find(kBetween), cause.size());
    std::string_view one = cause.substr(0, end);
    const size_t name = one.starts_with(kAccount) ? one.find('/') : std::string_view::npos;
    if (name != std::string_view::npos) {
      const size_t behind = std::min(one.find(": ", name), one.size());
      out += one.substr(0, name + 1);
      out += shown(one.substr(name + 1, behind - name - 1));
      one.remove_prefix(behind);
    }
    out += one;
    cause.remove_prefix(end);
    if (cause.empty()) break;
    out += kBetween;
    cause.remove_prefix(kBetween.size());
  }
  return out;
}

}  // namespace sekisho::service

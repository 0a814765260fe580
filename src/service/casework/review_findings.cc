#include "service/casework/review_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "crypto/sha256.h"
#include "service/asked.h"
#include "service/review/run_json.h"
#include "text/json.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

constexpr std::string_view kFindings = "findings.csv";
constexpr std::string_view kRun = "run.json";

// The columns of a table by their names, all of which it has.
template <size_t kCount>
Result<std::array<size_t, kCount>> columns_of(const ResultTable& table,
                                              const std::array<std::string_view, kCount>& names) {
  std::array<size_t, kCount> out{};
  for (size_t i = 0; i < kCount; ++i) {
    const auto column = table.column(names[i]);
    if (!column) {
      return fail(ErrorCode::kBadInput, fmt::format("findings.csv has no column `{}`", names[i]));
    }
    out[i] = *column;
  }
  return out;
}

Result<JsonValue> document(const FinishedReviews& reviews, const std::string& review,
                           const std::string& file) {
  const Result<std::string> text = reviews.file(review, file);
  if (!text) return std::unexpected(text.error());
  return JsonValue::parse(*text, file);
}

std::string text_at(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value == nullptr ? "" : std::string(value->as_string().value_or(""));
}

int64_t count_at(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value == nullptr ? 0 : value->as_int().value_or(0);
}

// The systems that a document tells of, by code.
using Systems = std::map<std::string, casework::CampaignSystem>;

Result<void> read_scope(const FinishedReviews& reviews, const std::string& review, Systems& out) {
  const Result<JsonValue> scope = document(reviews, review, "scope.json");
  if (!scope) return std::unexpected(scope.error());
  if (const JsonValue* systems = scope->find("systems")) {
    for (const text::JsonMember& one : systems->members()) {
      casework::CampaignSystem& system = out[one.key];
      system.log = casework::LogState::kReceived;
      system.events = count_at(one.value, "events");
      system.violations = count_at(one.value, "violations");
      system.attempts = count_at(one.value, "attempts");
      system.doubtful = count_at(one.value, "doubtful");
      system.undetermined = count_at(one.value, "undetermined");
    }
  }
  if (const JsonValue* without = scope->find("systems_without_log")) {
    for (const JsonValue& one : without->items()) out[std::string(one.as_string().value_or(""))];
  }
  return {};
}

Result<void> read_coverage(const FinishedReviews& reviews, const std::string& review,
                           casework::Population& population, Systems& out) {
  const Result<JsonValue> coverage = document(reviews, review, "coverage.json");
  if (!coverage) return std::unexpected(coverage.error());
  if (const JsonValue* systems = coverage->find("systems")) {
    for (const text::JsonMember& one : systems->members()) {
      const JsonValue* gaps = one.value.find("gaps");
      casework::CampaignSystem& system = out[one.key];
      system.gaps = gaps == nullptr ? 0 : static_cast<int64_t>(gaps->size());
      system.log = system.gaps > 0 ? casework::LogState::kGaps : casework::LogState::kReceived;
    }
  }
  const JsonValue* files = coverage->find("files");
  if (files == nullptr) return {};
  for (const JsonValue& one : files->items()) {
    casework::PopulationFile file{text_at(one, "file"), text_at(one, "system"),
                                  text_at(one, "sha256"), count_at(one, "bytes"),
                                  count_at(one, "lines")};
    if (file.system.empty()) {
      return fail(
          ErrorCode::kUnsupported,
          fmt::format("coverage.json of `{}` does not say of which system its files are", review),
          {}, "Review the logs again with this version.");
    }
    out[file.system].rejects += count_at(one, "reject_lines");
    population.files.push_back(std::move(file));
  }
  return {};
}

Result<Period> examined_by(const Run& run) {
  Period out;
  for (const auto& [text, bound] :
       {std::pair{&run.inputs.from, &out.from}, std::pair{&run.inputs.until, &out.until}}) {
    if (text->empty()) continue;
    const Result<Instant> instant = asked_instant(*text);
    if (!instant) return std::unexpected(instant.error());
    *bound = *instant;
  }
  return out;
}

}  // namespace

Result<std::vector<casework::Finding>> findings_to_gather(const FinishedReviews& reviews,
                                                          const std::string& review) {
  const auto table = reviews.table(review, kFindings);
  if (!table) return std::unexpected(table.error());
  const auto columns =
      columns_of<11>(**table, {"file", "line", "time", "system", "account", "holder", "viewer",
                               "certainty", "route", "disposition", "reason"});
  if (!columns) return std::unexpected(columns.error());
  std::vector<casework::Finding> out;
  out.reserve((*table)->rows());
  for (uint32_t row = 0; row < (*table)->rows(); ++row) {
    const auto field = [&](size_t i) { return std::string((*table)->field(row, (*columns)[i])); };
    const auto line = text::parse_i64(field(1));
    const Result<Instant> at = asked_instant(field(2));
    if (!line || !at) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("row {} of findings.csv has no line or time", row + 1));
    }
    out.push_back({{field(0), *line, *at, field(3), field(4), field(5), field(6), field(7),
                    field(8), field(9)},
                   field(10)});
  }
  return out;
}

Result<std::vector<std::string>> records_and_suppliers(
    const FinishedReviews& reviews, const std::string& review,
    const std::vector<casework::CaseFinding>& findings) {
  const auto table = reviews.table(review, kFindings);
  if (!table) return std::unexpected(table.error());
  const auto columns = columns_of<4>(**table, {"file", "line", "object", "retailer"});
  if (!columns) return std::unexpected(columns.error());
  std::set<std::pair<std::string, std::string>> wanted;
  for (const casework::CaseFinding& one : findings) {
    wanted.emplace(one.file, std::to_string(one.line));
  }
  std::set<std::string> out;
  for (uint32_t row = 0; row < (*table)->rows(); ++row) {
    const auto field = [&](size_t i) { return std::string((*table)->field(row, (*columns)[i])); };
    if (!wanted.contains({field(0), field(1)})) continue;
    out.insert(field(2));
    out.insert(field(3));
  }
  out.erase("");
  return std::vector<std::string>(out.begin(), out.end());
}

Result<std::string> run_sha256(const FinishedReviews& reviews, const std::string& review) {
  const Result<std::string> run = reviews.file(review, kRun);
  if (!run) return std::unexpected(run.error());
  return crypto::sha256_hex(*run);
}

Result<casework::FigureCounts> scope_counts(const FinishedReviews& reviews,
                                            const std::string& review, const std::string& part,
                                            const std::vector<std::string>& names) {
  const Result<JsonValue> scope = document(reviews, review, "scope.json");
  if (!scope) return std::unexpected(scope.error());
  const JsonValue* found = part == "total" ? scope->find("total") : nullptr;
  for (const char* kind : {"systems", "routes"}) {
    const JsonValue* parts = scope->find(kind);
    if (found == nullptr && parts != nullptr) found = parts->find(part);
  }
  if (found == nullptr) {
    return fail(ErrorCode::kNotFound, fmt::format("the scope has no part `{}`", part), {},
                "Name `total`, a system or a route.");
  }
  casework::FigureCounts out;
  for (const std::string& name : names) {
    const JsonValue* value = found->find(name);
    const auto count = value == nullptr ? std::nullopt : value->as_int();
    if (!count) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` is no count of the scope", name), {},
                  "docs/formats/scope.md lists them.");
    }
    out[name] = *count;
  }
  return out;
}

Result<casework::Population> population_of(const FinishedReviews& reviews,
                                           const std::string& review,
                                           const std::vector<SystemOwner>& owners) {
  const Result<std::string> text = reviews.file(review, kRun);
  if (!text) return std::unexpected(text.error());
  const Result<Run> run = parse_run(*text, "run.json");
  if (!run) return std::unexpected(run.error());
  casework::Population out;
  out.review = review;
  out.run_sha256 = crypto::sha256_hex(*text);
  const Result<Period> examined = examined_by(*run);
  if (!examined) return std::unexpected(examined.error());
  out.examined = *examined;
  Systems systems;
  if (auto read = read_scope(reviews, review, systems); !read) {
    return std::unexpected(read.error());
  }
  if (auto read = read_coverage(reviews, review, out, systems); !read) {
    return std::unexpected(read.error());
  }
  for (const SystemOwner& owner : owners) {
    const auto found = systems.find(owner.system);
    if (found == systems.end()) {
      return fail(ErrorCode::kUsage, fmt::format("the review has no system `{}`", owner.system));
    }
    found->second.department = owner.department;
    found->second.extracted_by = owner.extracted_by;
  }
  for (auto& [code, system] : systems) {
    system.system = code;
    out.systems.push_back(std::move(system));
  }
  return out;
}

}  // namespace sekisho::service

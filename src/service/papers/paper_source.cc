#include "service/papers/paper_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/file.h"
#include "crypto/sha256.h"
#include "service/serve/limits.h"

namespace sekisho::service {
namespace {

// A file of the review that is as run.json says.
Result<std::string> checked_file(const std::filesystem::path& review, const Run& run,
                                 const std::string& file) {
  Result<std::string> text = read_file(review / file, kMaxReviewFileBytes);
  if (!text) return text;
  const auto known = std::ranges::find(run.outputs, file, &InputFile::name);
  if (known == run.outputs.end() || known->sha256 != crypto::sha256_hex(*text)) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is not what the review wrote", file),
                {file}, "Review again; a paper is made of results that nobody changed.");
  }
  return text;
}

Result<text::JsonValue> document(const std::filesystem::path& review, const Run& run,
                                 const std::string& file) {
  const Result<std::string> text = checked_file(review, run, file);
  if (!text) return std::unexpected(text.error());
  return text::JsonValue::parse(*text, file);
}

ReviewPlaces places_of(const Run& run, const ReviewPlaces& instead) {
  ReviewPlaces places = run.execution.places;
  if (!instead.registers.empty()) {
    places.registers = instead.registers;
    places.store.clear();
    places.known_at.clear();
  }
  // A store that was moved; which of its changes the run read stays as it was.
  if (!instead.store.empty() && !places.store.empty()) places.store = instead.store;
  if (!instead.profiles.empty()) places.profiles = instead.profiles;
  if (!instead.policies.empty()) places.policies = instead.policies;
  return places;
}

// The policies and register files of the run beside those that were read now.
std::vector<std::string> differences_of(const Run& run, const Barrier& barrier) {
  RunInputs before;
  before.policies = run.inputs.policies;
  before.registers = run.inputs.registers;
  RunInputs now;
  now.policies = barrier.policy_files;
  for (const reg::LoadReport::File& file : barrier.loaded.report.files) {
    const std::string name = file.name.substr(file.name.find('/') + 1);
    if (!now.registers.empty() && now.registers.back().name == name) continue;
    now.registers.push_back({name, file.sha256});
  }
  return differences(before, now);
}

}  // namespace

Result<std::unique_ptr<PaperSource>> load_paper_source(const std::filesystem::path& review,
                                                       const ReviewPlaces& instead,
                                                       const Heard& heard) {
  auto source = std::make_unique<PaperSource>();
  const Result<std::string> run = read_file(review / "run.json", kMaxReviewFileBytes);
  if (!run) {
    return fail(ErrorCode::kNotFound,
                fmt::format("`{}` is not the result of a review", review.string()), {},
                "Name a directory that `sekisho review --out` wrote.");
  }
  Result<Run> parsed = parse_run(*run, (review / "run.json").string());
  if (!parsed) return std::unexpected(parsed.error());
  source->run = std::move(*parsed);
  source->run_sha256 = crypto::sha256_hex(*run);
  for (const auto& [file, into] :
       {std::pair{"scope.json", &source->scope}, std::pair{"coverage.json", &source->coverage}}) {
    auto read = document(review, source->run, file);
    if (!read) return std::unexpected(read.error());
    *into = std::move(*read);
  }
  const Result<std::string> findings = checked_file(review, source->run, "findings.csv");
  if (!findings) return std::unexpected(findings.error());
  auto table = ResultTable::parse(*findings, "findings.csv");
  if (!table) return std::unexpected(table.error());
  source->findings = std::move(*table);
  const Result<ReviewPlaces> places = resolved(places_of(source->run, instead), false);
  if (!places) return std::unexpected(places.error());
  auto barrier = load_barrier(*places, heard);
  if (!barrier) return std::unexpected(barrier.error());
  source->barrier = std::move(*barrier);
  source->differences = differences_of(source->run, *source->barrier);
  return source;
}

Result<std::vector<PaperFinding>> findings_of(const PaperSource& source) {
  constexpr std::array<std::pair<std::string_view, std::string_view PaperFinding::*>, 11> kColumns{
      {{"time", &PaperFinding::time},
       {"system", &PaperFinding::system},
       {"account", &PaperFinding::account},
       {"viewer", &PaperFinding::viewer},
       {"certainty", &PaperFinding::certainty},
       {"route", &PaperFinding::route},
       {"disposition", &PaperFinding::disposition},
       {"action", &PaperFinding::action},
       {"items", &PaperFinding::items},
       {"object", &PaperFinding::object},
       {"retailer", &PaperFinding::retailer}}};
  std::vector<PaperFinding> out(source.findings->rows());
  for (const auto& [name, member] : kColumns) {
    const auto column = source.findings->column(name);
    if (!column) {
      return fail(ErrorCode::kBadInput, fmt::format("findings.csv has no column `{}`", name));
    }
    for (uint32_t row = 0; row < out.size(); ++row) {
      out[row].*member = source.findings->field(row, *column);
    }
  }
  return out;
}

}  // namespace sekisho::service

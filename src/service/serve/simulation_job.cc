#include "service/serve/simulation_job.h"

#include <fmt/format.h>

#include "base/file.h"
#include "service/review/kept_review.h"
#include "service/review/run_review.h"
#include "service/review/simulation.h"
#include "service/serve/limits.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSimulationFile = "simulation.json";

fs::path simulations(const DataPlaces& places) {
  return places.root() / "simulations";
}

fs::path policies_of(const DataPlaces& places, const std::string& name) {
  return places.root() / "policies" / name;
}

// As the review read them: the same facts, and of an archive the same segments.
Result<ReviewOptions> options_of(const DataPlaces& places, const SimulationAsked& asked) {
  const fs::path review = places.reviews() / asked.review;
  const Result<std::string> text = read_file(review / "run.json", kMaxReviewFileBytes);
  if (!text) return std::unexpected(text.error());
  const Result<Run> run = parse_run(*text, (review / "run.json").string());
  if (!run) return std::unexpected(run.error());
  ReviewOptions out;
  out.places = run->execution.places;
  out.places.policies = policies_of(places, asked.policies);
  for (const InputFile& log : run->inputs.logs) {
    if (!log.segment.empty()) out.places.archive_only.push_back(log.segment);
  }
  out.from = run->inputs.from;
  out.until = run->inputs.until;
  out.since = review;
  out.jobs = 1;
  out.data_only = true;
  return out;
}

Result<void> write_simulation(const fs::path& directory, const SimulationAsked& asked,
                              const ReviewResult& result) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("policies", asked.policies).member("review", asked.review);
  json.key("shows").raw(simulation_json(result)).end_object();
  return write_file(directory / kSimulationFile, out + "\n");
}

}  // namespace

Result<void> check_simulation(const DataPlaces& places, const SimulationAsked& asked) {
  std::error_code code;
  if (!is_plain_name(asked.policies) ||
      !fs::is_directory(policies_of(places, asked.policies), code))
    return fail(ErrorCode::kNotFound, fmt::format("there are no policies `{}`", asked.policies), {},
                "GET /api/v1/data-sets lists those that are there.");
  if (!is_plain_name(asked.review) ||
      !fs::exists(places.reviews() / asked.review / kKeptFile, code))
    return fail(ErrorCode::kNotFound,
                fmt::format("there is no review `{}` that one can go on from", asked.review), {},
                "Name one that was asked to `keep`.");
  return {};
}

std::string simulation_request_json(const SimulationAsked& asked) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("policies", asked.policies).member("review", asked.review);
  json.end_object();
  return out;
}

Result<std::string> run_simulation_job(const DataPlaces& places, const Job& job, JobWatch& watch) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const auto member = [&](std::string_view key) {
    const text::JsonValue* value = request->find(key);
    return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
  };
  const SimulationAsked asked{member("policies"), member("review")};
  if (auto ok = check_simulation(places, asked); !ok) return std::unexpected(ok.error());
  Result<ReviewOptions> options = options_of(places, asked);
  if (!options) return std::unexpected(options.error());
  const fs::path part = simulations(places) / fmt::format(".{}.part", job.id);
  std::error_code code;
  fs::remove_all(part, code);  // what an attempt before this one left
  options->out = part;
  options->cancelled = [&] { return watch.unwanted(); };
  const auto done =
      run_review(*options, [&](std::string_view what, uint64_t bytes, uint64_t of, uint64_t lines) {
        watch.progress(what, bytes, of, lines);
      });
  Result<void> out;
  if (!done) {
    out = std::unexpected(done.error());
  } else if (watch.unwanted()) {
    out = fail(ErrorCode::kUsage, "the simulation was cancelled");
  } else {
    out = write_simulation(part, asked, **done);
  }
  if (out) {
    fs::rename(part, simulations(places) / job.id, code);
    if (!code) return job.id;
    out = fail(ErrorCode::kIo, fmt::format("cannot make `{}`: {}", job.id, code.message()));
  }
  fs::remove_all(part, code);
  return std::unexpected(out.error());
}

Result<std::string> simulation_file(const DataPlaces& places, const std::string& simulation) {
  const std::filesystem::path file = simulations(places) / simulation / kSimulationFile;
  if (!is_plain_name(simulation) || !std::filesystem::exists(file))
    return fail(ErrorCode::kNotFound, "there is no such simulation");
  return read_file(file, kMaxReviewFileBytes);
}

}  // namespace sekisho::service

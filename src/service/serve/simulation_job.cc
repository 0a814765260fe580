#include "service/serve/simulation_job.h"

#include <fmt/format.h>

#include "base/file.h"
#include "service/review/kept_inputs.h"
#include "service/review/simulation.h"
#include "service/serve/limits.h"
#include "service/serve/review_into.h"
#include "text/json_members.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSimulationFile = "simulation.json";

// As the review read them: the same facts by the same profiles, and of an archive the same
// segments.
Result<ReviewOptions> options_of(const DataPlaces& places, const SimulationAsked& asked) {
  const fs::path review = places.reviews() / asked.review;
  const Result<std::string> text = read_file(review / "run.json", kMaxReviewFileBytes);
  if (!text) return std::unexpected(text.error());
  const Result<Run> run = parse_run(*text, (review / "run.json").string());
  if (!run) return std::unexpected(run.error());
  ReviewOptions out;
  out.places = places_as_read(*run, review);
  out.places.policies = places.policies() / asked.policies;
  out.from = run->inputs.from;
  out.until = run->inputs.until;
  out.since = review;
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
  if (!is_plain_name(asked.policies) || !fs::is_directory(places.policies() / asked.policies, code))
    return fail(ErrorCode::kNotFound, fmt::format("there are no policies `{}`", asked.policies), {},
                "GET /api/v1/data-sets lists those that are there.");
  return check_goes_on(places, asked.review);
}

std::string simulation_request_json(const SimulationAsked& asked) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("policies", asked.policies).member("review", asked.review);
  json.end_object();
  return out;
}

Result<std::string> run_simulation_job(const DataPlaces& places, RecordedRuns& runs, const Job& job,
                                       JobWatch& watch) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const SimulationAsked asked{text::text_member(*request, "policies"),
                              text::text_member(*request, "review")};
  if (auto ok = check_simulation(places, asked); !ok) return std::unexpected(ok.error());
  Result<ReviewOptions> options = options_of(places, asked);
  if (!options) return std::unexpected(options.error());
  const auto done =
      review_into(places.simulations() / job.id, runs, job, watch, std::move(*options),
                  [&](const fs::path& written, const ReviewResult& result) {
                    return write_simulation(written, asked, result);
                  });
  if (!done) return std::unexpected(done.error());
  return job.id;
}

Result<std::string> simulation_file(const DataPlaces& places, const std::string& simulation) {
  const fs::path file = places.simulations() / simulation / kSimulationFile;
  std::error_code code;
  if (!is_plain_name(simulation) || !fs::exists(file, code))
    return fail(ErrorCode::kNotFound, "there is no such simulation");
  return read_file(file, kMaxReviewFileBytes);
}

}  // namespace sekisho::service

#include "service/serve/recorded_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/file.h"
#include "crypto/sha256.h"
#include "service/file_hash.h"
#include "service/review/run_json.h"
#include "service/serve/limits.h"
#include "service/serve/review_job.h"
#include "service/serve/simulation_job.h"
#include "text/json.h"
#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

constexpr std::string_view kRunFile = "run.json";
constexpr std::string_view kPartEnding = ".part";

JsonValue text_of(std::string_view said) {
  return JsonValue::string(std::string(said));
}

// Every file that the run wrote, by name, but for the inputs that it kept. Those that are
// reproduced have their hash in run.json.
Result<std::vector<InputFile>> results_of(const fs::path& part, const Run& run) {
  std::vector<InputFile> out = run.outputs;
  std::error_code code;
  for (fs::directory_iterator at(part, code), end; !code && at != end; at.increment(code)) {
    if (at->is_directory(code)) continue;
    const std::string name = at->path().filename().string();
    if (name == kRunFile || std::ranges::find(out, name, &InputFile::name) != out.end()) continue;
    Result<std::string> hash = sha256_of_file(at->path());
    if (!hash) return std::unexpected(hash.error());
    out.push_back({name, std::move(*hash)});
  }
  if (code)
    return fail(ErrorCode::kIo, fmt::format("cannot read `{}`: {}", part.string(), code.message()));
  std::ranges::sort(out, {}, &InputFile::name);
  return out;
}

JsonValue file_of(const std::string& name, const std::string& sha256) {
  return JsonValue::object({{"name", text_of(name)}, {"hash", text_of(sha256)}});
}

// What the run was judged by. What a store knew its revision names.
std::vector<JsonValue> inputs_of(const Run& run) {
  std::vector<JsonValue> out;
  for (const auto& [directory, files] : {std::pair{"policies", &run.inputs.policies},
                                         {"profiles", &run.inputs.profiles},
                                         {"registers", &run.inputs.registers}}) {
    if (files == &run.inputs.registers && !run.execution.places.known_at.empty()) continue;
    for (const InputFile& one : *files) {
      out.push_back(file_of(fmt::format("{}/{}", directory, one.name), one.sha256));
    }
  }
  return out;
}

JsonValue entry_of(const std::string& name, const std::string& actor, const Run& run,
                   const std::string& run_sha256, const std::vector<InputFile>& results) {
  std::vector<JsonValue> files;
  for (const InputFile& one : results) files.push_back(file_of(one.name, one.sha256));
  std::vector<text::JsonMember> period;
  if (!run.inputs.from.empty()) period.push_back({"from", text_of(run.inputs.from)});
  if (!run.inputs.until.empty()) period.push_back({"until", text_of(run.inputs.until)});
  std::vector<text::JsonMember> out{{"kind", text_of("review")},
                                    {"actor", text_of(actor)},
                                    {"what", text_of(name)},
                                    {"run", text_of(run.id())},
                                    {"hash", text_of(run_sha256)},
                                    {"policy_set", text_of(run.inputs.policy_set_hash)},
                                    {"program", text_of("sekisho " + run.inputs.program_version)},
                                    {"results", JsonValue::array(std::move(files))}};
  std::vector<JsonValue> inputs = inputs_of(run);
  if (!inputs.empty()) out.push_back({"inputs", JsonValue::array(std::move(inputs))});
  if (!period.empty()) out.push_back({"period", JsonValue::object(std::move(period))});
  const std::string& known = run.execution.places.known_at;
  if (!known.empty()) out.push_back({"facts_revision", text_of(known)});
  return JsonValue::object(std::move(out));
}

Result<void> renamed(const RecordedRuns::Place& place) {
  std::error_code code;
  fs::rename(place.part, place.whole, code);
  if (!code) return {};
  return fail(ErrorCode::kIo,
              fmt::format("cannot make `{}`: {}", place.whole.string(), code.message()));
}

}  // namespace

// A name that is not plain: nobody takes the part for a result.
RecordedRuns::Place RecordedRuns::place_of(std::string_view kind, const fs::path& whole) {
  const std::string name = whole.filename().string();
  return {fmt::format("{}/{}", kind, name),
          whole.parent_path() / fmt::format(".{}{}", name, kPartEnding), whole};
}

Result<std::string> RecordedRuns::recorded(const std::string& name) {
  std::string out;
  auto done = ledger_.read([&](store::Database& database) -> Result<void> {
    out.clear();
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          out = row.text(0);
          return {};
        },
        "SELECT run_sha256 FROM recorded_run WHERE name = $1", std::string_view(name));
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> RecordedRuns::finish(const Place& place, const std::string& actor) {
  const Result<std::string> text = read_file(place.part / kRunFile, kMaxReviewFileBytes);
  if (!text) return std::unexpected(text.error());
  const Result<Run> run = parse_run(*text, (place.part / kRunFile).string());
  if (!run) return std::unexpected(run.error());
  const Result<std::vector<InputFile>> results = results_of(place.part, *run);
  if (!results) return std::unexpected(results.error());
  const auto directory = tlog::open_directory(place.part.string());
  if (!directory) return std::unexpected(directory.error());
  if (auto synced = (*directory)->sync_file_system(); !synced) return synced;

  const std::string sha256 = crypto::sha256_hex(*text);
  const auto written = ledger_.write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        // Of results that were lost since, a second run is another one.
        const auto noted = database.run(
            "INSERT INTO recorded_run (name, run_sha256) VALUES ($1, $2) "
            "ON CONFLICT (name) DO UPDATE SET run_sha256 = $2",
            std::string_view(place.name), std::string_view(sha256));
        if (!noted) return std::unexpected(noted.error());
        return std::vector{LedgerEntry{entry_of(place.name, actor, *run, sha256, *results)}};
      },
      now_());
  if (!written) return std::unexpected(written.error());
  return renamed(place);
}

Result<bool> RecordedRuns::take_up(const Place& place) {
  const Result<std::string> known = recorded(place.name);
  if (!known) return std::unexpected(known.error());
  if (known->empty()) return false;
  std::error_code code;
  if (fs::exists(place.whole, code)) return true;
  const Result<std::string> hash = sha256_of_file(place.part / kRunFile);
  if (!hash || *hash != *known) return false;
  if (auto done = renamed(place); !done) return std::unexpected(done.error());
  return true;
}

Result<void> RecordedRuns::take_up_all(const DataPlaces& places) {
  for (const auto& [kind, directory] :
       {std::pair{kReviewJob, places.reviews()}, std::pair{kSimulationJob, places.simulations()}}) {
    std::vector<Place> left;
    std::error_code code;
    for (fs::directory_iterator at(directory, code), end; !code && at != end; at.increment(code)) {
      const std::string name = at->path().filename().string();
      if (!name.starts_with('.') || !name.ends_with(kPartEnding)) continue;
      left.push_back(
          place_of(kind, directory / name.substr(1, name.size() - kPartEnding.size() - 1)));
    }
    for (const Place& place : left) {
      const Result<bool> taken = take_up(place);
      if (!taken) return std::unexpected(taken.error());
      if (!*taken) fs::remove_all(place.part, code);
    }
  }
  return {};
}

}  // namespace sekisho::service

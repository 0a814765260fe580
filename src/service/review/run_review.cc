#include "service/review/run_review.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/file.h"
#include "crypto/sha256.h"
#include "service/file_hash.h"
#include "service/footprint_file.h"
#include "service/review/change_cause.h"
#include "service/review/coverage_json.h"
#include "service/review/finding_row.h"
#include "service/review/findings_xlsx.h"
#include "service/review/kept_inputs.h"
#include "service/review/reject_spool.h"
#include "service/review/review_report.h"
#include "service/review/scope_json.h"
#include "text/date.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr uint64_t kMaxRunJsonBytes = 64 << 20;
constexpr std::string_view kRejects = "rejects.csv";

std::string now_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  return text::rfc3339(Instant{seconds * kMicrosPerSecond}, text::kJst);
}

std::string machine_text() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "";
  return fmt::format("{} ({} processors)", name.data(), std::thread::hardware_concurrency());
}

}  // namespace

Result<Period> review_period(const std::string& from, const std::string& until) {
  const std::array<std::string, 3> formats{"iso", "ymd/", "era"};
  const Result<text::InstantParser> parser = text::InstantParser::compile(formats, text::kJst);
  if (!parser) return std::unexpected(parser.error());
  Period period;
  for (auto [text, target, option] :
       {std::tuple{&from, &period.from, "--from"}, std::tuple{&until, &period.until, "--until"}}) {
    if (text->empty()) continue;
    const std::optional<Instant> instant = parser->parse(*text);
    if (!instant) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` is no time", *text), {},
                  fmt::format("Give {} as 2022-10-05 or 2022-10-05T12:00:00+09:00.", option));
    }
    *target = *instant;
  }
  if (period.empty()) {
    return fail(ErrorCode::kUsage, fmt::format("no time lies between `{}` and `{}`", from, until),
                {}, "Give --until a later time than --from.");
  }
  return period;
}

namespace {

std::string bound_text(Instant instant) {
  return instant == kBeginning || instant == kForever ? "" : text::rfc3339(instant, text::kUtc);
}

RunInputs inputs_of(const ReviewResult& result, const Period& period) {
  RunInputs inputs{SEKISHO_VERSION,
                   bound_text(period.from),
                   bound_text(period.until),
                   result.barrier->policy_set_hash,
                   result.barrier->policy_files,
                   result.logs.profile_files,
                   {},
                   {}};
  for (const auto& file : result.barrier->loaded.report.files) {
    // Below the registers' directory, whatever that is called; several profiles may read one file.
    const std::string name = file.name.substr(file.name.find('/') + 1);
    if (!inputs.registers.empty() && inputs.registers.back().name == name) continue;
    inputs.registers.push_back({name, file.sha256});
  }
  for (size_t i = 0; i < result.review.files.size(); ++i) {
    const review::FileRead& read = result.review.files[i];
    InputFile& file = inputs.logs.emplace_back(read.file.name, read.sha256);
    if (i < result.logs.seals.size()) {
      file.segment = result.logs.seals[i].segment;
      file.seal = result.logs.seals[i].hash;
    }
  }
  return inputs;
}

// Writes what must be the same on every machine, and notes the hashes.
Result<void> write_reproducible(const std::filesystem::path& out, ReviewResult& result,
                                std::optional<std::string> kept, RejectSpool& rejects) {
  const review::Context& context = *result.context;
  const review::Review& review = result.review;
  std::vector<std::pair<std::string, std::string>> files{
      {"coverage.json", coverage_json(context, review, result.scope, result.logs.files.unclaimed)},
      {"findings.csv", findings_csv(context, review, review.findings, false)},
      {std::string(kFootprintFile),
       footprints_ndjson(context, review, result.barrier->policy_set_hash)},
      {"scope.json", scope_json(context, result.scope)},
      {"undetermined.csv", findings_csv(context, review, review.undetermined, true)},
  };
  if (kept) files.emplace_back(kKeptFile, std::move(*kept));
  for (const auto& [name, content] : files) {
    if (auto ok = write_file(out / name, content); !ok) return ok;
    result.run.outputs.push_back({name, crypto::sha256_hex(content)});
  }
  if (auto ok = rejects.write(out / kRejects); !ok) return ok;
  Result<std::string> hash = sha256_of_file(out / kRejects);
  if (!hash) return std::unexpected(hash.error());
  result.run.outputs.push_back({std::string(kRejects), std::move(*hash)});
  return {};
}

// What else programs read; it tells of this run alone.
Result<void> write_about_run(const std::filesystem::path& out, const ReviewResult& result) {
  if (result.comparison) {
    const std::string changes = changes_csv(*result.comparison);
    if (auto ok = write_file(out / "changes.csv", changes); !ok) return ok;
  }
  if (result.verdicts) {
    if (auto ok = write_file(out / "verdicts.csv", verdicts_csv(*result.verdicts)); !ok) return ok;
  }
  return write_file(out / "run.json", run_json(result.run));
}

Result<void> write_for_people(const std::filesystem::path& out, const ReviewResult& result) {
  if (auto ok = write_findings_xlsx(out / "findings.xlsx", result); !ok) return ok;
  return write_file(out / "report.html", review_report(result));
}

bool keeps(const ReviewOptions& options) {
  return options.keep || !options.since.empty();
}

// Loads the earlier review, where there is one, and finds what need not be read again.
Result<void> keep_earlier(const ReviewOptions& options, ReviewResult& result, RejectSpool& rejects,
                          review::Options& how) {
  if (options.since.empty()) return {};
  Result<std::unique_ptr<EarlierReview>> earlier = load_earlier(options.since);
  if (!earlier) return std::unexpected(earlier.error());
  result.earlier = std::move(*earlier);
  FactDigests digests(*result.barrier->base, result.logs.sources);
  Result<std::map<size_t, review::KeptRead>> kept =
      keepable(*result.earlier, result, kept_head(result, digests), digests);
  if (!kept) return std::unexpected(kept.error());
  how.kept = std::move(*kept);
  result.files_kept = how.kept.size();
  for (const auto& [index, read] : how.kept) {
    const auto rows = result.earlier->rejects.find(read.read.file.name);
    if (rows == result.earlier->rejects.end()) continue;
    if (auto ok = rejects.add_rows(static_cast<uint32_t>(index), rows->second); !ok) return ok;
  }
  return {};
}

Result<std::unique_ptr<ReviewResult>> judge_logs(const ReviewOptions& options, const Heard& heard,
                                                 std::unique_ptr<RejectSpool>& rejects) {
  const Result<Period> period = review_period(options.from, options.until);
  if (!period) return std::unexpected(period.error());
  const Result<ReviewPlaces> places = resolved(options.places, true);
  if (!places) return std::unexpected(places.error());
  auto result = std::make_unique<ReviewResult>();
  result->run.execution.started = now_text();
  result->run.execution.machine = machine_text();
  result->run.execution.places = *places;
  result->run.inputs.program_version = SEKISHO_VERSION;
  result->run.inputs.from = bound_text(period->from);
  result->run.inputs.until = bound_text(period->until);

  Result<std::unique_ptr<Barrier>> barrier = load_barrier(*places, heard);
  if (!barrier) return std::unexpected(barrier.error());
  result->barrier = std::move(*barrier);
  if (Result<void> known = barrier::check_obligations(result->barrier->rules); !known) {
    return std::unexpected(known.error());
  }
  Result<ReviewLogs> logs = load_logs(*places, *result->barrier);
  if (!logs) return std::unexpected(logs.error());
  result->logs = std::move(*logs);

  std::vector<std::string> names;
  uint64_t bytes = 0;
  for (const logs::LogFile& file : result->logs.files.files) {
    names.push_back(file.name);
    bytes += file.bytes;
  }
  Result<std::unique_ptr<RejectSpool>> spool = RejectSpool::open(options.out, std::move(names));
  if (!spool) return std::unexpected(spool.error());
  rejects = std::move(*spool);

  result->context = std::make_unique<review::Context>(
      *result->barrier->base, result->barrier->rules, result->logs.sources, *period);
  review::Options how;
  how.jobs = options.jobs != 0 ? options.jobs : std::thread::hardware_concurrency();
  how.cancelled = options.cancelled;
  how.keep = keeps(options) || options.verdicts;
  if (auto ok = keep_earlier(options, *result, *rejects, how); !ok)
    return std::unexpected(ok.error());
  if (heard)
    how.progress = [&](const review::Progress& now) {
      heard({"logs", now.bytes, bytes, now.lines, now.findings});
    };
  Result<review::Review> review =
      review::review(*result->context, result->logs.files, *rejects, how);
  if (!review) return std::unexpected(review.error());
  result->review = std::move(*review);
  result->scope = review::scope_of(*result->context, result->review);
  result->run.inputs = inputs_of(*result, *period);
  result->run.execution.jobs = how.jobs;
  result->run.execution.decisions = result->review.decisions;
  return result;
}

}  // namespace

Result<std::unique_ptr<ReviewResult>> run_review(const ReviewOptions& options, const Heard& heard) {
  if (options.verdicts && options.places.store.empty()) {
    return fail(ErrorCode::kUsage, "only a store knows what was known at a time", {},
                "Give --store with --verdicts.");
  }
  std::error_code ec;
  std::filesystem::create_directories(options.out, ec);
  if (ec) {
    return fail(ErrorCode::kIo,
                fmt::format("cannot make `{}`: {}", options.out.string(), ec.message()), {},
                "Give --out a directory that may be written.");
  }
  std::unique_ptr<RejectSpool> rejects;
  Result<std::unique_ptr<ReviewResult>> result = judge_logs(options, heard, rejects);
  if (!result) return result;
  std::vector<KeptLog> kept;
  std::optional<std::string> kept_text;
  if (keeps(options)) {
    FactDigests digests(*(*result)->barrier->base, (*result)->logs.sources);
    kept = kept_logs(**result, digests);
    kept_text = kept_ndjson(kept_head(**result, digests), kept, (*result)->review.texts);
  }
  if (auto ok = write_reproducible(options.out, **result, std::move(kept_text), *rejects); !ok) {
    return std::unexpected(ok.error());
  }
  const std::filesystem::path& before = options.before.empty() ? options.since : options.before;
  if (!before.empty()) {
    Result<Comparison> comparison = compare_with(before, **result);
    if (!comparison) return std::unexpected(comparison.error());
    (*result)->comparison = std::move(*comparison);
    if (before == options.since)
      find_causes(*(*result)->earlier, **result, kept, *(*result)->comparison);
  }
  if (options.verdicts) {
    Result<Verdicts> verdicts = two_verdicts(**result);
    if (!verdicts) return std::unexpected(verdicts.error());
    (*result)->verdicts = std::move(*verdicts);
  }
  if (auto ok = keep_inputs(options.out, **result); !ok) return std::unexpected(ok.error());
  (*result)->run.execution.ended = now_text();
  if (auto ok = write_about_run(options.out, **result); !ok) return std::unexpected(ok.error());
  if (options.data_only) return result;
  if (auto ok = write_for_people(options.out, **result); !ok) return std::unexpected(ok.error());
  return result;
}

Result<Reproduction> reproduce(const std::filesystem::path& run_json, const ReviewPlaces& places,
                               unsigned jobs, const Heard& heard) {
  const Result<std::string> text = read_file(run_json, kMaxRunJsonBytes);
  if (!text) return std::unexpected(text.error());
  const Result<Run> before = parse_run(*text, run_json.string());
  if (!before) return std::unexpected(before.error());

  ReviewOptions options;
  options.places = places_as_read(*before, run_json.parent_path());
  options.out = run_json.parent_path() / ".reproduction";
  options.from = before->inputs.from;
  options.until = before->inputs.until;
  options.jobs = jobs;
  options.keep =
      std::ranges::find(before->outputs, kKeptFile, &InputFile::name) != before->outputs.end();
  options.data_only = true;  // nobody reads the files, only their hashes are compared
  for (auto member : {&ReviewPlaces::registers, &ReviewPlaces::logs, &ReviewPlaces::profiles,
                      &ReviewPlaces::policies, &ReviewPlaces::store, &ReviewPlaces::archive,
                      &ReviewPlaces::archive_private, &ReviewPlaces::archive_master}) {
    if (!(places.*member).empty()) options.places.*member = places.*member;
  }
  // Files in the place of a store or an archive, where they are named.
  if (!places.registers.empty()) options.places.store.clear();
  if (!places.logs.empty()) options.places.archive.clear();
  const Result<std::unique_ptr<ReviewResult>> now = run_review(options, heard);
  std::error_code ec;
  std::filesystem::remove_all(options.out, ec);
  if (!now) return std::unexpected(now.error());

  Reproduction out;
  out.differences = differences(before->inputs, (*now)->run.inputs);
  for (const InputFile& output : before->outputs) {
    bool same = false;
    for (const InputFile& other : (*now)->run.outputs) {
      same = same || (other.name == output.name && other.sha256 == output.sha256);
    }
    if (!same) out.changed.push_back(output.name);
  }
  out.same = out.changed.empty();
  return out;
}

}  // namespace sekisho::service

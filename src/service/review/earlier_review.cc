#include "service/review/earlier_review.h"

#include <fmt/format.h>

#include <algorithm>

#include "barrier/memo_key.h"
#include "base/file.h"
#include "crypto/sha256.h"
#include "service/file_hash.h"
#include "service/footprint_file.h"
#include "service/review/run_review.h"
#include "text/csv.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxRunJsonBytes = uint64_t{64} << 20;
constexpr uint64_t kMaxRejectsBytes = uint64_t{4} << 30;
constexpr std::string_view kRejects = "rejects.csv";

// A file that the run says it wrote, and that nobody has changed since.
Result<std::string> output_of(const fs::path& directory, const Run& run, std::string_view name,
                              uint64_t most_bytes) {
  Result<std::string> content = read_file(directory / name, most_bytes);
  if (!content) return content;
  const std::string hash = crypto::sha256_hex(*content);
  const bool known = std::ranges::any_of(run.outputs, [&](const InputFile& output) {
    return output.name == name && output.sha256 == hash;
  });
  if (known) return content;
  return fail(ErrorCode::kBadInput, "this is not what the review wrote",
              {(directory / name).string()}, "Review again without --since.");
}

std::map<std::string, std::string, std::less<>> rows_by_file(std::string_view csv) {
  std::map<std::string, std::string, std::less<>> out;
  text::CsvReader reader(csv);
  text::CsvRecord record;
  std::string row;
  for (bool header = true; reader.next(record); header = false) {
    if (header || record.fields.empty()) continue;
    row.clear();
    text::CsvWriter writer(row);
    for (const auto& field : record.fields) writer.field(field);
    writer.end_row();
    out[std::string(record.fields.front())] += row;
  }
  return out;
}

// From the first to the last instant for which a file asks for facts.
Period during(const logs::LogProfile& profile, const logs::CoverageTally& coverage) {
  int64_t tolerance = 0;
  for (const logs::ClockError& clock : profile.clock)
    tolerance = std::max(tolerance, clock.tolerance_micros);
  return {shifted(coverage.first(), -tolerance), shifted(coverage.last(), tolerance)};
}

// The digests of everybody and everything in a file, as the registers stand now.
void add_digests(FactDigests& digests, size_t profile, const Period& period, KeptLog& log) {
  for (const std::string& text : log.read.kept.accounts)
    log.accounts.emplace(text, digests.account(profile, text, period));
  for (const std::string& text : log.read.kept.terminals)
    log.terminals.emplace(text, digests.terminal(text, period));
  for (const std::string& text : log.read.kept.addresses)
    log.addresses.emplace(text, digests.address(text, period));
}

bool same_facts(FactDigests& digests, size_t profile, const Period& period, const KeptLog& log) {
  const auto all = [](const KeyDigests& keys, const auto& now) {
    return std::ranges::all_of(keys, [&](const auto& key) { return now(key.first) == key.second; });
  };
  return all(log.accounts,
             [&](const std::string& text) { return digests.account(profile, text, period); }) &&
         all(log.terminals,
             [&](const std::string& text) { return digests.terminal(text, period); }) &&
         all(log.addresses, [&](const std::string& text) { return digests.address(text, period); });
}

}  // namespace

Result<std::unique_ptr<EarlierReview>> load_earlier(const fs::path& directory) {
  const Result<std::string> json = read_file(directory / "run.json", kMaxRunJsonBytes);
  if (!json) return std::unexpected(json.error());
  Result<Run> run = parse_run(*json, (directory / "run.json").string());
  if (!run) return std::unexpected(run.error());
  auto out = std::make_unique<EarlierReview>();
  out->run = std::move(*run);
  const Result<std::string> kept = output_of(directory, out->run, kKeptFile, kMaxKeptBytes);
  if (!kept) return std::unexpected(kept.error());
  Result<std::unique_ptr<KeptReview>> parsed = parse_kept(*kept, (directory / kKeptFile).string());
  if (!parsed) return std::unexpected(parsed.error());
  out->kept = std::move(*parsed);
  const Result<std::string> rejects = output_of(directory, out->run, kRejects, kMaxRejectsBytes);
  if (!rejects) return std::unexpected(rejects.error());
  out->rejects = rows_by_file(*rejects);
  return out;
}

KeptHead kept_head(const ReviewResult& result, FactDigests& digests) {
  const barrier::Relevant relevant(result.context->rules.footprint);
  return {result.run.inputs.program_version,
          result.run.inputs.from,
          result.run.inputs.until,
          crypto::sha256_hex(footprint_reads(relevant)),
          digests.world(),
          relevant.supplier || relevant.record_id};
}

std::vector<KeptLog> kept_logs(const ReviewResult& result, FactDigests& digests) {
  std::vector<KeptLog> out;
  for (const review::FileRead& read : result.review.files) {
    const logs::LogProfile& profile = result.logs.sources.profiles[read.file.profile];
    KeptLog& log = out.emplace_back(profile.sha256, read);
    if (read.coverage.first() > read.coverage.last()) continue;
    add_digests(digests, read.file.profile, during(profile, read.coverage), log);
  }
  return out;
}

Result<std::map<size_t, review::KeptRead>> keepable(const EarlierReview& earlier,
                                                    const ReviewResult& result,
                                                    const KeptHead& head, FactDigests& digests) {
  std::map<size_t, review::KeptRead> out;
  if (earlier.kept->head != head || head.by_record) return out;
  review::Examiner examiner(*result.context, true);
  for (size_t i = 0; i < result.logs.files.files.size(); ++i) {
    const logs::LogFile& file = result.logs.files.files[i];
    const logs::LogProfile& profile = result.logs.sources.profiles[file.profile];
    const auto known = earlier.kept->logs.find(file.name);
    if (known == earlier.kept->logs.end()) continue;
    const KeptLog& log = known->second;
    const StringPool& texts = earlier.kept->texts;
    if (log.profile_sha256 != profile.sha256) continue;
    const auto has_items = [&](const review::Look& look) {
      return look.items < profile.item_sets.size();
    };
    if (!std::ranges::all_of(log.read.kept.looks, has_items)) continue;
    if (!same_facts(digests, file.profile, during(profile, log.read.coverage), log)) continue;
    const bool permits = std::ranges::all_of(log.read.kept.groups, [&](const auto& group) {
      return !group.permitted || examiner.permits(file.profile, group.example, texts);
    });
    if (!permits) continue;
    // The log itself last: hashing it takes longest.
    const Result<std::string> hash = i < result.logs.seals.size()
                                         ? Result<std::string>(result.logs.seals[i].received_sha256)
                                         : sha256_of_file(file.path);
    if (!hash) return std::unexpected(hash.error());
    if (*hash == log.read.sha256) out.emplace(i, review::KeptRead{log.read, &texts});
  }
  return out;
}

}  // namespace sekisho::service

#include "service/evidence/evidence_cosign.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/json_writer.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr uint64_t kMaxSeconds = 600;

std::string time_text(Instant time) {
  return text::rfc3339(time, text::kUtc);
}

std::string_view quorum_words(const CosigningRound& round, bool japanese) {
  if (japanese)
    return round.met ? "必要な記録確認がそろいました" : "必要な記録確認がそろっていません";
  return round.met ? "the quorum is met" : "the quorum is NOT met";
}

}  // namespace

Result<CosigningRound> cosign_evidence(const EvidenceCosign& request) {
  if (request.seconds == 0 || request.seconds > kMaxSeconds) {
    return fail(ErrorCode::kUsage,
                fmt::format("{} seconds are none that one can wait", request.seconds), {},
                fmt::format("Give 1 to {}.", kMaxSeconds));
  }
  Result<tlog::QuorumPolicy> policy = tlog::QuorumPolicy::read(request.policy);
  if (!policy) return std::unexpected(policy.error());
  CosignerOptions options;
  options.limits.total = std::chrono::seconds(request.seconds);
  options.limits.connect = std::min(options.limits.connect, options.limits.total);
  const auto cosigner = Cosigner::open(request.directory, std::move(*policy), options);
  if (!cosigner) return std::unexpected(cosigner.error());
  Result<std::unique_ptr<tlog::Directory>> log = tlog::open_directory(request.directory);
  if (!log) return std::unexpected(log.error());
  return (*cosigner)->round(true, join_unless_written(std::move(*log)));
}

std::string cosigning_summary(const CosigningRound& round, bool japanese) {
  std::string out(quorum_words(round, japanese));
  for (const Vouching& one : round.vouchings) {
    if (!one.vouched) out += fmt::format("\n  {}: {}", one.name, one.problem);
  }
  return out + "\n";
}

std::string cosigning_text(const CosigningRound& round, bool japanese) {
  std::string out = fmt::format(
      fmt::runtime(japanese ? "{}: 記録 {} 件、ルート {}\n" : "{}: {} entries, root {}\n"),
      round.checkpoint.origin, text::with_thousands(round.checkpoint.size),
      tlog::hash_text(round.checkpoint.root));
  for (const Vouching& one : round.vouchings) {
    out += fmt::format("  {}: ", one.name);
    if (!one.vouched) {
      out += fmt::format("{}{}\n", japanese ? "未確認、" : "no, ", one.problem);
    } else if (japanese) {
      out += fmt::format("{} {}\n", time_text(one.time),
                         one.authority ? "タイムスタンプ" : "第三者による記録確認");
    } else {
      out +=
          fmt::format("{} at {}\n", one.authority ? "time stamp" : "cosigned", time_text(one.time));
    }
  }
  if (std::ranges::any_of(round.vouchings, &Vouching::other_tree)) {
    out += japanese ? "要確認: この証跡と異なる履歴を確認者が保持しています\n"
                    : "LOOK AT THIS: a witness knows another history of the log than this one\n";
  }
  if (!round.joined) {
    out += japanese
               ? "`checkpoint` は変更していません。追記中のプロセスが `append --policy` で署名を"
                 "追加します。\n"
               : "`checkpoint` is as it was: a writer has it, and adds the lines with `append "
                 "--policy`\n";
  }
  out += quorum_words(round, japanese);
  if (round.met) out += japanese ? "(`cosigned` に保存)" : ": see `cosigned`";
  return out + "\n";
}

std::string cosigning_json(const CosigningRound& round) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object().member("origin", round.checkpoint.origin);
  json.member("size", round.checkpoint.size);
  json.member("root", tlog::hash_text(round.checkpoint.root));
  json.key("vouching").begin_array();
  for (const Vouching& one : round.vouchings) {
    json.begin_object().member("name", one.name);
    json.member("kind", one.authority ? "time-stamp" : "witness").member("vouched", one.vouched);
    if (one.vouched) json.member("time", time_text(one.time));
    if (!one.vouched) json.member("problem", one.problem).member("other_tree", one.other_tree);
    json.end_object();
  }
  json.end_array().member("quorum_met", round.met).member("in_checkpoint", round.joined);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service

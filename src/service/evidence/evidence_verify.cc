#include "service/evidence/evidence_verify.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "base/file.h"
#include "service/evidence/standing_stamps.h"
#include "text/json.h"
#include "text/number.h"
#include "tlog/cosignatures.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"
#include "tlog/note.h"
#include "tlog/quorum.h"
#include "tlog/receipt.h"
#include "tlog/verify_log.h"

namespace sekisho::service {
namespace {

using tlog::VerifierKey;

// One key, or a file of them.
Result<void> add_keys(const std::string& given, std::vector<VerifierKey>& keys) {
  const Result<VerifierKey> key = VerifierKey::parse(given);
  if (key) {
    keys.push_back(*key);
    return {};
  }
  const Result<std::string> text = read_file(given, tlog::kMaxNoteBytes);
  if (!text) {
    return fail(ErrorCode::kUsage,
                fmt::format("`{}` is no verifier key and no file that can be read", given), {},
                "A key looks like `example.com/log+0123abcd+AbCd…=`, as `sekisho evidence init` "
                "prints it.");
  }
  uint64_t number = 0;
  for (std::string_view rest = *text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (line.empty()) continue;
    const Result<VerifierKey> read = VerifierKey::parse(line);
    if (!read) return fail(ErrorCode::kUsage, "the line is no verifier key", {given, number});
    keys.push_back(*read);
  }
  return {};
}

Result<std::vector<VerifierKey>> all_keys(const std::vector<std::string>& given,
                                          const std::optional<tlog::QuorumPolicy>& policy) {
  std::vector<VerifierKey> keys;
  for (const std::string& one : given) {
    if (auto added = add_keys(one, keys); !added) return std::unexpected(added.error());
  }
  if (policy) {
    for (const tlog::PolicyLog& log : policy->logs()) keys.push_back(log.key);
  }
  if (!keys.empty()) return keys;
  return fail(ErrorCode::kUsage, "no key to check with", {},
              "Give --key with the verifier key that you got when the record began; one that "
              "comes with the record proves nothing.");
}

std::string said(const Error& error) {
  return error.place.file.empty() ? error.message
                                  : fmt::format("{}: {}", error.place.file, error.message);
}

// What is known of a store or a receipt, in the end.
struct Findings {
  std::string origin;
  std::optional<uint64_t> index;  // of a receipt
  uint64_t size = 0;
  uint64_t entry_bytes = 0;
  std::string root;
  std::vector<std::string> signers;
  std::vector<tlog::LogProblem> problems;
  uint64_t unlisted = 0;
  std::vector<std::string> continued;  // earlier checkpoints
  std::optional<uint64_t> quorum_of;   // entries that enough others vouch for
  std::vector<std::string> vouched;    // who they are

  void problem(const std::string& path, std::string message) {
    problems.push_back({path, std::nullopt, std::move(message)});
  }
  void checkpoint(const tlog::Checkpoint& checkpoint, const std::vector<tlog::Signed>& signatures,
                  const std::vector<VerifierKey>& keys) {
    origin = checkpoint.origin;
    size = checkpoint.size;
    root = tlog::hash_text(checkpoint.root);
    for (const tlog::Signed& one : signatures) signers.push_back(keys[one.key].to_string());
  }
};

Result<void> verify_receipt_file(const EvidenceVerify& request,
                                 const std::vector<VerifierKey>& keys, Findings& out) {
  const std::string entry_path = request.entry.value_or(request.path + ".entry");
  const Result<std::string> text = read_file(request.path, tlog::kMaxNoteBytes);
  if (!text) return std::unexpected(text.error());
  const Result<std::string> entry = read_file(entry_path, tlog::kMaxEntryBytes);
  if (!entry) {
    Error error = entry.error();
    error.help = "A receipt proves one entry: name its file with --entry.";
    return std::unexpected(std::move(error));
  }
  const Result<tlog::Receipt> receipt = tlog::parse_receipt(*text);
  if (!receipt) {
    out.problem(request.path, receipt.error().message);
    return {};
  }
  out.index = receipt->index;
  const auto checkpoint = tlog::verify_checkpoint(receipt->checkpoint, keys);
  if (checkpoint) {
    out.checkpoint(checkpoint->checkpoint, checkpoint->signatures, keys);
  } else {
    out.problem(request.path, checkpoint.error().message);
  }
  if (auto proved = tlog::verify_receipt(*receipt, *entry); !proved) {
    out.problem(entry_path,
                fmt::format("it is not entry {}: {}", receipt->index, proved.error().message));
  }
  return {};
}

// Whether the store continues what an earlier checkpoint says.
Result<void> verify_old(tlog::Directory& log, const std::string& path,
                        const tlog::Checkpoint& checkpoint, const std::vector<VerifierKey>& keys,
                        Findings& out) {
  const Result<std::string> note = read_file(path, tlog::kMaxNoteBytes);
  if (!note) return std::unexpected(note.error());
  const auto old = tlog::verify_checkpoint(*note, keys);
  const Result<void> continues =
      old ? tlog::verify_continues(log, checkpoint, old->checkpoint) : std::unexpected(old.error());
  if (continues) {
    out.continued.push_back(path);
  } else {
    out.problem(path, said(continues.error()));
  }
  return {};
}

// Whether enough others vouch for the newest checkpoint that was cosigned, or, where there is none,
// for the newest of all.
Result<void> verify_quorum(tlog::Directory& log, const tlog::QuorumPolicy& policy,
                           const tlog::Checkpoint& newest, const std::vector<VerifierKey>& keys,
                           Findings& out) {
  std::string path(tlog::kCosignedFile);
  Result<std::string> text = tlog::read_whole(log, path, tlog::kMaxNoteBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) {
    path = tlog::kCheckpointFile;
    text = tlog::read_whole(log, path, tlog::kMaxNoteBytes);
  }
  if (!text) return std::unexpected(text.error());
  const Result<tlog::Note> note = tlog::parse_note(*text);
  const auto checkpoint = tlog::verify_checkpoint(*text, keys);
  const Result<void> continues = checkpoint
                                     ? tlog::verify_continues(log, newest, checkpoint->checkpoint)
                                     : std::unexpected(checkpoint.error());
  if (!note || !continues) {
    out.problem(path, said(note ? continues.error() : note.error()));
    return {};
  }
  const uint64_t size = checkpoint->checkpoint.size;
  const auto stamps = standing_stamps(log, policy, note->text, size);
  if (!stamps) return std::unexpected(stamps.error());
  std::vector<bool> stamped;
  for (const std::optional<Instant>& time : *stamps) stamped.push_back(time.has_value());
  tlog::QuorumVerdict verdict = tlog::judge_quorum(policy, *note, stamped);
  out.vouched = std::move(verdict.vouched);
  if (verdict.met && verdict.signed_by_log) {
    out.quorum_of = size;
  } else {
    out.problem(path, fmt::format("the quorum is not met: nothing holds of {}",
                                  fmt::join(verdict.missing, ", ")));
  }
  return {};
}

Result<void> verify_store(const EvidenceVerify& request, const std::vector<VerifierKey>& keys,
                          const std::optional<tlog::QuorumPolicy>& policy,
                          const std::function<void(uint64_t, uint64_t)>& progress, Findings& out) {
  const auto directory = tlog::open_directory(request.path);
  if (!directory) return std::unexpected(directory.error());
  Result<tlog::VerifiedLog> log = tlog::verify_log(**directory, keys, progress);
  if (!log) {
    out.problem(std::string(tlog::kCheckpointFile), log.error().message);
    return {};
  }
  out.checkpoint(log->checkpoint, log->signatures, keys);
  out.entry_bytes = log->entry_bytes;
  out.problems = std::move(log->problems);
  out.unlisted = log->unlisted_problems;
  for (const std::string& path : request.old) {
    auto done = verify_old(**directory, path, log->checkpoint, keys, out);
    if (!done) return done;
  }
  return policy ? verify_quorum(**directory, *policy, log->checkpoint, keys, out) : Result<void>();
}

std::string verdict(const Findings& found, bool japanese) {
  const std::string size = text::with_thousands(found.size);
  const uint64_t count = found.problems.size() + found.unlisted;
  if (found.index && count == 0) {
    return japanese ? fmt::format("記録 {} は「{}」の {} 件に含まれています。\n", *found.index,
                                  found.origin, size)
                    : fmt::format("proved: it is entry {} of the {} in the record `{}`\n",
                                  *found.index, size, found.origin);
  }
  if (found.index || count > 0) {
    const char* const problems = count == 1 ? "problem" : "problems";
    return japanese ? fmt::format("証明できません。問題 {} 件:\n", text::with_thousands(count))
                    : fmt::format("not proved: {} {}\n", text::with_thousands(count), problems);
  }
  const std::string bytes = text::with_thousands(found.entry_bytes);
  return japanese ? fmt::format("「{}」の全 {} 件({} バイト)は記録確定点のとおりです。\n",
                                found.origin, size, bytes)
                  : fmt::format(
                        "proved: all {} entries of the record `{}` ({} bytes) are those of its "
                        "checkpoint\n",
                        size, found.origin, bytes);
}

std::string as_text(const Findings& found, bool japanese) {
  std::string out = verdict(found, japanese);
  for (const tlog::LogProblem& problem : found.problems) {
    out += fmt::format("  {}: {}\n", problem.path, problem.message);
  }
  if (found.unlisted > 0) {
    out += fmt::format("  {} {}\n",
                       japanese ? "ほか" : "and more:", text::with_thousands(found.unlisted));
  }
  const auto row = [&](const char* in_japanese, const char* english, const std::string& value) {
    out += fmt::format("  {} {}\n", japanese ? in_japanese : english, value);
  };
  if (!found.root.empty()) row("ルート   ", "root     ", found.root);
  for (const std::string& key : found.signers) row("署名鍵   ", "signed by", key);
  for (const std::string& path : found.continued) row("継続確認 ", "continues", path);
  for (const std::string& name : found.vouched) row("記録確認 ", "vouched  ", name);
  if (found.quorum_of) {
    const std::string size = text::with_thousands(*found.quorum_of);
    row("確認範囲 ", "quorum   ",
        japanese ? fmt::format("必要な記録確認がそろった記録 {} 件", size)
                 : fmt::format("met for the first {} entries", size));
  }
  return out;
}

std::string as_json(const Findings& found) {
  std::string out;
  text::JsonWriter json(out);
  const auto strings = [&](const char* name, const std::vector<std::string>& values) {
    json.key(name).begin_array();
    for (const std::string& value : values) json.value(value);
    json.end_array();
  };
  json.begin_object().member("proved", found.problems.empty());
  json.member("origin", found.origin).member("size", found.size).member("root", found.root);
  if (found.index) json.member("index", *found.index);
  strings("signed_by", found.signers);
  strings("continues", found.continued);
  strings("vouched", found.vouched);
  if (found.quorum_of) json.member("quorum_size", *found.quorum_of);
  json.key("problems").begin_array();
  for (const tlog::LogProblem& problem : found.problems) {
    json.begin_object().member("path", problem.path);
    if (problem.entry) json.member("entry", *problem.entry);
    json.member("message", problem.message).end_object();
  }
  json.end_array().member("unlisted_problems", found.unlisted).end_object();
  return out + "\n";
}

}  // namespace

Result<VerifiedEvidence> verify_evidence(const EvidenceVerify& request,
                                         const std::function<void(uint64_t, uint64_t)>& progress) {
  std::optional<tlog::QuorumPolicy> policy;
  if (request.policy) {
    Result<tlog::QuorumPolicy> read = tlog::QuorumPolicy::read(*request.policy);
    if (!read) return std::unexpected(read.error());
    policy = std::move(*read);
  }
  const Result<std::vector<VerifierKey>> keys = all_keys(request.keys, policy);
  if (!keys) return std::unexpected(keys.error());
  std::error_code ignored;
  const bool store = std::filesystem::is_directory(request.path, ignored);
  if (store ? request.entry.has_value() : !request.old.empty() || policy.has_value()) {
    return fail(ErrorCode::kUsage,
                "--entry belongs to a receipt, --old and --policy to a whole record", {},
                "Name the receipt's file, or the directory of the record.");
  }
  Findings found;
  const Result<void> done = store ? verify_store(request, *keys, policy, progress, found)
                                  : verify_receipt_file(request, *keys, found);
  if (!done) return std::unexpected(done.error());
  return VerifiedEvidence{found.problems.empty(),
                          request.json ? as_json(found) : as_text(found, request.japanese)};
}

}  // namespace sekisho::service

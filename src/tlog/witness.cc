#include "tlog/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "tlog/limits.h"
#include "tlog/lines.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kFirstLine = "sekisho-witness 1";
constexpr std::string_view kLogsDirectory = "logs";
constexpr std::string_view kWitnessLock = "lock";
constexpr std::string_view kOtherTree = ".other";  // behind a log's file: a fork's checkpoint
constexpr size_t kNameDigits = 32;

// An origin may hold slashes and anything else.
std::string file_of(std::string_view origin) {
  return crypto::sha256_hex(origin).substr(0, kNameDigits);
}

bool is_log_file(std::string_view name) {
  return name.size() == kNameDigits && !name.contains('.');
}

Checkpoint empty_checkpoint(const std::string& origin) {
  return {origin, 0, empty_root()};
}

std::string to_text(const WitnessedLog& log) {
  std::string text = fmt::format("{}\n", kFirstLine);
  for (const VerifierKey& key : log.keys) text += key.to_string() + "\n";
  text += "\n";
  if (log.newest) text += to_string(*log.newest);
  return text;
}

std::unexpected<Error> damaged(std::string_view name, std::string_view what) {
  return fail(ErrorCode::kBadInput,
              fmt::format("what the witness knows of a log is damaged: {}", what),
              {std::string(name)},
              "A witness that lost what it signed must not sign again: make a new one.");
}

Result<WitnessedLog> parse_witnessed_log(std::string_view name, std::string_view text) {
  if (take_line(text) != kFirstLine) return damaged(name, "its first line is another one");
  WitnessedLog log;
  std::optional<std::string_view> line = take_line(text);
  for (; line && !line->empty(); line = take_line(text)) {
    const Result<VerifierKey> key = VerifierKey::parse(*line);
    if (!key || file_of(key->name()) != name) return damaged(name, "a line is no key of the log");
    log.keys.push_back(*key);
  }
  if (!line || log.keys.empty()) return damaged(name, "it ends too early");
  log.checkpoint = empty_checkpoint(log.origin());
  if (text.empty()) return log;
  const Result<Note> note = parse_note(text);
  if (!note) return damaged(name, note.error().message);
  const Result<std::vector<Signed>> signatures = verify_note(*note, log.keys);
  const Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  if (!signatures || signatures->empty() || !checkpoint || checkpoint->origin != log.origin()) {
    return damaged(name, "the checkpoint is not one that the log signed");
  }
  log.newest = *note;
  log.checkpoint = *checkpoint;
  return log;
}

Result<WitnessedLog> read_witnessed_log(Directory& logs, const std::string& name) {
  const Result<std::string> text = read_whole(logs, name, 2 * kMaxNoteBytes);
  if (!text) return std::unexpected(text.error());
  Result<WitnessedLog> log = parse_witnessed_log(name, *text);
  if (!log) return log;
  const Result<std::string> other = read_whole(logs, name + std::string(kOtherTree), kMaxNoteBytes);
  if (!other && other.error().code == ErrorCode::kNotFound) return log;
  if (!other) return std::unexpected(other.error());
  if (const Result<Note> note = parse_note(*other)) log->other_tree = *note;
  return log;
}

// The directory of the logs' files, made where it is not there.
Result<std::unique_ptr<Directory>> make_logs_directory(Directory& directory) {
  if (auto made = directory.make_directory(kLogsDirectory); !made) {
    return std::unexpected(made.error());
  }
  if (auto synced = directory.sync(); !synced) return std::unexpected(synced.error());
  return directory.directory(kLogsDirectory);
}

// The lines of keys that the witness knows: those of others could be any length.
Note only_of(const Note& note, std::span<const VerifierKey> keys) {
  Note out{note.text, {}};
  std::ranges::copy_if(note.signatures, std::back_inserter(out.signatures),
                       [&](const NoteSignature& signature) {
                         return std::ranges::any_of(keys, [&](const VerifierKey& key) {
                           return key.name() == signature.name && key.id() == signature.key_id;
                         });
                       });
  return out;
}

// The status for a checkpoint that the log signed, where `newest` is what was cosigned last.
int judge(const Checkpoint& newest, const AddCheckpoint& request, const Checkpoint& next) {
  if (request.old_size > next.size) return WitnessAnswer::kMalformed;
  if (request.old_size != newest.size) return WitnessAnswer::kConflict;
  const bool same_size = next.size == newest.size;
  if (same_size && next.root != newest.root) return WitnessAnswer::kConflict;
  const bool proved =
      newest.size == 0 || same_size
          ? request.proof.empty()
          : verify_consistency(newest.size, next.size, newest.root, next.root, request.proof)
                .has_value();
  return proved ? WitnessAnswer::kCosigned : WitnessAnswer::kNotConsistent;
}

}  // namespace

Result<void> add_witnessed_log(Directory& directory, const VerifierKey& key) {
  if (key.type() != KeyType::kEd25519) {
    return fail(ErrorCode::kUsage,
                fmt::format("the key `{}` is one of a witness, not of a log", key.to_string()));
  }
  const Result<std::unique_ptr<FileLock>> lock = directory.lock(kWitnessLock);
  if (!lock) return std::unexpected(lock.error());
  const Result<std::unique_ptr<Directory>> logs = make_logs_directory(directory);
  if (!logs) return std::unexpected(logs.error());
  const std::string name = file_of(key.name());
  Result<WitnessedLog> log = read_witnessed_log(**logs, name);
  if (!log && log.error().code != ErrorCode::kNotFound) return std::unexpected(log.error());
  if (!log) log = WitnessedLog{{}, {}, empty_checkpoint(key.name()), {}};
  if (std::ranges::find(log->keys, key) != log->keys.end()) {
    return fail(ErrorCode::kUsage, fmt::format("the key `{}` is known already", key.to_string()));
  }
  if (log->keys.size() == kMaxKeys) {
    return fail(ErrorCode::kLimit, fmt::format("a log has at most {} keys", kMaxKeys));
  }
  log->keys.push_back(key);
  return write_durably(**logs, name, to_text(*log));
}

Result<std::vector<WitnessedLog>> read_witnessed_logs(Directory& directory) {
  std::vector<WitnessedLog> out;
  const Result<std::unique_ptr<Directory>> logs = directory.directory(kLogsDirectory);
  if (!logs && logs.error().code == ErrorCode::kNotFound) return out;
  if (!logs) return std::unexpected(logs.error());
  const Result<std::vector<std::string>> names = (*logs)->names();
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (!is_log_file(name)) continue;
    if (out.size() == kMaxWitnessedLogs) {
      return fail(ErrorCode::kLimit, fmt::format("a witness knows at most {} logs", out.size()));
    }
    Result<WitnessedLog> log = read_witnessed_log(**logs, name);
    if (!log) return std::unexpected(log.error());
    out.push_back(std::move(*log));
  }
  std::ranges::sort(out, {}, &WitnessedLog::origin);
  return out;
}

Result<std::unique_ptr<Witness>> Witness::open(const std::shared_ptr<Directory>& directory,
                                               SignerKey key) {
  if (key.verifier().type() != KeyType::kCosignatureV1) {
    return fail(ErrorCode::kUsage, fmt::format("the key `{}` is one of a log, not of a witness",
                                               key.verifier().to_string()));
  }
  Result<std::unique_ptr<FileLock>> lock = directory->lock(kWitnessLock);
  if (!lock) return std::unexpected(lock.error());
  if (auto made = make_logs_directory(*directory); !made) return std::unexpected(made.error());
  Result<std::vector<WitnessedLog>> logs = read_witnessed_logs(*directory);
  if (!logs) return std::unexpected(logs.error());
  Result<std::unique_ptr<Directory>> files = directory->directory(kLogsDirectory);
  if (!files) return std::unexpected(files.error());
  return std::make_unique<Witness>(std::move(*files), std::move(*lock), std::move(key),
                                   std::move(*logs));
}

Witness::Witness(std::shared_ptr<Directory> directory, std::unique_ptr<FileLock> lock,
                 SignerKey key, std::vector<WitnessedLog> logs)
    : directory_(std::move(directory)), lock_(std::move(lock)), key_(std::move(key)) {
  for (WitnessedLog& log : logs) logs_[log.origin()].log = std::move(log);
}

std::optional<Error> Witness::failed() const {
  const std::lock_guard lock(failure_mutex_);
  return failure_;
}

WitnessAnswer Witness::disk_failed(const Error& error) {
  const std::lock_guard lock(failure_mutex_);
  if (!failure_) failure_ = error;
  return {WitnessAnswer::kFailed, "the disk of the witness failed\n"};
}

WitnessAnswer Witness::add_checkpoint(std::string_view body, Instant now) {
  const auto refused = [](int status, std::string_view why) {
    return WitnessAnswer{status, fmt::format("{}\n", why)};
  };
  Result<AddCheckpoint> request = parse_add_checkpoint(body);
  if (!request) return refused(WitnessAnswer::kMalformed, request.error().message);
  const Result<Checkpoint> next = parse_checkpoint(request->checkpoint.text);
  if (!next) return refused(WitnessAnswer::kMalformed, next.error().message);
  const auto found = logs_.find(next->origin);
  if (found == logs_.end()) {
    return refused(WitnessAnswer::kUnknownLog, "this witness does not know the log");
  }
  Known& known = found->second;
  const Result<std::vector<Signed>> signatures = verify_note(request->checkpoint, known.log.keys);
  if (!signatures || signatures->empty()) {
    return refused(WitnessAnswer::kNotSigned, "no key of the log signed the checkpoint");
  }
  // From here to the signature: one checkpoint of the log at a time.
  const std::lock_guard lock(known.mutex);
  if (const std::optional<Error> failure = failed()) return disk_failed(*failure);
  const Checkpoint& newest = known.log.checkpoint;
  const int status = judge(newest, *request, *next);
  switch (status) {
    case WitnessAnswer::kCosigned:
      return cosign(known.log, request->checkpoint, *next, now);
    case WitnessAnswer::kConflict:
      if (next->size == newest.size && next->root != newest.root) {
        keep_other_tree(known.log, request->checkpoint);
      }
      return {status, fmt::format("{}\n", newest.size)};
    case WitnessAnswer::kMalformed:
      return refused(status, "the old size is larger than that of the checkpoint");
    default:
      return refused(status, "the proof does not lead from the old checkpoint to this one");
  }
}

WitnessAnswer Witness::cosign(WitnessedLog& log, const Note& note, const Checkpoint& next,
                              Instant now) {
  // INVARIANT: written even where nothing is new, since what a process before this one wrote may
  // stand in memory only. What was signed is never larger than what is on the disk.
  WitnessedLog later{log.keys, only_of(note, log.keys), next, {}};
  if (auto written = write_durably(*directory_, file_of(next.origin), to_text(later)); !written) {
    return disk_failed(written.error());
  }
  log.newest = std::move(later.newest);
  log.checkpoint = next;
  const auto time = static_cast<uint64_t>(std::max<int64_t>(now.micros / kMicrosPerSecond, 0));
  return {WitnessAnswer::kCosigned, to_string(sign_note(note.text, key_, time))};
}

void Witness::keep_other_tree(WitnessedLog& log, const Note& note) {
  if (log.other_tree) return;
  log.other_tree = only_of(note, log.keys);
  const std::string name = file_of(log.origin()) + std::string(kOtherTree);
  if (auto kept = write_durably(*directory_, name, to_string(*log.other_tree)); !kept) {
    disk_failed(kept.error());
  }
}

}  // namespace sekisho::tlog

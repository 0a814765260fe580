#include "evidence/store.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "tlog/file_system.h"
#include "tlog/key_file.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"

namespace sekisho::evidence {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kPrivateMode = 0700;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

std::string key_path(const StorePlace& place) {
  return fmt::format("{}/{}", place.private_directory, kLogKeyFile);
}

// Whoever gets the directory would get the key with it, and a restore would bring back the guard.
Result<void> check_apart(const StorePlace& place) {
  std::error_code ignored;
  const fs::path directory = fs::weakly_canonical(fs::absolute(place.directory), ignored);
  const fs::path apart = fs::weakly_canonical(fs::absolute(place.private_directory), ignored);
  const auto [end, rest] = std::ranges::mismatch(directory, apart);
  if (end != directory.end()) return {};
  return fail(ErrorCode::kUsage, "the private directory is inside the store's",
              {place.private_directory}, "Name one beside it, best on another disk.");
}

Result<tlog::LogPlace> log_place(const StorePlace& place) {
  Result<std::unique_ptr<tlog::Directory>> log = tlog::open_directory(place.directory);
  if (!log) return std::unexpected(log.error());
  Result<std::unique_ptr<tlog::Directory>> guard = tlog::open_directory(place.private_directory);
  if (!guard) return std::unexpected(guard.error());
  return tlog::LogPlace{std::move(*log), std::move(*guard), kGuardFile};
}

// Nothing but what an attempt to begin a log leaves.
Result<void> check_empty(const tlog::Directory& directory, const std::string& path) {
  constexpr std::array<std::string_view, 5> kBegun{
      tlog::kLockFile, tlog::kKeysFile, tlog::kJournalDirectory, "keys.tmp", "checkpoint.tmp"};
  const Result<std::vector<std::string>> names = directory.names();
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (name == tlog::kCheckpointFile) {
      return fail(ErrorCode::kUsage, "there is a log already", {path},
                  "Append to it, or name another directory for a new one.");
    }
    if (std::ranges::find(kBegun, name) == kBegun.end()) {
      return fail(ErrorCode::kUsage, fmt::format("the directory has other files: `{}`", name),
                  {path}, "Name a new directory: a store has it for itself.");
    }
  }
  return {};
}

// The key of an attempt that was cut off, or a new one.
Result<tlog::SignerKey> begin_key(const StorePlace& place, const std::string& origin) {
  const std::string path = key_path(place);
  Result<tlog::SignerKey> there = tlog::read_key_file(path);
  if (there && there->verifier().name() == origin) return there;
  if (there) {
    return fail(ErrorCode::kUsage,
                fmt::format("there is the key of `{}` already", there->verifier().name()), {path},
                "Name another private directory: a key signs for one log.");
  }
  if (there.error().code != ErrorCode::kNotFound) return there;
  Result<tlog::SignerKey> key = tlog::SignerKey::generate(origin, tlog::KeyType::kEd25519);
  if (!key) return key;
  if (auto written = tlog::write_key_file(path, *key); !written) {
    return std::unexpected(written.error());
  }
  return key;
}

// The key that signs, and the one that is to take its place, once the log knows it.
Result<std::vector<tlog::SignerKey>> signers(const StorePlace& place, tlog::Directory& log) {
  std::vector<tlog::SignerKey> keys;
  Result<tlog::SignerKey> key = tlog::read_key_file(key_path(place));
  if (!key) {
    Error error = key.error();
    if (error.code == ErrorCode::kNotFound)
      error.help =
          "Say with --private where it is, or bring it back: no new key signs for this log.";
    return std::unexpected(std::move(error));
  }
  keys.push_back(std::move(*key));
  Result<tlog::SignerKey> next =
      tlog::read_key_file(fmt::format("{}/{}", place.private_directory, kNextLogKeyFile));
  if (!next && next.error().code == ErrorCode::kNotFound) return keys;
  if (!next) return std::unexpected(next.error());
  const Result<std::vector<tlog::VerifierKey>> known = tlog::read_log_keys(log);
  if (!known) return std::unexpected(known.error());
  if (std::ranges::find(*known, next->verifier()) != known->end()) keys.push_back(std::move(*next));
  return keys;
}

}  // namespace

StorePlace store_at(std::string directory, std::string private_directory) {
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  if (private_directory.empty()) private_directory = directory + ".private";
  return {std::move(directory), std::move(private_directory)};
}

Result<void> make_private_directory(const std::string& path) {
  if (::mkdir(path.c_str(), kPrivateMode) != 0 && errno != EEXIST) {
    return fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                fmt::format("cannot make the directory: {}", std::strerror(errno)), {path},
                "Make the directory above it, or name another place.");
  }
  return check_private_directory(path);
}

Result<void> check_private_directory(const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0) {
    return fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                fmt::format("cannot look at the private directory: {}", std::strerror(errno)),
                {path}, "It has the key and the guard: say with --private where it is.");
  }
  if (!S_ISDIR(about.st_mode)) return fail(ErrorCode::kUsage, "this is no directory", {path});
  if ((about.st_mode & kOthers) != 0) {
    return fail(ErrorCode::kUsage,
                fmt::format("others may enter the private directory: its mode is {:04o}",
                            about.st_mode & 07777),
                {path}, "Run `chmod 700` on it, and ask who may have read the key.");
  }
  if (about.st_uid != ::geteuid() && about.st_uid != 0) {
    return fail(ErrorCode::kUsage, "the private directory belongs to another user", {path},
                "Make it one of the user who runs this.");
  }
  return {};
}

Result<tlog::VerifierKey> Store::create(const StorePlace& place, const std::string& origin) {
  if (!tlog::is_key_name(origin) || origin.size() > tlog::kMaxOriginBytes) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` cannot be the name of a log", origin), {},
                "Give a name without spaces and `+` that nobody else uses, such as "
                "`example.com/evidence`.");
  }
  if (auto apart = check_apart(place); !apart) return std::unexpected(apart.error());
  const auto directory = tlog::make_and_open_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  if (auto empty = check_empty(**directory, place.directory); !empty) {
    return std::unexpected(empty.error());
  }
  if (auto made = make_private_directory(place.private_directory); !made) {
    return std::unexpected(made.error());
  }
  const Result<tlog::SignerKey> key = begin_key(place, origin);
  if (!key) return std::unexpected(key.error());
  const Result<tlog::LogPlace> log = log_place(place);
  if (!log) return std::unexpected(log.error());
  if (auto made = tlog::Log::create(*log, *key); !made) return std::unexpected(made.error());
  return key->verifier();
}

Result<std::unique_ptr<Store>> Store::open(const StorePlace& place,
                                           const tlog::LogOptions& options) {
  // First of all whether it is a store: what is missing then is not the key.
  const auto directory = tlog::open_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  if (!(*directory)->open(tlog::kCheckpointFile, tlog::OpenMode::kRead)) {
    return fail(ErrorCode::kNotFound, "there is no log", {place.directory},
                "Begin one with `sekisho evidence init`, or restore its directory.");
  }
  if (auto apart = check_apart(place); !apart) return std::unexpected(apart.error());
  if (auto checked = check_private_directory(place.private_directory); !checked) {
    return std::unexpected(checked.error());
  }
  Result<std::vector<tlog::SignerKey>> keys = signers(place, **directory);
  if (!keys) return std::unexpected(keys.error());
  const bool rotates = keys->size() > 1;
  const Result<tlog::LogPlace> log = log_place(place);
  if (!log) return std::unexpected(log.error());
  Result<std::unique_ptr<tlog::Log>> opened = tlog::Log::open(*log, std::move(*keys), options);
  if (!opened) return std::unexpected(opened.error());
  return std::make_unique<Store>(std::move(*opened), rotates);
}

Result<uint64_t> Store::append(const text::JsonValue& draft, Instant now) {
  const Nonce nonce = [this] {
    const std::lock_guard lock(nonces_mutex_);
    return nonces_.next();
  }();
  const Result<std::string> entry = make_entry(draft, now, nonce);
  if (!entry) return std::unexpected(entry.error());
  return log_->append(*entry);
}

}  // namespace sekisho::evidence

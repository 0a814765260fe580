#include "tlog/guard.h"

#include <fmt/format.h>

#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kFirstLine = "sekisho-log-guard 1\n";
constexpr std::string_view kContinue =
    "Bring back the newest state of the log, or continue under a new origin.";

std::string guard_text(const Checkpoint& checkpoint) {
  return std::string(kFirstLine) + checkpoint_text(checkpoint);
}

Result<Checkpoint> read_guard(Directory& directory, std::string_view name) {
  const Result<std::string> text = read_whole(directory, name, kMaxNoteBytes);
  if (!text) return std::unexpected(text.error());
  if (!text->starts_with(kFirstLine)) {
    return fail(ErrorCode::kBadInput, "the file is no guard of a log", {std::string(name)});
  }
  Result<Checkpoint> checkpoint = parse_checkpoint(text->substr(kFirstLine.size()));
  if (!checkpoint) return checkpoint;
  // The file ends with what it says: a cut or an addition is not ours.
  if (guard_text(*checkpoint) != *text) {
    return fail(ErrorCode::kBadInput, "the file is no guard of a log", {std::string(name)});
  }
  return checkpoint;
}

}  // namespace

std::unexpected<Error> restored_error(uint64_t size, const Checkpoint& signed_checkpoint) {
  return fail(ErrorCode::kBadInput,
              fmt::format("the log ends at {} entries, but {} were signed: it is an older state",
                          size, signed_checkpoint.size),
              {}, std::string(kContinue));
}

std::unexpected<Error> fork_error(const Checkpoint& signed_checkpoint) {
  return fail(ErrorCode::kBadInput,
              fmt::format("the log is a fork: its first {} entries are not those that were signed",
                          signed_checkpoint.size),
              {}, std::string(kContinue));
}

Result<void> Guard::create(Directory& directory, std::string_view name, const Checkpoint& empty) {
  const Result<Checkpoint> there = read_guard(directory, name);
  if (there && *there != empty) {
    return fail(ErrorCode::kUsage, "there is a guard of another log already", {std::string(name)},
                "Name another file; a guard is never used again.");
  }
  if (!there && there.error().code != ErrorCode::kNotFound) return std::unexpected(there.error());
  return write_durably(directory, name, guard_text(empty));
}

Result<Guard> Guard::open(std::shared_ptr<Directory> directory, std::string name,
                          std::string_view origin) {
  Result<std::unique_ptr<FileLock>> lock = directory->lock(fmt::format("{}.lock", name));
  if (!lock) return std::unexpected(lock.error());
  const Result<Checkpoint> checkpoint = read_guard(*directory, name);
  if (!checkpoint) {
    Error error = checkpoint.error();
    if (error.code == ErrorCode::kNotFound) {
      error.message = "the guard of the log is missing: nothing tells what was signed";
      error.help = "Bring back the guard's file, or continue under a new origin.";
    }
    return std::unexpected(std::move(error));
  }
  if (checkpoint->origin != origin) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the guard is that of `{}`, not of `{}`", checkpoint->origin, origin),
                {name});
  }
  Guard guard;
  guard.directory_ = std::move(directory);
  guard.name_ = std::move(name);
  guard.lock_ = std::move(*lock);
  guard.signed_ = *checkpoint;
  return guard;
}

Result<void> Guard::advance(const Checkpoint& next) {
  if (next.origin != signed_.origin || next.size < signed_.size) {
    return restored_error(next.size, signed_);
  }
  if (next.size == signed_.size && next.root != signed_.root) return fork_error(signed_);
  if (auto written = write_durably(*directory_, name_, guard_text(next)); !written) return written;
  signed_ = next;
  return {};
}

}  // namespace sekisho::tlog

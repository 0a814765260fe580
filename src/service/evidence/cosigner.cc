#include "service/evidence/cosigner.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include "crypto/limits.h"
#include "crypto/time_stamp.h"
#include "service/evidence/standing_stamps.h"
#include "tlog/add_checkpoint.h"
#include "tlog/cosignatures.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"
#include "tlog/tile_reader.h"

namespace sekisho::service {
namespace {

constexpr size_t kAskedAtOnce = 16;
constexpr int kTries = 3;  // others may ask the same witness between two of ours
constexpr int kOk = 200;

Vouching refused(std::string name, bool authority, std::string problem, bool other_tree = false) {
  return {std::move(name), authority, false, {}, std::move(problem), other_tree};
}

// Runs each of `count` jobs once, several at a time.
template <class Job>
void at_once(size_t count, Job job) {
  std::atomic<size_t> next = 0;
  std::vector<std::thread> threads;
  for (size_t i = 0; i < std::min(count, kAskedAtOnce); ++i) {
    threads.emplace_back([&] {
      for (size_t mine = next++; mine < count; mine = next++) job(mine);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

std::string joined_url(std::string_view prefix, std::string_view rest) {
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return fmt::format("{}/{}", prefix, rest);
}

Instant from_seconds(uint64_t seconds) {
  constexpr uint64_t kMost = static_cast<uint64_t>(kForever.micros / kMicrosPerSecond);
  return {static_cast<int64_t>(std::min(seconds, kMost)) * kMicrosPerSecond};
}

// The time at which a key cosigned the note, where it did.
std::optional<Instant> cosigned_at(const tlog::Note& note, const tlog::VerifierKey& key) {
  const auto by = tlog::verify_note(note, {&key, 1});
  if (!by || by->empty()) return std::nullopt;
  return from_seconds(by->front().time);
}

Result<std::optional<tlog::Note>> read_note(tlog::Directory& log, std::string_view name) {
  const Result<std::string> bytes = tlog::read_whole(log, name, tlog::kMaxNoteBytes);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound) return std::nullopt;
  if (!bytes) return std::unexpected(bytes.error());
  Result<tlog::Note> note = tlog::parse_note(*bytes);
  if (!note) {
    return fail(note.error().code, note.error().message, {std::string(name)},
                "Move the file away; it is written again.");
  }
  return std::move(*note);
}

}  // namespace

Result<std::unique_ptr<Cosigner>> Cosigner::open(const std::string& directory,
                                                 tlog::QuorumPolicy policy,
                                                 const CosignerOptions& options) {
  Result<std::unique_ptr<tlog::Directory>> log = tlog::open_directory(directory);
  if (!log) return std::unexpected(log.error());
  Result<std::unique_ptr<tlog::FileLock>> lock = (*log)->lock(tlog::kCosigningLock);
  if (!lock) {
    Error error = lock.error();
    if (error.code == ErrorCode::kUsage) {
      error.message = "another process asks for cosignatures already";
      error.help = "`sekisho evidence append --policy` does it as long as it runs.";
    }
    return std::unexpected(std::move(error));
  }
  return std::make_unique<Cosigner>(std::move(*log), std::move(*lock), std::move(policy), options);
}

Cosigner::Cosigner(std::shared_ptr<tlog::Directory> log, std::unique_ptr<tlog::FileLock> lock,
                   tlog::QuorumPolicy policy, const CosignerOptions& options)
    : log_(std::move(log)),
      lock_(std::move(lock)),
      policy_(std::move(policy)),
      options_(options),
      seen_(policy_.witnesses().size()) {
  for (const tlog::PolicyWitness& witness : policy_.witnesses()) {
    witness_keys_.push_back(witness.key);
  }
}

Vouching Cosigner::ask_witness(size_t index, const tlog::Note& note,
                               const tlog::Checkpoint& checkpoint,
                               std::vector<tlog::NoteSignature>& lines) {
  using tlog::WitnessAnswer;
  const tlog::PolicyWitness& witness = policy_.witnesses()[index];
  uint64_t& seen = seen_[index];
  if (seen > checkpoint.size) seen = 0;  // it is asked again, in case that it mends
  tlog::TileReader tiles(*log_, checkpoint.size);
  const auto no = [&](std::string problem) {
    return refused(witness.name, false, std::move(problem));
  };
  for (int attempt = 0; attempt < kTries; ++attempt) {
    if (seen > checkpoint.size) {
      return refused(witness.name, false,
                     fmt::format("it says that it cosigned {} entries, and the log ends at {}: an "
                                 "older state of the log was restored, or it is wrong",
                                 seen, checkpoint.size),
                     true);
    }
    tlog::AddCheckpoint request{seen, {}, note};
    if (seen > 0 && seen < checkpoint.size) {
      Result<tlog::Proof> proof = tlog::prove_consistency(seen, checkpoint.size, tiles);
      if (!proof) return no(proof.error().message);
      request.proof = std::move(*proof);
    }
    const Result<net::HttpAnswer> answer =
        net::exchange({joined_url(witness.url, "add-checkpoint"), to_string(request), "text/plain"},
                      options_.limits);
    if (!answer) return no(answer.error().message);
    if (answer->status == WitnessAnswer::kConflict) {
      const Result<uint64_t> size = tlog::parse_conflict(answer->body);
      if (!size) return no(size.error().message);
      if (*size == seen && seen == checkpoint.size) {
        return refused(
            witness.name, false,
            fmt::format("it says that it cosigned another tree of {} entries: a fork", seen), true);
      }
      seen = *size;
      continue;
    }
    if (answer->status == WitnessAnswer::kNotConsistent && seen > 0) {
      return refused(witness.name, false,
                     fmt::format("it says that the {} entries which it cosigned are not the "
                                 "beginning of this log: a fork",
                                 seen),
                     true);
    }
    if (answer->status != WitnessAnswer::kCosigned) {
      return no(fmt::format("it answered with status {}", answer->status));
    }
    auto given = tlog::parse_cosignatures(note.text, answer->body);
    if (!given) return no(given.error().message);
    // Lines of keys that one does not know mean nothing.
    std::erase_if(*given, [&](const tlog::NoteSignature& line) {
      return line.name != witness.key.name() || line.key_id != witness.key.id();
    });
    const auto time = cosigned_at({note.text, *given}, witness.key);
    if (!time) return no("its answer has no cosignature of its key that holds");
    seen = checkpoint.size;
    lines = std::move(*given);
    return {witness.name, false, true, *time, {}, false};
  }
  return no("its newest size changed with each question");
}

Vouching Cosigner::ask_authority(size_t index, const std::string& text, std::string& stamp) const {
  const tlog::PolicyAuthority& authority = policy_.authorities()[index];
  const crypto::Digest digest = crypto::sha256(text);
  const crypto::TimeStampRequest request = crypto::make_time_stamp_request(digest);
  net::HttpLimits limits = options_.limits;
  limits.body_bytes = crypto::kMaxTimeStampBytes;
  Result<net::HttpAnswer> answer =
      net::exchange({authority.url, request.der, "application/timestamp-query"}, limits);
  if (!answer) return refused(authority.name, true, answer.error().message);
  if (answer->status != kOk) {
    return refused(authority.name, true, fmt::format("it answered with status {}", answer->status));
  }
  const auto given =
      crypto::verify_time_stamp(answer->body, digest, authority.roots, request.nonce);
  if (!given) return refused(authority.name, true, given.error().message);
  stamp = std::move(answer->body);
  return {authority.name, true, true, given->time, {}, false};
}

// The newest checkpoint of the log, and what vouches for it already.
struct Cosigner::Newest {
  tlog::Checkpoint checkpoint;
  tlog::Note own;       // with the log's signatures alone: what is sent
  tlog::Note whole;     // and with those of witnesses that stand in `checkpoint` or in `cosigned`
  tlog::Note standing;  // `checkpoint` as it is
  std::optional<tlog::Note> earlier;  // `cosigned` as it is
};

Result<Cosigner::Newest> Cosigner::read_newest() const {
  std::vector<tlog::VerifierKey> keys;
  for (const tlog::PolicyLog& log : policy_.logs()) keys.push_back(log.key);
  if (keys.empty()) {
    Result<std::vector<tlog::VerifierKey>> known = tlog::read_log_keys(*log_);
    if (!known) return std::unexpected(known.error());
    keys = std::move(*known);
  }
  Result<tlog::SignedCheckpoint> found = tlog::read_checkpoint(*log_, keys);
  if (!found) return std::unexpected(found.error());
  const Result<tlog::Note> note = tlog::parse_note(found->note);
  if (!note) return std::unexpected(note.error());
  Result<std::optional<tlog::Note>> earlier = read_note(*log_, tlog::kCosignedFile);
  if (!earlier) return std::unexpected(earlier.error());

  Newest newest{std::move(found->checkpoint), {note->text, {}}, {}, *note, std::move(*earlier)};
  std::ranges::copy_if(
      note->signatures, std::back_inserter(newest.own.signatures),
      [&](const tlog::NoteSignature& line) { return line.name == newest.checkpoint.origin; });
  newest.whole = newest.own;
  const auto take = [&](const tlog::Note& from) {
    if (from.text != newest.own.text) return;
    for (const tlog::NoteSignature& line : from.signatures) {
      const Result<void> added = tlog::add_cosignatures(newest.whole, {&line, 1}, witness_keys_);
      if (!added) continue;  // it does not hold, or is of a witness that the policy does not know
    }
  };
  take(newest.standing);
  if (!newest.earlier) return newest;
  take(*newest.earlier);
  const Result<tlog::Checkpoint> before = tlog::parse_checkpoint(newest.earlier->text);
  if (!before || before->origin != newest.checkpoint.origin) {
    return fail(ErrorCode::kBadInput, "the file is no checkpoint of this log",
                {std::string(tlog::kCosignedFile)}, "Move it away; it is written again.");
  }
  if (before->size > newest.checkpoint.size ||
      (before->size == newest.checkpoint.size && before->root != newest.checkpoint.root)) {
    return fail(
        ErrorCode::kBadInput,
        fmt::format("{} entries were cosigned, and the log does not continue them", before->size),
        {std::string(tlog::kCosignedFile)},
        "Bring back the newest state of the log, or continue under a new origin.");
  }
  return newest;
}

// What is there without asking anybody: witnesses, then authorities.
Result<std::vector<Vouching>> Cosigner::standing(const Newest& newest) const {
  std::vector<Vouching> out;
  for (const tlog::PolicyWitness& witness : policy_.witnesses()) {
    const auto time = cosigned_at(newest.whole, witness.key);
    out.push_back(time ? Vouching{witness.name, false, true, *time, {}, false}
                       : refused(witness.name, false, "the policy names no address of it"));
  }
  const auto stamps = standing_stamps(*log_, policy_, newest.own.text, newest.checkpoint.size);
  if (!stamps) return std::unexpected(stamps.error());
  for (size_t i = 0; i < stamps->size(); ++i) {
    const std::string& name = policy_.authorities()[i].name;
    const std::optional<Instant>& time = (*stamps)[i];
    out.push_back(time ? Vouching{name, true, true, *time, {}, false}
                       : refused(name, true, "it gave no time stamp yet"));
  }
  return out;
}

Result<void> Cosigner::keep_stamp(const std::string& name, const std::string& stamp) {
  if (auto made = log_->make_directory(tlog::kTimestampsDirectory); !made) return made;
  if (auto synced = log_->sync(); !synced) return synced;
  const auto directory = log_->directory(tlog::kTimestampsDirectory);
  if (!directory) return std::unexpected(directory.error());
  return tlog::write_durably(**directory, name, stamp);
}

Result<CosigningRound> Cosigner::round(bool stamps, const JoinCheckpoint& join) {
  Result<Newest> newest = read_newest();
  if (!newest) return std::unexpected(newest.error());
  Result<std::vector<Vouching>> vouchings = standing(*newest);
  if (!vouchings) return std::unexpected(vouchings.error());

  const size_t witnesses = policy_.witnesses().size();
  std::vector<size_t> asked;
  for (size_t i = 0; i < vouchings->size(); ++i) {
    const bool has_address = i < witnesses ? !policy_.witnesses()[i].url.empty()
                                           : !policy_.authorities()[i - witnesses].url.empty();
    if (!(*vouchings)[i].vouched && has_address && (i < witnesses || stamps)) asked.push_back(i);
  }
  std::vector<std::vector<tlog::NoteSignature>> lines(witnesses);
  std::vector<std::string> given(policy_.authorities().size());
  at_once(asked.size(), [&](size_t task) {
    const size_t i = asked[task];
    (*vouchings)[i] = i < witnesses
                          ? ask_witness(i, newest->own, newest->checkpoint, lines[i])
                          : ask_authority(i - witnesses, newest->own.text, given[i - witnesses]);
  });
  for (size_t i = 0; i < witnesses; ++i) {
    if (auto added = tlog::add_cosignatures(newest->whole, lines[i], witness_keys_); !added) {
      return std::unexpected(added.error());
    }
  }
  for (size_t i = 0; i < given.size(); ++i) {
    if (given[i].empty()) continue;
    const std::string name =
        tlog::stamp_file(newest->checkpoint.size, policy_.authorities()[i].name);
    if (auto kept = keep_stamp(name, given[i]); !kept) return std::unexpected(kept.error());
  }
  return conclude(*newest, std::move(*vouchings), join);
}

// Writes what was gathered to where it belongs.
Result<CosigningRound> Cosigner::conclude(const Newest& newest, std::vector<Vouching> vouchings,
                                          const JoinCheckpoint& join) {
  CosigningRound round{newest.checkpoint, std::move(vouchings), false, true};
  std::vector<bool> stamped;
  for (const Vouching& one : round.vouchings) {
    if (one.authority) stamped.push_back(one.vouched);
  }
  const tlog::QuorumVerdict verdict = tlog::judge_quorum(policy_, newest.whole, stamped);
  round.met = verdict.met && verdict.signed_by_log;

  tlog::Note others{newest.whole.text, {}};
  std::ranges::copy_if(newest.whole.signatures, std::back_inserter(others.signatures),
                       [&](const tlog::NoteSignature& line) {
                         return std::ranges::find(newest.standing.signatures, line) ==
                                newest.standing.signatures.end();
                       });
  if (!others.signatures.empty()) {
    const Result<bool> joined = join(others, witness_keys_);
    if (!joined) return std::unexpected(joined.error());
    round.joined = *joined;
  }
  if (!round.met || newest.whole == newest.earlier) return round;
  if (auto kept = tlog::write_durably(*log_, tlog::kCosignedFile, to_string(newest.whole)); !kept) {
    return std::unexpected(kept.error());
  }
  return round;
}

JoinCheckpoint join_unless_written(std::shared_ptr<tlog::Directory> log) {
  return [log = std::move(log)](const tlog::Note& cosigned,
                                std::span<const tlog::VerifierKey> witnesses) -> Result<bool> {
    Result<bool> joined = tlog::publish_cosignatures(*log, cosigned, witnesses);
    if (!joined && joined.error().code == ErrorCode::kUsage) return false;
    return joined;
  };
}

}  // namespace sekisho::service

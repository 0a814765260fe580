#include "tlog/cosignatures.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "tlog/log.h"
#include "tlog/simulated_files_test.h"
#include "tlog/temporary_log_test.h"

namespace sekisho::tlog {
namespace {

using Failure = SimulatedDisk::Failure;

const std::array<SignerKey, 2> kWitnesses{
    SignerKey::generate("a.example", KeyType::kCosignatureV1).value(),
    SignerKey::generate("b.example", KeyType::kCosignatureV1).value()};
const std::array<VerifierKey, 2> kKnown{kWitnesses[0].verifier(), kWitnesses[1].verifier()};

Note cosigned(const Checkpoint& checkpoint, size_t witness, uint64_t time = 7) {
  const std::string text = checkpoint_text(checkpoint);
  return {text, {sign_note(text, kWitnesses.at(witness), time)}};
}

std::vector<std::string> names_on(Directory& log) {
  std::vector<std::string> names;
  const Note note = parse_note(read_whole(log, kCheckpointFile, 1 << 20).value()).value();
  for (const NoteSignature& line : note.signatures) names.push_back(line.name);
  return names;
}

using Names = std::vector<std::string>;
constexpr const char* kOrigin = "test.example/log";

TEST(Cosignatures, JoinTheCheckpointWhileItIsTheNewest) {
  const TemporaryLog place;
  const auto files = place.place().log;
  ASSERT_TRUE(Log::create(place.place(), place.signer()));
  auto log =
      Log::open(place.place(), place.signers(), {.publish_every = std::chrono::hours(1)}).value();
  ASSERT_TRUE(log->append("one"));
  const Checkpoint first = log->publish().value();
  EXPECT_EQ(log->add_cosignatures(cosigned(first, 1), kKnown), true);
  EXPECT_EQ(log->add_cosignatures(cosigned(first, 0), kKnown), true);
  EXPECT_EQ(log->add_cosignatures(cosigned(first, 1, 8), kKnown), true);
  EXPECT_EQ(names_on(*files), (Names{kOrigin, "b.example", "a.example"}));
  // Nobody else may write meanwhile.
  EXPECT_EQ(publish_cosignatures(*files, cosigned(first, 0), kKnown).error().code,
            ErrorCode::kUsage);

  // They outlive the process, and a key that is added.
  log.reset();
  log = Log::open(place.place(), place.signers(), {.publish_every = std::chrono::hours(1)}).value();
  ASSERT_TRUE(log->add_key(SignerKey::generate(kOrigin, KeyType::kEd25519).value()));
  EXPECT_EQ(names_on(*files), (Names{kOrigin, kOrigin, "b.example", "a.example"}));

  ASSERT_TRUE(log->append("two"));
  ASSERT_TRUE(log->publish());
  EXPECT_EQ(names_on(*files), (Names{kOrigin, kOrigin}));
  EXPECT_EQ(log->add_cosignatures(cosigned(first, 1), kKnown), false);
  EXPECT_EQ(names_on(*files), (Names{kOrigin, kOrigin}));
}

TEST(Cosignatures, WhatDoesNotVerifyIsRefusedAndChangesNothing) {
  const TemporaryLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer()));
  const auto log = Log::open(place.place(), place.signers()).value();
  const Checkpoint empty = log->published();
  Note note = cosigned(empty, 0);
  EXPECT_EQ(log->add_cosignatures(note, {&kKnown[1], 1}).error().code, ErrorCode::kBadInput);
  note.signatures.push_back(sign_note("another text\n", kWitnesses[1], 7));
  EXPECT_EQ(log->add_cosignatures(note, kKnown).error().code, ErrorCode::kBadInput);
  // Another log's key is no witness, even if somebody lists it as one.
  const SignerKey other = SignerKey::generate("other.example", KeyType::kEd25519).value();
  const std::array listed{other.verifier()};
  note.signatures = {sign_note(note.text, other)};
  EXPECT_EQ(log->add_cosignatures(note, listed).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(names_on(*place.place().log), Names{kOrigin});
  // The log goes on.
  EXPECT_TRUE(log->append("one"));
  EXPECT_EQ(log->add_cosignatures(cosigned(log->publish().value(), 0), kKnown), true);
}

TEST(Cosignatures, StampsHaveOneKindOfPath) {
  EXPECT_TRUE(is_stamp_path("timestamps/" + stamp_file(0, "tsa-1_A")));
  for (const char* path :
       {"timestamps/7.tsr", "timestamps/-a.tsr", "timestamps/7-.tsr", "timestamps/07-a.tsr",
        "timestamps/7-a.b.tsr", "timestamps/7-../a.tsr", "timestamps/7-a.tsr.tmp",
        "timestamps7-a.tsr", "timestamps//7-a.tsr", "timestamps/", "timestamps/.tsr"}) {
    EXPECT_FALSE(is_stamp_path(path)) << path;
  }
}

TEST(Cosignatures, JoinALogThatNobodyWrites) {
  const TemporaryLog place;
  const auto files = place.place().log;
  ASSERT_TRUE(Log::create(place.place(), place.signer()));
  const Checkpoint empty{kOrigin, 0, empty_root()};
  EXPECT_EQ(publish_cosignatures(*files, cosigned(empty, 0), kKnown), true);
  EXPECT_EQ(publish_cosignatures(*files, cosigned({kOrigin, 1, {}}, 1), kKnown), false);
  EXPECT_EQ(publish_cosignatures(*files, cosigned(empty, 1), {&kKnown[0], 1}).error().code,
            ErrorCode::kBadInput);
  EXPECT_EQ(names_on(*files), (Names{kOrigin, "a.example"}));
  ASSERT_TRUE(Log::open(place.place(), place.signers()));
  EXPECT_EQ(names_on(*files), (Names{kOrigin, "a.example"}));
}

// What one life of a process does: entries, publications, cosignatures. Gives the largest
// checkpoint whose publication it was told of.
Checkpoint live(const LogPlace& place, const SignerKey& key) {
  std::vector<SignerKey> signers;
  signers.push_back(SignerKey::parse(key.to_secret_string()).value());
  Checkpoint published{kOrigin, 0, empty_root()};
  const auto log = open_log_directory(place, std::move(signers), 1 << 14);
  if (!log) return published;
  for (int entry = 0; entry < 4; ++entry) {
    if (!log->publisher->add("entry", leaf_hash("entry"))) break;
    if (const auto next = log->publisher->publish()) published = *next;
    for (const size_t witness : {0, 1}) {
      [[maybe_unused]] const auto joined =
          log->publisher->add_cosignatures(cosigned(published, witness), kKnown);
    }
  }
  return published;
}

// On a disk that stops or fails at each call in turn, the checkpoint that stands there is never
// smaller than one that was published, and each of its lines verifies.
TEST(Cosignatures, ACrashLeavesACheckpointThatHolds) {
  const SignerKey key = SignerKey::generate(kOrigin, KeyType::kEd25519).value();
  const std::vector<VerifierKey> all{key.verifier(), kKnown[0], kKnown[1]};
  size_t lines = 0;
  for (const Failure failure : {Failure::kStop, Failure::kIoError, Failure::kNoSpace}) {
    // Until the call that fails is one that the life does not reach.
    bool reached = true;
    for (uint64_t call = 0; reached; ++call) {
      SCOPED_TRACE(fmt::format("call {}, failure {}", call, static_cast<int>(failure)));
      SimulatedDisk disk(call);
      const auto root = disk.root();
      ASSERT_TRUE(root->make_directory("log") && root->make_directory("guard") && root->sync());
      const LogPlace place{root->directory("log").value(), root->directory("guard").value(), "g"};
      ASSERT_TRUE(create_log_directory(place, key, 1 << 14));
      const uint64_t before = disk.calls();
      disk.fail_at(before + call, failure);
      const Checkpoint published = live(place, key);
      reached = disk.calls() > before + call;
      disk.crash();
      const Note note =
          parse_note(read_whole(*place.log, kCheckpointFile, 1 << 20).value()).value();
      EXPECT_GE(parse_checkpoint(note.text)->size, published.size);
      const auto by = verify_note(note, all);
      ASSERT_TRUE(by);
      EXPECT_EQ(by->size(), note.signatures.size());
      lines += note.signatures.size();
    }
  }
  EXPECT_GT(lines, 100u);
}

}  // namespace
}  // namespace sekisho::tlog

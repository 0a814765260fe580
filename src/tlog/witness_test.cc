#include "tlog/witness.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <random>
#include <thread>

#include "base/file.h"
#include "tlog/memory_tree_test.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {
namespace {

using Failure = SimulatedDisk::Failure;
constexpr const char* kOrigin = "log.example/one";
constexpr Instant kNow{1'700'000'000 * kMicrosPerSecond};

SignerKey copy_of(const SignerKey& key) {
  return SignerKey::parse(key.to_secret_string()).value();
}

// A log that asks: its tree, and another one with the same first leaves.
struct Asking {
  SignerKey key = SignerKey::generate(kOrigin, KeyType::kEd25519).value();
  MemoryTree tree{0}, fork{0};

  explicit Asking(uint64_t size = 40, uint64_t common = 10) : tree(size), fork(common) {
    while (fork.frontier().size() < size) fork.add("another entry");
  }

  static Checkpoint at(MemoryTree& of, uint64_t size) {
    return {kOrigin, size, root_of(size, of).value()};
  }
  Note note(const Checkpoint& checkpoint) const {
    const std::string text = checkpoint_text(checkpoint);
    return {text, {sign_note(text, key)}};
  }
  // What an honest client sends for this tree.
  AddCheckpoint request(MemoryTree& of, uint64_t old_size, uint64_t size) const {
    Proof proof;
    if (old_size > 0 && old_size <= size) proof = prove_consistency(old_size, size, of).value();
    return {old_size, proof, note(at(of, size))};
  }
};

class WitnessTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(add_witnessed_log(*directory(), log.key.verifier()));
    start();
  }
  std::shared_ptr<Directory> directory() { return disk.root(); }
  void start() {
    witness.reset();
    witness = Witness::open(directory(), copy_of(key)).value();
  }
  int ask(const AddCheckpoint& request) {
    answer = witness->add_checkpoint(to_string(request), kNow);
    return answer.status;
  }
  int ask(uint64_t old_size, uint64_t size) { return ask(log.request(log.tree, old_size, size)); }
  void expect_cosigned(const Note& note) {
    const std::vector<VerifierKey> keys{key.verifier()};
    const auto lines = parse_cosignatures(note.text, answer.body);
    ASSERT_TRUE(lines) << answer.body;
    const auto by = verify_note({note.text, *lines}, keys);
    ASSERT_TRUE(by && by->size() == 1) << answer.body;
    EXPECT_EQ(by->front().time, 1'700'000'000u);
  }

  SimulatedDisk disk{1};
  Asking log;
  SignerKey key = SignerKey::generate("witness.example/w", KeyType::kCosignatureV1).value();
  std::unique_ptr<Witness> witness;
  WitnessAnswer answer;
};

TEST_F(WitnessTest, CosignsWhatContinues) {
  for (const auto& [old_size, size] :
       std::vector<std::pair<uint64_t, uint64_t>>{{0, 0}, {0, 3}, {3, 3}, {3, 4}, {4, 40}}) {
    ASSERT_EQ(ask(old_size, size), WitnessAnswer::kCosigned) << answer.body;
    expect_cosigned(log.note(Asking::at(log.tree, size)));
    EXPECT_EQ(content_type_of(answer), "text/plain; charset=utf-8");
  }
  // Other lines stay outside, and what the log adds to its text is signed as it stands.
  AddCheckpoint request = log.request(log.tree, 40, 40);
  request.checkpoint.text += "an extension\n";
  request.checkpoint.signatures = {
      sign_note(request.checkpoint.text, SignerKey::generate("x", KeyType::kEd25519).value()),
      sign_note(request.checkpoint.text, log.key)};
  ASSERT_EQ(ask(request), WitnessAnswer::kCosigned) << answer.body;
  expect_cosigned(request.checkpoint);
}

TEST_F(WitnessTest, AnswersWhatTheStandardSays) {
  ASSERT_EQ(ask(0, 20), WitnessAnswer::kCosigned);
  EXPECT_EQ(witness->add_checkpoint("nonsense", kNow).status, WitnessAnswer::kMalformed);
  EXPECT_EQ(ask(31, 30), WitnessAnswer::kMalformed);

  EXPECT_EQ(ask(0, 30), WitnessAnswer::kConflict);
  EXPECT_EQ(answer.body, "20\n");
  EXPECT_EQ(content_type_of(answer), "text/x.tlog.size");
  EXPECT_EQ(ask(10, 15), WitnessAnswer::kConflict);  // smaller than what was cosigned
  EXPECT_EQ(ask(25, 30), WitnessAnswer::kConflict);

  AddCheckpoint request = log.request(log.tree, 20, 30);
  request.proof.pop_back();
  EXPECT_EQ(ask(request), WitnessAnswer::kNotConsistent);
  request = log.request(log.tree, 20, 20);
  request.proof.push_back({});
  EXPECT_EQ(ask(request), WitnessAnswer::kNotConsistent);

  request = log.request(log.tree, 20, 30);
  request.checkpoint.signatures = {
      sign_note(request.checkpoint.text, SignerKey::generate(kOrigin, KeyType::kEd25519).value())};
  EXPECT_EQ(ask(request), WitnessAnswer::kNotSigned);
  request.checkpoint.signatures = {sign_note("another text\n", log.key)};
  EXPECT_EQ(ask(request), WitnessAnswer::kNotSigned);

  const std::string other = checkpoint_text({"log.example/two", 1, {}});
  request.checkpoint = {other, {sign_note(other, log.key)}};
  EXPECT_EQ(ask(request), WitnessAnswer::kUnknownLog);
  request.checkpoint = {"no checkpoint\n", {sign_note("no checkpoint\n", log.key)}};
  EXPECT_EQ(ask(request), WitnessAnswer::kMalformed);

  EXPECT_EQ(ask(20, 30), WitnessAnswer::kCosigned);  // nothing of that changed anything
}

TEST_F(WitnessTest, TheFirstCheckpointTakesNoProof) {
  AddCheckpoint request = log.request(log.tree, 0, 7);
  request.proof.push_back({});
  EXPECT_EQ(ask(request), WitnessAnswer::kNotConsistent);
  // A tree without leaves has one root.
  EXPECT_EQ(ask({0, {}, log.note({kOrigin, 0, leaf_hash("x")})}), WitnessAnswer::kConflict);
  EXPECT_EQ(ask(0, 7), WitnessAnswer::kCosigned);
}

TEST_F(WitnessTest, AForkIsRefusedAndKept) {
  ASSERT_EQ(ask(0, 20), WitnessAnswer::kCosigned);
  EXPECT_EQ(ask(log.request(log.fork, 20, 30)), WitnessAnswer::kNotConsistent);
  EXPECT_FALSE(read_witnessed_logs(*directory())->front().other_tree);
  EXPECT_EQ(ask(log.request(log.fork, 20, 20)), WitnessAnswer::kConflict);
  EXPECT_EQ(answer.body, "20\n");
  const WitnessedLog known = read_witnessed_logs(*directory())->front();
  EXPECT_EQ(known.checkpoint, Asking::at(log.tree, 20));
  EXPECT_EQ(known.other_tree, log.note(Asking::at(log.fork, 20)));
}

TEST_F(WitnessTest, RemembersAcrossRestartsAndTakesFurtherKeys) {
  ASSERT_EQ(ask(0, 20), WitnessAnswer::kCosigned);
  EXPECT_EQ(Witness::open(directory(), copy_of(key)).error().code, ErrorCode::kUsage);
  const SignerKey second = SignerKey::generate(kOrigin, KeyType::kEd25519).value();
  EXPECT_EQ(add_witnessed_log(*directory(), second.verifier()).error().code, ErrorCode::kUsage);
  witness.reset();
  ASSERT_TRUE(add_witnessed_log(*directory(), second.verifier()));
  EXPECT_EQ(add_witnessed_log(*directory(), second.verifier()).error().code, ErrorCode::kUsage);
  EXPECT_EQ(add_witnessed_log(*directory(), key.verifier()).error().code, ErrorCode::kUsage);
  EXPECT_EQ(Witness::open(directory(), copy_of(second)).error().code, ErrorCode::kUsage);
  start();
  EXPECT_EQ(ask(0, 20), WitnessAnswer::kConflict);
  AddCheckpoint request = log.request(log.tree, 20, 30);
  request.checkpoint.signatures = {sign_note(request.checkpoint.text, second)};
  EXPECT_EQ(ask(request), WitnessAnswer::kCosigned);
  start();
  EXPECT_EQ(ask(30, 40), WitnessAnswer::kCosigned);
}

TEST_F(WitnessTest, DamageIsFoundBeforeAnythingIsSigned) {
  ASSERT_EQ(ask(0, 20), WitnessAnswer::kCosigned);
  witness.reset();
  const auto logs = directory()->directory("logs").value();
  const std::string name = logs->names()->front();
  const uint64_t size = logs->open(name, OpenMode::kRead).value()->size().value();
  for (uint64_t byte = 0; byte < size; ++byte) {
    const uint64_t bit = byte * 8 + byte % 8;
    ASSERT_TRUE(disk.flip("logs/" + name, bit));
    const auto opened = Witness::open(directory(), copy_of(key));
    EXPECT_FALSE(opened) << "byte " << byte;
    ASSERT_TRUE(disk.flip("logs/" + name, bit));
  }
  start();
}

// The example of docs/formats/witness.md.
TEST_F(WitnessTest, ReadsWhatTheDocumentShows) {
  const std::string document = read_file(SEKISHO_ROOT "/docs/formats/witness.md", 1 << 20).value();
  const std::string fence = "```text\n";
  const size_t begin = document.find(fence) + fence.size();
  const std::string example = document.substr(begin, document.find("```", begin) - begin);
  const auto logs = directory()->directory("logs").value();
  ASSERT_TRUE(write_durably(*logs, "4d3203c8f35cdf600e475f55fede6081", example));
  const std::vector<WitnessedLog> known = read_witnessed_logs(*directory()).value();
  ASSERT_EQ(known.size(), 2u);
  EXPECT_EQ(known[0].origin(), "example.com/log");
  EXPECT_EQ(known[0].checkpoint.root, MemoryTree(3).frontier().root());
}

TEST_F(WitnessTest, OfManyAtOnceOneIsCosignedForEachSize) {
  ASSERT_EQ(ask(0, 10), WitnessAnswer::kCosigned);
  std::atomic<int> cosigned = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      Asking mine = Asking();
      MemoryTree& tree = i % 2 == 0 ? mine.tree : mine.fork;
      for (uint64_t size = 11; size <= 40; ++size) {
        AddCheckpoint request{10, prove_consistency(10, size, tree).value(), {}};
        request.checkpoint = log.note(Asking::at(tree, size));
        if (witness->add_checkpoint(to_string(request), kNow).status == WitnessAnswer::kCosigned) {
          ++cosigned;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cosigned, 1);
}

// A log that tells two stories asks a witness whose disk stops, fails or fills up.
class CrashingWitness {
 public:
  explicit CrashingWitness(uint64_t seed) : random_(seed), disk_(seed) {
    EXPECT_TRUE(add_witnessed_log(*disk_.root(), log_.key.verifier()));
  }
  SimulatedDisk& disk() { return disk_; }
  int cosigned() const { return cosigned_; }

  void live(int requests) {
    auto witness = Witness::open(disk_.root(), copy_of(key_));
    if (!witness) return;
    uint64_t old_size = 0;
    bool failed = false;
    for (int i = 0; i < requests; ++i) {
      MemoryTree& tree = random_() % 2 == 0 ? log_.tree : log_.fork;
      const uint64_t size = std::min<uint64_t>(old_size + random_() % 5, kSize);
      const WitnessAnswer answer =
          (*witness)->add_checkpoint(to_string(log_.request(tree, old_size, size)), kNow);
      if (answer.status == WitnessAnswer::kConflict) old_size = parse_conflict(answer.body).value();
      if (answer.status == WitnessAnswer::kFailed) failed = true;
      if (answer.status != WitnessAnswer::kCosigned) continue;
      EXPECT_FALSE(failed) << "it signs after its disk failed";
      check(Asking::at(tree, size));
      old_size = size;
      ++cosigned_;
    }
  }

 private:
  static constexpr uint64_t kSize = 60;

  // Everything that was ever cosigned is one tree that grows.
  void check(const Checkpoint& next) {
    EXPECT_GE(next.size, newest_.size);
    if (next.size == newest_.size) EXPECT_EQ(next.root, newest_.root);
    if (newest_.size > 0 && newest_.size < next.size) {
      const bool continues =
          std::ranges::any_of(std::array{&log_.tree, &log_.fork}, [&](MemoryTree* tree) {
            return Asking::at(*tree, newest_.size) == newest_ &&
                   Asking::at(*tree, next.size) == next;
          });
      EXPECT_TRUE(continues) << newest_.size << " to " << next.size;
    }
    newest_ = next;
  }

  std::mt19937_64 random_;
  SimulatedDisk disk_;
  Asking log_{kSize, 6};
  SignerKey key_ = SignerKey::generate("witness.example/w", KeyType::kCosignatureV1).value();
  Checkpoint newest_{kOrigin, 0, empty_root()};
  int cosigned_ = 0;
};

TEST(WitnessCrash, WhateverTheDiskDoesOneTreeIsCosigned) {
  constexpr int kRequests = 12;
  int cosigned = 0;
  fail_at_every_call<CrashingWitness>(
      3, [](CrashingWitness& run) { run.live(kRequests); },
      [&](CrashingWitness& run, Failure failure, uint64_t) {
        if (failure != Failure::kStop) run.live(5);  // another process, on what memory shows
        run.disk().crash();
        run.live(kRequests);
        cosigned += run.cosigned();
      });
  EXPECT_GT(cosigned, 500);
}

}  // namespace
}  // namespace sekisho::tlog

// A log runs on a disk that stops, fails or fills up at every call in turn. Afterwards everything
// that was acknowledged is there, and nothing is signed twice for one size. No threads: the same
// seed makes the same calls.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "tlog/entry_bundle.h"
#include "tlog/log_directory.h"
#include "tlog/note.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {
namespace {

using Failure = SimulatedDisk::Failure;
constexpr std::string_view kOrigin = "crash.example/log";
constexpr uint64_t kSegmentBytes = 32'768;

const std::string& secret() {
  static const std::string made =
      SignerKey::generate(std::string(kOrigin), KeyType::kEd25519).value().to_secret_string();
  return made;
}

std::vector<SignerKey> signers() {
  std::vector<SignerKey> out;
  out.push_back(SignerKey::parse(secret()).value());
  return out;
}

class CrashRun {
 public:
  explicit CrashRun(uint64_t seed) : seed_(seed), random_(seed), disk_(seed) {
    const auto root = disk_.root();
    EXPECT_TRUE(root->make_directory("log") && root->make_directory("guard") && root->sync());
    disk_.watch(std::string(kOrigin) + "\n");
  }

  SimulatedDisk& disk() { return disk_; }

  // Makes the log where it is not there, opens it, and works until an error or the end.
  void work(int steps) {
    ++life_;
    const LogPlace place{disk_.root()->directory("log").value(),
                         disk_.root()->directory("guard").value(), "guard"};
    if (!place.log->open(kCheckpointFile, OpenMode::kRead)) {
      if (!create_log_directory(place, signers()[0], kSegmentBytes)) return;
    }
    Result<LogDirectory> log = open_log_directory(place, signers(), kSegmentBytes);
    if (!log) {
      refusal_ = to_string(log.error());
      return;
    }
    refusal_.clear();
    adopt(*place.log, log->publisher->published());
    std::vector<JournalGroup> waiting;  // durable, and not yet in the tree
    for (int step = 0; step < steps; ++step) {
      if (!append(*log->journal, waiting)) return;
      if (random_() % 4 == 0 && !log->journal->mark()) return;
      if (random_() % 4 == 0 && !log->journal->prepare()) return;
      if (random_() % 3 != 0) continue;
      for (const JournalGroup& group : waiting) {
        size_t i = 0;
        for (const std::string_view entry : group.entries()) {
          if (!log->publisher->add(entry, group.leaves()[i++])) return;
        }
      }
      waiting.clear();
      if (random_() % 2 == 0) continue;
      const uint64_t size_before = log->publisher->published().size;
      if (!log->publisher->publish() || !log->journal->forget(size_before)) return;
    }
  }

  // What the log holds now is what was acknowledged, perhaps with more behind it.
  void expect_whole() {
    EXPECT_EQ(refusal_, "") << "seed " << seed_;
    EXPECT_GE(entries_.size(), acknowledged_) << "seed " << seed_;
    // What was signed, in this order, whether it reached the disk or not.
    std::vector<Checkpoint> signed_ones;
    for (const std::string& bytes : disk_.watched()) {
      // Guards and frozen files do not begin so; whatever does was signed.
      const auto note = parse_note(bytes);
      if (note) signed_ones.push_back(parse_checkpoint(note->text).value());
    }
    EXPECT_FALSE(signed_ones.empty());
    for (size_t i = 1; i < signed_ones.size(); ++i) {
      EXPECT_GE(signed_ones[i].size, signed_ones[i - 1].size) << "seed " << seed_;
      if (signed_ones[i].size == signed_ones[i - 1].size)
        EXPECT_EQ(signed_ones[i].root, signed_ones[i - 1].root) << "seed " << seed_;
    }
  }

  // After a start everything is published: a partial tile stands only where the full one does not.
  void expect_no_leftovers() { expect_no_leftovers(*disk_.root()->directory("log").value()); }

 private:
  void expect_no_leftovers(Directory& directory) {
    for (const std::string& name : directory.names().value()) {
      const auto below = directory.directory(name);
      if (below) expect_no_leftovers(**below);
      if (name.ends_with(".p")) {
        EXPECT_FALSE(directory.open(name.substr(0, name.size() - 2), OpenMode::kRead))
            << "seed " << seed_ << ", left of a partial tile: " << name;
      }
    }
  }

  // One or two groups are written before they are synced and with that acknowledged.
  bool append(Journal& journal, std::vector<JournalGroup>& waiting) {
    std::vector<JournalGroup> written;
    for (uint64_t groups = 1 + random_() % 2; groups > 0; --groups) {
      JournalGroup group;
      for (uint64_t i = 0, count = 1 + random_() % 60; i < count; ++i) {
        group.add(fmt::format("{} of life {} {}", journal.end() + i, life_,
                              std::string(random_() % 40, 'x')));
      }
      group.hash();
      if (journal.must_sync(group) && !acknowledge(journal, written, waiting)) return false;
      if (!journal.write(group)) return false;
      written.push_back(std::move(group));
    }
    return acknowledge(journal, written, waiting);
  }

  bool acknowledge(Journal& journal, std::vector<JournalGroup>& written,
                   std::vector<JournalGroup>& waiting) {
    if (!journal.sync()) return false;
    for (JournalGroup& group : written) {
      for (const std::string_view entry : group.entries()) entries_.emplace_back(entry);
      waiting.push_back(std::move(group));
    }
    written.clear();
    EXPECT_EQ(entries_.size(), journal.end());
    acknowledged_ = entries_.size();
    return true;
  }

  // Reads the published log, compares it with what is known, and knows it from now on.
  void adopt(Directory& log, const Checkpoint& published) {
    TileReader tiles(log, published.size);
    std::vector<std::string> found;
    for (uint64_t index = 0; index * kTileWidth < published.size; ++index) {
      const std::string bundle = tiles.bundle(index).value();
      const size_t count = std::min<uint64_t>(kTileWidth, published.size - index * kTileWidth);
      for (const std::string_view entry : read_bundle(bundle, count).value())
        found.emplace_back(entry);
    }
    ASSERT_GE(found.size(), acknowledged_) << "seed " << seed_;
    for (size_t i = 0; i < acknowledged_; ++i)
      ASSERT_EQ(found[i], entries_[i]) << "seed " << seed_ << ", entry " << i;
    EXPECT_EQ(root_of(published.size, tiles).value(), published.root) << "seed " << seed_;
    entries_ = std::move(found);
    acknowledged_ = entries_.size();
  }

  uint64_t seed_;
  std::mt19937_64 random_;
  SimulatedDisk disk_;
  int life_ = 0;
  std::string refusal_;
  std::vector<std::string> entries_;
  size_t acknowledged_ = 0;
};

constexpr int kSteps = 14;

// One run that fails at `call`; a process that starts again on the disk as memory shows it, where
// the machine still runs; a power loss; and two more starts.
void run(uint64_t seed, uint64_t call, Failure failure) {
  SCOPED_TRACE(fmt::format("seed {}, call {}, failure {}", seed, call, static_cast<int>(failure)));
  CrashRun run(seed);
  run.disk().fail_at(run.disk().calls() + call, failure);
  run.work(kSteps);
  if (failure != Failure::kStop) {
    // Every other time the power goes while it starts.
    constexpr uint64_t kCallsOfAStart = 40;
    const bool goes_on = call % 2 == 0;
    const uint64_t stop = goes_on ? ~uint64_t{0} : run.disk().calls() + call / 2 % kCallsOfAStart;
    run.disk().fail_at(stop, Failure::kStop);
    run.work(3);
    if (goes_on) run.expect_whole();
  }
  run.disk().crash();
  run.work(5);
  run.expect_whole();
  run.disk().crash();
  run.work(0);
  run.expect_whole();
  run.expect_no_leftovers();
}

uint64_t calls_of(uint64_t seed) {
  CrashRun run(seed);
  const uint64_t before = run.disk().calls();
  run.work(kSteps);
  run.expect_whole();
  return run.disk().calls() - before;
}

uint64_t number_from(const char* name, uint64_t otherwise) {
  const char* asked = std::getenv(name);
  if (asked == nullptr) return otherwise;
  if (std::string_view(asked) == "random") return std::random_device{}();
  return std::strtoull(asked, nullptr, 10);
}

TEST(Crash, AtEveryCallNothingAcknowledgedIsLostAndNothingIsSignedTwice) {
  uint64_t points = 0;
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const uint64_t calls = calls_of(seed);
    for (const Failure failure : {Failure::kStop, Failure::kIoError, Failure::kNoSpace}) {
      for (uint64_t call = 0; call < calls; ++call, ++points) {
        run(seed, call, failure);
        if (HasFatalFailure() || HasNonfatalFailure()) return;
      }
    }
  }
  fmt::print("{} distinct points: each call of 3 seeds, each failure\n", points);
  EXPECT_GE(points, 500u);
}

// Each seed fails at a call of its own. SEKISHO_CRASH_SEEDS says how many, SEKISHO_CRASH_SEED the
// first one, or `random`.
TEST(Crash, SeedsFailSomewhere) {
  const uint64_t seeds = number_from("SEKISHO_CRASH_SEEDS", 200);
  const uint64_t first = number_from("SEKISHO_CRASH_SEED", 1000);
  fmt::print("seeds {} to {}\n", first, first + seeds - 1);
  for (uint64_t seed = first; seed < first + seeds; ++seed) {
    std::mt19937_64 random(seed);
    constexpr uint64_t kSomewhere = 600;
    run(seed, random() % kSomewhere, static_cast<Failure>(random() % 3));
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
}

}  // namespace
}  // namespace sekisho::tlog

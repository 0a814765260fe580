// A log runs on a disk that stops, fails or fills up at every call in turn. Afterwards everything
// that was acknowledged is there, and nothing is signed twice for one size. No threads: the same
// seed makes the same calls.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "tlog/entry_bundle.h"
#include "tlog/log_directory.h"
#include "tlog/note.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {
namespace {

using Failure = SimulatedDisk::Failure;
constexpr std::string_view kOrigin = "crash.example/log";
constexpr uint64_t kSegmentBytes = 8192;

const std::string& secret() {
  static const std::string kSecret =
      SignerKey::generate(std::string(kOrigin), KeyType::kEd25519).value().to_secret_string();
  return kSecret;
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
    std::vector<std::pair<std::string, Hash>> waiting;  // durable, and not yet in the tree
    for (int step = 0; step < steps; ++step) {
      if (!append(*log->journal, waiting)) return;
      if (random_() % 3 != 0) continue;
      for (const auto& [entry, leaf] : waiting) {
        if (!log->publisher->add(entry, leaf)) return;
      }
      waiting.clear();
      if (random_() % 2 == 0) continue;
      const Result<Checkpoint> published = log->publisher->publish();
      if (!published || !log->journal->forget(published->size)) return;
    }
  }

  // What the log holds now is what was acknowledged, perhaps with more behind it.
  void expect_whole() {
    EXPECT_EQ(refusal_, "") << "seed " << seed_;
    EXPECT_GE(entries_.size(), acknowledged_) << "seed " << seed_;
    std::map<uint64_t, Hash> roots;
    for (const std::string& bytes : disk_.watched()) {
      // Guards and frozen files do not begin so; whatever does was signed.
      const auto note = parse_note(bytes);
      if (!note) continue;
      const Checkpoint checkpoint = parse_checkpoint(note->text).value();
      const auto [known, added] = roots.try_emplace(checkpoint.size, checkpoint.root);
      EXPECT_EQ(known->second, checkpoint.root) << "seed " << seed_;
    }
    EXPECT_FALSE(roots.empty());
  }

 private:
  // One or two batches are written before they are synced and with that acknowledged.
  bool append(Journal& journal, std::vector<std::pair<std::string, Hash>>& waiting) {
    std::vector<std::pair<std::string, Hash>> written;
    for (uint64_t batches = 1 + random_() % 2; batches > 0; --batches) {
      std::string frames;
      const uint64_t count = 1 + random_() % 60;
      for (uint64_t i = 0; i < count; ++i) {
        const uint64_t index = journal.end() + i;
        const std::string entry =
            fmt::format("{} of life {} {}", index, life_, std::string(random_() % 40, 'x'));
        const size_t at = frames.size();
        append_frame(frames, index, entry);
        written.emplace_back(entry, leaf_hash(entry));
        set_frame_hash(frames.data() + at, written.back().second);
      }
      if (journal.must_sync(frames.size()) && !acknowledge(journal, written, count)) return false;
      if (!journal.write(frames, count)) return false;
    }
    if (!acknowledge(journal, written, 0)) return false;
    waiting.insert(waiting.end(), written.begin(), written.end());
    return true;
  }

  bool acknowledge(Journal& journal, const std::vector<std::pair<std::string, Hash>>& written,
                   uint64_t unwritten) {
    if (!journal.sync()) return false;
    // `written` may hold some that were acknowledged at a change of segments.
    const uint64_t first = journal.end() + unwritten - written.size();
    entries_.resize(first);
    for (size_t i = 0; i + unwritten < written.size(); ++i) entries_.push_back(written[i].first);
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
}

uint64_t calls_of(uint64_t seed) {
  CrashRun run(seed);
  const uint64_t before = run.disk().calls();
  run.work(kSteps);
  run.expect_whole();
  return run.disk().calls() - before;
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
  EXPECT_GE(points, 500u);
  RecordProperty("points", static_cast<int>(points));
}

// Each seed fails at a call of its own. SEKISHO_CRASH_SEEDS says how many.
TEST(Crash, SeedsFailSomewhere) {
  const char* asked = std::getenv("SEKISHO_CRASH_SEEDS");
  const uint64_t seeds = asked == nullptr ? 200 : std::strtoull(asked, nullptr, 10);
  for (uint64_t seed = 1000; seed < 1000 + seeds; ++seed) {
    std::mt19937_64 random(seed);
    constexpr uint64_t kSomewhere = 600;
    run(seed, random() % kSomewhere, static_cast<Failure>(random() % 3));
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
}

}  // namespace
}  // namespace sekisho::tlog

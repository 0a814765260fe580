// Workers and a recorder in one process: what is offered becomes durable, and whatever goes wrong
// refuses.
#include "spool/spool_client.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "spool/greeting.h"
#include "spool/recorder_test.h"

namespace sekisho::spool {
namespace {

using Entries = std::vector<std::string>;

class SpoolClientTest : public ::testing::Test {
 protected:
  std::unique_ptr<SpoolClient> client(SpoolClient::Options options = {}) {
    auto out = SpoolClient::connect(running_.socket(), options);
    EXPECT_TRUE(out) << to_string(out.error());
    return out ? std::move(*out) : nullptr;
  }

  // Hands over what was offered, and waits until so many entries are durable, as an event loop
  // does: for `wake_fd`.
  static bool wait_for(SpoolClient& client, uint64_t ticket) {
    client.hand_over();
    while (client.durable() < ticket) {
      pollfd wake{client.wake_fd(), POLLIN, 0};
      if (!client.alive() || ::poll(&wake, 1, kPatienceMillis) != 1) return false;
      client.hear();
    }
    return true;
  }
  static bool wait_until_gone(SpoolClient& client) {
    while (client.alive()) {
      pollfd wake{client.wake_fd(), POLLIN, 0};
      if (::poll(&wake, 1, kPatienceMillis) != 1) return false;
      client.hear();
    }
    return true;
  }

  RunningRecorder running_;
};

TEST_F(SpoolClientTest, WhatIsOfferedBecomesDurable) {
  const auto one = client();
  EXPECT_EQ(one->durable(), 0u);
  EXPECT_EQ(one->offer("first"), 1u);
  EXPECT_EQ(one->offer("second"), 2u);
  ASSERT_TRUE(wait_for(*one, 2));
  EXPECT_EQ(one->offer(std::string(kMaxLookBytes, 'x')), 3u);
  ASSERT_TRUE(wait_for(*one, 3));
  EXPECT_TRUE(one->alive());
  running_.stop();
  EXPECT_EQ(running_.entries(), (Entries{"first", "second", std::string(kMaxLookBytes, 'x')}));
}

// What is offered in one turn of an event loop is written at once, at its end.
TEST_F(SpoolClientTest, WhatIsOfferedIsTakenWhenItIsHandedOver) {
  const auto one = client({.silence = std::chrono::milliseconds(1)});
  const auto other = client();
  for (uint64_t ticket = 1; ticket <= 50; ++ticket) {
    ASSERT_EQ(one->offer("of a turn"), ticket);
    ASSERT_EQ(other->offer("of the other one"), ticket);
    ASSERT_TRUE(wait_for(*other, ticket));
  }
  EXPECT_EQ(one->durable(), 0u);
  const uint64_t groups = running_.recorder().counts().groups;
  ASSERT_TRUE(wait_for(*one, 50)) << "nobody is silent before there is something to write";
  EXPECT_EQ(running_.recorder().counts().groups, groups + 1);
}

TEST_F(SpoolClientTest, WhatIsMuchIsNotKeptBack) {
  const auto one = client({.ring_bytes = kMinRingBytes});
  const std::string entry(1000, 'x');
  constexpr uint64_t kMuch = kMinRingBytes / kHandOverShare / 1008 + 1;
  for (uint64_t ticket = 1; ticket <= kMuch; ++ticket) ASSERT_EQ(one->offer(entry), ticket);
  while (one->durable() < kMuch) {
    pollfd wake{one->wake_fd(), POLLIN, 0};
    ASSERT_EQ(::poll(&wake, 1, kPatienceMillis), 1);
    one->hear();
  }
}

TEST_F(SpoolClientTest, ManyWorkersAreServedTogether) {
  constexpr int kWorkers = 5;
  constexpr uint64_t kEach = 400;
  std::vector<std::unique_ptr<SpoolClient>> workers;
  for (int i = 0; i < kWorkers; ++i) workers.push_back(client({.ring_bytes = kMinRingBytes}));
  std::vector<Entries> offered(kWorkers);
  for (uint64_t n = 0; n < kEach; ++n) {
    for (size_t i = 0; i < workers.size(); ++i) {
      const std::string entry = fmt::format("{}:{}:{}", i, n, std::string(n % 700, 'x'));
      auto ticket = workers[i]->offer(entry);
      while (!ticket && ticket.error() == Refusal::kFull) {
        ASSERT_TRUE(wait_for(*workers[i], offered[i].size()));
        ticket = workers[i]->offer(entry);
      }
      offered[i].push_back(entry);
      ASSERT_EQ(ticket, offered[i].size());
    }
  }
  for (const auto& worker : workers) ASSERT_TRUE(wait_for(*worker, kEach));
  running_.stop();
  // Each worker's in its order, and nothing else.
  std::vector<Entries> recorded(kWorkers);
  for (const std::string& entry : running_.entries()) {
    recorded.at(static_cast<size_t>(entry.front() - '0')).push_back(entry);
  }
  EXPECT_EQ(recorded, offered);
}

TEST_F(SpoolClientTest, WhatCannotBeRecordedIsRefused) {
  const auto one = client();
  EXPECT_EQ(one->offer("").error(), Refusal::kTooLong);
  EXPECT_EQ(one->offer(std::string(kMaxLookBytes + 1, 'x')).error(), Refusal::kTooLong);
  EXPECT_EQ(one->offer("look"), 1u);
  ASSERT_TRUE(wait_for(*one, 1));
}

TEST_F(SpoolClientTest, AStoppedRecorderIsSeenAtOnceAndTheNextOneServes) {
  auto one = client();
  ASSERT_EQ(one->offer("before"), 1u);
  ASSERT_TRUE(wait_for(*one, 1));
  running_.stop();
  ASSERT_TRUE(wait_until_gone(*one));
  EXPECT_EQ(one->offer("after").error(), Refusal::kGone);
  EXPECT_EQ(one->durable(), 1u);
  EXPECT_FALSE(SpoolClient::connect(running_.socket()));
  running_.start();
  one = client();
  ASSERT_EQ(one->offer("again"), 1u);
  ASSERT_TRUE(wait_for(*one, 1));
  running_.stop();
  EXPECT_EQ(running_.entries(), (Entries{"before", "again"}));
}

// Nobody accepts: the ring fills, and then the silence is noticed.
TEST(SpoolClientAlone, AFullOrSilentRingRefuses) {
  const TemporaryDirectory directory;
  const std::string path = (directory.path() / "s").string();
  const Descriptor listener = listen_at(path).value();
  const auto patient =
      SpoolClient::connect(path, {.ring_bytes = kMinRingBytes, .silence = std::chrono::hours(1)});
  ASSERT_TRUE(patient) << to_string(patient.error());
  const std::string entry(1000, 'x');
  uint64_t taken = 0;
  while ((*patient)->offer(entry)) ++taken;
  EXPECT_EQ(taken, kMinRingBytes / 1008);
  EXPECT_EQ((*patient)->offer(entry).error(), Refusal::kFull);
  EXPECT_EQ((*patient)->durable(), 0u);
  EXPECT_TRUE((*patient)->alive());

  const auto hasty = SpoolClient::connect(
      path, {.ring_bytes = kMinRingBytes, .silence = std::chrono::milliseconds(1)});
  ASSERT_TRUE(hasty) << to_string(hasty.error());
  ASSERT_EQ((*hasty)->offer(entry), 1u);
  (*hasty)->hand_over();
  ::usleep(5000);
  EXPECT_EQ((*hasty)->offer(entry).error(), Refusal::kSilent);
}

// A worker that is killed leaves what it offered, and disturbs nobody.
TEST_F(SpoolClientTest, AKilledWorkersEntriesAreRecorded) {
  const auto other = client();
  ASSERT_EQ(other->offer("of the other one"), 1u);
  const pid_t child = ::fork();
  if (child == 0) {
    auto doomed = SpoolClient::connect(running_.socket());
    for (int i = 0; doomed && i < 100; ++i) {
      if (!(*doomed)->offer(fmt::format("look {}", i))) ::_exit(1);
      (*doomed)->hand_over();
    }
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  ASSERT_TRUE(wait_for(*other, 1));
  ASSERT_EQ(other->offer("of the other one"), 2u);
  ASSERT_TRUE(wait_for(*other, 2));
  running_.stop();
  Entries looks;
  for (std::string& entry : running_.entries()) {
    if (entry.starts_with("look")) looks.push_back(std::move(entry));
  }
  ASSERT_EQ(looks.size(), 100u);
  for (size_t i = 0; i < looks.size(); ++i) EXPECT_EQ(looks[i], fmt::format("look {}", i));
}

}  // namespace
}  // namespace sekisho::spool

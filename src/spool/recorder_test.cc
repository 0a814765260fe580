// The recorder and those who should not be there.
#include "spool/recorder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <mutex>
#include <vector>

#include "spool/greeting.h"
#include "spool/recorder_test.h"
#include "spool/ring.h"
#include "spool/spool_client.h"

namespace sekisho::spool {
namespace {

bool wait_for(SpoolClient& client, uint64_t ticket) {
  client.hand_over();
  while (client.durable() < ticket) {
    pollfd wake{client.wake_fd(), POLLIN, 0};
    if (!client.alive() || ::poll(&wake, 1, kPatienceMillis) != 1) return false;
    client.hear();
  }
  return true;
}
bool is_closed(const Descriptor& socket) {
  pollfd wake{socket.get(), POLLIN, 0};
  char byte = 0;
  while (::poll(&wake, 1, kPatienceMillis) == 1) {
    const ssize_t got = ::recv(socket.get(), &byte, 1, 0);
    if (got <= 0) return true;
  }
  return false;
}

TEST(Recorder, WhoeverDoesNotGreetAsAWorkerIsLetGoAndNobodyNotices) {
  RunningRecorder running;
  const auto worker = SpoolClient::connect(running.socket()).value();
  ASSERT_EQ(worker->offer("1"), 1u);
  const auto ring = RingMemory::make(kMinRingBytes).value();
  for (int what = 0; what < 4; ++what) {
    const Descriptor socket = knock(running.socket()).value();
    if (what == 0) ASSERT_EQ(::send(socket.get(), "GET / HTTP/1.1\r\n", 16, 0), 16);
    if (what == 1) ASSERT_TRUE(send_greeting(socket.get(), ring.fd(), 2 * kMinRingBytes));
    if (what == 2) ASSERT_TRUE(send_greeting(socket.get(), socket.get(), kMinRingBytes));
    if (what == 3) ASSERT_EQ(::shutdown(socket.get(), SHUT_WR), 0);
    EXPECT_TRUE(is_closed(socket)) << what;
  }
  ASSERT_TRUE(wait_for(*worker, 1));
  ASSERT_EQ(worker->offer("2"), 2u);
  ASSERT_TRUE(wait_for(*worker, 2));
}

TEST(Recorder, ADamagedRingIsLetGoAndWhatStoodBeforeIsRecorded) {
  RunningRecorder running;
  const auto worker = SpoolClient::connect(running.socket()).value();
  const auto ring = RingMemory::make(kMinRingBytes).value();
  RingWriter writer(ring);
  ASSERT_TRUE(writer.put("whole"));
  writer.hand_over();
  ring.state().head = 3;  // that no worker of ours says
  {
    const Descriptor socket = knock(running.socket()).value();
    ASSERT_TRUE(send_greeting(socket.get(), ring.fd(), ring.capacity()));
    EXPECT_TRUE(is_closed(socket));
  }
  ring.state().head = 24;  // a second entry has no length
  {
    const Descriptor socket = knock(running.socket()).value();
    ASSERT_TRUE(send_greeting(socket.get(), ring.fd(), ring.capacity()));
    EXPECT_TRUE(is_closed(socket));
  }
  ASSERT_EQ(worker->offer("of another worker"), 1u);
  ASSERT_TRUE(wait_for(*worker, 1));
  running.stop();
  EXPECT_EQ(running.entries(), (std::vector<std::string>{"whole", "of another worker"}));
}

TEST(Recorder, TooManyWorkersAreNotLetIn) {
  RunningRecorder running;
  running.stop();
  running.start({.socket = {}, .workers = 2});
  std::vector<std::unique_ptr<SpoolClient>> workers;
  for (int i = 0; i < 2; ++i) {
    workers.push_back(SpoolClient::connect(running.socket()).value());
    ASSERT_EQ(workers.back()->offer("look"), 1u);
    ASSERT_TRUE(wait_for(*workers.back(), 1));
  }
  EXPECT_EQ(running.recorder().counts().workers, 2u);
  const auto third = SpoolClient::connect(running.socket());
  if (third) EXPECT_FALSE(wait_for(**third, 1));
  ASSERT_EQ(workers.front()->offer("look"), 2u);
  ASSERT_TRUE(wait_for(*workers.front(), 2));
}

TEST(Recorder, OneHasASpoolAndOneASocket) {
  RunningRecorder running;
  const auto second = Recorder::open(tlog::open_private_directory(running.spool()).value(),
                                     {.socket = running.socket() + "2"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUsage);
  const TemporaryDirectory other;
  auto place = tlog::make_and_open_private_directory((other.path() / "s").string()).value();
  const auto third = Recorder::open(std::move(place), {.socket = running.socket()});
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().message, "somebody else has the socket");
}

TEST(Recorder, ASpoolThatLostItsNameIsNotBegunAnew) {
  RunningRecorder running;
  const auto worker = SpoolClient::connect(running.socket()).value();
  ASSERT_EQ(worker->offer("look"), 1u);
  ASSERT_TRUE(wait_for(*worker, 1));
  running.stop();
  const auto place = [&] { return tlog::open_private_directory(running.spool()).value(); };
  ASSERT_TRUE(place()->remove("identity"));
  const auto refused = Recorder::open(place(), {.socket = running.socket()});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "there are entries of a spool that has lost its name");
}

// Drained further than there are entries: it is an older copy, and would use indexes twice.
TEST(Recorder, ASpoolThatIsOlderThanItsDrainIsRefused) {
  RunningRecorder running;
  running.stop();
  const auto place = [&] { return tlog::open_private_directory(running.spool()).value(); };
  ASSERT_TRUE(SpoolDrain::take(place()).value().forget(5));
  const auto refused = Recorder::open(place(), {.socket = running.socket()});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::spool

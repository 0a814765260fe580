#include "spool/recorder.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "spool/descriptor.h"
#include "spool/greeting.h"
#include "spool/recorder_worker.h"
#include "spool/spool_writer.h"

namespace sekisho::spool {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kEvents = 64;
// After so long without an entry what was acknowledged last is marked so.
constexpr int kIdleMillis = 10;
constexpr std::chrono::seconds kTidyEvery{1};  // while entries come without a pause

std::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kIo, fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

}  // namespace

class Recorder::State {
 public:
  State(SpoolWriter writer, Options options, Descriptor listener, Descriptor epoll,
        Descriptor stopped)
      : writer_(std::move(writer)),
        options_(std::move(options)),
        listener_(std::move(listener)),
        epoll_(std::move(epoll)),
        stopped_(std::move(stopped)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ::unlink(options_.socket.c_str()); }

  Result<void> watch_all() {
    for (const Descriptor* one : {&listener_, &stopped_}) {
      if (auto watched = watch(one->get(), one); !watched) return watched;
    }
    return {};
  }

  Result<void> run() {
    while (!stopping_) {
      if (auto heard = hear(0); !heard) return heard;
      take();
      if (group_.count() == 0) {
        if (auto rested = rest(); !rested) return rested;
        continue;
      }
      if (auto written = write(); !written) return written;
      for (const auto& worker : workers_) worker->acknowledge();
      tidy_up_at_times();
    }
    // What came while it was told to stop.
    take();
    if (group_.count() > 0) {
      if (auto written = write(); !written) return written;
      for (const auto& worker : workers_) worker->acknowledge();
    }
    return writer_.mark();
  }

  void let_everybody_go() {
    workers_.clear();
    counts_workers = 0;
  }
  void stop() {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(stopped_.get(), &one, sizeof one);
  }

  std::atomic<uint64_t> counts_workers = 0, counts_entries = 0, counts_groups = 0;

 private:
  Result<void> watch(int fd, const void* what) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = const_cast<void*>(what);
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) return refused("watch a socket");
    return {};
  }

  // What happened at the sockets; waits for so many milliseconds, -1: for ever.
  Result<void> hear(int timeout) {
    std::array<epoll_event, kEvents> events;
    const int count = ::epoll_wait(epoll_.get(), events.data(), kEvents, timeout);
    if (count < 0 && errno != EINTR) return refused("wait");
    timed_out_ = count == 0;
    for (int i = 0; i < count; ++i) {
      const void* what = events[static_cast<size_t>(i)].data.ptr;
      if (what == &stopped_) {
        stopping_ = true;
      } else if (what == &listener_) {
        if (auto let_in = accept(); !let_in) return let_in;
      } else {
        hear(*static_cast<RecorderWorker*>(events[static_cast<size_t>(i)].data.ptr));
      }
    }
    if (std::erase_if(workers_, [](const auto& one) { return one == nullptr; }) > 0)
      counts_workers = workers_.size();
    return {};
  }

  void hear(RecorderWorker& worker) {
    if (auto heard = worker.hear(); !heard) let_go(worker, heard.error().message);
  }

  void let_go(RecorderWorker& worker, std::string_view why) {
    options_.say(fmt::format("{}: {}", worker.name(), why));
    for (auto& one : workers_) {
      if (one.get() == &worker) one.reset();
    }
  }

  Result<void> accept() {
    while (true) {
      Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!socket.is_open() && (errno == EMFILE || errno == ENFILE || errno == ENOMEM))
        return refused("let a worker in");
      if (!socket.is_open()) return {};
      ucred who{};
      socklen_t size = sizeof who;
      if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) continue;
      if (!may_come(who.uid)) {
        options_.say(fmt::format("user {} may not record here", who.uid));
        continue;
      }
      if (workers_.size() >= options_.workers) {
        options_.say(fmt::format("there are {} workers already", workers_.size()));
        continue;
      }
      const int fd = socket.get();
      workers_.push_back(std::make_unique<RecorderWorker>(std::move(socket), who.pid, who.uid));
      if (auto watched = watch(fd, workers_.back().get()); !watched) return watched;
      options_.say(fmt::format("{} has come", workers_.back()->name()));
      counts_workers = workers_.size();
    }
  }

  bool may_come(uid_t user) const {
    return user == 0 || user == ::geteuid() ||
           std::ranges::find(options_.users, user) != options_.users.end();
  }

  // Each in turn, and another one first each time: none is kept waiting by one who offers much.
  void take() {
    const size_t count = workers_.size();
    for (size_t i = 0; i < count && group_.entry_bytes() < kMaxGroupBytes; ++i) {
      const size_t at = (first_ + i) % count;
      RecorderWorker& worker = *workers_[at];
      if (auto taken = worker.take(group_); !taken) {
        let_go(worker, taken.error().message);
      } else if (worker.is_done()) {
        let_go(worker, "it has gone");
      }
    }
    ++first_;
    if (std::erase_if(workers_, [](const auto& one) { return one == nullptr; }) > 0)
      counts_workers = workers_.size();
  }

  Result<void> write() {
    group_.hash();
    if (auto written = writer_.write(group_); !written) return written;
    counts_entries += group_.count();
    ++counts_groups;
    group_.clear();
    return {};
  }

  Result<void> rest() {
    bool nothing = true;
    for (const auto& worker : workers_) nothing = worker->fall_asleep() && nothing;
    Result<void> done = nothing ? hear(writer_.is_marked() && writer_.is_tidy() ? -1 : kIdleMillis)
                                : Result<void>();
    for (const auto& worker : workers_) worker->wake_up();
    if (!done || !nothing || !timed_out_) return done;
    if (auto marked = writer_.mark(); !marked) return marked;
    tidy_up();
    return {};
  }

  void tidy_up_at_times() {
    const Clock::time_point now = Clock::now();
    if (now < tidy_at_) return;
    tidy_at_ = now + kTidyEvery;
    tidy_up();
  }
  // Nobody waits for that, and a disk that is full says so here first.
  void tidy_up() {
    if (auto tidied = writer_.tidy_up(); !tidied) options_.say(to_string(tidied.error()));
  }

  SpoolWriter writer_;
  const Options options_;
  Descriptor listener_, epoll_, stopped_;
  std::vector<std::unique_ptr<RecorderWorker>> workers_ = {};
  size_t first_ = 0;  // whose turn it is
  tlog::JournalGroup group_ = {};
  Clock::time_point tidy_at_ = {};
  bool stopping_ = false;
  bool timed_out_ = false;
};

Result<std::unique_ptr<Recorder>> Recorder::open(std::shared_ptr<tlog::Directory> spool,
                                                 Options options) {
  Result<SpoolWriter> writer = SpoolWriter::open(std::move(spool));
  if (!writer) return std::unexpected(writer.error());
  Result<Descriptor> listener = listen_at(options.socket);
  if (!listener) return std::unexpected(listener.error());
  Descriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
  Descriptor stopped(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!epoll.is_open() || !stopped.is_open()) return refused("wait for sockets");
  auto state = std::make_unique<State>(std::move(*writer), std::move(options), std::move(*listener),
                                       std::move(epoll), std::move(stopped));
  if (auto watched = state->watch_all(); !watched) return std::unexpected(watched.error());
  return std::make_unique<Recorder>(std::move(state));
}

Recorder::Recorder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recorder::~Recorder() = default;

Result<void> Recorder::run() {
  auto done = state_->run();
  state_->let_everybody_go();
  return done;
}

void Recorder::stop() {
  state_->stop();
}

Recorder::Counts Recorder::counts() const {
  return {state_->counts_workers, state_->counts_entries, state_->counts_groups};
}

}  // namespace sekisho::spool

#include "spool/recorder_worker.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "spool/greeting.h"
#include "spool/limits.h"

namespace sekisho::spool {

std::string RecorderWorker::name() const {
  return fmt::format("worker {} of user {}", process_, user_);
}

Result<void> RecorderWorker::hear() {
  if (!ring_) {
    std::optional<Greeting> greeting = receive_greeting(socket_.get());
    if (!greeting) return fail(ErrorCode::kBadInput, "it does not greet as a worker does");
    Result<RingMemory> memory = RingMemory::adopt(std::move(greeting->memory), greeting->capacity);
    if (!memory) return std::unexpected(memory.error());
    memory_ = std::move(*memory);
    ring_.emplace(memory_);
    return {};
  }
  std::array<char, 256> bells;
  const ssize_t got = ::recv(socket_.get(), bells.data(), bells.size(), MSG_DONTWAIT);
  if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR))) return {};
  // The process may be gone while another one still writes into its memory.
  if (!gone_) left_ = 1 + memory_.capacity() / kMaxTakenBytes;
  gone_ = true;
  return {};
}

Result<void> RecorderWorker::take(tlog::JournalGroup& group) {
  if (!ring_) return {};
  const Result<uint64_t> taken =
      ring_->take(kMaxTakenBytes, [&](std::string_view entry) { group.add(entry); });
  if (!taken) return std::unexpected(taken.error());
  taken_ += *taken;
  if (gone_) left_ = *taken == 0 || left_ == 0 ? 0 : left_ - 1;
  return {};
}

void RecorderWorker::acknowledge() {
  if (taken_ == acknowledged_) return;
  acknowledged_ = taken_;
  ring_->tell_durable(taken_);
  // One who does not read them has a bell already.
  [[maybe_unused]] const ssize_t sent = ::send(socket_.get(), "", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace sekisho::spool

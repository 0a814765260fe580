#include "spool/spool_client.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "spool/greeting.h"

namespace sekisho::spool {

std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::kFull:
      return "full";
    case Refusal::kGone:
      return "gone";
    case Refusal::kSilent:
      return "silent";
    case Refusal::kTooLong:
      return "too-long";
  }
  return "";
}

Result<std::unique_ptr<SpoolClient>> SpoolClient::connect(const std::string& socket_path,
                                                          const Options& options) {
  Result<RingMemory> memory = RingMemory::make(options.ring_bytes);
  if (!memory) return std::unexpected(memory.error());
  Result<Descriptor> socket = knock(socket_path);
  if (!socket) return std::unexpected(socket.error());
  if (!send_greeting(socket->get(), memory->fd(), memory->capacity())) {
    return fail(ErrorCode::kIo, fmt::format("cannot greet the recorder: {}", std::strerror(errno)),
                {socket_path});
  }
  return std::make_unique<SpoolClient>(std::move(*memory), std::move(*socket), options.silence);
}

Result<std::unique_ptr<SpoolClient>> SpoolClient::connect(const std::string& socket_path) {
  return connect(socket_path, {});
}

SpoolClient::SpoolClient(RingMemory memory, Descriptor socket, std::chrono::milliseconds silence)
    : memory_(std::move(memory)), ring_(memory_), socket_(std::move(socket)), silence_(silence) {}

std::expected<uint64_t, Refusal> SpoolClient::offer(std::string_view entry) noexcept {
  if (!alive_) return std::unexpected(Refusal::kGone);
  if (entry.empty() || entry.size() > kMaxLookBytes) return std::unexpected(Refusal::kTooLong);
  if (durable() < handed_over_ && Clock::now() - waiting_since_ > silence_)
    return std::unexpected(Refusal::kSilent);
  if (!ring_.put(entry)) return std::unexpected(Refusal::kFull);
  ++offered_;
  if (ring_.kept_back() > memory_.capacity() / kHandOverShare) hand_over();
  return offered_;
}

void SpoolClient::hand_over() noexcept {
  if (durable() == handed_over_) waiting_since_ = Clock::now();
  handed_over_ = offered_;
  // A bell that nobody answers yet is as good as two.
  if (ring_.hand_over() && ::send(socket_.get(), "", 1, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 &&
      errno != EAGAIN) {
    alive_ = false;
  }
}

void SpoolClient::hear() noexcept {
  std::array<char, 256> bells;
  ssize_t got = 0;
  do {
    got = ::recv(socket_.get(), bells.data(), bells.size(), MSG_DONTWAIT);
  } while (got > 0 || (got < 0 && errno == EINTR));
  if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) alive_ = false;
}

uint64_t SpoolClient::durable() noexcept {
  const uint64_t durable = std::min(ring_.durable(), handed_over_);
  if (durable > durable_) waiting_since_ = Clock::now();
  durable_ = std::max(durable, durable_);
  return durable_;
}

}  // namespace sekisho::spool

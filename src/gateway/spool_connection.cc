#include "gateway/spool_connection.h"

namespace sekisho::gateway {
namespace {

constexpr int kTicketBits = 40;
constexpr uint64_t kTicketMask = (uint64_t{1} << kTicketBits) - 1;
constexpr std::chrono::milliseconds kBetweenTries{200};

}  // namespace

bool SpoolConnection::connected() {
  if (client_ != nullptr && client_->alive()) return true;
  const auto now = std::chrono::steady_clock::now();
  if (now - failed_ < kBetweenTries) return false;
  auto client = spool::SpoolClient::connect(path_);
  if (!client) {
    failed_ = now;
    return false;
  }
  client_ = std::move(*client);
  ++connection_;
  return true;
}

std::expected<uint64_t, std::string_view> SpoolConnection::offer(std::string_view entry) {
  if (!connected()) return std::unexpected(name_of(spool::Refusal::kGone));
  const auto ticket = client_->offer(entry);
  if (!ticket) return std::unexpected(name_of(ticket.error()));
  return (connection_ << kTicketBits) | (*ticket & kTicketMask);
}

Spool::Standing SpoolConnection::standing(uint64_t ticket) {
  if (client_ == nullptr || ticket >> kTicketBits != connection_) return Standing::kLost;
  if ((ticket & kTicketMask) <= client_->durable()) return Standing::kDurable;
  return client_->alive() ? Standing::kWaiting : Standing::kLost;
}

}  // namespace sekisho::gateway

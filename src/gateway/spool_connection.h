#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "gateway/ports.h"
#include "spool/spool_client.h"

namespace sekisho::gateway {

// The recorder of this machine, connected to again when it was gone. One a worker; not thread-safe.
class SpoolConnection final : public Spool {
 public:
  explicit SpoolConnection(std::string socket_path) : path_(std::move(socket_path)) {}

  std::expected<uint64_t, std::string_view> offer(std::string_view entry) override;
  Standing standing(uint64_t ticket) override;
  // The recorder may take what was offered.
  void hand_over() {
    if (client_ != nullptr) client_->hand_over();
  }
  // Readable when something may have become durable or been lost; -1: not connected. Changes with
  // every connection. Whoever offers watches it from then on: that the recorder has gone is seen by
  // `take_news` alone.
  int wake_fd() const { return client_ == nullptr ? -1 : client_->wake_fd(); }
  // Reads what made it readable.
  void take_news() {
    if (client_ != nullptr) client_->hear();
  }

 private:
  bool connected();

  std::string path_;
  std::unique_ptr<spool::SpoolClient> client_;
  uint64_t connection_ = 0;  // counts them; part of every ticket, as each client begins with 1
  std::chrono::steady_clock::time_point failed_{};  // when no recorder was there
};

}  // namespace sekisho::gateway

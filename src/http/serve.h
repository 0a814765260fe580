#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "http/log_routes.h"
#include "http/server.h"
#include "tlog/witness.h"

namespace sekisho::http {

// What `sekisho witness serve` and `sekisho evidence serve` run: servers that listen already.

// Of a log's directory. kNotFound and kBadInput where there is no log.
Result<std::unique_ptr<Server>> serve_log(const std::string& directory, const std::string& address,
                                          const LogRoutesOptions& options);

// Of a witness, which it holds.
class WitnessServer {
 public:
  static Result<std::unique_ptr<WitnessServer>> listen(std::unique_ptr<tlog::Witness> witness,
                                                       const std::string& address,
                                                       std::function<Instant()> now);
  // `listen` is how one gets it.
  explicit WitnessServer(std::unique_ptr<tlog::Witness> witness) : witness_(std::move(witness)) {}

  std::string address() const { return server_->address(); }
  // Until a signal, or until the disk failed: that is the error.
  Result<void> run();

 private:
  std::unique_ptr<tlog::Witness> witness_;
  std::unique_ptr<Server> server_;
};

}  // namespace sekisho::http

#include "http/serve.h"

#include "http/witness_routes.h"
#include "tlog/file_system.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"

namespace sekisho::http {

Result<std::unique_ptr<Server>> serve_log(const std::string& directory, const std::string& address,
                                          const LogRoutesOptions& options) {
  Result<std::unique_ptr<tlog::Directory>> log = tlog::open_directory(directory);
  if (!log) return std::unexpected(log.error());
  const auto keys = tlog::read_log_keys(**log);
  if (!keys) return std::unexpected(keys.error());
  if (auto found = tlog::read_checkpoint(**log, *keys); !found) {
    return std::unexpected(found.error());
  }
  ServerOptions bounds;
  bounds.body_bytes = 0;  // nobody has anything to send
  return Server::listen(address, log_routes(std::move(*log), options), bounds);
}

Result<std::unique_ptr<WitnessServer>> WitnessServer::listen(std::unique_ptr<tlog::Witness> witness,
                                                             const std::string& address,
                                                             std::function<Instant()> now) {
  auto out = std::make_unique<WitnessServer>(std::move(witness));
  ServerOptions bounds;
  bounds.body_bytes = tlog::kMaxAddCheckpointBytes;
  auto server = Server::listen(
      address,
      witness_routes(*out->witness_, std::move(now), [self = out.get()] { self->server_->stop(); }),
      bounds);
  if (!server) return std::unexpected(server.error());
  out->server_ = std::move(*server);
  return out;
}

Result<void> WitnessServer::run() {
  server_->run(true);
  if (const std::optional<Error> failure = witness_->failed()) return std::unexpected(*failure);
  return {};
}

}  // namespace sekisho::http

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/server_certificate.h"
#include "http/front.h"
#include "service/gate/gate_entrances.h"
#include "service/identity/people.h"

namespace sekisho::http {

struct ApiServerOptions {
  std::string address;      // `ADDRESS:PORT`
  std::string socket = {};  // a Unix socket beside it; empty: none
  bool tls = false;         // of its own, at the address
  std::optional<crypto::ServerCertificate> certificate = {};  // of that; none: for this machine
  std::filesystem::path data = {};                            // see service/serve/data_places.h
  std::filesystem::path profiles = {}, policies = {};         // empty: the shipped ones
  Front::Options front = {};
  identity::PasswordProfile passwords = {};       // whether they have to be changed now and then
  bool apps_allowed = true;                       // authenticator apps, as second factors
  std::filesystem::path breached_passwords = {};  // a list of them; empty: none
  std::string first_administrator = "admin";      // their login name
  std::filesystem::path spool = {};               // of a gate on this machine; empty: none
  std::filesystem::path gate = {};                // by which gates decide; empty: none do
  bool one_gate_terminal = true;                  // at a time, of one person
  std::vector<service::GateSystem> gate_systems = {};  // that stand behind gates
  std::filesystem::path console = {};                  // empty: the shipped one, if there is one
  std::function<void(std::string_view line)> log = {};
  uint64_t requests_a_minute = 6000;  // of one caller
};

// What `sekisho serve` runs: it listens already. Jobs that wait are taken up by `run`.
class ApiServer {
 public:
  // On an empty machine it makes the data directory and a store in it. kUsage where another process
  // holds the data.
  static Result<std::unique_ptr<ApiServer>> listen(const ApiServerOptions& options);
  class State;
  explicit ApiServer(std::unique_ptr<State> state);
  ~ApiServer();

  std::string address() const;
  // By which it is known where it speaks TLS; null: it does not.
  const crypto::ServerCertificate* certificate() const;
  // With which the first administrator enrols; nobody can ask for it again. Nothing where there is
  // an administrator.
  const std::optional<identity::EnrolmentCode>& first_administrator() const;
  // The door to its store, for who works in the same process.
  service::People& people();
  // Until SIGTERM or SIGINT where `until_signal` is set, or `stop`. A job that runs is interrupted,
  // and waits for the next process.
  void run(bool until_signal);
  void stop();

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::http

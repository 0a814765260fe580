// What stands behind a gate, for tests and benchmarks of it: keys, the table of sessions, facts,
// the recorder. Works below a directory, where facts/registers, facts/sources and facts/policies
// are read and published in facts, and obeys lines on its standard input, each answered by lines
// and a
// `.`:
//
//   session PERSON TERMINAL CARD IDLE
//     a new session: its id and its token; CARD and TERMINAL `-`: none
//   end ID
//     ends one
//   facts
//     reads the registers and publishes them anew, or says what is wrong with them
//   recorder off | on
//   entries
//     of the spool, as JSON; the recorder is started anew
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

#include "barrier/published_facts.h"
#include "base/file.h"
#include "service/gate/publish_facts.h"
#include "service/knowledge.h"
#include "session/gate_session.h"
#include "session/session_table.h"
#include "spool/recorder.h"
#include "spool/spool_reader.h"

namespace {

using namespace sekisho;

[[noreturn]] void give_up(const Error& error) {
  std::cerr << to_string(error) << '\n';
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error());
  return std::move(*result);
}

Instant now() {
  return {std::chrono::duration_cast<std::chrono::microseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

class Recording {
 public:
  explicit Recording(std::filesystem::path root) : root_(std::move(root)) { start(); }
  ~Recording() { stop(); }

  void start() {
    auto directory = must(tlog::make_and_open_private_directory((root_ / "spool").string()));
    recorder_ = must(
        spool::Recorder::open(std::move(directory), {.socket = (root_ / "spool.sock").string()}));
    thread_ = std::thread([this] {
      if (const auto done = recorder_->run(); !done) give_up(done.error());
    });
  }
  void stop() {
    if (!thread_.joinable()) return;
    recorder_->stop();
    thread_.join();
    recorder_.reset();
  }
  void entries() {
    stop();
    {
      auto directory = must(tlog::open_private_directory((root_ / "spool").string()));
      auto reader = must(spool::SpoolReader::open(std::move(directory), 0));
      const auto tell = [](uint64_t, std::string_view entry) -> Result<void> {
        std::cout << entry << "\n";
        return {};
      };
      while (must(reader.read(1000, tell)) > 0) {
      }
    }
    start();
  }

 private:
  std::filesystem::path root_;
  std::unique_ptr<spool::Recorder> recorder_;
  std::thread thread_;
};

std::string new_session(std::istream& words, session::SessionTable& table,
                        const session::JwsSigner& signer) {
  session::GateSession made{.id = session::new_session_id(), .person = {}, .terminal = {}};
  std::string card;
  words >> made.person >> made.terminal >> card >> made.idle_seconds;
  if (made.terminal == "-") made.terminal.clear();
  if (card != "-") {
    crypto::Digest digest{};
    for (size_t i = 0; i < digest.size(); ++i)
      digest[i] = static_cast<unsigned char>(std::stoi(card.substr(2 * i, 2), nullptr, 16));
    made.card = digest;
  }
  made.methods = {"pwd"};
  made.issued = now();
  made.expires = shifted(made.issued, 3600 * kMicrosPerSecond);
  if (const auto added = table.add(made.id, made.issued); !added) give_up(added.error());
  return fmt::format("{}\n{}\n", made.id, session::token_of(made, signer));
}

// Publishes what the register files say.
class Facts {
 public:
  explicit Facts(std::filesystem::path directory)
      : directory_(std::move(directory)),
        publisher_(must(barrier::FactPublisher::open(directory_, now()))) {
    if (const auto done = publish(); !done) give_up(done.error());
  }
  // Not half a register.
  Result<void> publish() {
    const auto knowledge = service::Knowledge::load({.registers = directory_ / "registers",
                                                     .logs = {},
                                                     .profiles = directory_ / "sources",
                                                     .policies = directory_ / "policies"});
    if (!knowledge) return std::unexpected(knowledge.error());
    const reg::LoadReport& report = (*knowledge)->barrier().loaded.report;
    if (!report.rejected.empty()) return std::unexpected(report.rejected.front().error);
    return service::publish_facts(publisher_, **knowledge, {}, now());
  }
  void confirm() { publisher_.confirm(now()); }

 private:
  std::filesystem::path directory_;
  barrier::FactPublisher publisher_;
};

void work(const std::filesystem::path& root) {
  const session::JwsSigner signer(crypto::Ed25519Key::generate());
  auto identity = crypto::Ed25519Key::generate();
  const auto seed = identity.seed();
  const session::JwsSigner identity_signer(std::move(identity));
  const auto keep = [&](const char* name, std::string_view text) {
    if (const auto kept = write_file(root / name, text); !kept) give_up(kept.error());
  };
  keep("session-keys.json", R"({"keys":[)" + signer.public_jwk() + "]}");
  keep("identity-keys.json", R"({"keys":[)" + identity_signer.public_jwk() + "]}");
  keep("identity.key", {reinterpret_cast<const char*>(seed.data()), seed.size()});
  std::filesystem::create_directory(root / "sessions");
  auto table = must(session::SessionTable::create(root / "sessions", 64, now()));
  Facts facts(root / "facts");
  std::mutex guard;
  std::jthread heart([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      {
        const std::scoped_lock lock(guard);
        table.beat(now());
        facts.confirm();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
  });
  Recording recording(root);
  std::cout << ".\n" << std::flush;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string command, argument;
    words >> command;
    const std::scoped_lock lock(guard);
    if (command == "session") std::cout << new_session(words, table, signer);
    if (command == "end" && words >> argument) table.end(argument);
    if (command == "facts") {
      if (const auto done = facts.publish(); !done) std::cout << to_string(done.error()) << '\n';
    }
    if (command == "recorder" && words >> argument) {
      recording.stop();
      if (argument == "on") recording.start();
    }
    if (command == "entries") recording.entries();
    std::cout << ".\n" << std::flush;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  work(argv[1]);
}

#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "barrier/published_facts.h"
#include "base/error.h"
#include "base/instant.h"
#include "service/gate/gate_sessions.h"
#include "service/identity/people.h"
#include "service/knowledge.h"
#include "session/gate_session.h"
#include "session/jws.h"
#include "session/session_table.h"
#include "tlog/file_system.h"

namespace sekisho::service {

// Keeps a directory by which gates decide (docs/gate.md): `facts`, published anew when the
// registers, the rules or what was declared for outages change; `sessions`, the table of those that
// go on; `session-keys.json`. It opens sessions, and ends them within a second when what they rest
// on is gone (service/gate/grounds.h), with the session, the account or the card that they were
// opened by.
//
// A thread of its own between `start` and `stop`; everything else from any thread, except
// `looked`, which belongs to one.
class GateKeeper {
 public:
  struct Options {
    std::filesystem::path directory;
    bool one_terminal = true;  // a session at another terminal ends those before it
    std::function<Instant()> now;
    // Told a line, without its end, when something goes wrong.
    std::function<void(std::string_view line)> say = [](std::string_view) {};
  };
  // Sessions of an earlier process go on. `own` keeps the key that signs, and is for nobody else.
  // The people, and the ledger, outlive it.
  static Result<std::unique_ptr<GateKeeper>> open(std::unique_ptr<tlog::Directory> own,
                                                  People& people, Options options);
  // `open` is how one gets a keeper.
  GateKeeper(People& people, Options options, session::JwsSigner signer,
             barrier::FactPublisher publisher, session::SessionTable table);
  ~GateKeeper() { stop(); }
  GateKeeper(const GateKeeper&) = delete;
  GateKeeper& operator=(const GateKeeper&) = delete;

  void start();
  void stop();
  // What is known now: publishes it where it is new, and says that it holds where it is not.
  void looked(const std::shared_ptr<const Knowledge>& knowledge);
  // Looks once which sessions go on. For the thread, or for who has none.
  void tend();
  // Somebody logged out, or lost something: look now.
  void look();

  struct Wish {
    const identity::Session& session;
    std::string_view address;   // where the request comes from
    std::string_view terminal;  // that the connection proved; empty: the address tells
  };
  struct Opened {
    GateSessionRecord record;
    std::string token;
  };
  enum class Refused : uint8_t {
    kNotNow,      // nobody knows the registers as they are now
    kNobody,      // the registers know of no work of theirs
    kNoTerminal,  // nor the terminal
  };
  using Answer = std::variant<Refused, Opened>;
  Result<Answer> open_session(const Wish& wish);
  // The one that was opened from the same session, at the same terminal and with the same card;
  // else a new one. Its token opens the gates of all hosts.
  Result<Answer> session_for(const Wish& wish);
  // The number of the terminal that a request comes from, as in Wish; empty: the registers know
  // none.
  std::string terminal_at(std::string_view address, std::string_view terminal, Instant now) const;
  // Those that go on.
  std::vector<GateSessionRecord> of(const identity::UserId& user) const;
  // By their owner. False where there is none that goes on.
  Result<bool> end_session(const identity::UserId& user, std::string_view id);
  uint64_t sessions() const;

 private:
  struct Running {
    GateSessionRecord record;
    uint64_t generation = 0;  // of the facts by which its grounds were looked at
    size_t mark = 0;          // of these
  };
  Result<void> take_up();
  std::shared_ptr<const barrier::PublishedFacts> facts() const;
  std::string token_for(const GateSessionRecord& record, identity::FactorKind factor) const;
  void run();
  std::vector<EndedGateSession> over(Instant now, const barrier::PublishedFacts* facts);
  std::vector<EndedGateSession> displaced_by(const GateSessionRecord& opened) const;
  void end_here(const std::vector<EndedGateSession>& ended);
  void note_use(Instant now);
  void say_once(std::string problem);

  People& people_;
  const Options options_;
  const session::JwsSigner signer_;
  GateSessions stored_;

  // Of `looked`.
  barrier::FactPublisher publisher_;
  std::shared_ptr<const Knowledge> published_;
  std::vector<barrier::OutageRule> outages_;  // that were published with it
  std::optional<barrier::FactFollower> follower_;

  // Of the thread.
  std::vector<EndedGateSession> unwritten_;  // have ended, and the store does not say so yet
  uint64_t seen_changes_ = 0;                // of identity
  bool unproven_ = false;                    // the store could not say what is gone
  Instant noted_ = kBeginning;
  std::string said_;

  std::mutex opening_;        // held while one is opened: one after another
  mutable std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  session::SessionTable table_;
  std::map<std::string, Running, std::less<>> running_;
  std::shared_ptr<const barrier::PublishedFacts> facts_;
  bool look_ = true, stopping_ = false;
  std::thread thread_;
};

}  // namespace sekisho::service

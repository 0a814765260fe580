#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/secret_key.h"
#include "gateway/deny_page.h"
#include "gateway/header_rules.h"
#include "gateway/identity.h"
#include "gateway/ports.h"
#include "gateway/routes.h"
#include "gateway/search_terms.h"
#include "mask/body_rule.h"
#include "mask/places.h"
#include "session/session_check.h"

namespace sekisho::gateway {

// What a request says, as far as a gate reads it. Values of headers as they stand; empty: there is
// no such header.
struct RequestHead {
  std::string_view method, target;
  std::string_view cookies = {};  // of several headers, joined by `; `
  bool has_body = false;
  std::string_view content_type = {}, content_encoding = {}, accept = {};
  std::string_view address;  // where the connection comes from
  std::string_view terminal =
      {};  // its number, where the connection proved it; else the address tells
  std::optional<crypto::Digest> card = {};  // SHA-256 of the certificate that the connection proved
};

class Exchange;

// The gate before one system, in one worker. It ties together who asks (session), what they ask for
// (routes), what the barrier says (facts), that it is recorded (spool), and what they may see
// (masks). Whatever fails on the way denies. Not thread-safe; outlives its exchanges.
class Gate {
 public:
  // Everything that is referred to outlives the gate.
  struct Parts {
    std::string name;  // of this gate, in the record
    Desk desk;
    const Routes* routes = nullptr;
    const mask::Places* places = nullptr;
    Facts* facts = nullptr;
    Spool* spool = nullptr;
    session::SessionCheck* sessions = nullptr;  // null: nobody is known to be logged in
    IdentityMint* identities = nullptr;
    const crypto::SecretKey* pseudonyms = nullptr;  // null: who should see some, sees nothing
  };
  explicit Gate(Parts parts) : parts_(std::move(parts)) {}

  // From now on; as in Parts.
  void use_sessions(session::SessionCheck* sessions) { parts_.sessions = sessions; }

 private:
  friend class Exchange;
  // `20261127-7f3a9c01d2e4b586`: the day in Japan, and 64 random bits.
  std::string new_reference(Instant now);
  std::string_view day_of(Instant now);
  // Of what has to be masked, with the pseudonyms of an entity; null where it cannot be, because
  // nothing says where such a field stands, or nobody gives pseudonyms.
  mask::Maskers* maskers_for(const policy::Obligations& obligations, const std::string& entity);
  // As the record has them.
  std::string_view words_of(const policy::Obligations& obligations);
  mask::Pseudonym pseudonyms_of(const std::string& entity) const;

  Parts parts_;
  std::map<std::pair<policy::Obligations, std::string>, std::optional<mask::Maskers>> maskers_;
  std::map<policy::Obligations, std::string> words_;
  std::string entry_;                               // of a look, while it is offered
  std::array<unsigned char, 1024> random_bytes_{};  // of 128 references, got at once
  std::span<unsigned char> random_;                 // those that were not used
  std::string day_;                                 // of new references
  int64_t day_second_ = 0;
};

// One request and its answer. The calls follow the arrows:
//
//   begin → kNeedBody → take_body → kWait → look… → kPass → answer → kMask → push… → finish
//                                                                  → kHold → hold… → end_of_held
//                                                                            → kWait → look… →
//                                                                            kPass
//
// each of them may come to kRefuse, and then `page` says what whoever asked sees; nothing else of
// the answer may be sent. Nothing throws.
class Exchange {
 public:
  enum class Step : uint8_t {
    kNeedBody,  // read the body of the request
    kWait,      // for the disk: call `look` when the spool wakes, and every while
    kPass,      // the request goes to the system; of an answer that was held: `held` goes out
    kRefuse,
  };
  // `now` is of every call that takes it the time at which it is made.
  explicit Exchange(Gate& gate) : gate_(gate) {}

  Step begin(const RequestHead& head, Instant now) noexcept;
  Step take_body(std::string_view body, Instant now) noexcept;
  Step look(Instant now) noexcept;

  // Of a request that passes: nothing of it holds records, so that headers and answers pass as they
  // are; and what tells the system who asks, empty where nothing does.
  bool is_static() const { return mapped_.route == nullptr; }
  std::string_view identity() const { return identity_; }
  const std::string& reference() const { return reference_; }

  enum class Fate : uint8_t {
    kPlain,  // as it is
    kMask,   // through `push` and `finish`
    kHold,   // through `hold`; nothing goes out before `end_of_held` came to kPass
    kEmpty,  // the head without the body: where a redirection leads
    kRefuse,
  };
  // `location`: where it leads to; of several one that leads nowhere.
  Fate answer(const mask::ResponseHead& head, std::string_view location = {}) noexcept;
  // Of an answer whose fate is not kRefuse: whether a header of it goes on, and whether anything of
  // it is masked.
  bool passes_downstream(std::string_view name, std::string_view value) const;
  Answer answer_kind() const;

  // Appends to `out` what may go out. False: end the connection, what was sent is not the whole.
  bool push(std::string_view bytes, std::string& out) noexcept;
  bool finish(std::string& out) noexcept;

  // False: refused.
  bool hold(std::string_view bytes) noexcept;
  Step end_of_held(Instant now) noexcept;
  std::string take_held() noexcept { return std::move(held_); }

  Page page() const noexcept;
  // Why it was refused, for the log of the proxy; empty: it was not.
  const std::string& reason() const { return reason_; }

 private:
  template <class Work>
  Step guarded(Work work) noexcept;
  Step start(const RequestHead& head, Instant now);
  bool find_session(const RequestHead& head, Instant now);
  Wanted wanted() const;
  Step decide(Instant now);
  Step decide_listed(Instant now);
  Step decide_located(Instant now);
  Step mask_held(Instant now);
  Step deny(const Ruling& ruling, std::span<const std::string> records, Instant now);
  bool is_worth_locating(const mask::ResponseHead& head) const;
  Result<Ruling> judge(std::string_view record, std::string_view address, Instant now);
  bool record_look(const Ruling& ruling, std::span<const std::string> records, Instant now,
                   std::span<const std::string> terms = {});
  Fate fate_of(const mask::ResponseHead& head, std::string_view location);
  Step refuse(std::string reason);
  Fate refuse_answer(std::string reason);

  Gate& gate_;
  Visitor visitor_;
  std::optional<Instant> session_heard_;  // set: nobody has confirmed the session since
  Mapped mapped_;
  Search search_;
  std::string content_type_, content_encoding_, accept_;
  std::string reference_, reason_, identity_, way_back_;
  std::string denied_;       // the reason, while its entry is on its way to the disk
  std::string entity_ = {};  // of pseudonyms
  policy::Obligations obligations_;
  uint64_t ticket_ = 0;  // what it waits for
  Instant waiting_since_;
  mask::DocumentFormat format_;
  bool masked_ = false;
  bool area_unknown_ = false;  // as of Ruling
  std::unique_ptr<mask::Masker> masker_;
  std::string held_;
};

}  // namespace sekisho::gateway

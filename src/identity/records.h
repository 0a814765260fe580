#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "crypto/one_time_code.h"
#include "crypto/sha256.h"

// What the store keeps of people and how they prove who they are (docs/formats/identity.md). Plain
// data. `revision` counts the changes of a record: 0 is one that is not in the store yet.
namespace sekisho::identity {

using crypto::Digest;

// A person, under the pseudonym by which the record knows them (docs/formats/evidence.md).
struct UserId {
  std::string value;
  auto operator<=>(const UserId&) const = default;
};

// Of a factor, a session, an API token or a recovery: 96 random bits as 16 characters of base64url.
// It names something and opens nothing.
struct ItemId {
  std::string value;
  auto operator<=>(const ItemId&) const = default;
};

enum class UserState : uint8_t {
  kInvited,   // may enrol, not log in
  kActive,    // may log in
  kDisabled,  // may do nothing
};

struct User {
  UserId id;
  std::string login_name;  // folded; unique
  UserState state = UserState::kInvited;
  std::string password_hash = {};  // empty: none yet
  Instant password_set = kBeginning;
  Instant last_login = kBeginning;
  bool password_known = false;  // it was found in a list of breached ones since it was set
  uint64_t revision = 0;
};

enum class FactorKind : uint8_t {
  kCertificate,  // X.509, of an ID card
  kWebAuthn,     // a security key, or the biometrics of a device
  kTotp,         // an authenticator app
};
inline constexpr std::array kFactorKinds{FactorKind::kCertificate, FactorKind::kWebAuthn,
                                         FactorKind::kTotp};

// A second factor. `handle` is unique over all people: a certificate's fingerprint, a credential's
// id, a TOTP factor's own id.
struct Factor {
  ItemId id = {};
  UserId user = {};
  FactorKind kind = FactorKind::kTotp;
  std::string handle = {};
  std::string name = {};        // that its owner gave it
  std::string public_key = {};  // kWebAuthn
  int32_t algorithm = 0;        // kWebAuthn: of COSE
  uint32_t counter = 0;         // kWebAuthn: of the last use
  std::string secret = {};      // kTotp: the store keeps it encrypted
  crypto::CodeScheme scheme = {};
  std::optional<uint64_t> used_step = {};  // kTotp
  Instant enrolled = {};
  Instant last_used = kBeginning;
  Instant valid_until = kForever;  // kCertificate: the card runs out
  uint64_t revision = 0;
};

// What a session needs a fresh proof for. Each has its own end.
enum class Purpose : uint8_t { kExport, kPolicyChange, kUnmask, kAccount };
inline constexpr std::array kPurposes{Purpose::kExport, Purpose::kPolicyChange, Purpose::kUnmask,
                                      Purpose::kAccount};

struct Session {
  Digest hash;  // of its token
  ItemId id;
  UserId user;
  Instant begun;
  Instant last_used;
  Instant ends;  // whatever happens
  FactorKind factor = FactorKind::kTotp;
  std::optional<Digest> certificate = {};  // every use must come with it
  bool must_change_password = false;       // and may do nothing else until then
  std::map<Purpose, Instant> stepped_up = {};
  std::string source = {};
  // Asked of WebAuthn for the step up that is under way; empty: none.
  std::string challenge = {};
  uint64_t revision = 0;
};

// A log-in whose password was right.
struct PendingLogin {
  Digest hash;  // of its token
  UserId user;
  Instant password_set;   // of that password: another one ends the log-in
  std::string challenge;  // for WebAuthn
  uint32_t tries = 0;
  Instant ends;
  uint64_t revision = 0;
};

enum class EnrolmentCause : uint8_t {
  kFirstAdministrator,
  kInvitation,
  kRecovery,
  kOwnAccount,  // somebody who is logged in changes what they prove themselves with
};

// Lets a person set a password and enrol second factors: whoever has its code.
struct Enrolment {
  Digest hash;  // of its code
  UserId user;
  EnrolmentCause cause = EnrolmentCause::kInvitation;
  UserId approved_by;                  // who invited, or who approved the recovery second
  std::string number;                  // of the decision
  std::optional<Digest> session = {};  // kOwnAccount: the one that goes on
  std::string challenge = {};          // for WebAuthn
  std::string offered_secret = {};     // of a TOTP factor that is not confirmed yet
  Instant ends;
  uint64_t revision = 0;
};

// A person who cannot log in any more, and two administrators who say who they are.
struct Recovery {
  ItemId id;
  UserId subject;
  UserId first;
  std::string number;  // of the decision
  Instant begun;
  Instant ends;
  uint64_t revision = 0;
};

struct ApiToken {
  Digest hash;
  ItemId id;
  UserId user;
  std::string name;
  std::vector<std::string> scopes;  // sorted
  Instant created;
  Instant ends;
  Instant last_used = kBeginning;
  uint64_t revision = 0;
};

enum class NoticeKind : uint8_t {
  kPassword,       // was set
  kPasswordKnown,  // stands in a list of breached ones
  kFactorAdded,
  kFactorRemoved,
  kTokenMade,
  kRecoveryBegun,  // by the first administrator
  kRecovered,      // by the second one: password, factors, sessions and tokens were taken away
};

// That something was changed of what a person proves themselves with (notices.h).
struct Notice {
  ItemId id = {};
  UserId user = {};
  NoticeKind kind = NoticeKind::kPassword;
  std::string factor = {};  // kFactor…: name_of its kind
  std::string name = {};    // of the factor or token, that its owner gave it
  UserId by = {};           // whoever did it; empty: the server found out
  std::string source = {};  // where they spoke from
  Instant time = {};
  Instant ends = {};
  Instant acknowledged = kBeginning;  // by its owner
  uint64_t revision = 0;
};

// A place from which somebody logged in before: it keeps its own budget of attempts.
struct Device {
  Digest hash;  // of the token that it keeps
  UserId user;
  Instant last_used;
  Instant ends;
  uint64_t revision = 0;
};

// The attempts that are counted together.
struct Budget {
  Digest key;
  uint32_t failures = 0;
  Instant last = kBeginning;
  Instant open_from = kBeginning;  // no attempt before
  uint64_t revision = 0;
};

// There is one. Whether the first administrator was made is decided once.
struct Installation {
  bool has_administrator = false;
  uint64_t revision = 0;
};

using Record = std::variant<User, Factor, Session, PendingLogin, Enrolment, Recovery, ApiToken,
                            Notice, Device, Budget, Installation>;

}  // namespace sekisho::identity

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/time_stamp.h"
#include "tlog/note.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// Which logs one believes, and who else has to have seen a checkpoint before one does: a policy
// file (docs/formats/quorum.md), C2SP tlog-policy with authorities for time stamps beside the
// witnesses.

struct PolicyLog {
  VerifierKey key;
  std::string url;  // empty where the file names none
};

struct PolicyWitness {
  std::string name;  // within the file only; its key has one of its own
  VerifierKey key;
  std::string url;
};

struct PolicyAuthority {
  std::string name;
  crypto::TimeStampRoots roots;
  std::string url;
};

// Gives the bytes of a file that a policy names. An error ends the reading of the policy.
using ReadNamed = std::function<Result<std::string>(const std::string& name)>;

class QuorumPolicy {
 public:
  // `file` is for messages; `certificates` gives what a `tsa` line names. kBadInput and kLimit,
  // with the line.
  static Result<QuorumPolicy> parse(std::string_view text, std::string_view file,
                                    const ReadNamed& certificates);
  // Names in the file begin at its directory.
  static Result<QuorumPolicy> read(const std::string& path);

  std::span<const PolicyLog> logs() const { return logs_; }  // none: known from elsewhere
  std::span<const PolicyWitness> witnesses() const { return witnesses_; }
  std::span<const PolicyAuthority> authorities() const { return authorities_; }

  // Whether those who vouched for a checkpoint are enough; each in the order above.
  bool met(const std::vector<bool>& witnesses, const std::vector<bool>& authorities) const;

 private:
  enum class Kind : uint8_t { kWitness, kAuthority, kGroup };
  struct Member {
    std::string name;
    Kind kind = Kind::kGroup;
    size_t index = 0;             // of a witness or an authority
    size_t needed = 0;            // of a group's members
    std::vector<size_t> members;  // each of them stands before it
    bool taken = false;           // is in a group: nobody counts twice
  };
  friend class QuorumParser;

  std::vector<PolicyLog> logs_;
  std::vector<PolicyWitness> witnesses_;
  std::vector<PolicyAuthority> authorities_;
  std::vector<Member> members_;
  std::optional<size_t> quorum_;  // of the members; none: nobody is asked for
};

// What a policy says of a checkpoint.
struct QuorumVerdict {
  bool signed_by_log = false;  // by one that the policy lists; true where it lists none
  bool met = false;            // the quorum
  std::vector<std::string> vouched, missing;  // names of witnesses and authorities
};

// `stamped` says which authorities' time stamps of the checkpoint's text were found to hold. A
// signature that does not verify is one that is not there.
QuorumVerdict judge_quorum(const QuorumPolicy& policy, const Note& checkpoint,
                           const std::vector<bool>& stamped);

}  // namespace sekisho::tlog

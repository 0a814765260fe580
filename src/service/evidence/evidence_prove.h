#pragma once

#include <optional>
#include <string>

#include "base/error.h"

namespace sekisho::service {

struct EvidenceProve {
  std::string directory;
  std::string index;
  std::optional<std::string> out;        // a file for the receipt
  std::optional<std::string> entry_out;  // one for the entry; beside `out`, `OUT.entry`
};

struct ProvedEvidence {
  std::string receipt;  // c2sp.org/tlog-proof@v1
  std::string entry;    // its bytes
  std::string key;      // a verifier key that signed the checkpoint
  std::optional<std::string> entry_path;
};

// A receipt for an entry, checked before it is given out, and the entry, which it is about.
Result<ProvedEvidence> prove_evidence(const EvidenceProve& request);

}  // namespace sekisho::service

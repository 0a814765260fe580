#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::service {

struct EvidenceVerify {
  std::string path = {};                   // a store's directory, or the file of a receipt
  std::optional<std::string> entry = {};   // of a receipt: the file of its entry; else `PATH.entry`
  std::vector<std::string> keys = {};      // verifier keys, or files with one a line
  std::vector<std::string> old = {};       // of a store: files with earlier checkpoints of it
  std::optional<std::string> policy = {};  // of a store: a file that says who has to vouch for it
  bool json = false;
  bool japanese = false;
};

struct VerifiedEvidence {
  bool good = false;
  std::string text;  // the first line is the verdict; or JSON
};

// Whether a store is whole, or whether a receipt proves its entry, as far as somebody can tell who
// knows the keys and, with a policy, those who have to vouch for it. Asks nobody. What is wrong is
// in the answer; an error is one of the request: no key, no such file.
Result<VerifiedEvidence> verify_evidence(
    const EvidenceVerify& request,
    const std::function<void(uint64_t bytes, uint64_t entries)>& progress);

}  // namespace sekisho::service

#pragma once

#include <string>

#include "base/error.h"

namespace sekisho::service {

struct BegunEvidence {
  std::string verifier_key;
  std::string directory;
  std::string private_directory;
};

// An empty store under a new key (evidence/store.h). `private_directory` may be empty.
Result<BegunEvidence> begin_evidence(const std::string& directory,
                                     const std::string& private_directory,
                                     const std::string& origin);

}  // namespace sekisho::service

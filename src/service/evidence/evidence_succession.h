#pragma once

#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "service/evidence/evidence_init.h"

// A record's keys, its end and what continues it (evidence/succession.h). Private directories may
// be empty: DIR.private.
namespace sekisho::service {

struct EvidencePlace {
  std::string directory;
  std::string private_directory;
};

// The verifier key that signs besides the old one from now on, or alone.
Result<std::string> rotate_evidence(const EvidencePlace& place, bool finish, Instant now);
// The text of the last checkpoint.
Result<std::string> freeze_evidence(const EvidencePlace& place, const std::string& successor,
                                    Instant now);
Result<BegunEvidence> continue_evidence(const EvidencePlace& old, const EvidencePlace& place,
                                        const std::string& origin, Instant now);

// By the clock of this machine, in milliseconds.
Instant clock_now();

}  // namespace sekisho::service

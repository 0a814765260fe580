#pragma once

#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "service/evidence/evidence_init.h"
#include "service/evidence/evidence_place.h"

// A record's keys, its end and what continues it (evidence/succession.h). The master key of a
// place does not matter here.
namespace sekisho::service {

// The verifier key that signs besides the old one from now on, or alone.
Result<std::string> rotate_evidence(const EvidencePlace& place, bool finish, Instant now);
// The text of the last checkpoint.
Result<std::string> freeze_evidence(const EvidencePlace& place, const std::string& successor,
                                    Instant now);
Result<BegunEvidence> continue_evidence(const EvidencePlace& old, const EvidencePlace& place,
                                        const std::string& origin, Instant now);

}  // namespace sekisho::service

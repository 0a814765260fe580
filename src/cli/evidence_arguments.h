#pragma once

#include "base/instant.h"
#include "cli/command.h"
#include "service/evidence/evidence_place.h"

// What the commands on what stands beside a record share.
namespace sekisho::cli {

// DIR, `--private` and `--master`.
void declare_place(Arguments& arguments, service::EvidencePlace& place);

// This computer's clock, in milliseconds.
Instant now();

}  // namespace sekisho::cli

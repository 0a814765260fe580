#pragma once

#include "cli/command.h"
#include "service/evidence/evidence_place.h"

// What the commands on what stands beside a record share.
namespace sekisho::cli {

// DIR, `--private` and `--master`.
void declare_place(Arguments& arguments, service::EvidencePlace& place);

}  // namespace sekisho::cli

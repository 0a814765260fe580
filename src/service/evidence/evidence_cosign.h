#pragma once

#include <string>

#include "base/error.h"
#include "service/evidence/cosigner.h"

namespace sekisho::service {

struct EvidenceCosign {
  std::string directory;
  std::string policy;
  uint64_t seconds = 15;  // that each question may take
};

// One round (service/cosigner.h) for the checkpoint of a log, whether somebody writes it or not.
Result<CosigningRound> cosign_evidence(const EvidenceCosign& request);

// Who vouched and who did not, and whether that is enough.
std::string cosigning_text(const CosigningRound& round, bool japanese);
// Without times and sizes, so that the same words mean that nothing changed.
std::string cosigning_summary(const CosigningRound& round, bool japanese);
std::string cosigning_json(const CosigningRound& round);

}  // namespace sekisho::service

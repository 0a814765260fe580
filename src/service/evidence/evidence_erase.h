#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/destruction.h"
#include "service/evidence/evidence_place.h"

namespace sekisho::service {

// What to erase: one of a subject, a class with its month, a segment.
struct EraseTarget {
  std::string subject;  // a pseudonym
  std::string retention_class, month;
  std::string segment;
};

struct EvidenceErase {
  EvidencePlace place;
  EraseTarget target;
  std::string approval, approver, actor, reason;
  std::string retention;  // the policy file; empty: the shipped one
  bool yes = false;       // do it; else only tell
};

struct ErasePlan {
  std::string key;
  std::string retention_class;
  uint64_t entries = 0;  // whose bodies or segment nobody can read afterwards
  uint64_t bytes = 0;
  Period period{kForever, kBeginning};          // of the data; empty: not known
  std::vector<evidence::Objection> objections;  // none: it may be erased
  std::optional<uint64_t> entry;                // that says so, where it was done
};

// Tells what would be erased and what speaks against it, from a log of which every byte was
// verified; with `yes`, and where nothing speaks against it, does it. kUsage where the target is
// not exactly one; kBadInput where the log is damaged, since a hold may be in the damage.
Result<ErasePlan> erase_evidence(const EvidenceErase& request, Instant now);

std::string erase_text(const ErasePlan& plan, bool japanese);
std::string erase_json(const ErasePlan& plan);

}  // namespace sekisho::service

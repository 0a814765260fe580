#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/ledger.h"
#include "service/evidence/evidence_place.h"

namespace sekisho::service {

struct HoldAdd {
  EvidencePlace place;
  // At most one of these; none: everything.
  std::string subject, retention_class, segment;
  std::string from, until;  // of the data, as people write dates; empty: no bound
  std::string reason;
  std::string actor, approval, approver;
};

// An entry that keeps data from being destroyed (保全); its index. kUsage where something is
// missing or makes no sense.
Result<uint64_t> add_hold(const HoldAdd& request, Instant now);

struct HoldLift {
  EvidencePlace place;
  std::string hold;  // `hold.12`, or the index alone
  std::string reason;
  std::string actor, approval, approver;
};

// An entry that ends a hold; its index. kUsage where no such hold is in force, or where whoever
// lifts it approves it as well.
Result<uint64_t> lift_hold(const HoldLift& request, Instant now);

struct ListedHold {
  std::string name;  // `hold.12`
  evidence::Hold hold;
};

// The holds that are in force. Needs the log alone.
Result<std::vector<ListedHold>> list_holds(const std::string& directory);
std::string holds_text(const std::vector<ListedHold>& holds, bool japanese);
std::string holds_json(const std::vector<ListedHold>& holds);

}  // namespace sekisho::service

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// One decision of the barrier, whoever asked for it: the API for other programs, or a gate.
struct RecordedDecision {
  Instant time = {};
  std::string_view system, action, policy_set, facts_revision;
  std::string_view actor;        // the person's employee number; empty: nobody is known
  std::string_view record = {};  // its key; empty: none
  bool allowed = false;
  std::span<const std::string> reasons = {};
  std::string_view obligations = {};  // what it demands, where it is allowed; empty: nothing
  // Of a gate; empty otherwise.
  std::string_view session = {}, gate = {}, request = {}, look = {};
  // By what a gate's request searched, `phone=0921234567`.
  std::span<const std::string> terms = {};
  // While nobody confirmed what it was decided by; empty: it was confirmed.
  std::string_view outage_plan = {};
  Instant unconfirmed_since = {};
};

// As an entry of the record: people and records under their pseudonyms.
LedgerEntry decision_entry(const RecordedDecision& decision, const Ledger& ledger);

}  // namespace sekisho::service

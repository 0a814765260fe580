#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "barrier/fact_base.h"
#include "review/exposure.h"
#include "review/finding.h"
#include "review/run.h"

namespace sekisho::review {

// What a set of findings amounts to. Counts of different things are never added up, and counts of
// overlapping sets neither: a whole is counted anew from its findings.
//
// Only accesses that no rule permits and that were not refused count as seen; attempts, doubtful
// and undetermined accesses are counted apart.
struct Figures {
  uint64_t violations = 0, attempts = 0, doubtful = 0, undetermined = 0;  // accesses
  uint64_t keyless = 0;  // of the violations: without a record

  // Of another supplier's customers: supply points, contracts (a point's customer changes), people.
  uint64_t supply_points = 0;
  uint64_t supply_contracts = 0;
  uint64_t customers = 0;
  uint64_t retailers = 0;  // legal entities
  uint64_t facilities = 0;
  uint64_t other_objects = 0;

  // Supply points seen that are counted apart.
  uint64_t group_points = 0;           // the affiliates' own customers
  uint64_t tdso_points = 0;            // served by the T&D company itself
  uint64_t no_contract_points = 0;     // nobody supplied them then
  uint64_t unknown_points = 0;         // not in the register
  uint64_t switch_pending_points = 0;  // a switch was applied for and not yet in effect

  // Points and facilities that only undetermined accesses touched: what the figures would be higher
  // by, at most, if all of these were unauthorised.
  uint64_t undetermined_points = 0;
  uint64_t undetermined_facilities = 0;

  uint64_t viewers = 0;               // people named
  uint64_t viewers_confirmed = 0;     // of them with at least one confirmed look
  uint64_t unknown_viewer_looks = 0;  // violations by nobody that could be named
  uint64_t accounts = 0;
  uint64_t givers = 0, takers = 0;  // of lent IDs: holders, and other people who used them
  Instant first = kForever, last = kBeginning;  // of the violations
};

// Three windows stand beside every figure.
struct Windows {
  Period exposure;  // how long access stood open, by the registers; empty: not determinable
  bool has_exposure = false;
  Period logs;  // for which time logs exist: first and last event
  bool has_logs = false;
  Period examined;  // which time was examined
};

struct SystemScope {
  SystemId system;
  bool counts_facilities = false;  // its log names facilities, not supply points
  bool shows_records = true;       // false: the log cannot show whose data was seen
  bool shows_accounts = true;
  Figures figures;
  Windows windows;
  Counts counts;  // of all its accesses
  std::map<std::string, Figures> by_route;
  std::map<std::string, Figures> by_month;  // "2022-10", in JST
};

struct Scope {
  Figures total;  // over all systems, counted as one
  Windows windows;
  std::vector<SystemScope> systems;   // with a log, by code
  std::vector<SystemId> without_log;  // in the register, without any log
  std::map<std::string, Figures> by_route;
  std::vector<Exposure> exposures;  // by account and time
};

Scope scope_of(const Context& context, const Review& review);

}  // namespace sekisho::review

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "barrier/fact_base.h"
#include "barrier/situation.h"
#include "report/page_evidence.h"

namespace sekisho::service {

// One access, as the log or somebody who asks names it. An id that is not known stands for a name
// that no register has.
struct AccessToExplain {
  SystemId system;
  AccountId account;
  TerminalId terminal;  // where the terminal is known; else
  AddressId address;    // the address, which stands for the terminal that had it
  Instant time;
  std::string action = "view";
  barrier::RecordKind record_kind = barrier::RecordKind::kNothing;
  std::string record_id = {};
  EntityId supplier = {};  // of the record; only rules that read it ask for it
  // Where the contracts of the record stand; nullptr: in the registers.
  const reg::SupplyContracts* supply = nullptr;
  std::string system_name = {}, account_name = {}, place_name = {};  // as written
};

// A row of a register that an outcome may rest on, or that there is none.
struct ExplainedFact {
  report::FactRow row;  // the statement, its period, its reference, its place; decisive or not
  bool holds = false;   // in force at the instant of the access
  // Of rows of this register that are about one thing only one can hold at a time; `about` says
  // which thing.
  bool single = false;
  uint32_t about = 0;
  bool uncovered = false;  // no row: the instant lies outside what a register covers
  // The attributes of policies/barrier.cedarschema that it gives (`employers`, `roles`).
  std::vector<std::string_view> attributes;
};

// Finds the rows of the registers that are about an access. Immutable. Of rows about the same thing
// it takes those in force, and where there are none the one that ended last and the one that begins
// next.
class FactFinder {
 public:
  explicit FactFinder(const barrier::FactBase& base);

  // A person whose posts are told; of one who `decides` (a principal) contracts and grants too.
  struct Involved {
    PersonId person;
    bool decides;
  };
  std::vector<ExplainedFact> find(const AccessToExplain& access,
                                  const std::vector<Involved>& people) const;

 private:
  friend class FactList;

  const barrier::FactBase& base_;
};

}  // namespace sekisho::service

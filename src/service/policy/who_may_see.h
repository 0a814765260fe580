#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "report/page_evidence.h"
#include "service/knowledge.h"

namespace sekisho::service {

// A question about everybody, or about everything.
struct ReachRequest {
  ReviewPlaces places;          // `logs` is not read
  std::string system;           // its code; may be empty where a person is asked about
  std::string action = "view";  // of policies/barrier.cedarschema
  std::string at;               // RFC 3339, or a date and time of Japan in any usual way
  std::string record;           // who may see it: a supply point, a facility
  std::string person;           // what they may see: an employee number
};

// Records that no rule can tell apart.
struct ReachRecords {
  std::string kind;      // "supply_point", …
  std::string supplier;  // its code; empty: none, or none is known
  std::string id;        // where a rule names the record
  uint64_t registered = 0;
};

// One account, used by one person. Exactly as the rules say: every pair of the account and a
// registered terminal was accounted for.
struct ReachRow {
  std::vector<std::string> people;  // employee numbers; several: the registers are contradictory
  std::vector<std::string> names;   // for people, likewise
  std::vector<std::string> employers;
  std::string system, account, account_kind;
  std::string verdict;                // "permitted", "doubtful" or "undetermined"
  std::vector<std::string> policies;  // that permit, or raise the doubt
  std::vector<report::Bilingual> masks;
  uint64_t terminals = 0;             // registered ones at which that is so
  std::vector<std::string> examples;  // the first of them
  bool at_unregistered = false;       // and at terminals that no register has
  std::vector<ReachRecords> records;  // of a person: which; empty: every record of the system
};

struct ReachAnswer {
  std::vector<report::LabelledValue> fields;  // the question as it was understood
  std::vector<report::Bilingual> notes;       // names that no register has, and near ones
  std::vector<ReachRow> rows;                 // by verdict, policies, people, system and account
  std::optional<uint64_t> total = {};         // of a page of them: rows on all pages
  std::string next = {};                      // of a page: the cursor of the next one; empty: none
  std::map<std::string, report::Bilingual> titles;  // of the policies
  std::string facts_revision;                // what the store knew; empty: registers are files
  uint64_t accounts = 0, terminals = 0;      // that were accounted for
  uint64_t conditions = 0, evaluations = 0;  // that this took

  // Nobody's row is doubtful or undetermined.
  bool all_permitted() const;
};

// Who may see a record of a system. A system, record or person that no register knows is an answer
// (nobody, nothing; and a note says so), not an error; a time or an action that makes no sense is
// kUsage.
Result<ReachAnswer> who_may_see(const ReachRequest& request, const Heard& heard = {});
Result<ReachAnswer> who_may_see(const ReachRequest& request, const Knowledge& knowledge);
// What a person may see, in one system or in all.
Result<ReachAnswer> may_see(const ReachRequest& request, const Heard& heard = {});
Result<ReachAnswer> may_see(const ReachRequest& request, const Knowledge& knowledge);

// The answer for a terminal, in one language; at most `limit` rows a group, 0: all.
std::string reach_text(const ReachAnswer& answer, bool japanese, uint64_t limit);
std::string reach_json(const ReachAnswer& answer);

}  // namespace sekisho::service

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/case.h"
#include "store/database.h"

// The rows of cases.
namespace sekisho::casework {

// Empty: whatever it is.
struct CaseFilter {
  std::string scope = {}, state = {}, outcome = {}, route = {}, assignee = {};
  std::string person = {};     // viewer or holder
  std::string due_until = {};  // a day: due then or before
};

// What cases can be sorted by.
inline constexpr std::array<std::string_view, 6> kCaseOrders{"case", "due",      "first",
                                                             "last", "findings", "state"};

struct CaseOrder {
  std::string column = "case";  // of kCaseOrders
  bool descending = false;
};

struct CasePage {
  std::vector<Case> cases;
  int64_t total = 0;  // that fit the filter
};

// kNotFound where there is none.
Result<Case> find_case(store::Database& database, int64_t id);
// At most `most` from a position of the order on; what is equal stays in the order of numbers.
Result<CasePage> list_cases(store::Database& database, const CaseFilter& filter,
                            const CaseOrder& order, int64_t from, int64_t most);

// The findings of a case that stand, by file and line.
Result<std::vector<CaseFinding>> findings_of(store::Database& database, int64_t id);

// Within a transaction: everything of a case but its number, scope, key and revision.
Result<void> store_case(store::Database& database, const Case& changed);
Result<void> insert_case(store::Database& database, const Case& added);

}  // namespace sekisho::casework

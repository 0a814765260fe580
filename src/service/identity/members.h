#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "identity/administration.h"
#include "office/office.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// What the office asks of somebody who has an account: beside who they are, which is identity's.
struct Member {
  identity::UserId user;
  std::string person = {};                      // their code in the registers
  std::string employer = "operator";            // as policies/office/office.cedarschema has it
  std::vector<std::string> roles = {};          // names of office::Role
  std::vector<std::string> administers = {};    // codes of systems
  bool approves = false;                        // 決裁権限
  std::optional<Instant> assignment_ends = {};  // of an external assessor
  std::vector<std::string> deputies = {};       // 代決者: user ids
  uint64_t revision = 0;
};

// What the record says of a member, and the roles that such a text names.
std::string statement_of(const Member& member);
std::vector<std::string> roles_in_statement(std::string_view statement);

// Members of the office, in the store. Any number of threads.
class Members {
 public:
  // `ledger` outlives it.
  explicit Members(Ledger& ledger) : ledger_(ledger) {}

  Result<std::optional<Member>> find(const identity::UserId& user);
  Result<std::vector<Member>> all();  // in the order of their ids

  // Takes the place of what was stored, if that has the same revision; with its entry of the
  // record. kUsage where a role or an employer does not exist, where somebody changes their own,
  // or where it was changed meanwhile.
  Result<void> put(const Member& member, const identity::Administration::Decision& decision,
                   Instant now);

 private:
  Ledger& ledger_;
};

// How the office knows a member; nobody's roles where there is none.
office::Caller office_caller(const identity::UserId& user, const std::optional<Member>& member,
                             Instant now);

// How the office knows somebody in whose place another acts (代決).
office::Superior superior_of(const identity::UserId& user, const std::optional<Member>& member);

}  // namespace sekisho::service

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"

namespace sekisho::reg {

// One row of one register each. Periods are half-open; `origin` says where the row was read.
// A code that a row refers to but that no register declares still has an id; the declaring row is
// then absent (see Register::entity and its siblings) and the contradiction list says so.

// The file (index into Register::files) and the line (from 1) of a row.
struct Origin {
  uint32_t file = 0;
  uint32_t line = 0;
  auto operator<=>(const Origin&) const = default;
};

enum class EntityKind : uint8_t { kTdso, kAffiliate, kContractor, kRetailer, kAgency, kOther };
std::string_view name_of(EntityKind kind);  // "tdso", "affiliate", …

// A legal entity (法人). `parent` is not known where there is none.
struct LegalEntity {
  EntityId id;
  TextId name;
  EntityKind kind = EntityKind::kOther;
  EntityId parent;
  Origin origin;
};

// A system that holds non-public information. `operator_id` is the T&D company that answers for it.
struct System {
  SystemId id;
  TextId name;
  TextId separation;  // "logical", "physical", … (分割方式)
  TextId owner;       // the owning department as written
  EntityId operator_id;
  Origin origin;
};

struct Site {
  SiteId id;
  TextId name;
  EntityId entity;
  TextId zone;
  Origin origin;
};

// An HR record: one employee number of one company's HR.
struct Person {
  PersonId id;
  TextId name;
  TextId kana;
  Origin origin;
};

enum class PostKind : uint8_t {
  kMain,        // 本務
  kSeconded,    // 出向: works here on secondment
  kHome,        // 原籍: the home company of a secondee, not where they work
  kConcurrent,  // 兼務
};
std::string_view name_of(PostKind kind);

// Where a person worked. A person may hold several at a time.
struct Assignment {
  PersonId person;
  EntityId entity;
  TextId department;
  PostKind kind = PostKind::kMain;
  Period period;
  Origin origin;
};

// Two employee numbers are one human being, confirmed by a person, on some evidence.
struct SamePerson {
  PersonId one;
  PersonId other;
  Period period;
  TextId evidence;
  TextId confirmed_by;  // empty: only suggested, without effect
  Origin origin;
};

enum class AccountKind : uint8_t { kPersonal, kTemporary, kShared };
std::string_view name_of(AccountKind kind);

// An account name was issued to a holder. A name can be issued again to somebody else.
struct Account {
  AccountId account;
  AccountKind kind = AccountKind::kPersonal;
  PersonId holder;  // not known for a shared account
  Period period;
  Origin origin;
};

struct Entitlement {
  AccountId account;
  TextId role;
  TextId basis;  // the approval number (決裁番号)
  Period period;
  Origin origin;
};

struct SharedUser {
  AccountId account;
  PersonId person;
  Period period;
  Origin origin;
};

// A registered terminal. Without a custodian (端末管理責任者) it is a shared terminal.
struct Terminal {
  TerminalId terminal;
  EntityId owner;
  SiteId site;
  PersonId custodian;
  Period period;
  Origin origin;
};

struct Loan {
  TerminalId terminal;
  EntityId borrower;
  TextId basis;
  Period period;
  Origin origin;
};

// Who was on duty at a shared terminal.
struct Duty {
  TerminalId terminal;
  PersonId person;
  Period period;
  Origin origin;
};

struct Address {
  AddressId address;
  TerminalId terminal;
  Period period;
  Origin origin;
};

// `contractor` works for `principal` on `systems`.
struct Outsourcing {
  ContractId contract;
  EntityId contractor;
  EntityId principal;
  std::vector<SystemId> systems;
  Period period;
  Origin origin;
};

struct ContractStaff {
  ContractId contract;
  PersonId person;
  Period period;
  Origin origin;
};

struct Disaster {
  DisasterId disaster;
  TextId name;
  std::vector<TextId> areas;  // as area.h has them, as written; none: no limit is stated
  Period period;
  Origin origin;
};

// A person was lent an account on a terminal for a disaster.
struct Grant {
  DisasterId disaster;
  PersonId person;
  AccountId account;
  TerminalId terminal;
  Period period;
  Origin origin;
};

// A retailer's code belonged to a legal entity. Without such rows a code is an entity's own code.
struct RetailerCode {
  TextId code;
  EntityId entity;
  Period period;
  Origin origin;
};

}  // namespace sekisho::reg

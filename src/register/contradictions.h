#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "register/register.h"

namespace sekisho::reg {

// What is wrong with the registers as they stand. Nothing is corrected: the review decides under
// every reading, and this list says which rows leave room for several.
enum class ContradictionKind : uint8_t {
  kInvertedPeriod,        // a period ends before it begins
  kUnknownCode,           // a row refers to something that no register declares
  kDeclaredTwice,         // two rows declare one thing with different content
  kNoTdso,                // no entity is the T&D company
  kSeveralTdso,           // several entities are
  kAccountTwice,          // one account, two holders or kinds at once
  kTerminalTwice,         // one terminal, two owners, sites or custodians at once
  kAddressTwice,          // one address, two terminals at once
  kLoanTwice,             // one terminal, lent to two at once
  kRetailerCodeTwice,     // one retailer's code, two entities at once
  kSupplyTwice,           // one supply point, two retailers at once
  kNoEmployer,            // a person holds an account and works nowhere
  kGrantOutsideDisaster,  // a helper's grant reaches beyond its disaster
  kLinkedToItself,        // a person is declared to be the same as themself
};
inline constexpr size_t kContradictionKindCount = 14;
std::string_view name_of(ContradictionKind kind);  // "inverted-period", …: stable, in JSON

struct RowRef {
  Table table = Table::kEntities;
  Origin origin;
  std::string text;  // see describe.h
};

struct Contradiction {
  ContradictionKind kind;
  std::string subject;  // what it is about: `nol/k00123`, `KTD-PC-00001`, …
  RowRef row;
  std::optional<RowRef> other;
  Period overlap;            // when it matters; empty when it is not about a time
  uint64_t occurrences = 1;  // how many rows say the same (unknown codes: rows that refer to it)
};

struct Contradictions {
  // By kind, then place. At most kMaxListedContradictions of a kind.
  std::vector<Contradiction> list;
  std::array<uint64_t, kContradictionKindCount> counts{};  // of all, by kind
};

// Deterministic. A reference is only checked against a table that was read; employment only inside
// the stated coverage of the assignments. Of several rows that overlap, each is reported once.
Contradictions find_contradictions(const Register& registers);

// Words for people: what it is, and what the review does about it.
struct Sentence {
  std::string_view ja;
  std::string_view en;
};
Sentence title_of(ContradictionKind kind);
Sentence consequence_of(ContradictionKind kind);

}  // namespace sekisho::reg

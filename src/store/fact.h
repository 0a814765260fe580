#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "register/rows.h"
#include "text/json.h"

namespace sekisho::store {

// What one row of a register says, apart from where it stands: the period for which it holds, and
// its fields by their names in docs/formats/registers.md as canonical JSON. A field that is empty
// is left out; `from` and `until` are the period.
struct Statement {
  reg::Table table = reg::Table::kEntities;
  Period period;
  std::string fields;
  auto operator<=>(const Statement&) const = default;
};

Statement statement_of(reg::Table table, const reg::Row& row);

// A statement as a row again. The row holds as long as this, which must not move meanwhile.
class StatedRow {
 public:
  // kBadInput where the fields are not those of the table.
  Result<void> read(const Statement& statement);
  const reg::Row& row() const { return row_; }

 private:
  text::JsonValue json_;
  reg::Row row_;
};

// Whom or what it is about, as people ask for it: the first field, and `SYSTEM/ACCOUNT` where the
// table begins with these.
std::string subject_of(reg::Table table, const reg::Row& row);
// The order (発令) that a fact comes from.
struct Order {
  std::string number;
  std::string first;  // of the one that was issued first, where this one corrects it; else `number`
  std::string kind;   // reg::kOrderIssued, …
  Instant effective;  // 発令日
  auto operator<=>(const Order&) const = default;
};
// None where the statement names none.
std::optional<Order> order_of(const Statement& statement);
// The values of those fields (indexes in fields_of), which name a fact among the statements of its
// table; equal for statements of one fact and for no others.
std::string key_of(const Statement& statement, const reg::Row& row, const std::vector<size_t>& key);

// A version of a fact as the store has it.
struct Fact {
  int64_t id = 0;
  Statement says;
  std::string profile;  // that read it
  int64_t file = 0;     // ImportedFile::id; 0: recorded by hand
  uint32_t line = 0;
  int64_t recorded_by = 0;  // a change
  int64_t ended_by = 0;     // a change; 0: what we know now
};

}  // namespace sekisho::store

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "register/register.h"

namespace sekisho::reg {

// What a field of a register holds, which decides how its text is read.
enum class FieldKind : uint8_t {
  kCode,     // interned: trimmed, folded by the profile, no control characters
  kText,     // kept as written, trimmed
  kKind,     // one word of an enum
  kFrom,     // an instant: the first moment
  kUntil,    // an instant: the first moment after, or the last day (profile)
  kInstant,  // any other instant
  kList,     // codes with a separator between them
  kKey,      // a supply point ID or another object key
};

struct FieldSpec {
  std::string_view name;  // as in [columns] of a profile
  FieldKind kind;
  bool required = false;  // a row without it says nothing
};

inline constexpr size_t kMaxFields = 10;

// What an order (発令) does to what it is about: the words of a field `order_kind`. None: it is
// issued.
inline constexpr std::string_view kOrderIssued = "issued";
inline constexpr std::string_view kOrderCorrected = "corrected";  // 訂正
inline constexpr std::string_view kOrderCancelled = "cancelled";  // 取消: it never held

// The fields of a table, in the order in which `add_row` (rows.h) expects them.
std::span<const FieldSpec> fields_of(Table table);

// The words of the table's field of kind kKind, indexed by the enum's value; empty if it has none.
std::span<const std::string_view> kinds_of(Table table);

std::optional<Table> table_named(std::string_view name);

// The place of a field in `fields_of`; none where the table has no such field.
std::optional<size_t> field_named(Table table, std::string_view name);

// All tables' names, by Table.
std::span<const std::string_view> table_names();

}  // namespace sekisho::reg

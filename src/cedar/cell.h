#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "cedar/value.h"

// How the compiled engine holds a value: two words, compared as numbers where that decides.
// Internal to this folder.
namespace sekisho::cedar {

// The first ten are those of ValueKind, in its order.
enum class CellKind : uint8_t {
  kBool,
  kLong,
  kString,
  kEntity,
  kSet,
  kRecord,
  kDecimal,
  kDatetime,
  kDuration,
  kIpAddress,
  kAbsent,  // no such attribute or tag
  kError,   // the evaluation failed
};

struct CellSet;

struct Cell {
  CellKind kind = CellKind::kAbsent;
  // The payload is `value`: a string or entity that has no number, a record, an address, or a
  // set that nobody prepared. What has a number is never held this way, but for strings.
  bool by_value = false;
  union {
    int64_t number;        // also the id of a string or an entity
    const Value* value;    // lives at least as long as the decision
    const CellSet* cells;  // of a set with by_value == false
  };

  Cell() : number(0) {}
  Cell(CellKind kind_in, int64_t number_in) : kind(kind_in), number(number_in) {}
  static Cell boolean(bool value) { return {CellKind::kBool, value ? 1 : 0}; }
  static Cell error() { return {CellKind::kError, 0}; }
  static Cell of_value(const Value& value) {
    Cell out;
    out.kind = static_cast<CellKind>(value.kind());
    out.by_value = true;
    out.value = &value;
    return out;
  }
  static Cell of_set(const CellSet& set) {
    Cell out;
    out.kind = CellKind::kSet;
    out.cells = &set;
    return out;
  }
  bool is_error() const { return kind == CellKind::kError; }
  bool is_plain_set() const;
  bool is_missing() const { return kind >= CellKind::kAbsent; }
  // True when `<` is defined.
  bool has_order() const {
    return kind == CellKind::kLong || kind == CellKind::kDatetime || kind == CellKind::kDuration;
  }
  // True when another of this kind, not held by value, is equal when its number is.
  bool is_number() const {
    return tag() <= tag_of(CellKind::kIpAddress) && tag() != tag_of(CellKind::kSet);
  }
  // True when both are so and of one kind.
  bool is_comparable(const Cell& other) const { return is_number() && tag() == other.tag(); }

 private:
  // Kind and `by_value` at once; of what is not held by value, the kind.
  uint16_t tag() const {
    uint16_t out;
    std::memcpy(&out, this, sizeof out);
    return out;
  }
  static constexpr uint16_t tag_of(CellKind kind) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<uint16_t>(kind);
  }
};

// A set whose elements are prepared.
struct CellSet {
  std::vector<Cell> elements;  // when plain, in order of kind and number, each once
  bool is_plain = true;        // every element is equal to another when kind and number are
  bool only_entities = true;
  Value value = {};  // the set itself, unless it is plain

  // Requires a plain set, and an element that is not held by value.
  bool has(const Cell& element) const {
    if (elements.size() == 1) return is_equal(elements.front(), element);
    if (elements.size() > kScannedElements) return has_among_many(element);
    for (const Cell& cell : elements) {
      if (is_equal(cell, element)) return true;
    }
    return false;
  }

 private:
  static constexpr size_t kScannedElements = 16;
  // Without a jump that would have to be foreseen.
  static bool is_equal(const Cell& a, const Cell& b) {
    return ((a.number ^ b.number) | (static_cast<int>(a.kind) ^ static_cast<int>(b.kind))) == 0;
  }
  bool has_among_many(const Cell& element) const;
};

inline bool Cell::is_plain_set() const {
  return tag() == tag_of(CellKind::kSet) && cells->is_plain;
}

// Both must be plain.
bool operator==(const CellSet& a, const CellSet& b);

// The order of a plain set's elements, and when they are the same.
bool is_before(const Cell& a, const Cell& b);
bool is_same(const Cell& a, const Cell& b);

}  // namespace sekisho::cedar

#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace sekisho::logs {

// What was done, in the words of our Cedar schema (policies/barrier.cedarschema). The profile says
// which word of a log means which; docs/formats/event.md maps them to OCSF.
enum class Action : uint8_t {
  kView,
  kSearch,
  kList,
  kPrint,
  kExport,
  kUpdate,
  kLogin,
  kLogout,
  kBatch,
  kOther
};
inline constexpr size_t kActionCount = 10;
std::string_view name_of(Action action);  // "view", …

// What the system itself answered.
enum class Outcome : uint8_t { kAllowed, kRefused, kUnknown };
std::string_view name_of(Outcome outcome);

// What kind of thing a record is.
enum class ObjectKind : uint8_t { kNone, kSupplyPoint, kCustomer, kFacility, kOther };
std::string_view name_of(ObjectKind kind);

inline constexpr uint32_t kNoSymbol = std::numeric_limits<uint32_t>::max();

inline constexpr uint64_t kNoSequence = std::numeric_limits<uint64_t>::max();

// Bytes of a block.
struct Slice {
  uint32_t offset = 0;
  uint32_t length = 0;
};

// The access events of one block of one log file, as columns of the same length.
//
// Accounts, terminals and addresses are symbols of the decoder that made the block
// (Decoder::symbols): dense numbers for the folded UTF-8 text. Everything else that is text stays
// where it is, as a slice of the block's bytes, and is only converted when somebody asks
// (Decoder::text). A block and its slices are valid until the next call of the decoder.
struct EventBlock {
  std::vector<uint64_t> line;      // line of the file, from 1; of a multi-line record the first
  std::vector<Instant> time;       // with the profile's clock offset taken out
  std::vector<uint32_t> account;   // symbol, or kNoSymbol
  std::vector<uint32_t> terminal;  // symbol, or kNoSymbol
  std::vector<uint32_t> address;   // symbol, or kNoSymbol
  std::vector<Action> action;
  std::vector<Outcome> outcome;
  std::vector<ObjectKind> object_kind;  // kNone: an access without a record (keyless)
  std::vector<Slice> object;            // the record's key as it stands
  std::vector<Slice> customer;          // the customer number as it stands, or empty
  std::vector<uint16_t> items;          // index into LogProfile::item_sets; 0: not known
  std::vector<Slice> raw;               // the whole record as it stands, without its line end
  // The log's own number of the record, or kNoSequence; no rows where the profile knows of none.
  std::vector<uint64_t> sequence;

  size_t size() const { return line.size(); }
  void clear();
};

}  // namespace sekisho::logs

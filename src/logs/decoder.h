#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "logs/event.h"
#include "logs/log_profile.h"
#include "logs/reader.h"

namespace sekisho::logs {

// Why a line is not an event. The name of a reason is stable and appears in rejects.csv.
enum class RejectReason : uint8_t {
  kEmptyLine,
  kTooFewFields,
  kTooManyFields,
  kBrokenQuote,
  kBadEncoding,
  kBadTime,
  kMissingField,
  kUnknownValue,
  kBadStructure,
  kTooLong,
  kNulByte,
  kPatternMismatch,
  kMultilineTooLong,
};
inline constexpr size_t kRejectReasonCount = 13;
std::string_view name_of(RejectReason reason);

// One line, or, where more than kMaxRejectRun in a row cannot be read, the rest of such a run.
struct Reject {
  uint64_t line = 0;   // the first line of what is rejected
  uint64_t lines = 1;  // how many lines of the file it is
  RejectReason reason = RejectReason::kBadStructure;
  std::string detail;  // which field, which value; no more than a hundred bytes of input
  Slice raw;           // of the block; its beginning where `detail` says so
};

// Counts that always add up: lines = header_lines + event_lines + reject_lines. Header lines are
// all that the profile knows to hold no record: headers, skipped lines, allowed empty ones.
// `events` and `rejects` are the rows of the lists.
struct LineCounts {
  uint64_t lines = 0, header_lines = 0, event_lines = 0, reject_lines = 0;
  uint64_t events = 0, rejects = 0;
  void operator+=(const LineCounts& other);
};

// The texts behind the symbols of a decoder: dense numbers from 0, folded UTF-8.
class SymbolTable {
 public:
  virtual ~SymbolTable() = default;
  virtual uint32_t size() const = 0;
  virtual std::string_view text(uint32_t symbol) const = 0;
};

// Turns blocks of one profile's files into events. One decoder a thread: it owns scratch memory and
// symbol tables. Blocks may come in any order; the result depends on the block alone.
class Decoder {
 public:
  explicit Decoder(const LogProfile& profile);
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;
  ~Decoder();

  // Clears and fills `events` and `rejects`. What a line does not say as the profile expects it
  // becomes a reject; nothing is dropped.
  LineCounts decode(const Block& block, EventBlock& events, std::vector<Reject>& rejects);

  const SymbolTable& accounts() const;
  const SymbolTable& terminals() const;
  const SymbolTable& addresses() const;
  // Grows when symbol tables were emptied (bounded memory against hostile logs): symbols given out
  // before are void then. It changes only between blocks.
  uint64_t epoch() const;

  // A slice of a block, as UTF-8 with width folded and surrounding space removed.
  std::string text(const Block& block, Slice slice) const;

  // The record's key in the form that the registers use: width folded, trimmed, of a number its
  // digits alone, of a URL's parameter decoded. A view of the block where it already stands so,
  // else of `scratch`. `object` is a value of EventBlock::object; the key of an empty one is empty.
  std::string_view object_key(const Block& block, Slice object, std::string& scratch) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::logs

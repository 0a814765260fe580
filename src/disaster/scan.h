#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "disaster/desk_facts.h"
#include "disaster/lending.h"

// Return and stock-take (現品照合): codes that are typed or scanned, one a line.
namespace sekisho::disaster {

// What a code is. kReturned: it was out and is back. kHere: it is of this office and was not out.
// kElsewhere: it is of another office.
enum class ScannedAs : uint8_t { kReturned, kHere, kTwice, kElsewhere, kUnknown };
inline constexpr std::array<std::string_view, 5> kScannedAs{"returned", "here", "twice",
                                                            "elsewhere", "unknown"};
struct Scanned {
  std::string code;
  ScannedAs as = ScannedAs::kUnknown;
  std::optional<ItemKind> kind = {};
  std::string office = {};  // whose it is
  int64_t lending = 0;      // with which it is out, or was; 0: none
  bool operator==(const Scanned&) const = default;
};

// Codes of a text: a line each, without blanks around them. kBadInput beyond kMaxCodes.
Result<std::vector<std::string>> codes_in(std::string_view text);

struct Return {
  std::vector<Scanned> scanned;
  std::vector<std::string> still_out;  // terminals of lendings that have ended
  int64_t expected = 0;                // of these, before
  int64_t returned = 0;
};
// Takes back what of an opening is out, as of `at` (without it, now). Whoever returns the terminal
// before the end has no use of the ID any more: the lending ends then. Within a transaction.
Result<Return> take_back(Journal& journal, DeskFacts& facts, int64_t opening,
                         const std::vector<std::string>& codes, std::optional<Instant> at,
                         bool on_paper);

struct StockTake {
  int64_t id = 0;
  std::string office;
  Instant at;
  std::string by;
  int64_t expected = 0;  // terminals of the pool that are not lent
  int64_t there = 0;     // of these
  std::vector<std::string> missing = {}, found = {}, lent = {};
  std::vector<Scanned> strange = {};  // not from here, unknown, or lent and here all the same
};
// What is not there is missing from now on; what was missing and is there is to be checked.
Result<StockTake> take_stock(Journal& journal, const std::string& office,
                             const std::vector<std::string>& codes);
// The newest first; with an empty office, of all.
Result<std::vector<StockTake>> list_stock_takes(store::Database& database,
                                                const std::string& office);

}  // namespace sekisho::disaster

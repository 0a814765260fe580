#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/set_bits.h"

namespace sekisho::text {

// Finds the bytes at which delimited text is split: the delimiter, the quote, CR and LF. It knows
// nothing of fields: the caller walks the positions. Immutable and thread-safe.
//
//   const DelimitedScan scan({.delimiter = ',', .quote = '"'});
//   std::vector<uint32_t> positions;                      // reused for every block
//   const size_t count = scan.run(block, positions);
//   for (size_t i = 0; i < count; ++i) switch (block[positions[i]]) …
class DelimitedScan {
 public:
  struct Options {
    char delimiter = ',';
    char quote = '"';              // 0: there are no quotes
    bool carriage_returns = true;  // false: CR is not reported (look at the byte before an LF)
    // The text is CP932, where the second byte of a character is 40-7E or 80-FC. A delimiter or
    // quote in that range (`|`, `\`, a letter) is then looked for byte by byte, and second bytes
    // are not reported; all others cannot be second bytes and take the fast path.
    bool cp932 = false;
  };
  using Engine = ScanEngine;

  explicit DelimitedScan(Options options, Engine engine = Engine::kBest);

  // Writes the offsets, ascending, into `positions` and returns how many there are. `positions` is
  // only ever made longer: entries behind the count mean nothing. `block` begins at the first byte
  // of a character and has at most kMaxScanBlockBytes (more is not looked at).
  size_t run(std::string_view block, std::vector<uint32_t>& positions) const;

 private:
  Options options_;
  Engine engine_;
  bool byte_by_byte_;  // CP932 with a delimiter that may be a second byte
};

}  // namespace sekisho::text

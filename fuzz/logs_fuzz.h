#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "logs/coverage.h"
#include "logs/decoder.h"
#include "logs/limits.h"

namespace sekisho::logs {

inline LogProfile fuzz_profile(std::string_view toml) {
  Result<LogProfile> profile = parse_log_profile(toml, "fuzz.toml");
  SEKISHO_INVARIANT(profile.has_value());
  return std::move(*profile);
}

inline void hold_slice(const Block& block, Slice slice) {
  SEKISHO_INVARIANT(slice.offset <= block.bytes.size());
  SEKISHO_INVARIANT(slice.length <= block.bytes.size() - slice.offset);
}

// Whatever a block holds, no line is lost, each stands in one place, and all that an event refers
// to is there.
inline LineCounts hold(Decoder& decoder, const Block& block) {
  EventBlock events;
  std::vector<Reject> rejects;
  const LineCounts counts = decoder.decode(block, events, rejects);
  SEKISHO_INVARIANT(counts.lines == counts.header_lines + counts.event_lines + counts.reject_lines);
  SEKISHO_INVARIANT(counts.events == events.size() && counts.rejects == rejects.size());
  std::string scratch;
  uint64_t last = 0;
  for (size_t i = 0; i < events.size(); ++i) {
    SEKISHO_INVARIANT(events.line[i] > last && events.line[i] < block.first_line + counts.lines);
    last = events.line[i];
    hold_slice(block, events.raw[i]);
    hold_slice(block, events.object[i]);
    hold_slice(block, events.customer[i]);
    const auto known = [](const SymbolTable& table, uint32_t symbol) {
      return symbol == kNoSymbol || (symbol < table.size() && !table.text(symbol).empty());
    };
    SEKISHO_INVARIANT(known(decoder.accounts(), events.account[i]));
    SEKISHO_INVARIANT(known(decoder.terminals(), events.terminal[i]));
    SEKISHO_INVARIANT(known(decoder.addresses(), events.address[i]));
    (void)decoder.text(block, events.customer[i]);
    const bool keyless = events.object_kind[i] == ObjectKind::kNone;
    SEKISHO_INVARIANT(keyless == decoder.object_key(block, events.object[i], scratch).empty());
  }
  uint64_t next = block.first_line;
  for (const Reject& reject : rejects) {
    SEKISHO_INVARIANT(reject.line >= next && reject.lines > 0);
    next = reject.line + reject.lines;
    hold_slice(block, reject.raw);
  }
  SEKISHO_INVARIANT(next <= block.first_line + counts.lines);
  CoverageTally tally;
  tally.add(events, 0, 9 * 3600, rejects);
  (void)tally.clock_steps("f", 0);
  (void)tally.sequence_jumps("f");
  return counts;
}

inline void hold_bytes(const LogProfile& profile, const uint8_t* data, size_t size) {
  // A fuzzer's block is never the largest one.
  if (size > kMaxLineBytes * 2) return;
  Decoder decoder(profile);
  Block block;
  block.bytes = {reinterpret_cast<const char*>(data), size};
  const LineCounts first = hold(decoder, block);
  // What the decoder has remembered changes nothing.
  const LineCounts again = hold(decoder, block);
  SEKISHO_INVARIANT(first.events == again.events && first.rejects == again.rejects);
}

// The first byte chooses a profile, the others are the file.
inline int hold_file(const std::vector<LogProfile>& profiles, const uint8_t* data, size_t size) {
  if (size != 0) hold_bytes(profiles[data[0] % profiles.size()], data + 1, size - 1);
  return 0;
}

}  // namespace sekisho::logs

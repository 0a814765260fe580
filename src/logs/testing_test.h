#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logs/decoder.h"
#include "text/encoding.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::logs {

// What the tests of this folder share: profiles from text, and events as one line of text each.

inline LogProfile profile_of(std::string_view toml) {
  Result<LogProfile> profile = parse_log_profile(toml, "test.toml");
  EXPECT_TRUE(profile) << (profile ? "" : to_string(profile.error()));
  return profile ? *profile : LogProfile{};
}

inline LogProfile shipped_profile(const std::string& name) {
  std::ifstream in(std::string(SEKISHO_ROOT "/sources/logs/") + name + ".toml");
  return profile_of(std::string(std::istreambuf_iterator<char>(in), {}));
}

inline std::string cp932(std::string_view utf8) {
  return text::to_cp932(utf8).value();
}

struct Decoded {
  LineCounts counts;
  EventBlock events;
  std::vector<Reject> rejects;
  std::vector<std::string> lines;  // each event: "line time account terminal address action outcome
                                   // object customer items", `-` for nothing
  std::vector<std::string> refused;  // each reject: "line+lines reason"
};

inline Block block_of(std::string_view bytes, uint64_t first_line = 1) {
  Block block;
  block.bytes = bytes;
  block.first_line = first_line;
  block.last = true;
  return block;
}

inline std::string symbol_text(const SymbolTable& table, uint32_t symbol) {
  return symbol == kNoSymbol ? "-" : std::string(table.text(symbol));
}

inline Decoded decode(Decoder& decoder, const Block& block) {
  Decoded out;
  out.counts = decoder.decode(block, out.events, out.rejects);
  const EventBlock& e = out.events;
  for (size_t i = 0; i < e.size(); ++i) {
    std::string scratch;
    std::string object(decoder.object_key(block, e.object[i], scratch));
    std::string customer = decoder.text(block, e.customer[i]);
    std::string line = std::to_string(e.line[i]) + " " + text::rfc3339(e.time[i], text::kJst);
    for (const std::string& part :
         {symbol_text(decoder.accounts(), e.account[i]),
          symbol_text(decoder.terminals(), e.terminal[i]),
          symbol_text(decoder.addresses(), e.address[i]), std::string(name_of(e.action[i])),
          std::string(name_of(e.outcome[i])), object.empty() ? "-" : object,
          customer.empty() ? "-" : customer, std::to_string(e.items[i])}) {
      line += " " + part;
    }
    out.lines.push_back(line);
  }
  for (const Reject& reject : out.rejects) {
    out.refused.push_back(std::to_string(reject.line) + "+" + std::to_string(reject.lines) + " " +
                          std::string(name_of(reject.reason)));
  }
  EXPECT_EQ(out.counts.lines,
            out.counts.header_lines + out.counts.event_lines + out.counts.reject_lines);
  EXPECT_EQ(out.counts.events, out.events.size());
  EXPECT_EQ(out.counts.rejects, out.rejects.size());
  return out;
}

inline Decoded decode(const LogProfile& profile, std::string_view bytes, uint64_t first_line = 1) {
  Decoder decoder(profile);
  return decode(decoder, block_of(bytes, first_line));
}

using Strings = std::vector<std::string>;

}  // namespace sekisho::logs

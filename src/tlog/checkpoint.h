#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/tree_hash.h"

namespace sekisho::tlog {

// What a log says of itself at one size (C2SP tlog-checkpoint): the text of a signed note.
struct Checkpoint {
  std::string origin;  // which log, a name like `example.com/log`
  uint64_t size = 0;
  Hash root{};
  bool operator==(const Checkpoint&) const = default;
};

std::string checkpoint_text(const Checkpoint& checkpoint);
// Lines behind the third (extensions) are allowed and not read. kBadInput.
Result<Checkpoint> parse_checkpoint(std::string_view text);

// A tree's hash in base64 and back; none where it is not 32 bytes.
std::string hash_text(const Hash& hash);
Result<Hash> parse_hash(std::string_view text);

}  // namespace sekisho::tlog

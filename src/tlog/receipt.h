#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/merkle.h"

namespace sekisho::tlog {

// That an entry is in a log, for somebody who is offline (C2SP tlog-proof): the way from the entry
// to a checkpoint and the checkpoint itself, signatures and all.
struct Receipt {
  uint64_t index = 0;
  Proof path;              // bottom up
  std::string checkpoint;  // a signed note
  bool operator==(const Receipt&) const = default;
};

std::string to_string(const Receipt& receipt);
Result<Receipt> parse_receipt(std::string_view text);

// That `entry` is where the receipt says, below the root of its checkpoint. The checkpoint's
// signatures are for verify_note.
Result<void> verify_receipt(const Receipt& receipt, std::string_view entry);

}  // namespace sekisho::tlog

#pragma once

#include "base/error.h"
#include "identity/identity_storage.h"
#include "identity/limits.h"

namespace sekisho::identity {

// Runs `step`, which reads the store and fills in a Change, and applies that; anew where somebody
// else got in the way. `step(Change&)` returns a Result; its error means that nothing is applied.
// kIo where others got in the way kMaxTries times.
template <class Step>
auto in_one_change(IdentityStorage& storage, Step step) -> decltype(step(std::declval<Change&>())) {
  for (int i = 0; i < kMaxTries; ++i) {
    Change change;
    auto out = step(change);
    if (!out || change.empty()) return out;
    const Result<Applied> applied = storage.apply(change);
    if (!applied) return std::unexpected(applied.error());
    if (*applied == Applied::kDone) return out;
  }
  return fail(ErrorCode::kIo, "too many others changed the same account at the same time", {},
              "Try again.");
}

}  // namespace sekisho::identity

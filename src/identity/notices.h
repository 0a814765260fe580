#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "identity/settings.h"

namespace sekisho::identity {

// Adds to `change` that `notice.user` is to be told: its id, its end and that nobody has seen it
// are filled in here.
void tell(const Means& means, Notice notice, Change& change);

// What a person is told when they log in, there being no mail: changes of what they prove
// themselves with, whoever made them, and what will run out. Any number of threads.
class Notices {
 public:
  explicit Notices(const Means& means) : means_(means) {}

  // Of changes, the newest first, seen or not.
  Result<std::vector<Notice>> of(const UserId& user, Instant now);
  // That its owner has seen it. False where they have no such notice; once is enough.
  Result<bool> acknowledge(const UserId& user, const ItemId& id, Instant now);

  // A card, an API token or a password that runs out within Settings::warning, the first one first.
  enum class EndingKind : uint8_t { kCard, kToken, kPassword };
  struct Ending {
    EndingKind kind = EndingKind::kCard;
    ItemId id = {};         // of a card or a token
    std::string name = {};  // that its owner gave it
    Instant ends;
  };
  Result<std::vector<Ending>> ending(const UserId& user, Instant now);

 private:
  const Means& means_;
};

std::string_view name_of(NoticeKind kind);           // `password`, `factor-added`, …
std::string_view name_of(Notices::EndingKind kind);  // `card`, `token`, `password`

}  // namespace sekisho::identity

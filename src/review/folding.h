#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "barrier/fact_base.h"
#include "barrier/memo_key.h"
#include "base/instant.h"

namespace sekisho::review {

// Folds accounts and places into classes, by everything that the rules can read of them. A utility
// has tens of thousands of accounts and terminals and meets them in millions of pairs, but only
// some hundreds of classes: what the rules say of one pair of classes, they say of all its pairs.
//
// The two sides of a pair touch in one thing only, and the pair's number says so too: whether the
// terminal's custodian is the account's holder; at a shared account, whom the rules take the
// custodian for and whether they are one of its users. What touches in more ways is not folded:
// helpers (a grant names an account and a terminal), contradictory facts, and everything as soon as
// a rule reads where a custodian or holder works other than the person who asks. Not thread-safe.
class Folding {
 public:
  static constexpr uint64_t kNone = ~uint64_t{0};
  static constexpr uint32_t kClassBits = 24;

  Folding(const barrier::FactBase& base, const barrier::Relevant& relevant);

  // Fetches what `pair` will read of these keys.
  void prefetch(uint32_t account, uint32_t place) const {
    if (account < accounts_.last.size()) __builtin_prefetch(&accounts_.last[account]);
    if (place < places_.last.size()) __builtin_prefetch(&places_.last[place]);
  }

  // The pair's number, or kNone where it is not folded; below 2^(2 * kClassBits + 2). Keys are
  // those of the fact base's timelines. The pair is the same at every instant of [from, until].
  uint64_t pair(uint32_t account, uint32_t place, Instant from, Instant until) {
    const Version& who = at(accounts_, base_.accounts(), account, from, &Folding::fold_account);
    const Version& where = at(places_, base_.places(), place, from, &Folding::fold_place);
    if (who.until <= until || where.until <= until) return kNone;
    if ((who.number | where.number) == kNotFolded) return kNone;
    if (who.person == kUsers) return shared_pair(who, where);
    const bool same = who.person == where.person;
    if (same && who.facts != where.facts) return kNone;
    return (uint64_t{who.number} << kClassBits | where.number) << 1 | (same ? 1 : 0);
  }

 private:
  static constexpr uint32_t kNotFolded = ~uint32_t{0};
  // Stand for people; all three differ, so that nobody's account is not nobody's terminal.
  static constexpr uint32_t kNobody = ~uint32_t{0};  // no holder
  static constexpr uint32_t kNoCustodian = kNobody - 1;
  static constexpr uint32_t kUsers = kNobody - 2;  // of a shared account

  // A key's facts at some instant, and for how long they hold. Aligned, so that one line of a cache
  // holds it.
  struct alignas(32) Version {
    Instant from = kForever;
    Instant until = kBeginning;  // an empty period: nothing was looked up yet
    uint32_t number = kNotFolded;
    uint32_t person = kNobody;  // the holder; the custodian
    uint32_t facts = 0;         // of that person; of a shared account, its own
  };
  // What a state of a timeline folds into.
  struct Folded {
    uint32_t number = kNotFolded;
    uint32_t person = kNobody;
    uint32_t facts = 0;
    bool known = false;
  };
  using Fold = Folded (Folding::*)(uint32_t state);

  struct Side {
    std::vector<Version> last;   // by key: the version hit last
    std::vector<Folded> folded;  // by state
    std::unordered_map<std::string, uint32_t> numbers;
  };

  const Version& at(Side& side, const barrier::Timelines& timelines, uint32_t key, Instant t,
                    Fold fold) {
    Version& version = side.last[key];
    if (t < version.from || version.until <= t) look_up(side, timelines, key, t, fold);
    return version;
  }
  void look_up(Side& side, const barrier::Timelines& timelines, uint32_t key, Instant t, Fold fold);
  Folded fold_account(uint32_t state);
  Folded fold_place(uint32_t state);
  uint32_t number_of(Side& side, const barrier::Situation& situation);
  uint64_t shared_pair(const Version& who, const Version& where);
  uint32_t custodian_number(SystemId system, uint32_t facts);

  const barrier::FactBase& base_;
  barrier::Relevant relevant_;
  Side accounts_, places_;
  // Whom the rules take the custodian at a shared account for, by system and facts.
  Side custodians_;
  std::vector<std::vector<uint32_t>> custodian_numbers_;
  std::unordered_map<uint64_t, uint64_t> shared_pairs_;
  std::string key_;
};

}  // namespace sekisho::review

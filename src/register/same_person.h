#pragma once

#include <cstdint>
#include <vector>

#include "register/register.h"

namespace sekisho::reg {

// Two employee numbers that may be one person: a mover gets a new number in the other company's HR.
// Only a suggestion, without any effect on a verdict: people confirm it in the register
// `same_person`, on evidence of their own.
struct SamePersonSuggestion {
  PersonId one;                      // whose last post ends
  PersonId other;                    // whose first post begins
  const Assignment* last = nullptr;  // rows of the register given
  const Assignment* first = nullptr;
  int64_t days_between = 0;  // negative: the new post began before the old one ended
  bool same_name = false;    // the name fits too, not only the kana
};

struct SamePersonSuggestions {
  std::vector<SamePersonSuggestion> list;  // by person codes' order; at most kMaxListedSuggestions
  bool more = false;                       // there are others beyond the list
};

// Pairs with the same kana (width, kana kind and spaces folded) of which one's last post, at one
// company, ended within `max_days` of the beginning of the other's first, at another company.
// Pairs that `same_person` holds already, confirmed or not, are left out. The register must
// outlive the result.
SamePersonSuggestions suggest_same_person(const Register& registers, int64_t max_days = 7);

}  // namespace sekisho::reg

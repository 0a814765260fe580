#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "gateway/routes.h"
#include "mask/masker.h"
#include "policy/obligations.h"

// By what a request searches records, and whether somebody may: a hit says that the record has what
// was searched for, also where the answer masks it
// (docs/adr/0133-a-search-is-by-what-one-sees-or-was-told.md).
namespace sekisho::gateway {

struct GivenTerm {
  const TermSource* source;
  std::string text;  // as terms are compared: folded; of digits with hyphens the digits alone
};

struct Search {
  std::vector<GivenTerm> terms;  // those that are not empty, each with its field
  // Something else may choose or order the records: a parameter that the route does not explain, a
  // term that is given twice or is too long, a body that nobody reads.
  bool unexplained = false;

  // `phone=0921234567`, for the record: one for each term.
  std::vector<std::string> told() const;
};

// Of a route without lists nothing is searched. `given` are the parameters of query and body.
Search search_of(const Route& route, std::span<const Parameter> given, bool has_unread_body);

// Why somebody from whom this is masked may not search so; empty: they may.
//   search/unexplained   see Search::unexplained
//   search/masked-field  by a field that they do not see, and that nobody tells them
//   search/not-whole     by a part of what they were told
//   search/several       by several fields that they do not see: one would tell of the other
std::string_view search_refusal(const Search& search, const policy::Obligations& masks);

// The same of the hits, before anybody sees them:
//   search/other-hits    one has something else in a field that they do not see, or does not show
//                        it; or there are more than the route lets them have
std::string_view hits_refusal(const Search& search, const policy::Obligations& masks, size_t hits,
                              const mask::DocumentFormat& format, std::string_view document);

}  // namespace sekisho::gateway

#include "gateway/search_terms.h"

#include <algorithm>

#include "gateway/limits.h"
#include "gateway/listed_records.h"
#include "text/fold.h"

namespace sekisho::gateway {
namespace {

using Part = RecordSource::Part;

// One spelling: width, case, kana and variant characters folded, no spaces; telephone numbers and
// the like without what stands between their digits.
std::string compared(std::string_view text) {
  std::string key = text::match_key(text);
  constexpr std::string_view kBetweenDigits = "-()+.";
  const bool number = std::ranges::all_of(key, [&](char c) {
    return ('0' <= c && c <= '9') || kBetweenDigits.find(c) != std::string_view::npos;
  });
  if (number) {
    std::erase_if(key, [&](char c) { return kBetweenDigits.find(c) != std::string_view::npos; });
  }
  return key;
}

// Characters by which systems mean any others.
bool has_wildcard(std::string_view term) {
  return term.find_first_of("*%?_[]^$|\\") != std::string_view::npos;
}

size_t characters(std::string_view utf8) {
  return static_cast<size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_at(const RecordSource& place, const Parameter& given) {
  return place.part != Part::kNone && place.part != Part::kPath && place.name == given.name;
}

bool is_masked(const GivenTerm& term, const policy::Obligations& masks) {
  return masks.mask_of(term.source->field).method != policy::MaskMethod::kShow;
}

// The one term whose field is masked; null: there is none.
const GivenTerm* told_term(const Search& search, const policy::Obligations& masks) {
  const auto found = std::ranges::find_if(
      search.terms, [&](const GivenTerm& one) { return is_masked(one, masks); });
  return found == search.terms.end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> Search::told() const {
  std::vector<std::string> out;
  for (const GivenTerm& one : terms) out.push_back(one.source->field + "=" + one.text);
  return out;
}

Search search_of(const Route& route, std::span<const Parameter> given, bool has_unread_body) {
  Search out;
  if (!route.lists.any()) return out;
  out.unexplained = has_unread_body;
  for (const Parameter& one : given) {
    if (one.value.empty()) continue;  // a field of a form that was left empty
    const auto term = std::ranges::find_if(
        route.terms, [&](const TermSource& source) { return is_at(source.at, one); });
    if (term != route.terms.end()) {
      const auto is_it = [&](const GivenTerm& before) { return before.source == &*term; };
      if (one.value.size() > kMaxTermBytes || std::ranges::any_of(out.terms, is_it)) {
        out.unexplained = true;
      } else {
        out.terms.push_back({&*term, compared(one.value)});
      }
      continue;
    }
    const bool harmless = std::ranges::find(route.harmless, one.name) != route.harmless.end() ||
                          is_at(route.record, one);
    if (!harmless) out.unexplained = true;
  }
  return out;
}

std::string_view search_refusal(const Search& search, const policy::Obligations& masks) {
  if (masks.none()) return {};
  if (search.unexplained) return "search/unexplained";
  size_t masked = 0;
  for (const GivenTerm& one : search.terms) {
    if (!is_masked(one, masks)) continue;
    if (!one.source->told) return "search/masked-field";
    if (has_wildcard(one.text) || characters(one.text) < one.source->told->least)
      return "search/not-whole";
    ++masked;
  }
  return masked > 1 ? "search/several" : std::string_view();
}

std::string_view hits_refusal(const Search& search, const policy::Obligations& masks, size_t hits,
                              const mask::DocumentFormat& format, std::string_view document) {
  const GivenTerm* const term = told_term(search, masks);
  if (term == nullptr || hits == 0) return {};
  if (hits > term->source->told->hits) return "search/other-hits";
  const auto shown = shown_texts(term->source->shown, format, document);
  if (!shown || shown->size() < hits) return "search/other-hits";
  const bool equal = std::ranges::all_of(
      *shown, [&](const std::string& one) { return compared(one) == term->text; });
  return equal ? std::string_view() : "search/other-hits";
}

}  // namespace sekisho::gateway

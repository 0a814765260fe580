#include "http/negotiation.h"

#include <algorithm>

#include "text/number.h"

namespace sekisho::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& one : out) {
    if ('A' <= one && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
  }
  return out;
}

// Calls `heard` with each item of a list in lower case and its weight, 0 to 1.
template <class Heard>
void for_each_weighted(std::string_view list, const Heard& heard) {
  while (!list.empty()) {
    const size_t comma = list.find(',');
    std::string_view item = trimmed(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    double weight = 1;
    const size_t semicolon = item.find(';');
    std::string_view rest =
        semicolon == std::string_view::npos ? std::string_view() : item.substr(semicolon + 1);
    while (!rest.empty()) {
      const size_t next = rest.find(';');
      const std::string one = lower(trimmed(rest.substr(0, next)));
      rest = next == std::string_view::npos ? std::string_view() : rest.substr(next + 1);
      if (one.starts_with("q=")) weight = text::parse_double(one.substr(2)).value_or(0);
    }
    heard(lower(trimmed(item.substr(0, semicolon))), std::clamp(weight, 0.0, 1.0));
  }
}

}  // namespace

std::string media_type(std::string_view content_type) {
  return lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string_view acceptable(std::string_view accept, std::span<const std::string> offered) {
  if (trimmed(accept).empty()) return offered.empty() ? std::string_view() : offered.front();
  std::string_view best;
  double best_weight = 0;
  for (const std::string& one : offered) {
    // The most exact range that fits says the weight.
    double weight = 0;
    int exactness = -1;
    for_each_weighted(accept, [&](const std::string& range, double said) {
      const bool group =
          range.ends_with("/*") && one.starts_with(range.substr(0, range.size() - 1));
      const int exact = range == one ? 2 : group ? 1 : range == "*/*" ? 0 : -1;
      if (exact > exactness) {
        exactness = exact;
        weight = said;
      }
    });
    if (weight > best_weight) {
      best_weight = weight;
      best = one;
    }
  }
  return best;
}

bool prefers_japanese(std::string_view accept_language) {
  double japanese = 0, english = 0;
  for_each_weighted(accept_language, [&](const std::string& range, double weight) {
    if (range == "ja" || range.starts_with("ja-")) japanese = std::max(japanese, weight);
    if (range == "en" || range.starts_with("en-")) english = std::max(english, weight);
  });
  return japanese > english;
}

}  // namespace sekisho::http

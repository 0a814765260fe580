#include "cedar/suggestion.h"

#include <algorithm>
#include <vector>

#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

// What follows the namespace.
std::string_view last_part(std::string_view name) {
  const size_t separator = name.rfind("::");
  return separator == std::string_view::npos ? name : name.substr(separator + 2);
}

}  // namespace

std::string suggestion(std::string_view name, std::span<const std::string_view> known) {
  const std::string_view last = last_part(name);
  const auto elsewhere = std::ranges::find(known, last, last_part);
  if (elsewhere != known.end()) return text::did_you_mean(*elsewhere, std::span(&*elsewhere, 1));
  std::string out = text::did_you_mean(name, known);
  if (!out.empty()) return out;
  std::vector<std::string_view> parts;
  for (const std::string_view candidate : known) parts.push_back(last_part(candidate));
  const auto near = text::nearest(last, parts);
  if (!near) return {};
  const auto whole = std::ranges::find(known, *near, last_part);
  return text::did_you_mean(*whole, std::span(&*whole, 1));
}

}  // namespace sekisho::cedar

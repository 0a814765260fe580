#include "office/scope.h"

#include <fmt/format.h>

namespace sekisho::office {
namespace {

// `PolicySet` as scopes write it.
std::string kebab(std::string_view name) {
  std::string out;
  for (const char one : name) {
    const bool upper = 'A' <= one && one <= 'Z';
    if (upper && !out.empty()) out += '-';
    out += upper ? static_cast<char>(one - 'A' + 'a') : one;
  }
  return out;
}

}  // namespace

std::string scope_of(Action action, ThingKind thing) {
  return fmt::format("{}.{}", name_of(action), kebab(name_of(thing)));
}

bool is_scope(std::string_view scope) {
  const size_t dot = scope.find('.');
  if (!action_named(scope.substr(0, dot))) return false;
  return dot == std::string_view::npos || thing_in_scope(scope.substr(dot + 1));
}

std::optional<ThingKind> thing_in_scope(std::string_view name) {
  for (size_t thing = 0; thing < kThingKindCount; ++thing) {
    const auto one = static_cast<ThingKind>(thing);
    if (name == kebab(name_of(one))) return one;
  }
  return std::nullopt;
}

}  // namespace sekisho::office

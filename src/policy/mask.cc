#include "policy/mask.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "policy/limits.h"

namespace sekisho::policy {
namespace {

using Named = std::pair<std::string_view, MaskMethod>;
// In the order of the enumerators.
constexpr std::array<Named, 8> kMethods{{{"show", MaskMethod::kShow},
                                         {"first", MaskMethod::kFirst},
                                         {"last", MaskMethod::kLast},
                                         {"city", MaskMethod::kCity},
                                         {"month", MaskMethod::kMonth},
                                         {"pseudonym", MaskMethod::kPseudonym},
                                         {"redact", MaskMethod::kRedact},
                                         {"remove", MaskMethod::kRemove}}};

bool counts(MaskMethod method) {
  return method == MaskMethod::kFirst || method == MaskMethod::kLast;
}

std::optional<uint16_t> kept_characters(std::string_view digits) {
  uint16_t kept = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, error] = std::from_chars(digits.data(), end, kept);
  const bool good = error == std::errc() && at == end && digits.front() != '0';
  if (!good || kept > kMaxKeptCharacters) return std::nullopt;
  return kept;
}

}  // namespace

std::optional<Mask> mask_named(std::string_view name) {
  for (const auto& [word, method] : kMethods) {
    if (!name.starts_with(word)) continue;
    const std::string_view rest = name.substr(word.size());
    if (!counts(method)) {
      if (rest.empty()) return Mask{method, 0};
      continue;
    }
    if (rest.empty()) return std::nullopt;
    if (const auto kept = kept_characters(rest)) return Mask{method, *kept};
  }
  return std::nullopt;
}

std::string to_string(const Mask& mask) {
  std::string out(kMethods[static_cast<size_t>(mask.method)].first);
  if (counts(mask.method)) out += std::to_string(mask.kept);
  return out;
}

Mask stronger(const Mask& a, const Mask& b) {
  if (a.method == MaskMethod::kShow) return b;
  if (b.method == MaskMethod::kShow) return a;
  if (a.method == b.method) return {a.method, std::min(a.kept, b.kept)};
  return {std::max({a.method, b.method, MaskMethod::kRedact}), 0};
}

}  // namespace sekisho::policy

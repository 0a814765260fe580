#include "mask/selector.h"

#include <algorithm>

#include "text/fold.h"

namespace sekisho::mask {

std::optional<Selector> selector_of(std::string_view text) {
  constexpr std::string_view kNamePrefix = "[name=";
  Selector out;
  if (text.starts_with('#')) {
    out = {Selector::Kind::kId, std::string(text.substr(1))};
  } else if (text.starts_with('.')) {
    out = {Selector::Kind::kClass, std::string(text.substr(1))};
  } else if (text.starts_with(kNamePrefix) && text.ends_with(']')) {
    text.remove_prefix(kNamePrefix.size());
    out = {Selector::Kind::kName, std::string(text.substr(0, text.size() - 1))};
  } else {
    const auto part_of_tag = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (!std::ranges::all_of(text, part_of_tag)) return std::nullopt;
    out = {Selector::Kind::kTag, text::Fold{.case_ = true}.apply(text)};
  }
  const bool spaced = out.name.find_first_of(" \t\r\n\f") != std::string::npos;
  if (out.name.empty() || spaced) return std::nullopt;
  return out;
}

}  // namespace sekisho::mask

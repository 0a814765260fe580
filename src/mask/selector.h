#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::mask {

// Which HTML elements a place means: `#id`, `.class`, `[name=n]`, or a tag.
struct Selector {
  enum class Kind : uint8_t { kId, kClass, kName, kTag };
  Kind kind = Kind::kTag;
  std::string name;  // a tag in lower case, all others as they stand

  bool operator==(const Selector&) const = default;
};

std::optional<Selector> selector_of(std::string_view text);

}  // namespace sekisho::mask

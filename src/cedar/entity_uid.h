#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sekisho::cedar {

// The name of an entity: `App::User::"alice"` has type `App::User` and id `alice`. The id is the
// text itself, without escapes.
struct EntityUid {
  std::string type;
  std::string id;

  auto operator<=>(const EntityUid&) const = default;
};

// Cedar syntax, with the id escaped.
std::string to_string(const EntityUid& uid);

// `text` between double quotes with the escapes of Cedar. Printable text of any script is kept.
std::string quoted(std::string_view text);

// True for `Name` and `A::B::Name` of ordinary identifiers, none of them reserved.
bool is_type_name(std::string_view text);

// True for an identifier that may name an attribute without quotes.
bool is_identifier(std::string_view text);

struct EntityUidHash {
  size_t operator()(const EntityUid& uid) const noexcept {
    const size_t type = std::hash<std::string>{}(uid.type);
    return std::hash<std::string>{}(uid.id) ^ (type * 0x9E3779B97F4A7C15ull);
  }
};

}  // namespace sekisho::cedar

template <>
struct std::hash<sekisho::cedar::EntityUid> : sekisho::cedar::EntityUidHash {};

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace sekisho {

// A dense index that stands for one thing of one kind. Ids of different kinds do not mix. An id
// means something only together with the table that gave it out.
template <class Tag>
struct Id {
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  uint32_t value = kNone;

  constexpr Id() = default;
  constexpr explicit Id(uint32_t v) : value(v) {}
  constexpr bool known() const { return value != kNone; }
  auto operator<=>(const Id&) const = default;
};

using EntityId = Id<struct EntityTag>;      // a legal entity
using SystemId = Id<struct SystemTag>;      // a system that holds non-public information
using SiteId = Id<struct SiteTag>;          // a place
using PersonId = Id<struct PersonTag>;      // an employee number of one HR
using AccountId = Id<struct AccountTag>;    // an account name of one system
using TerminalId = Id<struct TerminalTag>;  // a terminal number
using AddressId = Id<struct AddressTag>;    // a network address
using ContractId = Id<struct ContractTag>;  // an outsourcing contract
using DisasterId = Id<struct DisasterTag>;  // a declared disaster
using TextId = Id<struct TextTag>;          // any other text, interned

}  // namespace sekisho

template <class Tag>
struct std::hash<sekisho::Id<Tag>> {
  size_t operator()(sekisho::Id<Tag> id) const noexcept {
    return id.value * size_t{0x9E3779B97F4A7C15};
  }
};

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "barrier/fact_base.h"
#include "review/sources.h"

namespace sekisho::service {

// What the registers say about an account or a place during a time, as digests: equal ones mean
// that a review sees the same facts, whatever the ids are and whatever other rows say. Not
// thread-safe.
class FactDigests {
 public:
  FactDigests(const barrier::FactBase& base, const review::Sources& sources)
      : base_(base), sources_(sources) {}

  // A digest has kDigits for each part below, in their order; "-": in no register; "?": several.
  static constexpr size_t kDigits = 8;
  enum class AccountPart : uint8_t { kAccount, kHolder, kPosts, kEntitlements, kUsers };
  enum class PlacePart : uint8_t { kTerminal, kLoans, kCustodian, kPosts };

  // By the texts of a log; `during` from its first to its last access, the latter included.
  std::string account(size_t profile, std::string_view text, const Period& during);
  std::string terminal(std::string_view text, const Period& during);
  std::string address(std::string_view text, const Period& during);
  // Of what is not about one account or place: systems, legal entities, sites.
  std::string world() const;

 private:
  using Parts = std::vector<std::string>;
  std::string of_account_key(uint32_t key, const Period& during);
  std::string of_place_key(uint32_t key, const Period& during);
  const Parts& account_parts(uint32_t state);
  const Parts& place_parts(uint32_t state);
  std::string person(const barrier::PersonFacts& facts) const;
  std::string account_name(AccountId id) const;

  const barrier::FactBase& base_;
  const review::Sources& sources_;
  std::unordered_map<uint32_t, Parts> account_states_, place_states_;
  std::unordered_map<uint32_t, std::string> steady_accounts_, steady_places_;  // by state
};

}  // namespace sekisho::service

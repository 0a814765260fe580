#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/string_pool.h"
#include "logs/log_profile.h"
#include "review/judge.h"

namespace sekisho::review {

// Which account, terminal or address of the registers a text of a log means.
class KeyIndex {
 public:
  // The key, or kNotInRegister; kNotShown where several keys fold to the same text.
  uint32_t find(std::string_view folded) const;
  void add(std::string_view folded, uint32_t key);

 private:
  StringPool texts_;
  std::vector<uint32_t> keys_;
};

// What a review knows of the sources it reads: for each profile its system and how its account
// names meet the register's. Immutable once built; any number of threads.
struct Sources {
  std::vector<logs::LogProfile> profiles;
  std::vector<SystemId> systems;   // by profile; the register may not know it
  std::vector<KeyIndex> accounts;  // by profile: account text -> AccountId
  KeyIndex terminals;              // terminal text -> place
  KeyIndex addresses;              // address text -> place
};

// A profile of a system that the register does not list is an error: its looks would be nobody's.
Result<Sources> bind_sources(const barrier::FactBase& base, std::vector<logs::LogProfile> profiles);

}  // namespace sekisho::review

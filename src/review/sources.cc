#include "review/sources.h"

#include <fmt/format.h>

#include "text/fold.h"

namespace sekisho::review {

uint32_t KeyIndex::find(std::string_view folded) const {
  const uint32_t text = texts_.find(folded);
  return text == StringPool::kAbsent ? kNotInRegister : keys_[text];
}

void KeyIndex::add(std::string_view folded, uint32_t key) {
  const uint32_t text = texts_.intern(folded);
  if (text == keys_.size()) {
    keys_.push_back(key);
  } else if (keys_[text] != key) {
    keys_[text] = kNotShown;
  }
}

Result<Sources> bind_sources(const barrier::FactBase& base,
                             std::vector<logs::LogProfile> profiles) {
  const reg::Register& registers = base.registers();
  Sources out;
  out.profiles = std::move(profiles);
  for (const logs::LogProfile& profile : out.profiles) {
    const SystemId system(registers.system_codes.find(profile.system));
    if (!system.known()) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("no register knows the system `{}` of this profile", profile.system),
                  {profile.file},
                  "Add the system to the register of systems, or correct `system` in the profile.");
    }
    out.systems.push_back(system);
    KeyIndex accounts;
    for (uint32_t i = 0; i < registers.account_codes.size(); ++i) {
      const AccountId id(i);
      if (registers.system_of(id) != system) continue;
      accounts.add(profile.account_fold.apply(registers.name_of(id)), i);
    }
    out.accounts.push_back(std::move(accounts));
  }
  for (uint32_t i = 0; i < registers.terminal_codes.size(); ++i) {
    const TerminalId id(i);
    out.terminals.add(text::fold_width(registers.code(id)), base.place_of(id));
  }
  for (uint32_t i = 0; i < registers.address_codes.size(); ++i) {
    const AddressId id(i);
    out.addresses.add(text::fold_width(registers.code(id)), base.place_of(id));
  }
  return out;
}

}  // namespace sekisho::review

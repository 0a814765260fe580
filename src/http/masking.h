#pragma once

#include <string>
#include <string_view>

#include "http/handlers.h"
#include "service/registers/masked_facts.h"

namespace sekisho::http {

// Under which id of kRegister those look in plain who ask questions that several registers answer.
inline constexpr std::string_view kAllRegisters = "all";

// What an answer shows of people: in plain to whoever has a look at the thing in force
// (Unmaskings), to everybody else as pseudonyms that tell one from another and nobody's name.
// Outlives no call.
class Mask {
 public:
  // For the thing that a call is about. An error where it cannot be told: nothing is shown then.
  static std::expected<Mask, Fault> of(const Call& call, office::ThingKind kind,
                                       std::string_view id);
  // The same where the call does something else with the thing than to look at it: `demands` are
  // those of a look.
  static std::expected<Mask, Fault> of(const Call& call, office::ThingKind kind,
                                       std::string_view id, const Demands& demands);

  bool masks() const { return masks_; }
  // Whether it is one that was shown in the place of somebody.
  static bool is_masked(std::string_view shown);
  // Of a person, an account, a customer's record; empty stays empty.
  std::string shown(std::string_view plain) const;
  // For what a service masks; of use as long as this is.
  service::PseudonymOf pseudonyms() const {
    return [this](std::string_view plain) { return shown(plain); };
  }

 private:
  Mask(service::Ledger& ledger, bool masks) : ledger_(&ledger), masks_(masks) {}

  service::Ledger* ledger_;
  bool masks_;
};

}  // namespace sekisho::http

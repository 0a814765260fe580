#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "register/contradictions.h"
#include "register/load.h"
#include "register/same_person.h"
#include "register/standing.h"

namespace sekisho::service {

struct RegisterCheckOptions {
  std::filesystem::path registers;
  std::filesystem::path profiles;  // empty: the shipped ones
  std::string as_of;               // RFC 3339 or a date in Japan; empty: now
  int64_t same_person_days = 7;    // between two posts of what may be one person
};

// What the registers alone tell, before any log is read.
struct RegisterCheck {
  reg::Loaded loaded;
  reg::Contradictions contradictions;
  reg::SamePersonSuggestions same_person;  // points into `loaded`
  reg::StandingCheck standing;

  // Whether there is anything that somebody should look at. Suggestions alone are not.
  bool anything() const;
};

// `progress` hears the bytes read so far and how many there are.
Result<RegisterCheck> check_registers(
    const RegisterCheckOptions& options,
    const std::function<void(uint64_t bytes, uint64_t of)>& progress = {});

// For a terminal. Lists are shortened, and say so; the JSON has them whole.
std::string register_check_text(const RegisterCheck& check, bool japanese);

// One JSON object (docs/formats/registers.md, "sekisho register check --json").
std::string register_check_json(const RegisterCheck& check);

}  // namespace sekisho::service

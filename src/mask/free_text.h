#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mask/plan.h"

namespace sekisho::mask {

enum class PersonalData : uint8_t {
  kPhone,        // 0 and nine or ten digits, +81 and nine or ten
  kPostalCode,   // 810-0004, or any seven digits behind 〒
  kMail,         // something@a.domain
  kSupplyPoint,  // 22 digits, the first two 01 to 10
  kMyNumber,     // twelve digits of which the last is right
  kBankAccount,  // behind a word such as 普通, or with the numbers of bank and branch
  kAddress,      // from a prefecture or a municipality on, or around 丁目 and 番地
};

struct FoundData {
  PersonalData kind;
  size_t begin = 0, end = 0;  // bytes

  bool operator==(const FoundData&) const = default;
};

// What looks like personal data in text that people write, in the order of its beginnings; two may
// overlap. Digits, letters and marks are found in half and in full width, with any of the hyphens
// of Unicode or a space between groups, and with characters in between that are not visible. It
// rather finds too much: a number of twelve digits may be no My Number. Names of people and
// companies are not found. Time is linear in the text.
std::vector<FoundData> find_personal_data(std::string_view utf8);

// False: nothing is found in it. Most notes say nothing at which anything begins.
bool may_hold_personal_data(std::string_view utf8);

// The field of the vocabulary that a kind belongs to.
std::string_view field_of(PersonalData kind);

// Appends the text with what was found masked as the plan masks its field; My Numbers are always at
// least redacted. False, and nothing is appended, where nothing is to be masked.
bool mask_text(std::string_view utf8, const Plan& plan, std::string& out);

}  // namespace sekisho::mask

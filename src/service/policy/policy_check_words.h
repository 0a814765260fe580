#pragma once

#include <string>
#include <string_view>

namespace sekisho::service {

// What a check of policies finds, in Japanese: checks say it in English, where they stand, and here
// it is said again with the same values. Pure functions; any number of threads.

// What a rule of the check looks for; of one that is not known, that there is something to look at.
std::string_view policy_check_title_ja(std::string_view rule);

// A message or a help of a finding; empty where it is not known.
std::string policy_check_ja(std::string_view english);

}  // namespace sekisho::service

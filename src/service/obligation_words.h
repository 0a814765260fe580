#pragma once

#include <vector>

#include "policy/obligations.h"
#include "report/page_figures.h"

namespace sekisho::service {

// `redacted`, `the last 4 characters`
report::Bilingual mask_words(const policy::Mask& mask);

// One line for each mask, weakest first, with the fields that it covers: "removed: supplier, switch
// applied for". Empty where nothing is masked.
std::vector<report::Bilingual> obligation_lines(const policy::Obligations& obligations,
                                                const policy::Vocabulary& vocabulary);

}  // namespace sekisho::service

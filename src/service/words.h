#pragma once

#include <string>
#include <string_view>

#include "report/page_figures.h"

namespace sekisho::service {

// The words of the glossary for the names that machines use; a name that is not among them stands
// for itself.
report::Bilingual disposition_words(std::string_view name);
report::Bilingual certainty_words(std::string_view name);
report::Bilingual viewer_basis_words(std::string_view name);
report::Bilingual action_words(std::string_view name);
report::Bilingual reject_words(std::string_view name);
report::Bilingual gap_words(std::string_view name);
report::Bilingual case_state_words(std::string_view name);
report::Bilingual outcome_words(std::string_view name);

}  // namespace sekisho::service

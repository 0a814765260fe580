#pragma once

#include <string>
#include <string_view>

#include "service/registers/masked_facts.h"

namespace sekisho::service {

// The scope of a review (scope_json) as it is shown to whoever may not see people in plain: its
// figures are of nobody, the accounts that stand open are somebody's. Any number of threads.
std::string masked_scope(std::string_view json, const PseudonymOf& pseudonym);

}  // namespace sekisho::service

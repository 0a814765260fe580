#pragma once

#include <string>

#include "base/error.h"
#include "evidence/retention.h"

namespace sekisho::service {

// The retention policy of a file; of the one that is shipped where none is named.
Result<evidence::RetentionPolicy> load_retention(const std::string& path);

}  // namespace sekisho::service

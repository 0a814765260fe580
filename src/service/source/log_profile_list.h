#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"

namespace sekisho::service {

// The profiles of logs below a directory (empty: the shipped ones) with their texts, as the API
// gives them: the schema LogProfileList of api/openapi.yaml. A malformed one is an error with its
// place.
Result<std::string> log_profiles_json(std::filesystem::path directory);

}  // namespace sekisho::service

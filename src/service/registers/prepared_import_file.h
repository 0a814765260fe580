#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "service/registers/register_imports.h"

// What is written down about imports on their way. Internal to `register_imports`.
namespace sekisho::service {

std::string prepared_import_file(const PreparedImport& import);
// kBadInput where the file is not about the import of that name.
Result<PreparedImport> parse_prepared_import(std::string_view json, const std::string& id);

// What a job is to do; without a consent it compares.
std::string prepared_import_request(std::string_view id, const store::Consent& consent);

}  // namespace sekisho::service

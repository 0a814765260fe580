#pragma once

#include <filesystem>

#include "base/error.h"

namespace sekisho::service {

struct ReviewResult;

// findings.xlsx: the findings for people, in the words of the glossary, one sheet for findings, one
// for what is doubtful, one for what could not be decided.
Result<void> write_findings_xlsx(const std::filesystem::path& path, const ReviewResult& result);

}  // namespace sekisho::service

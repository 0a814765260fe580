#pragma once

#include <string>

namespace sekisho::service {

struct ReviewResult;

// The headline of a review for a terminal, with what cannot be determined and the windows beside
// it.
std::string summary_text(const ReviewResult& result, const std::string& out, bool japanese);

// The same for machines: one JSON object.
std::string summary_json(const ReviewResult& result);

}  // namespace sekisho::service

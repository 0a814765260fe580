#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::service {

// Appends a row of findings.csv as one line of JSON after the Open Cybersecurity Schema Framework
// 1.1, a Detection Finding; docs/formats/findings.md has the mapping. `field` gives a column's text
// as it may go out.
void append_finding_ocsf(std::string& out, std::string_view review,
                         const std::vector<std::string_view>& columns,
                         const std::function<std::string(size_t column)>& field);

}  // namespace sekisho::service

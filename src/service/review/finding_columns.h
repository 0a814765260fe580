#pragma once

#include <string_view>

#include "report/xlsx.h"

namespace sekisho::service {

// A column of findings.csv or undetermined.csv as people read it; one that is not known stands for
// itself.
report::XlsxColumn heading_of(std::string_view column, bool japanese);

}  // namespace sekisho::service

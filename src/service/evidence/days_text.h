#pragma once

#include <string>

#include "base/instant.h"

namespace sekisho::service {

// The first and the last day of a period, in Japan's time: `2022-10-01 to 2023-03-31`. An end that
// is open is `…`. Nothing for an empty period.
std::string days_text(const Period& period, bool japanese);

}  // namespace sekisho::service

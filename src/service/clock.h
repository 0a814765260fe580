#pragma once

#include "base/instant.h"

namespace sekisho::service {

// By the clock of this machine, in whole milliseconds.
Instant clock_now();

}  // namespace sekisho::service

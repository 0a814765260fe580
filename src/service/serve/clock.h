#pragma once

#include "base/instant.h"

namespace sekisho::service {

// The clock of the machine.
Instant now();

}  // namespace sekisho::service

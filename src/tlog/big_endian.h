#pragma once

#include "base/big_endian.h"  // IWYU pragma: export

#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::reg {

// Why a row of a register cannot be read, or what would help (RejectedRow), in Japanese: what this
// folder says of it in English, with the same values. What it does not know stays as it is. Any
// number of threads.
std::string reject_in_japanese(std::string_view english);
// Both the message and the help.
Error in_japanese(Error error);

}  // namespace sekisho::reg

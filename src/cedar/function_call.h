#pragma once

#include <span>
#include <string_view>

#include "base/error.h"
#include "cedar/expr.h"

namespace sekisho::cedar {

// Applies an extension function or method to values. The error has no place. Internal to this
// folder.
Result<Value> call_function(Function function, std::span<const Value> arguments);

// "expected X, got Y `value`".
std::unexpected<Error> type_error(std::string_view expected, const Value& got);

}  // namespace sekisho::cedar

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "gateway/routes.h"
#include "mask/masker.h"

namespace sekisho::gateway {

// The records that a document shows, by their canonical keys, each once, in their order. Everything
// that could hide one is an error (kBadInput; kLimit beyond kMaxListedRecords): a document that
// cannot be read, a type for which the route names no place, an element of a list without its key,
// a column that is missing, a key that is none.
Result<std::vector<std::string>> listed_records(const Route& route,
                                                const mask::DocumentFormat& format,
                                                std::string_view document);

}  // namespace sekisho::gateway

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "gateway/routes.h"
#include "mask/masker.h"

namespace sekisho::gateway {

struct ListedRecord {
  std::string key;      // canonical
  std::string address;  // where it is, as the document says; empty: it does not say it
  bool operator==(const ListedRecord&) const = default;
};

// The records that a document shows, each once with each of its addresses, in their order.
// Everything that could hide one is an error (kBadInput; kLimit beyond kMaxListedRecords): a
// document that cannot be read, a type for which the route names no place, an element of a list
// without its key, a column that is missing, a key that is none, addresses that are fewer or more
// than keys.
Result<std::vector<ListedRecord>> listed_records(const Route& route,
                                                 const mask::DocumentFormat& format,
                                                 std::string_view document);

// What stands in these places, in their order; an empty text where a JSON document has none. None
// where no place is named for such documents. Errors as above.
Result<std::vector<std::string>> shown_texts(const ListedPlaces& places,
                                             const mask::DocumentFormat& format,
                                             std::string_view document);

}  // namespace sekisho::gateway

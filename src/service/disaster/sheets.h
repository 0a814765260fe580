#pragma once

#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "identity/administration.h"
#include "store/database.h"

// The two sheets that a helper gets, given out separately: the slip (貸出票), which holds no
// secret, and the one-time code with which they enrol in Sekisho's log-in.
namespace sekisho::service {

struct SheetWish {
  int64_t lending = 0;
  bool pdf = false;  // A4; otherwise plain text in UTF-8
  bool japanese = true;
};

// The bytes of one. kNotFound.
Result<std::string> slip(store::Database& database, const SheetWish& wish, Instant now);
Result<std::string> code_sheet(store::Database& database, const SheetWish& wish,
                               const identity::EnrolmentCode& code, Instant now);

}  // namespace sekisho::service

#pragma once

#include <set>
#include <string>

#include "cedar/policy.h"
#include "cedar/token_cursor.h"

namespace sekisho::cedar {

// Reads the annotations before a policy or a declaration of a schema, `@name("value")` or `@name`,
// into `out`; names without a value into `bare`, too. False after the cursor has recorded an
// error. Internal to this folder.
bool read_annotations(TokenCursor& cursor, Annotations& out,
                      std::set<std::string, std::less<>>* bare = nullptr);

}  // namespace sekisho::cedar

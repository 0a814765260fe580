#pragma once

#include <string>
#include <vector>

#include "barrier/fact_image.h"
#include "base/instant.h"

// What the right to look rests on: where somebody works, for whom they were engaged, which accounts
// they hold, what was lent to them. When one of these goes, by a transfer, a revoked account or the
// end of a disaster, so does whatever was opened on them.
namespace sekisho::service {

// Words of no meaning beyond being equal, sorted: of every reading of the facts. Empty: nothing is
// known of the person.
std::vector<std::string> grounds_of(const barrier::FactImage& facts, PersonId person, Instant t);

// Changes whenever `grounds_of` may: cheap enough to ask often. Of one image.
size_t mark_of_grounds(const barrier::FactImage& facts, PersonId person, Instant t);

}  // namespace sekisho::service

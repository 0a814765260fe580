#pragma once

#include <memory>

#include "barrier/situation.h"
#include "cedar/partial.h"

namespace sekisho::barrier {

// What of a situation is not known.
struct Open {
  bool terminal = false;  // the terminal, and who keeps it
  bool person = false;    // the person, and so all that depends on whom they work for
  bool record = false;    // which record of the system is looked at, and whose customer it is
};

// A situation in Cedar's terms, as far as it is known: its completions are the worlds that
// `world_of` gives for situations that differ in what is open. Does not move: its parts refer to
// one another.
struct OpenWorld {
  cedar::Entities known;
  cedar::PartialRequest request;
  cedar::PartialEntities entities;
};

// Of what is open the situation's facts are not looked at, but pointers must be valid.
std::unique_ptr<const OpenWorld> open_world_of(const reg::Register& registers,
                                               const Situation& situation, const Open& open);

}  // namespace sekisho::barrier

#pragma once

#include <optional>
#include <string>

#include "service/serve/data_places.h"

namespace sekisho::service {

// Where a guide through made-up data leads: two reviews, before and after a register was corrected,
// and a line whose accusation the correction withdrew.
struct DemoGuide {
  std::string before, after;  // names of reviews
  std::string registers;      // the corrected ones, a data set
  std::string system, time, file, line;
};

// What `guide.json` of the data directory says, which tools/demo_server.py writes. Nothing where
// there is none, as in every real installation, or where it lacks a member. Any number of threads.
std::optional<DemoGuide> demo_guide(const DataPlaces& places);

}  // namespace sekisho::service

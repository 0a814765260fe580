#pragma once

#include <filesystem>
#include <string>

#include "demo/demo.h"
#include "demo/incidents.h"
#include "demo/truth.h"
#include "demo/world.h"

namespace sekisho::demo::demo {

// The first line of README.txt: by it a directory is known as a demo that may be written again.
std::string_view story_title();

// The text of README.txt: what to type, what to look at, and the accusation that the evidence
// withdraws, with file and line. English, then Japanese. `at_first` is the truth of the registers
// as they were known first.
std::string story(const World& world, const Accusation& accusation, const Truth& at_first,
                  const DemoSummary& summary);

// The transfer order and the approval that the correction rests on, in both languages.
std::string transfer_order(const World& world, const Accusation& accusation);

}  // namespace sekisho::demo::demo

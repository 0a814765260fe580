#pragma once

#include <string>

#include "cli/command.h"
#include "service/review_inputs.h"

// What the commands that ask the barrier share: by which registers and rules.
namespace sekisho::cli {

struct FactsArguments {
  std::string registers, store, known_at, profiles, policies;
};

// `--registers`, `--store`, `--known-at`, `--profiles` and `--policies`.
void declare_facts(Arguments& arguments, FactsArguments& facts);
// kUsage unless either registers or a store is named.
Result<service::ReviewPlaces> places_of(const FactsArguments& facts, const std::string& logs = {});

}  // namespace sekisho::cli

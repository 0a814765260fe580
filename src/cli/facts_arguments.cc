#include "cli/facts_arguments.h"

namespace sekisho::cli {

void declare_facts(Arguments& arguments, FactsArguments& facts) {
  arguments.option("--registers", facts.registers, "DIR", "the registers: who was who, when");
  arguments.option("--store", facts.store, "DIR", "a store in the place of --registers");
  arguments.option("--known-at", facts.known_at, "TIME",
                   "by what the store knew then (default: now); also as change.12");
  arguments.option("--profiles", facts.profiles, "DIR",
                   "how files are read (default: the shipped sources)");
  arguments.option("--policies", facts.policies, "DIR",
                   "the barrier's rules (default: the shipped ones)");
}

Result<service::ReviewPlaces> places_of(const FactsArguments& facts, const std::string& logs) {
  if (facts.registers.empty() == facts.store.empty()) {
    return fail(ErrorCode::kUsage, "name the registers, or a store, and not both", {},
                "Give --registers DIR or --store DIR; see --help.");
  }
  if (facts.store.empty() && !facts.known_at.empty()) {
    return fail(ErrorCode::kUsage, "--known-at is about a store", {},
                "Files say what they say; give --store DIR.");
  }
  return service::ReviewPlaces{facts.registers, logs,        facts.profiles,
                               facts.policies,  facts.store, facts.known_at};
}

}  // namespace sekisho::cli

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "register/load.h"
#include "store/register_view.h"

namespace sekisho::service {

// What a store knew: `change.12`, as entries of the record name it. `known_at` is a time as people
// write it, such a name, or empty for now.
Result<std::string> facts_revision(const std::filesystem::path& store, const std::string& known_at);

// The registers as they were known then; kUsage where `revision` is no such name.
Result<reg::Loaded> load_store_registers(const std::filesystem::path& store,
                                         const std::string& revision);

// The same, with supply contracts that stay mapped.
Result<store::MappedRegisters> map_store_registers(const std::filesystem::path& store,
                                                   const std::string& revision);

// A change of a store, as far as it says since when something is known.
struct KnownChange {
  int64_t number = 0;
  Instant recorded_at;
  std::string reason;
};
// Those by which it knew what `revision` names, in their order. Errors as of facts_revision.
Result<std::vector<KnownChange>> changes_known(const std::filesystem::path& store,
                                               const std::string& revision);

// The numbers of the orders (発令) because of which a change recorded or ended facts about where a
// person works, each once, with `;` between them; empty where there are none.
Result<std::string> orders_behind(const std::filesystem::path& store, int64_t change,
                                  const std::string& person);

}  // namespace sekisho::service

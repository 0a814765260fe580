#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
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

}  // namespace sekisho::service

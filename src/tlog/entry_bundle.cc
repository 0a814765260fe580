#include "tlog/entry_bundle.h"

#include <fmt/format.h>

#include "tlog/limits.h"

namespace sekisho::tlog {

void append_to_bundle(std::string& bundle, std::string_view entry) {
  SEKISHO_INVARIANT(entry.size() <= kMaxEntryBytes);
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xFF);
  bundle += entry;
}

Result<std::vector<std::string_view>> read_bundle(std::string_view bundle, size_t count) {
  std::vector<std::string_view> entries;
  entries.reserve(count);
  while (!bundle.empty() && entries.size() < count) {
    if (bundle.size() < 2) break;
    const size_t size = static_cast<size_t>(static_cast<unsigned char>(bundle[0])) << 8 |
                        static_cast<unsigned char>(bundle[1]);
    if (bundle.size() - 2 < size) break;
    entries.push_back(bundle.substr(2, size));
    bundle.remove_prefix(2 + size);
  }
  if (entries.size() == count && bundle.empty()) return entries;
  return fail(ErrorCode::kBadInput,
              entries.size() == count
                  ? fmt::format("{} bytes behind the {} entries of a bundle", bundle.size(), count)
                  : fmt::format("a bundle ends in entry {} of {}", entries.size() + 1, count));
}

}  // namespace sekisho::tlog

#include "service/store/record_search.h"

#include <map>

#include "crypto/sha256.h"
#include "evidence/store_reader.h"
#include "tlog/tree_hash.h"

namespace sekisho::service {
namespace {

// In the canonical form of every change's entry.
constexpr std::string_view kChangeEntry = "\"facts_revision\":\"change.";

}  // namespace

std::string leaf_of(std::string_view entry) {
  return crypto::to_hex(crypto::view(tlog::leaf_hash(entry)));
}

Result<RecordSearch> search_record(const std::string& record, store::Database& database,
                                   const std::vector<store::OutboxRow>& waiting) {
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(record);
  if (!reader) return std::unexpected(reader.error());
  const Result<uint64_t> searched = store::searched_size(database);
  if (!searched) return std::unexpected(searched.error());
  std::map<std::string, size_t, std::less<>> wanted;
  for (size_t i = 0; i < waiting.size(); ++i) wanted.emplace(waiting[i].leaf, i);
  RecordSearch out{.found = std::vector<std::optional<uint64_t>>(waiting.size())};
  auto visited =
      reader->visit(*searched, reader->size(), [&](uint64_t index, std::string_view entry) {
        const auto one = wanted.empty() ? wanted.end() : wanted.find(leaf_of(entry));
        if (one != wanted.end()) {
          out.found[one->second] = index;
        } else if (entry.find(kChangeEntry) != std::string_view::npos) {
          ++out.unknown;
        }
        return true;
      });
  if (!visited) return std::unexpected(visited.error());
  return out;
}

}  // namespace sekisho::service

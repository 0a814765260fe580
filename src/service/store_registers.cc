#include "service/store_registers.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "service/asked.h"
#include "store/change_log.h"
#include "store/fact_query.h"
#include "store/store_view.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kRevision = "change.";

std::optional<int64_t> change_named(std::string_view name) {
  if (!name.starts_with(kRevision)) return std::nullopt;
  return text::parse_i64(name.substr(kRevision.size()));
}

}  // namespace

Result<std::string> facts_revision(const std::filesystem::path& store,
                                   const std::string& known_at) {
  return store::with_store(store, [&](const store::StoreView& view) -> Result<std::string> {
    const Result<int64_t> newest = store::newest_change(view.database);
    if (!newest) return std::unexpected(newest.error());
    int64_t change = *newest;
    if (const std::optional<int64_t> named = change_named(known_at)) {
      change = *named;
    } else if (!known_at.empty()) {
      const Result<Instant> at = asked_instant(known_at);
      if (!at) return std::unexpected(at.error());
      const Result<int64_t> known = store::change_known_at(view.database, *at);
      if (!known) return std::unexpected(known.error());
      change = *known;
    }
    if (change >= 1 && change <= *newest) return fmt::format("{}{}", kRevision, change);
    return fail(ErrorCode::kUsage,
                *newest == 0 ? "the store knows nothing" : "the store knew nothing then",
                {store.string()}, "Import the registers with `sekisho register import`.");
  });
}

namespace {

// What `read` makes of the store as it was known at a revision.
template <class Read>
auto read_at(const std::filesystem::path& store, const std::string& revision, Read read)
    -> decltype(read(std::declval<store::Database&>(), int64_t{},
                     std::declval<const store::SupplyFiles&>())) {
  const std::optional<int64_t> change = change_named(revision);
  if (!change) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` names nothing that a store knew", revision),
                {}, "Write it as change.12.");
  }
  return store::with_store(store, [&](const store::StoreView& view) {
    return read(view.database, *change, view.directory.segments());
  });
}

}  // namespace

Result<reg::Loaded> load_store_registers(const std::filesystem::path& store,
                                         const std::string& revision) {
  return read_at(store, revision, store::registers_known_at);
}

Result<store::MappedRegisters> map_store_registers(const std::filesystem::path& store,
                                                   const std::string& revision) {
  return read_at(store, revision, store::mapped_registers_known_at);
}

Result<std::vector<KnownChange>> changes_known(const std::filesystem::path& store,
                                               const std::string& revision) {
  return read_at(store, revision,
                 [](store::Database& database, int64_t last,
                    const store::SupplyFiles&) -> Result<std::vector<KnownChange>> {
                   const Result<std::vector<store::Change>> changes =
                       store::changes_from(database, 1);
                   if (!changes) return std::unexpected(changes.error());
                   std::vector<KnownChange> out;
                   for (const store::Change& change : *changes) {
                     if (change.id <= last)
                       out.push_back({change.id, change.recorded_at, change.consent.reason});
                   }
                   return out;
                 });
}

Result<std::string> orders_behind(const std::filesystem::path& store, int64_t change,
                                  const std::string& person) {
  const auto facts = store::with_store(store, [&](const store::StoreView& view) {
    return store::history_of(view.database, person, reg::Table::kAssignments);
  });
  if (!facts) return std::unexpected(facts.error());
  std::set<std::string> numbers;
  for (const store::Fact& fact : *facts) {
    if (fact.recorded_by != change && fact.ended_by != change) continue;
    if (const auto order = store::order_of(fact.says)) numbers.insert(order->number);
  }
  std::string out;
  for (const std::string& number : numbers) out += (out.empty() ? "" : ";") + number;
  return out;
}

}  // namespace sekisho::service

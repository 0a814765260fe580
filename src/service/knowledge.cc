#include "service/knowledge.h"

#include <utility>

#include "base/cancellation.h"
#include "service/store_registers.h"

namespace sekisho::service {

Result<std::shared_ptr<const Knowledge>> Knowledge::load(const ReviewPlaces& places,
                                                         const Heard& heard) {
  const Result<ReviewPlaces> found = resolved(places, false);
  if (!found) return std::unexpected(found.error());
  Result<std::vector<logs::LogProfile>> profiles = logs::load_log_profiles(found->profiles);
  if (!profiles) return std::unexpected(profiles.error());
  std::vector<Segment> segments;
  std::unique_ptr<Barrier> barrier;
  if (found->store.empty()) {
    auto loaded = load_barrier(*found, heard);
    if (!loaded) return std::unexpected(loaded.error());
    barrier = std::move(*loaded);
  } else {
    auto mapped = map_store_registers(found->store, found->known_at);
    if (!mapped) return std::unexpected(mapped.error());
    auto made = barrier_of(*found, std::move(mapped->loaded));
    if (!made) return std::unexpected(made.error());
    barrier = std::move(*made);
    segments = std::move(mapped->segments);
  }
  Result<cedar::Schema> schema = schema_of(barrier->rules);
  if (!schema) return std::unexpected(schema.error());
  return std::make_shared<const Knowledge>(found->store.empty() ? "" : found->known_at,
                                           std::move(barrier), std::move(*profiles),
                                           std::move(*schema), std::move(segments));
}

Knowledge::Knowledge(std::string revision, std::unique_ptr<Barrier> barrier,
                     std::vector<logs::LogProfile> profiles, cedar::Schema schema,
                     std::vector<Segment> segments)
    : revision_(std::move(revision)),
      barrier_(std::move(barrier)),
      profiles_(std::move(profiles)),
      schema_(std::move(schema)),
      segments_(std::move(segments)) {}

std::vector<std::filesystem::path> Knowledge::supply_files() const {
  std::vector<std::filesystem::path> out;
  for (const Segment& segment : segments_) out.push_back(segment.supply->path());
  return out;
}

EntityId Knowledge::coded(std::string_view retailer) const {
  return retailer.empty() ? EntityId() : EntityId(registers().entity_codes.find(retailer));
}

Result<reg::SupplyContracts> Knowledge::supply_of(std::string_view key) const {
  reg::SupplyContracts out;
  for (const reg::SupplyContract& row : registers().supply.history(key)) {
    const reg::SupplyContracts& all = registers().supply;
    if (!out.add(key, all.customer(row.customer), row, all.origin(row)))
      return fail(ErrorCode::kLimit, "there are too many supply contracts");
  }
  for (const Segment& segment : segments_) {
    const auto rows = segment.supply->history(key);
    if (!rows) return std::unexpected(rows.error());
    if (auto added = add_rows(segment, key, *rows, out); !added)
      return std::unexpected(added.error());
  }
  out.seal();
  return out;
}

Result<void> Knowledge::add_rows(const Segment& segment, std::string_view key,
                                 const std::vector<reg::SupplyRow>& rows,
                                 reg::SupplyContracts& out) const {
  for (const reg::SupplyRow& row : rows) {
    const reg::SupplyContract contract{
        .retailer = coded(row.retailer), .period = row.period, .applied = row.applied};
    if (!out.add(key, row.customer, contract, {segment.files[row.file], row.line}))
      return fail(ErrorCode::kLimit, "there are too many supply contracts");
  }
  return {};
}

Result<std::map<EntityId, uint64_t>> Knowledge::points_by_supplier(Instant t) const {
  std::map<EntityId, uint64_t> out;
  const review::Suppliers suppliers(registers());
  registers().supply.for_each(
      [&](std::string_view key, const auto&) { ++out[suppliers.at(key, t).retailer]; });
  for (size_t i = 0; i < segments_.size(); ++i) {
    if (auto counted = count_points(i, t, suppliers, out); !counted)
      return std::unexpected(counted.error());
  }
  return out;
}

// A point that stands in several segments counts once, with all its rows: where it stands first.
Result<void> Knowledge::count_points(size_t number, Instant t, const review::Suppliers& names,
                                     std::map<EntityId, uint64_t>& out) const {
  const reg::SupplySegment& segment = *segments_[number].supply;
  std::map<std::string_view, EntityId> known;  // by code
  for (uint64_t point = 0; point < segment.points(); ++point) {
    if (auto wanted = unless_cancelled(); !wanted) return wanted;
    auto rows = segment.rows_of(point);
    if (!rows) return std::unexpected(rows.error());
    if (segments_.size() > 1) {
      const std::string key = segment.key(point);
      bool counted = false;
      for (size_t other = 0; other < segments_.size(); ++other) {
        if (other == number) continue;
        const auto more = segments_[other].supply->history(key);
        if (!more) return std::unexpected(more.error());
        counted = counted || (other < number && !more->empty());
        rows->insert(rows->end(), more->begin(), more->end());
      }
      if (counted) continue;
    }
    const reg::SupplyRow* then = nullptr;  // of several that hold, the one that began last
    for (const reg::SupplyRow& row : *rows) {
      if (!row.period.contains(t)) continue;
      if (then == nullptr || then->period.from <= row.period.from) then = &row;
    }
    const std::string_view code = then == nullptr ? std::string_view() : then->retailer;
    const auto [at, fresh] = known.try_emplace(code);
    if (fresh) at->second = names.entity_of(coded(code), t);
    ++out[at->second];
  }
  return {};
}

}  // namespace sekisho::service

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/schema.h"
#include "logs/log_profile.h"
#include "review/supplier.h"
#include "service/review_inputs.h"
#include "store/register_view.h"

namespace sekisho::service {

// All that questions to the barrier are answered by: registers as they were known at one change of
// a store, or read from files, the rules, and how systems write keys. Immutable; any number of
// threads.
//
// Supply contracts of a store stay in their segments, which are mapped: a question reads the rows
// of the point that it asks about.
class Knowledge {
 public:
  // `places.logs` is not read. An empty `known_at` of a store is what it knows now.
  static Result<std::shared_ptr<const Knowledge>> load(const ReviewPlaces& places,
                                                       const Heard& heard = {});
  Knowledge(std::string revision, std::unique_ptr<Barrier> barrier,
            std::vector<logs::LogProfile> profiles, cedar::Schema schema,
            std::vector<store::MappedRegisters::Segment> segments);

  // What the store knew, as entries of the record name it; empty: the registers are files.
  const std::string& revision() const { return revision_; }
  const Barrier& barrier() const { return *barrier_; }
  const reg::Register& registers() const { return barrier_->loaded.registers; }
  const std::vector<logs::LogProfile>& profiles() const { return profiles_; }
  const cedar::Schema& schema() const { return schema_; }

  // Where those of the segments lie. A file keeps its name and its content.
  std::vector<std::filesystem::path> supply_files() const;
  // The contracts of one point, by its canonical key. kBadInput where a segment is damaged.
  Result<reg::SupplyContracts> supply_of(std::string_view key) const;
  // How many points each legal entity supplied at an instant; nobody: those without a contract.
  Result<std::map<EntityId, uint64_t>> points_by_supplier(Instant t) const;

 private:
  using Segment = store::MappedRegisters::Segment;

  Result<void> add_rows(const Segment& segment, std::string_view key,
                        const std::vector<reg::SupplyRow>& rows, reg::SupplyContracts& out) const;
  Result<void> count_points(size_t segment, Instant t, const review::Suppliers& names,
                            std::map<EntityId, uint64_t>& out) const;
  EntityId coded(std::string_view retailer) const;

  std::string revision_;
  std::unique_ptr<Barrier> barrier_;
  std::vector<logs::LogProfile> profiles_;
  cedar::Schema schema_;
  std::vector<Segment> segments_;
};

}  // namespace sekisho::service

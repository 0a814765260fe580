#pragma once

#include <cstdint>
#include <vector>

#include "demo/event.h"
#include "demo/supply.h"
#include "demo/world.h"

namespace sekisho::demo::demo {

// How large the utility is. Registers and planted accesses grow with the number of accesses up to
// a bound, so that memory does not follow it.
struct Sizes {
  explicit Sizes(uint64_t accesses);
  // How many accesses an incident has that has `per_million` in a demo of a million.
  uint64_t planted(uint64_t per_million, uint64_t least) const;

  uint64_t accesses;
  uint32_t staff, operators, setters, retail, points;
};

inline constexpr uint32_t kFacilityCount = 4000;

// The people from whom incidents take theirs. Whoever takes a worker also says what ordinary work
// that worker does; `rest_at_work` gives the others a quiet year.
class Cast {
 public:
  Cast(World& world, const Sizes& sizes);

  std::vector<Worker> take_staff(size_t count);       // of the T&D company
  std::vector<Worker> take_retail(size_t count);      // of the retailer, with desks there
  std::vector<Worker> take_generation(size_t count);  // of the generator, with desks there
  std::vector<Worker> take_field(size_t count);       // of kFieldWorks, on the grid's contract
  std::vector<Worker> take_settings(size_t count);    // of kSettings, on the grid's contract
  std::vector<Worker> take_operators(size_t count);   // of the call centre
  void rest_at_work();

  // Ordinary work of a worker with their own account at their own terminal.
  void at_work(Source source, const Worker& worker, Period period);
  // The same in both systems that all staff of the T&D company use.
  void staff_at_work(const Worker& worker, Period period);

 private:
  void make_staff(uint32_t count);
  void make_operators(uint32_t count);
  void make_setters(uint32_t count);

  World& world_;
  std::vector<Worker> staff_, retail_, generation_, field_, settings_, operators_;
};

// Everything that the planning of incidents reads and adds to.
struct Plan {
  World& world;
  const Supply& supply;
  Cast& cast;
  Sizes sizes;
  Random random;
  PlannedEvents events;

  void add(Source source, const Event& event) {
    events[static_cast<size_t>(source)].push_back(event);
  }
};

}  // namespace sekisho::demo::demo

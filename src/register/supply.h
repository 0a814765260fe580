#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/string_pool.h"

namespace sekisho::reg {

// A row of the supply-contract register: who supplied a supply point, for which customer, when.
struct SupplyContract {
  EntityId retailer;       // as coded; see Register::retailer_codes for codes that change hands
  uint32_t customer = 0;   // index for SupplyContracts::customer
  Period period;
  Instant applied = kForever;  // when a switch was applied for; kForever: not recorded
};

// The retailer of every supply point over time: nine million points with their history in well
// under 1.5 GB. Add rows in any order, `seal` once, then only read, from any number of threads.
class SupplyContracts {
 public:
  void add(std::string_view supply_point, std::string_view customer, const SupplyContract& contract);
  void seal();

  // All contracts of a point, by ascending `from`. Empty for an unknown point.
  std::span<const SupplyContract> history(std::string_view supply_point) const;
  // The contract in force at `t`, or nullptr. Where periods overlap, the one that began last.
  const SupplyContract* at(std::string_view supply_point, Instant t) const;
  // Text of a customer number.
  std::string_view customer(uint32_t index) const;

  size_t points() const;
  size_t rows() const;
  // Bytes of memory held.
  size_t bytes() const;
};

}  // namespace sekisho::reg

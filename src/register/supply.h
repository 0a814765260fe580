#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "register/facts.h"

namespace sekisho::reg {

// A row of the supply-contract register: who supplied a supply point, for which customer, when.
struct SupplyContract {
  EntityId retailer;      // as coded; see Register::retailer_codes for codes that change hands
  uint32_t customer = 0;  // index for SupplyContracts::customer
  Period period;
  Instant applied = kForever;  // when a switch was applied for; kForever: not recorded

  bool operator==(const SupplyContract&) const = default;
};

// The retailer of every supply point over time: nine million points with their history in well
// under 1.5 GB. Add rows in any order, `seal` once, then only read, from any number of threads.
//
// A key is a 22-digit supply point ID, kept packed, or any other text (a facility's ID), interned.
// A look-up of a supply point costs one access to a table of 16 bytes a point and one to its rows.
class SupplyContracts {
 public:
  SupplyContracts();
  SupplyContracts(SupplyContracts&&) noexcept;
  SupplyContracts& operator=(SupplyContracts&&) noexcept;
  ~SupplyContracts();

  // `contract.customer` is ignored: it becomes the index of `customer`. False, and nothing is
  // added, when a limit would be passed (2^32 rows, 4 GB of customer numbers). Not after `seal`.
  bool add(std::string_view key, std::string_view customer, const SupplyContract& contract,
           Origin origin = {});
  // Orders the rows. Calling it again does nothing.
  void seal();

  // All contracts of a point, by ascending `from`. Empty for an unknown point. Keys are looked up
  // as they stand; a supply point may also be written with hyphens.
  std::span<const SupplyContract> history(std::string_view key) const;
  // The contract in force at `t`, or nullptr. Where periods overlap, the one that began last.
  const SupplyContract* at(std::string_view key, Instant t) const;
  // Text of a customer number. Indexes are dense: from 0 to customers() - 1.
  std::string_view customer(uint32_t index) const;
  // Where a row that `history` or `at` gave was read.
  Origin origin(const SupplyContract& row) const;
  // Calls `visit` for every point with its rows, in the order in which points were first added.
  void for_each(const std::function<void(std::string_view key, std::span<const SupplyContract>)>&
                    visit) const;

  size_t points() const;
  size_t rows() const;
  size_t customers() const;
  // Bytes of memory held.
  size_t bytes() const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace sekisho::reg

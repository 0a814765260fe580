#pragma once

#include <string_view>

#include "register/register.h"
#include "review/finding.h"

namespace sekisho::review {

// Whose customer a supply point was at an instant.
struct Supplier {
  SupplierClass kind = SupplierClass::kNotApplicable;
  EntityId retailer;            // a legal entity as of the day; not known: none
  uint32_t contract = 0;        // which of the point's contracts, from 1; 0: none
  std::string_view customer;    // of that contract; empty: none
  bool switch_pending = false;  // a switch was applied for and not yet in effect
};

// Finds the supplier of a supply point. Immutable; any number of threads.
class Suppliers {
 public:
  explicit Suppliers(const reg::Register& registers) : Suppliers(registers, registers.supply) {}
  // By other rows than those of the registers.
  Suppliers(const reg::Register& registers, const reg::SupplyContracts& supply);

  Supplier at(std::string_view supply_point, Instant t) const;
  // Whether the register records when switches were applied for: without, none is ever pending.
  bool knows_applications() const { return knows_applications_; }
  // The legal entity that a retailer's code stood for on the day.
  EntityId entity_of(EntityId coded, Instant t) const;

 private:
  SupplierClass class_of(EntityId retailer) const;

  const reg::Register& registers_;
  const reg::SupplyContracts& supply_;
  bool knows_applications_ = false;
};

}  // namespace sekisho::review

#include "review/supplier.h"

namespace sekisho::review {

using reg::EntityKind;

Suppliers::Suppliers(const reg::Register& registers, const reg::SupplyContracts& supply)
    : registers_(registers), supply_(supply) {
  supply.for_each([&](std::string_view, std::span<const reg::SupplyContract> contracts) {
    for (const reg::SupplyContract& contract : contracts) {
      knows_applications_ = knows_applications_ || contract.applied != kForever;
    }
  });
}

Supplier Suppliers::at(std::string_view supply_point, Instant t) const {
  Supplier out;
  const std::span<const reg::SupplyContract> history = supply_.history(supply_point);
  out.kind = history.empty() ? SupplierClass::kUnknownPoint : SupplierClass::kNoContract;
  uint32_t number = 0;
  for (const reg::SupplyContract& contract : history) {
    ++number;
    if (contract.period.contains(t)) {
      out.contract = number;
      out.retailer = entity_of(contract.retailer, t);
      out.customer = supply_.customer(contract.customer);
      out.kind = class_of(out.retailer);
    }
    if (contract.applied <= t && t < contract.period.from) out.switch_pending = true;
  }
  return out;
}

// A retailer is a legal entity as of the day, never a code: codes differ by area, and firms merge.
EntityId Suppliers::entity_of(EntityId coded, Instant t) const {
  const EntityId stood_for = registers_.retailer(registers_.code(coded), t);
  return stood_for.known() ? stood_for : coded;
}

SupplierClass Suppliers::class_of(EntityId retailer) const {
  const reg::LegalEntity* entity = registers_.entity(retailer);
  // A group's retailer may stand below an affiliate.
  for (int depth = 0; entity != nullptr && depth < 8; ++depth) {
    if (entity->kind == EntityKind::kAffiliate) return SupplierClass::kGroup;
    if (entity->kind == EntityKind::kTdso) return SupplierClass::kTdso;
    entity = entity->parent.known() ? registers_.entity(entity->parent) : nullptr;
  }
  return SupplierClass::kCompetitor;
}

}  // namespace sekisho::review

#include "barrier/fact_base.h"

#include <algorithm>

#include "barrier/fact_base_builder.h"

namespace sekisho::barrier {
namespace {

const PersonFacts kNobody{};

}  // namespace

FactBase::FactBase(const reg::Register& registers) : registers_(&registers), index_(registers) {
  FactBaseBuilder(*this).build();
}

PersonId FactBase::human(PersonId number, Instant t) const {
  return person_at(number, t).person;
}

const PersonFacts& FactBase::person_at(PersonId number, Instant t) const {
  if (!number.known()) return kNobody;
  const Readings& readings = person_readings(number, t);
  return readings.empty() ? kNobody : person_facts_[readings[0]];
}

FactBaseBuilder::FactBaseBuilder(FactBase& base)
    : base_(base), registers_(*base.registers_), index_(base.index_) {}

void FactBaseBuilder::build() {
  base_.person_facts_.push_back(kNobody);  // index 0: nobody
  build_people();
  build_accounts();
  build_places();
}

PersonId FactBaseBuilder::human(PersonId number, Instant t) const {
  return number.known() ? index_.kin.numbers_at(number, t).front() : number;
}

void FactBaseBuilder::add_person_breakpoints(PersonId number, std::vector<Instant>& out) const {
  if (!number.known()) return;
  for (const Moment& moment : base_.people_.between(number.value, kBeginning, kForever)) {
    out.push_back(moment.from);
  }
}

const Readings& FactBaseBuilder::person_readings(PersonId number, Instant t) const {
  static const Readings nobody{0};
  return number.known() ? base_.person_readings_[base_.people_.at(number.value, t).state] : nobody;
}

}  // namespace sekisho::barrier

#include <algorithm>

#include "barrier/fact_base_builder.h"
#include "barrier/subsets.h"

namespace sekisho::barrier {
namespace {

using reg::Table;

Presence both(Presence a, Presence b) {
  return std::min(a, b);
}

bool has_begun(const Period& period, Instant t) {
  return period.from <= t;
}
bool is_over(const Period& period, Instant t) {
  return !period.empty() && period.until <= t;
}

template <class T>
void remove_all(std::vector<T>& from, const std::vector<T>& what) {
  std::erase_if(from,
                [&](const T& item) { return std::binary_search(what.begin(), what.end(), item); });
}

}  // namespace

void FactBaseBuilder::build_people() {
  for (uint32_t i = 0; i < registers_.person_codes.size(); ++i) {
    const PersonId number(i);
    add_timeline<PersonFacts>(base_.people_, base_.person_readings_, base_.person_facts_,
                              person_breakpoints(number),
                              [&](Instant t) { return person_facts(number, t); });
  }
}

std::vector<Instant> FactBaseBuilder::person_breakpoints(PersonId number) const {
  std::vector<Instant> out;
  index_.kin.add_breakpoints(number, out);
  for (const PersonId kin : index_.kin.ever(number)) {
    for (const uint32_t i : index_.assignments[kin.value]) {
      add_breakpoints(registers_.assignments[i].period, coverage(Table::kAssignments), out);
    }
    for (const uint32_t i : index_.contract_staff[kin.value]) {
      const reg::ContractStaff& staff = registers_.contract_staff[i];
      add_breakpoints(staff.period, coverage(Table::kContractStaff), out);
      for (const uint32_t j : index_.outsourcing[staff.contract.value]) {
        add_breakpoints(registers_.outsourcing[j].period, coverage(Table::kOutsourcing), out);
      }
    }
    for (const uint32_t i : index_.grants_by_person[kin.value]) {
      const reg::Grant& grant = registers_.grants[i];
      add_breakpoints(grant.period, coverage(Table::kGrants), out);
      if (!grant.disaster.known()) continue;
      for (const uint32_t j : index_.disasters[grant.disaster.value])
        add_breakpoints(registers_.disasters[j].period, coverage(Table::kDisasters), out);
    }
  }
  finish_breakpoints(out);
  return out;
}

// Of the rows that hold, or may; where none does, of all that there are: a grant that outlasts its
// disaster has to be told of anyway.
std::vector<TextId> FactBaseBuilder::areas_of(DisasterId disaster, Instant t) const {
  if (!disaster.known()) return {};
  const auto rows = index_.disasters[disaster.value];
  const auto holds = [&](uint32_t i) {
    return presence_at(registers_.disasters[i].period, coverage(Table::kDisasters), t) !=
           Presence::kNo;
  };
  const bool any = std::ranges::any_of(rows, holds);
  std::vector<TextId> out;
  for (const uint32_t i : rows) {
    if (any && !holds(i)) continue;
    const std::vector<TextId>& areas = registers_.disasters[i].areas;
    if (areas.empty()) return {};
    out.insert(out.end(), areas.begin(), areas.end());
  }
  sort_unique(out);
  return out;
}

std::vector<PersonFacts> FactBaseBuilder::person_facts(PersonId number, Instant t) const {
  const std::vector<PersonId> numbers = index_.kin.numbers_at(number, t);
  PersonFacts common;
  common.person = numbers.front();
  Uncertain<EntityId> employers;
  Uncertain<Engagement> engagements;
  Uncertain<GrantedPair> grants;
  for (const PersonId kin : numbers) {
    for (const uint32_t i : index_.assignments[kin.value]) {
      const reg::Assignment& row = registers_.assignments[i];
      if (row.kind == reg::PostKind::kHome) continue;
      employers.add(row.entity, presence_at(row.period, coverage(Table::kAssignments), t));
      if (is_over(row.period, t)) common.former_employers.push_back(row.entity);
    }
    for (const uint32_t i : index_.contract_staff[kin.value]) {
      const reg::ContractStaff& staff = registers_.contract_staff[i];
      for (const uint32_t j : index_.outsourcing[staff.contract.value]) {
        const reg::Outsourcing& contract = registers_.outsourcing[j];
        const Presence presence =
            both(presence_at(staff.period, coverage(Table::kContractStaff), t),
                 presence_at(contract.period, coverage(Table::kOutsourcing), t));
        const bool former = presence == Presence::kNo && has_begun(staff.period, t) &&
                            has_begun(contract.period, t);
        for (const SystemId system : contract.systems) {
          const Engagement engagement{contract.contractor, contract.principal, system};
          engagements.add(engagement, presence);
          if (former) common.former_engagements.push_back(engagement);
        }
      }
    }
    for (const uint32_t i : index_.grants_by_person[kin.value]) {
      const reg::Grant& row = registers_.grants[i];
      grants.add({row.account, row.terminal, areas_of(row.disaster, t)},
                 presence_at(row.period, coverage(Table::kGrants), t));
    }
  }
  sort_unique(common.former_employers);
  sort_unique(common.former_engagements);

  const size_t some = employers.readings(kMaxReadings);
  const size_t more = engagements.readings(kMaxReadings);
  const size_t most = grants.readings(kMaxReadings);
  std::vector<PersonFacts> out;
  if (some * more * most > kMaxReadings) return out;
  for (size_t i = 0; i < some * more * most; ++i) {
    PersonFacts facts = common;
    facts.employers = employers.reading(i % some);
    facts.engagements = engagements.reading(i / some % more);
    facts.grants = grants.reading(i / some / more);
    sort_unique(facts.employers);
    sort_unique(facts.engagements);
    sort_unique(facts.grants);
    remove_all(facts.former_employers, facts.employers);
    remove_all(facts.former_engagements, facts.engagements);
    out.push_back(std::move(facts));
  }
  sort_unique(out);
  return out;
}

}  // namespace sekisho::barrier

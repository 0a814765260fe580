#include "barrier/kin.h"

#include <algorithm>
#include <numeric>

namespace sekisho::barrier {
namespace {

uint32_t root_of(std::vector<uint32_t>& parent, uint32_t i) {
  while (parent[i] != i) {
    parent[i] = parent[parent[i]];
    i = parent[i];
  }
  return i;
}

}  // namespace

Kin::Kin(const reg::Register& registers) {
  const uint32_t numbers = registers.person_codes.size();
  std::vector<uint32_t> parent(numbers);
  std::iota(parent.begin(), parent.end(), 0U);
  std::vector<Link> links;
  for (const reg::SamePerson& row : registers.same_person) {
    if (registers.text(row.confirmed_by).empty()) continue;
    links.push_back({row.one, row.other, row.period});
    parent[root_of(parent, row.one.value)] = root_of(parent, row.other.value);
  }
  std::vector<uint32_t> group_of_root(numbers, PersonId::kNone);
  group_of_.resize(numbers);
  for (uint32_t i = 0; i < numbers; ++i) {
    uint32_t& group = group_of_root[root_of(parent, i)];
    if (group == PersonId::kNone) {
      group = static_cast<uint32_t>(groups_.size());
      groups_.emplace_back();
    }
    group_of_[i] = group;
    groups_[group].push_back(PersonId(i));
  }
  links_.resize(groups_.size());
  for (const Link& link : links) links_[group_of_[link.one.value]].push_back(link);
}

const std::vector<PersonId>& Kin::ever(PersonId number) const {
  return groups_[group_of_[number.value]];
}

std::vector<PersonId> Kin::numbers_at(PersonId number, Instant t) const {
  const std::vector<Link>& links = links_[group_of_[number.value]];
  std::vector<PersonId> found{number};
  for (size_t i = 0; i < found.size(); ++i) {
    for (const Link& link : links) {
      if (!link.period.contains(t)) continue;
      const PersonId next = link.one == found[i] ? link.other : link.one;
      const bool touches = link.one == found[i] || link.other == found[i];
      if (touches && std::find(found.begin(), found.end(), next) == found.end())
        found.push_back(next);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void Kin::add_breakpoints(PersonId number, std::vector<Instant>& out) const {
  for (const Link& link : links_[group_of_[number.value]]) {
    out.push_back(link.period.from);
    out.push_back(link.period.until);
  }
}

}  // namespace sekisho::barrier

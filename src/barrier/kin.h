#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "register/register.h"

namespace sekisho::barrier {

// Which employee numbers are one human being (the register `same_person`, confirmed rows only).
class Kin {
 public:
  explicit Kin(const reg::Register& registers);

  // The numbers that are the same human being as `number` at `t`, itself included, ascending.
  std::vector<PersonId> numbers_at(PersonId number, Instant t) const;
  // All numbers that ever are, itself included.
  const std::vector<PersonId>& ever(PersonId number) const;
  // The instants at which `numbers_at` changes for any of these numbers.
  void add_breakpoints(PersonId number, std::vector<Instant>& out) const;

 private:
  struct Link {
    PersonId one, other;
    Period period;
  };
  std::vector<uint32_t> group_of_;             // by PersonId; index into groups_
  std::vector<std::vector<PersonId>> groups_;  // only those of more than one number share a group
  std::vector<std::vector<Link>> links_;       // by group
};

}  // namespace sekisho::barrier

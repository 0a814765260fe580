#pragma once

#include <rapidcheck.h>

#include <string>

#include "barrier/sample_world_test.h"

namespace sekisho::barrier {

// A random utility over thirty days, with every kind of fact, contradictions among them.
class RandomWorld : public SampleWorld {
 public:
  RandomWorld() {
    add_entity("CO2", reg::EntityKind::kContractor);
    for (const char* who : {"P1", "P2", "P3"}) {
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i) works(who, company(), period(), post());
      for (int i = *rc::gen::inRange(0, 2); i > 0; --i) staff(who, "OC", period());
    }
    if (*rc::gen::arbitrary<bool>()) outsource("OC", "CON", period());
    for (const char* name : {"k1", "k2", "k3"}) {
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        issue(name, person_name(), period(), kind());
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i) entitle(name, period());
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        registers.shared_users.push_back({account(name), person(person_name()), period(), {}});
      }
    }
    for (const char* code : {"t1", "t2", "t3"}) {
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        place(code, company(), custodian(), period());
      for (int i = *rc::gen::inRange(0, 2); i > 0; --i) lend(code, company(), period());
    }
    if (*rc::gen::arbitrary<bool>()) grant("P1", "k1", "t1", period());
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
      declare({*rc::gen::element<std::string_view>("06", "09", "福岡県")}, period());
    registers.index();
  }

 private:
  static std::string company() {
    return *rc::gen::element<std::string>("NET", "AFF", "CON", "CO2");
  }
  static std::string person_name() { return *rc::gen::element<std::string>("P1", "P2", "P3"); }
  static std::string custodian() { return *rc::gen::element<std::string>("", "P1", "P2", "P3"); }
  static reg::AccountKind kind() {
    return *rc::gen::element(reg::AccountKind::kPersonal, reg::AccountKind::kTemporary,
                             reg::AccountKind::kShared);
  }
  static reg::PostKind post() {
    return *rc::gen::element(reg::PostKind::kMain, reg::PostKind::kHome,
                             reg::PostKind::kConcurrent);
  }
  static Period period() { return days(*rc::gen::inRange(0, 30), *rc::gen::inRange(0, 30)); }
};

}  // namespace sekisho::barrier

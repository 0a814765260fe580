#pragma once

#include "demo/cast.h"

namespace sekisho::demo::demo {

// Each function adds to the registers what an incident (or a case that only looks like one) needs,
// and to the plan its accesses with their labels. What they plan is described in docs/demo.md.

void plan_contract_desk(Plan& plan);   // system nol
void plan_call_centre(Plan& plan);     // system cc
void plan_settings(Plan& plan);        // system nws
void plan_renewables(Plan& plan);      // system re
void plan_quiet_changes(Plan& plan);   // permitted, though a careless rule would accuse
void plan_contradictions(Plan& plan);  // what the registers cannot both mean

// The accusation that the evidence withdraws: an employee of the retailer on secondment, whose
// transfer order the first list of assignments does not know yet.
struct Accusation {
  PersonId person;
  AccountId account;
  TerminalId terminal;
  std::string loan_approval, entitlement_approval;
};
Accusation plan_accusation(Plan& plan);

}  // namespace sekisho::demo::demo

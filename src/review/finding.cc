#include "review/finding.h"

namespace sekisho::review {

std::string_view name_of(Disposition disposition) {
  switch (disposition) {
    case Disposition::kViolation:
      return "violation";
    case Disposition::kAttempt:
      return "attempt";
    case Disposition::kDoubtful:
      return "doubtful";
    case Disposition::kUndetermined:
      return "undetermined";
  }
  return "";
}

std::string_view name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::kConfirmed:
      return "confirmed";
    case Certainty::kPresumed:
      return "presumed";
    case Certainty::kUnknown:
      return "unknown";
  }
  return "";
}

std::string_view name_of(ViewerBasis basis) {
  switch (basis) {
    case ViewerBasis::kCustodianIsHolder:
      return "custodian-is-holder";
    case ViewerBasis::kHoldersCompany:
      return "holders-company";
    case ViewerBasis::kCustodian:
      return "custodian";
    case ViewerBasis::kSharedCustodian:
      return "shared-custodian";
    case ViewerBasis::kRoster:
      return "roster";
    case ViewerBasis::kNone:
      return "none";
  }
  return "";
}

std::string_view name_of(SupplierClass supplier) {
  switch (supplier) {
    case SupplierClass::kNotApplicable:
      return "not-applicable";
    case SupplierClass::kCompetitor:
      return "competitor";
    case SupplierClass::kGroup:
      return "group";
    case SupplierClass::kTdso:
      return "tdso";
    case SupplierClass::kNoContract:
      return "no-contract";
    case SupplierClass::kUnknownPoint:
      return "unknown-point";
  }
  return "";
}

}  // namespace sekisho::review

#include "logs/event.h"

namespace sekisho::logs {

std::string_view name_of(Action action) {
  switch (action) {
    case Action::kView:
      return "view";
    case Action::kSearch:
      return "search";
    case Action::kList:
      return "list";
    case Action::kPrint:
      return "print";
    case Action::kExport:
      return "export";
    case Action::kUpdate:
      return "update";
    case Action::kLogin:
      return "login";
    case Action::kLogout:
      return "logout";
    case Action::kBatch:
      return "batch";
    case Action::kOther:
      return "other";
  }
  return "other";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      return "allowed";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view name_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kNone:
      return "none";
    case ObjectKind::kSupplyPoint:
      return "supply-point";
    case ObjectKind::kCustomer:
      return "customer";
    case ObjectKind::kFacility:
      return "facility";
    case ObjectKind::kOther:
      return "other";
  }
  return "other";
}

void EventBlock::clear() {
  line.clear();
  time.clear();
  account.clear();
  terminal.clear();
  address.clear();
  action.clear();
  outcome.clear();
  object_kind.clear();
  object.clear();
  customer.clear();
  items.clear();
  raw.clear();
  sequence.clear();
}

}  // namespace sekisho::logs

#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "office/office.h"

namespace sekisho::service {

// A question to the rules about Sekisho itself, as somebody types it. The one who asks is called
// `me`; others are called anything else.
struct OfficeQuestion {
  std::string policies;  // a directory; empty: the shipped ones
  std::vector<std::string> roles;
  std::string action;
  std::string thing;
  std::string employer = "operator";
  std::vector<std::string> administers = {};
  std::string system = {};  // that the thing is of
  bool approves = false;
  std::string in_place_of = {};  // a superior with authority, whose registered deputy one is
  bool own_act = false;
  bool about_oneself = false;
  bool small = false;  // not of consequence
  std::vector<std::string> approved_by = {};
  std::string decision_number = {};
  bool read_later = false;  // a deputy decided in one's place
  std::vector<std::string> fresh = {};
  std::string purpose = {};
  std::string assignment_ends = {};  // as service/asked.h reads a time
};

struct OfficeAnswer {
  office::Caller caller;
  office::Action action = office::Action::kView;
  office::Thing thing;
  office::OfficeDecision decision;
};

// `now` is what an assignment's end is compared with. A role, an action or a thing that does not
// exist is kUsage, with what it may have been meant for.
Result<OfficeAnswer> ask_office(const OfficeQuestion& question, Instant now);

std::string office_answer_text(const OfficeAnswer& answer, bool japanese);
std::string office_answer_json(const OfficeAnswer& answer);

// Who may do what: a table of Markdown, or JSON. `policies` as above.
Result<std::string> office_table_text(const std::string& policies, bool japanese);
Result<std::string> office_table_json(const std::string& policies);

}  // namespace sekisho::service

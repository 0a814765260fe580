#include "casework/triage.h"

#include <fmt/format.h>

#include <functional>

#include "casework/case_rows.h"
#include "casework/limits.h"

namespace sekisho::casework {
namespace {

// Reads each case, lets `change` change it or say why not, and stores it with a step.
Result<void> change_each(Journal& journal, std::span<const SeenCase> cases, std::string_view what,
                         const std::function<Result<void>(Case&)>& change,
                         const Journal::Details& details) {
  if (cases.empty()) return fail(ErrorCode::kBadInput, "no case is named");
  if (cases.size() > kMaxCasesAtOnce) {
    return fail(ErrorCode::kBadInput, fmt::format("more than {} cases at once", kMaxCasesAtOnce));
  }
  for (const SeenCase& which : cases) {
    Result<Case> one = seen_case(journal.database(), which);
    if (!one) return std::unexpected(one.error());
    if (auto changed = change(*one); !changed) return changed;
    if (auto stored = store_case(journal.database(), *one); !stored) return stored;
    const auto noted = journal.add({ThingKind::kCase, one->id}, what, details);
    if (!noted) return std::unexpected(noted.error());
  }
  return {};
}

}  // namespace

Result<Case> seen_case(store::Database& database, const SeenCase& which) {
  Result<Case> out = find_case(database, which.id);
  if (out && which.revision && *which.revision != out->revision) {
    return not_now(fmt::format("case {} changed since it was looked at", which.id),
                   "Look at it again.");
  }
  return out;
}

Result<void> triage(Journal& journal, std::span<const SeenCase> cases, const Triage& said) {
  if (said.outcome == Outcome::kNone) return fail(ErrorCode::kBadInput, "the outcome is missing");
  if (auto ok = check_text("reason", said.reason); !ok) return ok;
  return change_each(
      journal, cases, "triaged",
      [&](Case& one) -> Result<void> {
        if (one.state != CaseState::kOpen && one.state != CaseState::kTriaged) {
          return not_now(fmt::format("case {} is {}", one.id, name_of(one.state)),
                         "Only what is open, or waits for the second check, is triaged.");
        }
        one.state = CaseState::kTriaged;
        one.outcome = said.outcome;
        one.triaged_by = journal.author().by;
        one.checked_by.clear();
        return {};
      },
      [&](text::JsonWriter& json) {
        json.member("outcome", name_of(said.outcome)).member("reason", said.reason);
      });
}

Result<void> check(Journal& journal, std::span<const SeenCase> cases, const Check& said) {
  if (!said.agrees || !said.reason.empty()) {
    if (auto ok = check_text("reason", said.reason); !ok) return ok;
  }
  const std::string& by = journal.author().by;
  return change_each(
      journal, cases, said.agrees ? "checked" : "sent-back",
      [&](Case& one) -> Result<void> {
        if (one.state != CaseState::kTriaged) {
          return not_now(fmt::format("case {} is {}", one.id, name_of(one.state)),
                         "Only what is triaged is checked.");
        }
        if (one.triaged_by == by) {
          return not_now(fmt::format("case {} was triaged by the same person", one.id),
                         "Somebody else has to check it.");
        }
        one.state = said.agrees ? CaseState::kClosed : CaseState::kOpen;
        one.checked_by = said.agrees ? by : "";
        if (said.agrees) return {};
        one.outcome = Outcome::kNone;
        one.triaged_by.clear();
        return {};
      },
      [&](text::JsonWriter& json) {
        if (!said.reason.empty()) json.member("reason", said.reason);
      });
}

Result<void> reopen(Journal& journal, const SeenCase& which, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  return change_each(
      journal, {&which, 1}, "reopened",
      [&](Case& one) -> Result<void> {
        if (one.state != CaseState::kClosed) {
          return not_now(fmt::format("case {} is {}", one.id, name_of(one.state)),
                         "Only what is closed is opened again.");
        }
        one.state = CaseState::kOpen;
        one.outcome = Outcome::kNone;
        one.triaged_by.clear();
        one.checked_by.clear();
        return {};
      },
      [&](text::JsonWriter& json) { json.member("reason", reason); });
}

}  // namespace sekisho::casework

#pragma once

#include "barrier/fact_base.h"
#include "review/finding.h"
#include "review/judge.h"

namespace sekisho::review {

// Who was at the keyboard, how sure that is, and on what it rests. A wrong name is worse than none:
// where the readings of the facts name different people, nobody is named.
struct Viewer {
  PersonId person;
  Certainty certainty = Certainty::kUnknown;
  ViewerBasis basis = ViewerBasis::kNone;
  bool operator==(const Viewer&) const = default;
};

// Names viewers. Immutable; any number of threads.
//
// A personal or temporary account: the terminal's custodian is the holder: the holder, confirmed.
// Else the terminal belongs to a company that the holder works for, or was ever lent to one: the
// holder, presumed. Else the custodian, presumed. A shared account: the custodian, presumed.
// Otherwise exactly one person on the terminal's roster: presumed; else nobody.
class Viewers {
 public:
  explicit Viewers(const barrier::FactBase& base);

  Viewer viewer(const Ruling& ruling, Instant t) const;

 private:
  Viewer viewer_of(const barrier::AccountFacts& account, const barrier::TerminalFacts& terminal,
                   Instant t) const;
  PersonId on_duty_alone(TerminalId terminal, Instant t) const;

  const barrier::FactBase& base_;
};

}  // namespace sekisho::review

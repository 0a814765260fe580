#pragma once

#include <optional>
#include <set>
#include <string>

#include "barrier/decide.h"
#include "barrier/rules.h"
#include "cedar/partial.h"
#include "cedar/schema.h"
#include "service/footprint_file.h"
#include "service/policy/policy_diff.h"

namespace sekisho::service {

// Decides the rows of a footprint table by rules that need not be those of the review. What the
// table does not hold is unknown, and nothing is guessed: a verdict is given where it is the same
// whatever the unknown is. Immutable; all must outlive it.
class TableJudge {
 public:
  TableJudge(const barrier::Rules& rules, const cedar::Schema& schema, const FootprintTable& table);

  // Nothing where the verdict depends on what the table does not hold.
  std::optional<DiffOutcome> judge(const FootprintTable::Row& row) const;

  // What these rules read and the table does not hold: `Terminal.zone`, `Person::"P1"`.
  const std::set<std::string>& not_held() const { return not_held_; }

 private:
  void find_what_is_not_held();
  void note_attributes(const std::string& type, const cedar::SchemaType& declared);
  std::optional<DiffOutcome> judge(const barrier::World& reading) const;
  std::optional<DiffOutcome> judge_partly(const barrier::World& reading) const;
  std::optional<DiffOutcome> with_doubts(const cedar::PartialRequest& request,
                                         const cedar::PartialEntities& entities,
                                         DiffOutcome permitted) const;

  const barrier::Rules& rules_;
  const cedar::Schema& schema_;
  const FootprintTable& table_;
  std::set<std::string> not_held_;
  std::map<std::string, std::set<std::string, std::less<>>> gaps_;  // attributes by type
  std::set<std::string, std::less<>> stand_ins_;
};

}  // namespace sekisho::service

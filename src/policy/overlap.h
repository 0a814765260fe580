#pragma once

#include <vector>

#include "cedar/policy.h"
#include "cedar/request_kinds.h"
#include "cedar/schema.h"

namespace sekisho::policy {

// The requests that a policy may be satisfied by, as far as types, scope and the text of its
// conditions tell. The policy must outlive it. Immutable.
class Reach {
 public:
  Reach(const cedar::Policy& policy, const cedar::Schema& schema);

  // False when no request can satisfy both policies: no kind of request suits both, their scopes
  // name different entities, or a condition of one contradicts a condition of the other as it is
  // written (`x` and `!x`; `kind == "a"` and `kind == "b"`). An over-approximation: true may be
  // wrong, false never is.
  bool meets(const Reach& other) const;

 private:
  // Something that has to be true, or false, for the policy to hold.
  struct Fact {
    const cedar::Expr* expr;
    bool holds;
  };
  void add_facts(const cedar::Expr& expr, bool holds);
  static bool contradict(const Fact& a, const Fact& b);

  const cedar::Policy* policy_;
  std::vector<cedar::RequestKind> kinds_;
  std::vector<Fact> facts_;
};

}  // namespace sekisho::policy

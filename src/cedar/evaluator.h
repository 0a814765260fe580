#pragma once

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/expr.h"

namespace sekisho::cedar {

// Who wants to do what with what, and under which circumstances. `context` is a record.
struct Request {
  EntityUid principal;
  EntityUid action;
  EntityUid resource;
  Value context = {};
};

// Is told of each attribute or tag that evaluation reads. Calls come in the order of evaluation.
class ReadObserver {
 public:
  virtual ~ReadObserver() = default;
  // `path` as written (`context.account.holder`); `value` is null when the attribute is absent.
  virtual void read(const Expr& access, const Value* value) = 0;
};

// Evaluates by walking the tree: the plain reference that every faster way must equal. The error
// is the language's own (type error, overflow, absent attribute or entity), its place that of the
// failing expression without a file. Pure; any number of threads.
Result<Value> evaluate(const Expr& expr, const Request& request, const Entities& entities,
                       ReadObserver* observer = nullptr);

}  // namespace sekisho::cedar

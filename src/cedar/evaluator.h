#pragma once

#include <span>
#include <string>

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

// Is told of what evaluation reads, in the order of evaluation.
class ReadObserver {
 public:
  virtual ~ReadObserver() = default;
  // `object.path[0].path[1]…` was read or tested; `value` is null when there is no such attribute.
  virtual void on_attribute(const Expr& object, std::span<const std::string> path,
                            const Value* value) = 0;
  // `object.getTag(key)` or `object.hasTag(key)`; `value` is null when there is no such tag.
  virtual void on_tag(const Expr& object, const std::string& key, const Value* value) = 0;
};

// Evaluates by walking the tree: the plain reference that every faster way must equal. The error
// is the language's own (type error, overflow, absent attribute or entity), its place that of the
// failing expression without a file. Pure; any number of threads.
Result<Value> evaluate(const Expr& expr, const Request& request, const Entities& entities,
                       ReadObserver* observer = nullptr);

}  // namespace sekisho::cedar

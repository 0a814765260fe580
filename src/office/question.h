#pragma once

#include <utility>

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "office/office.h"

namespace sekisho::office {

// A question as Cedar has it: exactly what policies/office/office.cedarschema describes. kLimit
// beyond kMaxNames. Internal to this folder.
Result<std::pair<cedar::Request, cedar::Entities>> question_of(const Caller& caller, Action action,
                                                               const Thing& thing);

}  // namespace sekisho::office

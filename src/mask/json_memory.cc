#include "mask/json_memory.h"

#include "mask/plan_parts.h"

namespace sekisho::mask {

JsonMemory::JsonMemory(const Plan& made_for) : plan(made_for), levels(plan.parts().json) {}

}  // namespace sekisho::mask

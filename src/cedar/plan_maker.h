#pragma once

#include "cedar/plan.h"

// Internal to this folder.
namespace sekisho::cedar {

// `slots` says which slot each class behind the third is of. A plan that needs more than `room`
// rules and steps is not usable.
Plan make_plan(const Program& program, const FoldedEntities& entities, const RowShape& shape,
               std::span<const uint32_t> slots, PlanKey key, size_t room);

}  // namespace sekisho::cedar

#include "cedar/policy.h"

#include <fmt/format.h>

#include <utility>

namespace sekisho::cedar {
namespace {

std::unexpected<Error> taken(std::string_view id) {
  return fail(ErrorCode::kBadInput, fmt::format("two policies have the id `{}`", id), {},
              "Give each policy an id of its own.");
}

}  // namespace

std::string_view name_of(Effect effect) {
  return effect == Effect::kPermit ? "permit" : "forbid";
}

std::string_view name_of(Slot slot) {
  return slot == Slot::kPrincipal ? "?principal" : "?resource";
}

const std::string* Policy::annotation(std::string_view name) const {
  const auto found = annotations.find(name);
  return found == annotations.end() ? nullptr : &found->second;
}

Result<void> PolicySet::add(Policy policy) {
  std::vector<Policy>& list = policy.is_template() ? templates_ : policies_;
  const Where where{policy.is_template(), list.size()};
  if (!by_id_.try_emplace(policy.id, where).second) return taken(policy.id);
  list.push_back(std::move(policy));
  return {};
}

Result<void> PolicySet::merge(const PolicySet& other) {
  for (const auto& [id, where] : other.by_id_) {
    if (by_id_.contains(id)) return taken(id);
  }
  for (const std::vector<Policy>* some : {&other.templates_, &other.policies_}) {
    for (const Policy& policy : *some) {
      if (Result<void> added = add(policy); !added) return added;
    }
  }
  return {};
}

Result<void> PolicySet::link(std::string_view template_id, std::string new_id, SlotValues values) {
  const Policy* found = find(template_id);
  if (found == nullptr || !found->is_template()) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no template `{}`", template_id));
  }
  Policy policy = *found;
  const auto fill = [&](Slot slot, ScopeConstraint& constraint) {
    const auto value = values.find(slot);
    if (constraint.has_slot != (value != values.end())) return false;
    if (constraint.has_slot) constraint.entities = {value->second};
    constraint.has_slot = false;
    return true;
  };
  for (auto [slot, constraint] : {std::pair{Slot::kPrincipal, &policy.principal},
                                  std::pair{Slot::kResource, &policy.resource}}) {
    const bool needed = constraint->has_slot;
    if (!fill(slot, *constraint)) {
      return fail(
          ErrorCode::kBadInput,
          fmt::format("the link `{}` {} `{}`", new_id,
                      needed ? "has no value for" : "has a value too many, for", name_of(slot)),
          {}, "Give a value for each slot of the template, and no other.");
    }
  }
  policy.link = Link{policy.id, std::move(values)};
  policy.id = std::move(new_id);
  return add(std::move(policy));
}

const Policy* PolicySet::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return nullptr;
  const auto& list = found->second.in_templates ? templates_ : policies_;
  return &list[found->second.index];
}

}  // namespace sekisho::cedar

#include "mask/json_levels.h"

namespace sekisho::mask {
namespace {

using policy::MaskMethod;

bool leaves_a_part(MaskMethod method) {
  return method > MaskMethod::kShow && method < MaskMethod::kRedact;
}

// An array whose mask leaves a part of a value is masked element by element.
bool masked_as_a_whole(const Treatment& treatment, bool object) {
  return treatment.named && !treatment.shows() && (object || !leaves_a_part(treatment.mask.method));
}

}  // namespace

JsonLevels::JsonLevels(const JsonPaths& paths) : paths_(paths), levels_(2) {}

JsonLevel* JsonLevels::within(JsonLevel* parent, State state, bool object) {
  for (JsonLevel* level = parent->child; level != nullptr; level = level->sibling) {
    if (level->state == state && level->object == object) return level;
  }
  if (full()) return nullptr;
  const Treatment& treatment = paths_.treatment(state);
  const bool masked = !parent->muted && masked_as_a_whole(treatment, object);
  levels_.push_back({.parent = parent,
                     .state = state,
                     .below = paths_.below(state),
                     .depth = parent->depth + 1,
                     .object = object,
                     .muted = parent->muted || masked,
                     .removed = masked && treatment.mask.method == MaskMethod::kRemove,
                     .sibling = parent->child});
  return parent->child = &levels_.back();
}

}  // namespace sekisho::mask

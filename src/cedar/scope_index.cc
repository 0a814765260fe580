#include "cedar/scope_index.h"

#include <utility>

namespace sekisho::cedar {
namespace {

constexpr uint32_t kBits = 64;

}  // namespace

RowShape row_shape(size_t policies) {
  const auto words = static_cast<uint32_t>((policies + kBits - 1) / kBits);
  return {(words + kBits - 1) / kBits, words};
}

std::vector<uint64_t> row_with(const RowShape& shape, std::span<const uint32_t> policies) {
  std::vector<uint64_t> out(shape.size());
  for (const uint32_t policy : policies) {
    out[shape.summaries + policy / kBits] |= uint64_t{1} << (policy % kBits);
  }
  summarize(shape, out);
  return out;
}

void summarize(const RowShape& shape, std::span<uint64_t> row) {
  for (uint64_t& summary : row.first(shape.summaries)) summary = 0;
  for (uint32_t word = 0; word < shape.words; ++word) {
    if (row[shape.summaries + word] == 0) continue;
    row[word / kBits] |= uint64_t{1} << (word % kBits);
  }
}

uint64_t RowTable::add(std::vector<uint64_t> row) {
  if (shape_.words == 1) return row.back();
  const auto [place, added] = known_.try_emplace(std::move(row), all_.size());
  if (added) all_.insert(all_.end(), place->first.begin(), place->first.end());
  return place->second;
}

ScopeIndex::ScopeIndex(std::span<const ScopeConstraint* const> constraints, const TextTable& types,
                       const TextTable& uids)
    : shape_(row_shape(constraints.size())) {
  using Kind = ScopeConstraint::Kind;
  for (uint32_t policy = 0; policy < constraints.size(); ++policy) {
    const ScopeConstraint& constraint = *constraints[policy];
    if (constraint.kind == Kind::kAny) any_.push_back(policy);
    const uint32_t type = constraint.type.empty() ? kNoId : types.find(constraint.type);
    if (constraint.kind == Kind::kIs) by_type_[type].push_back(policy);
    for (const EntityUid& entity : constraint.entities) {
      const uint32_t uid = uids.find(entity.id, types.find(entity.type));
      if (constraint.kind == Kind::kEqual) equal_[uid].push_back(policy);
      if (constraint.kind == Kind::kIn || constraint.kind == Kind::kIsIn) {
        in_[uid].push_back({policy, constraint.kind == Kind::kIn ? kNoId : type});
      }
    }
  }
}

std::vector<uint64_t> ScopeIndex::row(uint32_t type, uint32_t uid,
                                      std::span<const uint32_t> ancestors) const {
  std::vector<uint32_t> out;
  const auto set_all = [&](const auto& map, uint32_t key) {
    if (const auto found = map.find(key); found != map.end()) {
      out.insert(out.end(), found->second.begin(), found->second.end());
    }
  };
  const auto set_groups = [&](uint32_t group) {
    const auto found = in_.find(group);
    if (found == in_.end()) return;
    for (const InGroup& in : found->second) {
      if (in.type == kNoId || in.type == type) out.push_back(in.policy);
    }
  };
  out = any_;
  if (type != kNoId) set_all(by_type_, type);
  if (uid != kNoId) {
    set_all(equal_, uid);
    set_groups(uid);
  }
  for (const uint32_t ancestor : ancestors) set_groups(ancestor);
  return row_with(shape_, out);
}

}  // namespace sekisho::cedar

#include "cedar/plain_context.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cedar/cell_sets.h"
#include "cedar/decision_snapshot.h"
#include "cedar/folded_entities.h"

namespace sekisho::cedar {

// What contexts consist of.
struct ContextStore {
  explicit ContextStore(size_t slots_at_once) : chunk(slots_at_once) {}

  // Absent values, side by side with those given before.
  std::span<Party> row(size_t slots) {
    if (chunks.empty() || chunks.back().capacity() - chunks.back().size() < slots) {
      chunks.emplace_back().reserve(std::max(chunk, slots));
    }
    std::vector<Party>& last = chunks.back();
    last.resize(last.size() + slots);
    return std::span(last).last(slots);
  }

  size_t chunk;
  std::vector<std::vector<Party>> chunks;
  std::vector<Cell> scratch;
  CellSets sets;
  std::deque<Value> values;
};

namespace {

constexpr size_t kSlotsAtOnce = 4096;

}  // namespace

PlainContext::PlainContext(const DecisionSnapshot& snapshot, size_t slots)
    : snapshot_(&snapshot), own_(std::make_unique<ContextStore>(slots)) {
  store_ = own_.get();
  slots_ = store_->row(slots);
}

PlainContext::PlainContext(const DecisionSnapshot& snapshot, size_t slots, ContextStore& store)
    : snapshot_(&snapshot), slots_(store.row(slots)), store_(&store) {}

PlainContext::PlainContext(PlainContext&&) noexcept = default;
PlainContext& PlainContext::operator=(PlainContext&&) noexcept = default;
PlainContext::~PlainContext() = default;

Party& PlainContext::at(ContextSlot slot) {
  SEKISHO_INVARIANT(slot.value < slots_.size());
  return slots_[slot.value];
}

void PlainContext::set_bool(ContextSlot slot, bool value) {
  at(slot) = {Cell::boolean(value)};
}

void PlainContext::set_long(ContextSlot slot, int64_t value) {
  at(slot) = {{CellKind::kLong, value}};
}

void PlainContext::set_entity(ContextSlot slot, EntityNumber entity) {
  SEKISHO_INVARIANT(entity.value < snapshot_->entities_->entities.size());
  at(slot) = snapshot_->entities_->party(entity.value);
}

void PlainContext::set_entities(ContextSlot slot, std::span<const EntityNumber> entities) {
  std::vector<Cell>& cells = store_->scratch;
  cells.clear();
  for (const EntityNumber entity : entities) {
    SEKISHO_INVARIANT(entity.value < snapshot_->entities_->entities.size());
    cells.push_back({CellKind::kEntity, entity.value});
  }
  at(slot) = {Cell::of_set(store_->sets.of_entities(cells))};
}

void PlainContext::set_string(ContextSlot slot, std::string_view text) {
  const uint32_t id = snapshot_->entities_->store.strings.find(text);
  if (id != kNoId) {
    at(slot) = {{CellKind::kString, id}};
  } else {
    at(slot) = {Cell::of_value(store_->values.emplace_back(Value::string(std::string(text))))};
  }
}

void PlainContext::set_value(ContextSlot slot, const Value& value) {
  const Cell cell = prepared(value);
  const bool numbered = cell.kind == CellKind::kEntity && !cell.by_value;
  at(slot) =
      numbered ? snapshot_->entities_->party(static_cast<uint32_t>(cell.number)) : Party{cell};
}

// Numbers what the snapshot can number; keeps what it cannot.
Cell PlainContext::prepared(const Value& value) {
  const CellStore& names = snapshot_->entities_->store;
  const auto numbered = [&](CellKind kind, uint32_t id) {
    return id != kNoId ? Cell(kind, id) : Cell::of_value(store_->values.emplace_back(value));
  };
  switch (value.kind()) {
    case ValueKind::kString:
      return numbered(CellKind::kString, names.strings.find(value.as_string()));
    case ValueKind::kEntity:
      return numbered(CellKind::kEntity, names.find(value.as_entity()));
    case ValueKind::kSet: {
      std::vector<Cell> elements;
      for (const Value& element : value.elements()) elements.push_back(prepared(element));
      return Cell::of_set(store_->sets.of(value, std::move(elements)));
    }
    case ValueKind::kRecord:
    case ValueKind::kIpAddress:
      return Cell::of_value(store_->values.emplace_back(value));
    default:
      return plain_cell(value);
  }
}

void PlainContext::clear() {
  std::ranges::fill(slots_, Party());
  if (own_ == nullptr) return;
  own_->sets.clear();
  own_->values.clear();
}

PlainContexts::PlainContexts(const DecisionSnapshot& snapshot, size_t slots)
    : snapshot_(&snapshot), slots_(slots), store_(std::make_unique<ContextStore>(kSlotsAtOnce)) {}
PlainContexts::PlainContexts(PlainContexts&&) noexcept = default;
PlainContexts& PlainContexts::operator=(PlainContexts&&) noexcept = default;
PlainContexts::~PlainContexts() = default;

PlainContext& PlainContexts::add() {
  return all_.emplace_back(PlainContext(*snapshot_, slots_, *store_));
}

void PlainContexts::clear() {
  all_.clear();
  store_ = std::make_unique<ContextStore>(kSlotsAtOnce);
}

}  // namespace sekisho::cedar

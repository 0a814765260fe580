#include "cedar/cell_store.h"

#include <utility>
#include <vector>

namespace sekisho::cedar {

uint32_t CellStore::intern(const EntityUid& uid) {
  const uint32_t type = types.intern(uid.type);
  return uids.intern(uid.id, type);
}

uint32_t CellStore::find(const EntityUid& uid) const {
  const uint32_t type = types.find(uid.type);
  return type == kNoId ? kNoId : uids.find(uid.id, type);
}

Cell CellStore::make(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kString:
      return {CellKind::kString, strings.intern(value.as_string())};
    case ValueKind::kEntity:
      return {CellKind::kEntity, intern(value.as_entity())};
    case ValueKind::kSet: {
      std::vector<Cell> elements;
      for (const Value& element : value.elements()) elements.push_back(make(element));
      return Cell::of_set(sets.of(value, std::move(elements)));
    }
    case ValueKind::kRecord:
    case ValueKind::kIpAddress:
      return Cell::of_value(values.emplace_back(value));
    default:
      return plain_cell(value);
  }
}

Cell plain_cell(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return Cell::boolean(value.as_bool());
    case ValueKind::kLong:
      return {CellKind::kLong, value.as_long()};
    case ValueKind::kDecimal:
      return {CellKind::kDecimal, value.as_decimal().ten_thousandths};
    case ValueKind::kDatetime:
      return {CellKind::kDatetime, value.as_datetime().millis};
    case ValueKind::kDuration:
      return {CellKind::kDuration, value.as_duration().millis};
    default:
      return Cell::of_value(value);
  }
}

}  // namespace sekisho::cedar

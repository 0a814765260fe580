#include "store/change.h"

#include <algorithm>

#include "register/tables.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace sekisho::store {
namespace {

constexpr std::array<std::string_view, 3> kChangeKinds{"import", "correction", "withdrawal"};
constexpr std::array<std::string_view, 4> kSteps{"add", "correct", "end", "withdraw"};

struct NamedCount {
  std::string_view name;
  uint64_t Counts::* count;
};
constexpr NamedCount kCounts[] = {
    {"added", &Counts::added},         {"ended", &Counts::ended},
    {"withdrawn", &Counts::withdrawn}, {"corrected", &Counts::corrected},
    {"unchanged", &Counts::unchanged}, {"contradicted", &Counts::contradicted},
    {"rejected", &Counts::rejected},
};

}  // namespace

Counts& Counts::operator+=(const Counts& more) {
  for (const NamedCount& named : kCounts) this->*named.count += more.*named.count;
  return *this;
}

std::string_view name_of(ChangeKind kind) {
  return kChangeKinds[static_cast<size_t>(kind)];
}

std::optional<ChangeKind> change_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kChangeKinds, name);
  if (found == kChangeKinds.end()) return std::nullopt;
  return static_cast<ChangeKind>(found - kChangeKinds.begin());
}

std::string_view name_of(Step::What what) {
  return kSteps[static_cast<size_t>(what)];
}

std::string counts_json(const CountsByTable& counts) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  for (size_t table = 0; table < counts.size(); ++table) {
    if (counts[table] == Counts{}) continue;
    json.key(reg::name_of(static_cast<reg::Table>(table))).begin_object();
    for (const auto& [name, count] : kCounts) json.member(name, counts[table].*count);
    json.end_object();
  }
  json.end_object();
  return out;
}

Result<CountsByTable> parse_counts(std::string_view json) {
  const Result<text::JsonValue> value = text::JsonValue::parse(json);
  if (!value) return std::unexpected(value.error());
  CountsByTable out{};
  for (const auto& [name, counts] : value->members()) {
    const std::optional<reg::Table> table = reg::table_named(name);
    if (!table) return fail(ErrorCode::kBadInput, "`" + name + "` is not a register");
    for (const auto& [count_name, member] : kCounts) {
      const text::JsonValue* const count = counts.find(count_name);
      if (count == nullptr || !count->as_uint()) {
        return fail(ErrorCode::kBadInput, "the counts of `" + name + "` are not complete");
      }
      out[static_cast<size_t>(*table)].*member = *count->as_uint();
    }
  }
  return out;
}

}  // namespace sekisho::store

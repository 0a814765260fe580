#include "evidence/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evidence/retention.h"
#include "text/date.h"
#include "text/json.h"
#include "text/number.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kHoldStart = "hold.";

std::string_view text_of(const text::JsonValue& object, std::string_view member) {
  const text::JsonValue* const value = object.find(member);
  return value == nullptr ? std::string_view() : value->as_string().value_or("");
}

uint64_t count_of(const text::JsonValue& object, std::string_view member) {
  const text::JsonValue* const value = object.find(member);
  return value == nullptr ? 0 : value->as_uint().value_or(0);
}

std::optional<Instant> time_of(const text::JsonValue& object, std::string_view member) {
  static const text::InstantParser parser =
      text::InstantParser::compile(std::array<std::string, 1>{"iso"}, text::kUtc).value();
  return parser.parse(text_of(object, member));
}

Period period_of(const text::JsonValue& entry) {
  const text::JsonValue* const period = entry.find("period");
  if (period == nullptr) return {};
  return {time_of(*period, "from").value_or(kBeginning),
          time_of(*period, "until").value_or(kForever)};
}

std::optional<KeyId> key_of(const text::JsonValue& object) {
  const Result<KeyId> id = KeyId::parse(text_of(object, "key"));
  return id ? std::optional(*id) : std::nullopt;
}

// One more moment of data.
void widen(Period& period, Instant from, Instant until) {
  period.from = std::min(period.from, from);
  period.until = std::max(period.until, until);
}

// Both bounds of a seal are there where the segment has events.
bool is_bounded(const Period& period) {
  return period.from != kBeginning && period.until != kForever;
}

}  // namespace

bool Hold::covers(const KeyId& id, std::string_view retention_class, const Period& data) const {
  const size_t dot = target.find('.');
  const std::string_view kind = std::string_view(target).substr(0, dot);
  const std::string_view name =
      dot == std::string::npos ? "" : std::string_view(target).substr(dot + 1);
  if (kind == "person" && (id.kind() != KeyId::Kind::kPerson || id.name() != name)) return false;
  if (kind == "segment" && (id.kind() != KeyId::Kind::kSegment || id.name() != name)) return false;
  if (kind == "class" && retention_class != name) return false;
  // Where nothing is known of the data it may be of that period.
  return data.empty() || period.overlaps(data);
}

void Ledger::add(uint64_t index, std::string_view entry) {
  const Result<text::JsonValue> value = text::JsonValue::parse(entry);
  if (!value || !value->is_object()) {
    if (!unreadable_) unreadable_ = index;
    return;
  }
  // An entry was not written before those in front of it, whatever it says.
  latest_ = std::max(latest_, time_of(*value, "time").value_or(kBeginning));
  const std::string_view kind = text_of(*value, "kind");
  if (const text::JsonValue* const body = value->find("body")) {
    if (const std::optional<KeyId> id = key_of(*body)) {
      KeyUse& use = uses_[*id];
      ++use.entries;
      use.bytes += count_of(*body, "bytes");
      widen(use.period, latest_, shifted(latest_, 1));
    }
  }
  if (kind == "seal") {
    if (const std::optional<KeyId> id = key_of(*value)) {
      KeyUse& use = uses_[*id];
      use.retention_class = text_of(*value, "class");
      ++use.entries;
      use.bytes += count_of(*value, "bytes");
      const Period period = period_of(*value);
      if (is_bounded(period))
        widen(use.period, period.from, period.until);
      else
        widen(use.period, latest_, shifted(latest_, 1));
    }
  }
  if (kind == "destruction") {
    const text::JsonValue* const approval = value->find("approval");
    if (const std::optional<KeyId> id = key_of(*value)) {
      destroyed_.try_emplace(
          *id,
          Destroyed{index, std::string(approval == nullptr ? "" : text_of(*approval, "number"))});
    }
  }
  if (kind == "act" && text_of(*value, "act") == "hold") {
    holds_[index] = {std::string(text_of(*value, "target")), period_of(*value),
                     std::string(text_of(*value, "reason")), std::string(text_of(*value, "actor")),
                     time_of(*value, "time").value_or(latest_)};
  }
  if (kind == "act" && text_of(*value, "act") == "release") {
    if (const auto hold = hold_named(text_of(*value, "target"))) holds_.erase(*hold);
  }
}

const KeyUse* Ledger::find(const KeyId& id) const {
  const auto found = uses_.find(id);
  return found == uses_.end() ? nullptr : &found->second;
}

std::optional<KeyId> destruction_in(std::string_view entry) {
  // Cheaper than parsing each of a million; canonical JSON has no other spelling.
  if (entry.find(R"("kind":"destruction")") == std::string_view::npos) return std::nullopt;
  const Result<text::JsonValue> value = text::JsonValue::parse(entry);
  if (!value || text_of(*value, "kind") != "destruction") return std::nullopt;
  return key_of(*value);
}

std::string hold_name(uint64_t entry) {
  return fmt::format("{}{}", kHoldStart, entry);
}

std::optional<uint64_t> hold_named(std::string_view name) {
  return name.starts_with(kHoldStart) ? text::parse_u64(name.substr(kHoldStart.size()))
                                      : std::nullopt;
}

}  // namespace sekisho::evidence

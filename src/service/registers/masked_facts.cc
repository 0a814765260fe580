#include "service/registers/masked_facts.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/json.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

// Fields that say who or whose something is, in any register.
constexpr std::array<std::string_view, 8> kWho = {"person",  "holder",   "custodian",    "one",
                                                  "account", "customer", "supply_point", "other"};
// Fields that say what a person is called.
constexpr std::array<std::string_view, 2> kNames = {"name", "kana"};
// What a preview shows of rows.
constexpr std::array<std::string_view, 3> kSamples = {"steps", "contradictions", "rejected"};

bool among(const auto& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

void mask(store::Statement& says, const PseudonymOf& pseudonym) {
  const Result<JsonValue> fields = JsonValue::parse(says.fields);
  std::vector<text::JsonMember> out;
  if (fields) {
    for (const text::JsonMember& field : fields->members()) {
      if (says.table == reg::Table::kPeople && among(kNames, field.key)) continue;
      const auto text = field.value.as_string();
      const bool hidden = text && among(kWho, field.key);
      out.push_back({field.key, hidden ? JsonValue::string(pseudonym(*text)) : field.value});
    }
  }
  says.fields = JsonValue::object(std::move(out)).to_json();
}

}  // namespace

void mask(AsOf& answer, const PseudonymOf& pseudonym) {
  for (store::Fact& fact : answer.facts) mask(fact.says, pseudonym);
  for (store::Statement& says : answer.supply) mask(says, pseudonym);
}

void mask(History& history, const PseudonymOf& pseudonym) {
  for (store::Fact& fact : history.facts) mask(fact.says, pseudonym);
  for (store::Statement& says : history.supply) mask(says, pseudonym);
  for (auto& [id, change] : history.changes) {
    change.consent.by = pseudonym(change.consent.by);
    if (!change.consent.approved_by.empty())
      change.consent.approved_by = pseudonym(change.consent.approved_by);
  }
}

void mask(Coming& coming, const PseudonymOf& pseudonym) {
  for (ComingEvent& event : coming.events) mask(event.fact.says, pseudonym);
  for (ComingEffect& effect : coming.effects) {
    effect.person = pseudonym(effect.person);
    effect.name.clear();
    for (AccountChange& one : effect.accounts) one.account = pseudonym(one.account);
    for (std::string& account : effect.stays_open) account = pseudonym(account);
  }
}

std::string without_samples(std::string_view preview) {
  const Result<JsonValue> json = JsonValue::parse(preview);
  std::vector<text::JsonMember> out;
  if (json) {
    for (const text::JsonMember& member : json->members()) {
      if (!among(kSamples, member.key)) out.push_back(member);
    }
  }
  return JsonValue::object(std::move(out)).to_json();
}

}  // namespace sekisho::service

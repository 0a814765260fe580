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

// Masks the texts of one answer.
class TextMask {
 public:
  TextMask(const reg::Register& registers, const PseudonymOf& pseudonym)
      : registers_(registers), pseudonym_(pseudonym) {}

  JsonValue masked(const JsonValue& value, std::string_view key = {}) {
    if (const auto text = value.as_string()) {
      return JsonValue::string(key == "account" ? pseudonym_(*text) : masked(*text));
    }
    if (value.is_array()) {
      std::vector<JsonValue> out;
      // Who is called what is said beside their codes, and nowhere else.
      if (key == "names") return JsonValue::array(std::move(out));
      for (const JsonValue& one : value.items()) out.push_back(masked(one, key));
      return JsonValue::array(std::move(out));
    }
    if (!value.is_object()) return value;
    std::vector<text::JsonMember> out;
    for (const text::JsonMember& one : value.members())
      out.push_back({one.key, masked(one.value, one.key)});
    return JsonValue::object(std::move(out));
  }

 private:
  // Codes are whole words: `P000401`, `nol/k00123`.
  static bool is_word(char one) {
    return ('a' <= one && one <= 'z') || ('A' <= one && one <= 'Z') || ('0' <= one && one <= '9') ||
           one == '_' || one == '-' || one == '.' || one == '/';
  }

  std::string masked(std::string_view text) {
    std::string out;
    std::vector<std::string_view> names;
    while (!text.empty()) {
      const auto end = std::ranges::find_if_not(text, is_word);
      const std::string_view word = text.substr(0, static_cast<size_t>(end - text.begin()));
      if (word.empty()) {
        out += text.front();
        text.remove_prefix(1);
        continue;
      }
      const PersonId person(registers_.person_codes.find(word));
      const bool hidden =
          person.known() || registers_.account_codes.find(word) != StringPool::kAbsent;
      out += hidden ? pseudonym_(word) : word;
      const reg::Person* row = person.known() ? registers_.person(person) : nullptr;
      if (row != nullptr) names.push_back(registers_.text(row->name));
      text.remove_prefix(word.size());
    }
    for (const std::string_view name : names) remove(out, name);
    return out;
  }

  static void remove(std::string& text, std::string_view name) {
    if (name.empty()) return;
    for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
      text.erase(at, name.size());
  }

  const reg::Register& registers_;
  const PseudonymOf& pseudonym_;
};

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

std::string masked_answer(std::string_view json, const reg::Register& registers,
                          const PseudonymOf& pseudonym) {
  const Result<JsonValue> answer = JsonValue::parse(json);
  // It is ours and can be read; nothing is shown where it could not.
  if (!answer) return "{}";
  return TextMask(registers, pseudonym).masked(*answer).to_json() + "\n";
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

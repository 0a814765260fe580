#include "register/same_person.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "register/grouped.h"
#include "register/limits.h"
#include "text/fold.h"

namespace sekisho::reg {
namespace {

struct Career {
  PersonId person;
  const Assignment* first = nullptr;
  const Assignment* last = nullptr;
};

Career career_of(const Person& person, const Grouped<Assignment>& posts) {
  Career out{person.id, nullptr, nullptr};
  posts.each(person.id.value, [&](const Assignment& row) {
    if (row.period.empty()) return;
    if (out.first == nullptr || row.period.from < out.first->period.from) out.first = &row;
    if (out.last == nullptr || row.period.until > out.last->period.until) out.last = &row;
  });
  return out;
}

}  // namespace

SamePersonSuggestions suggest_same_person(const Register& registers, int64_t max_days) {
  const Grouped<Assignment> posts(registers.assignments,
                                  [](const Assignment& row) { return row.person; });
  std::map<std::string, std::vector<Career>> by_kana;
  for (const Person& person : registers.people) {
    if (registers.person(person.id) != &person) continue;  // declared twice
    std::string key = text::match_key(registers.text(person.kana));
    const Career career = career_of(person, posts);
    if (!key.empty() && career.first != nullptr) by_kana[std::move(key)].push_back(career);
  }
  std::set<std::pair<PersonId, PersonId>> linked;
  for (const SamePerson& row : registers.same_person) {
    linked.emplace(row.one, row.other);
    linked.emplace(row.other, row.one);
  }
  const auto name_key = [&](PersonId id) {
    return text::match_key(registers.text(registers.person(id)->name));
  };
  SamePersonSuggestions out;
  const int64_t reach = max_days * kMicrosPerDay;
  for (auto& [kana, careers] : by_kana) {
    std::ranges::sort(careers, {}, [](const Career& career) {
      return std::pair(career.first->period.from, career.person);
    });
    for (const Career& left : careers) {
      if (out.more) break;
      const Instant end = left.last->period.until;
      if (end == kForever) continue;
      const auto begin =
          std::ranges::lower_bound(careers, shifted(end, -reach), {},
                                   [](const Career& career) { return career.first->period.from; });
      for (auto joined = begin; joined != careers.end(); ++joined) {
        const Instant start = joined->first->period.from;
        if (start > shifted(end, reach)) break;
        if (joined->person == left.person || joined->first->entity == left.last->entity ||
            linked.contains({left.person, joined->person})) {
          continue;
        }
        if (out.list.size() == kMaxListedSuggestions) {
          out.more = true;
          break;
        }
        out.list.push_back({left.person, joined->person, left.last, joined->first,
                            (start.micros - end.micros) / kMicrosPerDay,
                            name_key(left.person) == name_key(joined->person)});
      }
    }
  }
  std::ranges::sort(out.list, {},
                    [](const SamePersonSuggestion& s) { return std::pair(s.one, s.other); });
  return out;
}

}  // namespace sekisho::reg

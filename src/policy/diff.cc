#include "policy/diff.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "cedar/format.h"
#include "cedar/format_text.h"
#include "policy/limits.h"

namespace sekisho::policy {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// As the formatter lays it out; as it prints where it does not parse (generated policies).
std::string text_of(const cedar::Policy& policy) {
  const std::string plain = to_string(policy);
  return cedar::format_policies(plain).value_or(plain);
}

std::map<std::string, std::string> texts_of(const cedar::PolicySet& policies) {
  std::map<std::string, std::string> out;
  for (const auto* all : {&policies.policies(), &policies.templates()}) {
    for (const cedar::Policy& policy : *all) out.emplace(policy.id, text_of(policy));
  }
  return out;
}

}  // namespace

std::vector<DiffLine> diff_lines(std::string_view before, std::string_view now) {
  const std::vector<std::string_view> a = lines_of(before);
  const std::vector<std::string_view> b = lines_of(now);
  std::vector<DiffLine> out;
  const auto add = [&](DiffLine::Kind kind, std::string_view text) {
    out.push_back({kind, std::string(text)});
  };
  if ((a.size() + 1) * (b.size() + 1) > kMaxDiffCells) {
    for (const std::string_view line : a) add(DiffLine::Kind::kRemoved, line);
    for (const std::string_view line : b) add(DiffLine::Kind::kAdded, line);
    return out;
  }
  // The length of the longest common rest from (i, j) on.
  const size_t width = b.size() + 1;
  std::vector<uint32_t> common((a.size() + 1) * width, 0);
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      common[i * width + j] =
          a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1
                       : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      add(DiffLine::Kind::kSame, a[i]);
      ++i;
      ++j;
    } else if (j == b.size() ||
               (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      add(DiffLine::Kind::kRemoved, a[i++]);
    } else {
      add(DiffLine::Kind::kAdded, b[j++]);
    }
  }
  return out;
}

std::vector<PolicyChange> diff_policies(const cedar::PolicySet& before,
                                        const cedar::PolicySet& now) {
  const std::map<std::string, std::string> old_texts = texts_of(before);
  const std::map<std::string, std::string> new_texts = texts_of(now);
  std::map<std::string, PolicyChange> changes;
  for (const auto& [id, text] : old_texts) {
    const auto other = new_texts.find(id);
    if (other == new_texts.end()) {
      changes[id] = {PolicyChange::Kind::kRemoved, id, diff_lines(text, "")};
    } else if (text != other->second) {
      changes[id] = {PolicyChange::Kind::kChanged, id, diff_lines(text, other->second)};
    }
  }
  for (const auto& [id, text] : new_texts) {
    if (!old_texts.contains(id)) {
      changes[id] = {PolicyChange::Kind::kAdded, id, diff_lines("", text)};
    }
  }
  std::vector<PolicyChange> out;
  for (auto& [id, change] : changes) out.push_back(std::move(change));
  return out;
}

}  // namespace sekisho::policy

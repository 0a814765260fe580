#include "text/sentence.h"

namespace sekisho::text {

namespace {

constexpr std::string_view kValue = "{}";

// Whether a place for a value, such as `{1}`, begins here; other braces are text.
bool is_place(std::string_view at) {
  return at.size() > 2 && at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}';
}

}  // namespace

std::optional<std::vector<std::string_view>> values_of(std::string_view sentence,
                                                       std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const size_t hole = sentence.find(kValue);
    const std::string_view before = sentence.substr(0, hole);
    if (!text.starts_with(before)) return std::nullopt;
    text.remove_prefix(before.size());
    if (hole == std::string_view::npos) return text.empty() ? std::optional(out) : std::nullopt;
    sentence.remove_prefix(hole + kValue.size());
    // A value reaches to what follows it, at the end to the end.
    const std::string_view after = sentence.substr(0, sentence.find(kValue));
    const size_t end = after.empty() ? text.size() : text.find(after);
    if (end == std::string_view::npos) return std::nullopt;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::string filled(std::string_view sentence, const std::vector<std::string_view>& values) {
  std::string out;
  for (size_t at = 0; at < sentence.size(); ++at) {
    if (!is_place(sentence.substr(at))) {
      out += sentence[at];
      continue;
    }
    out += values[static_cast<size_t>(sentence[at + 1] - '1')];
    at += 2;
  }
  return out;
}

std::string in_japanese(std::span<const Words> sentences, std::string_view english,
                        const std::function<std::string(std::string_view)>& value) {
  for (const Words& one : sentences) {
    const auto values = values_of(one.en, english);
    if (!values) continue;
    std::vector<std::string> said;
    for (const std::string_view each : *values) said.push_back(value(each));
    return filled(one.ja, {said.begin(), said.end()});
  }
  return {};
}

}  // namespace sekisho::text

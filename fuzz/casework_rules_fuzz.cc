// The rules of deadlines and the calendar: whatever is read counts days without an end to it, and a
// sample is of the lines that there are.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "casework/deadline_rules.h"
#include "casework/sample.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace casework = sekisho::casework;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // One text is both files: what the one knows, the other refuses.
  const size_t cut = text.find("%%%\n");
  const std::string_view first = text.substr(0, cut);
  const std::string_view second = cut == std::string_view::npos ? text : text.substr(cut + 4);
  const auto calendar = casework::Calendar::parse(first, "calendar.toml");
  const auto rules = casework::DeadlineRules::parse(second, "deadlines.toml");
  if (calendar && rules) {
    for (const casework::DeadlineRule& rule : rules->rules) {
      constexpr int64_t kAware = 20'000;
      if (casework::due_day(rule, *calendar, kAware, rule.days) + 1 < kAware) std::abort();
    }
  }
  const auto sample = casework::draw_sample(
      text, {{"a", static_cast<int64_t>(size % 7)}, {"b", static_cast<int64_t>(size % 31)}}, 20);
  if (!sample) std::abort();
  for (const casework::SampledLine& one : *sample) {
    if (one.line < 1 || one.line > 30) std::abort();
  }
  return 0;
}

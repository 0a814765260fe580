#include "text/pattern.h"

#include <re2/re2.h>

#include <algorithm>

#include "text/limits.h"

namespace sekisho::text {

struct Pattern::Compiled {
  explicit Compiled(std::string_view text, const RE2::Options& options)
      : expression(text), regex(expression, options) {}

  std::string expression;
  RE2 regex;
  std::vector<std::string> names;
  std::vector<int> groups;  // the group number of each name
};

namespace {

RE2::Options options() {
  RE2::Options out;
  out.set_log_errors(false);
  out.set_max_mem(kMaxPatternMemoryBytes);
  return out;
}

}  // namespace

Pattern::Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Result<Pattern> Pattern::compile(std::string_view expression) {
  if (expression.size() > kMaxPatternBytes) {
    return fail(ErrorCode::kLimit, "the regular expression is too long");
  }
  auto compiled = std::make_shared<Compiled>(expression, options());
  if (!compiled->regex.ok()) {
    return fail(ErrorCode::kBadInput, "invalid regular expression: " + compiled->regex.error(), {},
                "The syntax is RE2's: no look-around and no back-references.");
  }
  if (compiled->regex.NumberOfCapturingGroups() > static_cast<int>(kMaxPatternGroups)) {
    return fail(ErrorCode::kLimit, "the regular expression has too many groups");
  }
  for (const auto& [group, name] : compiled->regex.CapturingGroupNames()) {
    compiled->names.push_back(name);
    compiled->groups.push_back(group);
  }
  return Pattern(std::move(compiled));
}

const std::vector<std::string>& Pattern::group_names() const {
  return compiled_->names;
}
const std::string& Pattern::expression() const {
  return compiled_->expression;
}

bool Pattern::match(std::string_view utf8, std::span<std::string_view> groups) const {
  re2::StringPiece found[kMaxPatternGroups + 1];
  const size_t wanted = std::min(groups.size(), compiled_->groups.size());
  const int reported = wanted == 0 ? 0 : compiled_->groups[wanted - 1] + 1;
  const re2::StringPiece text(utf8.data(), utf8.size());
  if (!compiled_->regex.Match(text, 0, utf8.size(), RE2::ANCHOR_BOTH, found, reported)) {
    return false;
  }
  for (size_t i = 0; i < wanted; ++i) {
    const re2::StringPiece& group = found[compiled_->groups[i]];
    groups[i] = std::string_view(group.data(), group.size());
  }
  return true;
}

}  // namespace sekisho::text

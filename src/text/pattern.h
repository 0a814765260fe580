#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::text {

// A regular expression in RE2's syntax with named groups, `(?P<name>…)`. Matching takes time linear
// in the text, whatever the expression. Immutable, thread-safe, cheap to copy.
class Pattern {
 public:
  static Result<Pattern> compile(std::string_view expression);

  // The names of the named groups, in the order of their opening brackets. Groups without a name
  // are not reported.
  const std::vector<std::string>& group_names() const;
  const std::string& expression() const;

  // True when the whole of `utf8` fits; `groups` then holds views into it, one for each name (a
  // group that took no part is a view without data), or as many as there is room for.
  bool match(std::string_view utf8, std::span<std::string_view> groups) const;
  bool match(std::string_view utf8) const { return match(utf8, {}); }

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace sekisho::text

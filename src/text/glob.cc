#include "text/glob.h"

#include <optional>
#include <string>
#include <vector>

#include "text/encoding.h"
#include "text/limits.h"

namespace sekisho::text {
namespace {

// Where the bracket that opens at `at` closes, or npos. `]` right behind `[` or `[!` is literal.
size_t set_end(std::string_view pattern, size_t at) {
  size_t i = at + 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  for (size_t first = i; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == ']' && i != first) {
      return i;
    }
  }
  return std::string_view::npos;
}

// The brace that opens at `at`: its commas at its own level, then its end. Empty if it never ends.
std::vector<size_t> brace_marks(std::string_view pattern, size_t at) {
  std::vector<size_t> marks;
  int depth = 0;
  for (size_t i = at; i < pattern.size(); ++i) {
    switch (pattern[i]) {
      case '\\':
        ++i;
        break;
      case '[':
        if (const size_t end = set_end(pattern, i); end != std::string_view::npos) i = end;
        break;
      case '{':
        ++depth;
        break;
      case ',':
        if (depth == 1) marks.push_back(i);
        break;
      case '}':
        if (--depth == 0) {
          marks.push_back(i);
          return marks;
        }
        break;
      default:
        break;
    }
  }
  return {};
}

// Writes every pattern without braces that `pattern` stands for. False when it is malformed or
// stands for too many.
bool expand(const std::string& pattern, size_t from, std::vector<std::string>& out) {
  for (size_t i = from; i < pattern.size(); ++i) {
    switch (pattern[i]) {
      case '\\':
        if (++i == pattern.size()) return false;
        break;
      case '[':
        i = set_end(pattern, i);
        if (i == std::string::npos) return false;
        break;
      case '}':
        return false;
      case '{': {
        const std::vector<size_t> marks = brace_marks(pattern, i);
        if (marks.empty()) return false;
        size_t begin = i + 1;
        for (const size_t mark : marks) {
          const std::string one = pattern.substr(0, i) + pattern.substr(begin, mark - begin) +
                                  pattern.substr(marks.back() + 1);
          if (!expand(one, i, out)) return false;
          begin = mark + 1;
        }
        return true;
      }
      default:
        break;
    }
  }
  out.push_back(pattern);
  return out.size() <= kMaxGlobAlternatives;
}

std::optional<std::vector<std::string>> alternatives(std::string_view pattern) {
  std::vector<std::string> out;
  if (pattern.size() > kMaxGlobBytes || !expand(std::string(pattern), 0, out)) return std::nullopt;
  return out;
}

char32_t character_at(std::string_view text, size_t& at) {
  const size_t begin = at;
  // A byte that is not UTF-8 is a character of its own, unlike every real one.
  return next_code_point(text, at).value_or(0x110000U + static_cast<unsigned char>(text[begin]));
}

bool in_set(std::string_view set, char32_t character) {
  size_t at = 0;
  const bool negated = !set.empty() && (set[0] == '!' || set[0] == '^');
  if (negated) ++at;
  bool found = false;
  const auto next = [&] {
    if (set[at] == '\\' && at + 1 < set.size()) ++at;
    return character_at(set, at);
  };
  while (at < set.size()) {
    const char32_t first = next();
    char32_t last = first;
    if (at + 1 < set.size() && set[at] == '-') {
      ++at;
      last = next();
    }
    found = found || (first <= character && character <= last);
  }
  return found != negated;
}

// Matches a pattern without braces. A star is tried again one character further on from the last
// place only: an inner `*` never needs an earlier one, but a `**` may, so both are kept.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view path) : pattern_(pattern), path_(path) {}

  bool run() {
    while (true) {
      if (step()) continue;
      if (p_ == pattern_.size() && t_ == path_.size()) return true;
      if (!back_up()) return false;
    }
  }

 private:
  struct Star {
    size_t pattern = std::string_view::npos;  // behind the star
    size_t path = 0;                          // where what follows is tried next
  };

  bool step() {
    if (p_ == pattern_.size()) return false;
    if (pattern_[p_] == '*') {
      take_star();
      return true;
    }
    if (t_ == path_.size()) return false;
    switch (pattern_[p_]) {
      case '?':
        if (path_[t_] == '/') return false;
        character_at(path_, t_);
        ++p_;
        return true;
      case '[': {
        if (path_[t_] == '/') return false;
        const size_t end = set_end(pattern_, p_);
        size_t behind = t_;
        const char32_t character = character_at(path_, behind);
        if (!in_set(pattern_.substr(p_ + 1, end - p_ - 1), character)) return false;
        t_ = behind;
        p_ = end + 1;
        return true;
      }
      case '\\':
        if (pattern_[p_ + 1] != path_[t_]) return false;
        p_ += 2;
        ++t_;
        return true;
      default:
        if (pattern_[p_] != path_[t_]) return false;
        ++p_;
        ++t_;
        return true;
    }
  }

  void take_star() {
    if (!pattern_.substr(p_).starts_with("**")) {
      star_ = {++p_, t_};
      return;
    }
    p_ += 2;
    const bool at_segment = p_ == 2 || pattern_[p_ - 3] == '/';
    // `**/` stands for no directory at all, too.
    if (at_segment && p_ < pattern_.size() && pattern_[p_] == '/') {
      ++p_;
      deep_segments_ = true;
    } else {
      deep_segments_ = false;
    }
    deep_ = {p_, t_};
    star_ = {};
  }

  bool back_up() {
    if (star_.pattern != std::string_view::npos && star_.path < path_.size() &&
        path_[star_.path] != '/') {
      p_ = star_.pattern;
      t_ = ++star_.path;
      return true;
    }
    star_ = {};
    if (deep_.pattern == std::string_view::npos) return false;
    if (deep_segments_) {  // on to the next directory
      const size_t slash = path_.find('/', deep_.path);
      if (slash == std::string_view::npos) return false;
      deep_.path = slash + 1;
    } else if (deep_.path == path_.size()) {
      return false;
    } else {
      ++deep_.path;
    }
    p_ = deep_.pattern;
    t_ = deep_.path;
    return true;
  }

  std::string_view pattern_;
  std::string_view path_;
  size_t p_ = 0;
  size_t t_ = 0;
  Star star_;
  Star deep_;
  bool deep_segments_ = false;
};

}  // namespace

bool glob_valid(std::string_view pattern) {
  return alternatives(pattern).has_value();
}

bool glob_match(std::string_view pattern, std::string_view path) {
  const auto patterns = alternatives(pattern);
  if (!patterns) return false;
  for (const std::string& one : *patterns) {
    if (Matcher(one, path).run()) return true;
  }
  return false;
}

}  // namespace sekisho::text

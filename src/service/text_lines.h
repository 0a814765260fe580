#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "report/page_figures.h"

namespace sekisho::service {

// What a command prints for people, line by line in one of the two languages: the base of those
// who write one answer.
class TextLines {
 public:
  explicit TextLines(bool japanese) : japanese_(japanese) {}

 protected:
  bool japanese() const { return japanese_; }
  const std::string& in(const report::Bilingual& text) const {
    return japanese_ ? text.ja : text.en;
  }
  std::string in(report::Bilingual&& text) const { return japanese_ ? text.ja : text.en; }

  void line(size_t indent, std::string_view text);
  void empty_line() { out_ += '\n'; }
  // After an empty line.
  void heading(const report::Bilingual& text);

  bool is_empty() const { return out_.empty(); }
  // Everything that was written; nothing is left.
  std::string take() { return std::exchange(out_, {}); }

 private:
  bool japanese_;
  std::string out_;
};

// `text` and spaces up to so many columns of a terminal, one space at least.
std::string padded(std::string text, size_t columns);

}  // namespace sekisho::service

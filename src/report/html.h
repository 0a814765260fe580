#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "report/limits.h"
#include "report/page_figures.h"

namespace sekisho::report {

// Markup that stands in our source. Only a constant becomes one, so that nothing which came from
// outside can ever be written unescaped.
struct Markup {
  std::string_view text;
  consteval Markup(const char* constant) : text(constant) {}  // NOLINT(google-explicit-constructor)
};

// Words of ours in both languages.
struct Words {
  std::string_view ja;
  std::string_view en;
};

// Writes HTML into a string. What is not Markup is escaped; control characters, marks that change
// the direction of writing, invisible and private-use characters and invalid UTF-8 become visible.
class Html {
 public:
  Html& raw(Markup markup);
  // Escaped, whole. Also fit for an attribute's value in double quotes.
  Html& text(std::string_view utf8);
  // Data of others: isolated from the direction of its surroundings and cut after `limit` bytes.
  Html& data(std::string_view utf8, size_t limit = kMaxTextBytes);
  // Bytes in whatever encoding: ASCII as it is, everything else as \x82.
  Html& bytes(std::string_view raw, size_t limit = kMaxRawBytes);
  // Both languages, each in an element that says which; the page shows one of them.
  Html& say(Words words) { return both(words.ja, words.en, "span"); }
  Html& both(const Bilingual& text) { return both(text.ja, text.en, "span"); }
  // The same inside an SVG text.
  Html& say_svg(Words words) { return both(words.ja, words.en, "tspan"); }
  Html& both_svg(const Bilingual& text) { return both(text.ja, text.en, "tspan"); }
  // 13608 as 13,608.
  Html& number(uint64_t value);
  // A coordinate with at most two decimals, `.` as the decimal point.
  Html& coordinate(double value);

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  Html& both(std::string_view ja, std::string_view en, Markup element);
  void cut_note(size_t left_out);

  std::string out_;
};

}  // namespace sekisho::report

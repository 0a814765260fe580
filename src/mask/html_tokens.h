#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::mask {

struct HtmlAttribute {
  std::string name;        // lower case
  std::string_view raw;    // as it stands, without the space before it
  std::string_view value;  // without its quotes, character references as they stand
};

struct HtmlToken {
  enum class Kind : uint8_t { kText, kStart, kEnd, kDoctype, kDropped };
  Kind kind = Kind::kText;
  std::string_view raw;
  std::string name;  // of a tag, lower case
  std::vector<HtmlAttribute> attributes;

  const HtmlAttribute* attribute(std::string_view name_wanted) const;
};

// Cuts HTML into tokens as the HTML standard does (section 13.2.5), and refuses what old readers
// and new ones take differently. Views hold as long as the text. An internal part of `mask`.
class HtmlTokens {
 public:
  enum class Outcome : uint8_t { kToken, kMore, kRefused };

  // The token that begins at `at`; `at` is then behind it. kMore: the text ends within it, and is
  // not the `last` of the document. kRefused: see why().
  Outcome next(std::string_view text, size_t& at, bool last, HtmlToken& token);
  std::string_view why() const { return why_; }

 private:
  Outcome text(std::string_view text, size_t& at, bool last, HtmlToken& token);
  Outcome tag(std::string_view text, size_t& at, bool last, HtmlToken& token);
  Outcome declaration(std::string_view text, size_t& at, bool last, HtmlToken& token);
  Outcome element_text(std::string_view text, size_t& at, bool last, HtmlToken& token);
  Outcome attributes(std::string_view text, size_t at, size_t& end, bool last, HtmlToken& token);
  Outcome incomplete(bool last, std::string_view why);
  Outcome refuse(std::string_view why);

  std::string inside_;  // the element whose content is text whatever it looks like
  std::string_view why_;
};

}  // namespace sekisho::mask

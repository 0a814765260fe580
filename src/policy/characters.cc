#include "policy/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::policy {
namespace {

using Kind = OddCharacters::Kind;

struct Range {
  char32_t first, last;
};

bool within(std::span<const Range> ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](const Range& r) { return r.first <= c && c <= r.last; });
}

constexpr std::array<Range, 4> kBidi{
    {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};
// Variation selectors are not among them: names are written with them.
constexpr std::array<Range, 9> kInvisible{{{0x00AD, 0x00AD},
                                           {0x115F, 0x1160},
                                           {0x180E, 0x180E},
                                           {0x200B, 0x200D},
                                           {0x2060, 0x2064},
                                           {0x206A, 0x206F},
                                           {0x3164, 0x3164},
                                           {0xFEFF, 0xFEFF},
                                           {0xE0000, 0xE007F}}};

// Scripts whose letters can be taken for one another. All others, Japanese among them, are not
// mixed up with these.
enum class Script : uint8_t {
  kOther,
  kLatin,
  kGreek,
  kCyrillic,
  kArmenian,
  kRightToLeft,
  kCherokee
};

Script script_of(char32_t c) {
  struct Block {
    Range range;
    Script script;
  };
  static constexpr std::array<Block, 21> kBlocks{
      {{{0x0041, 0x005A}, Script::kLatin},       {{0x0061, 0x007A}, Script::kLatin},
       {{0x00C0, 0x00D6}, Script::kLatin},       {{0x00D8, 0x00F6}, Script::kLatin},
       {{0x00F8, 0x02AF}, Script::kLatin},       {{0x1E00, 0x1EFF}, Script::kLatin},
       {{0xFF21, 0xFF3A}, Script::kLatin},       {{0xFF41, 0xFF5A}, Script::kLatin},
       {{0x0370, 0x03FF}, Script::kGreek},       {{0x1F00, 0x1FFF}, Script::kGreek},
       {{0x0400, 0x052F}, Script::kCyrillic},    {{0x1C80, 0x1C8F}, Script::kCyrillic},
       {{0x2DE0, 0x2DFF}, Script::kCyrillic},    {{0xA640, 0xA69F}, Script::kCyrillic},
       {{0x0531, 0x058F}, Script::kArmenian},    {{0x0590, 0x08FF}, Script::kRightToLeft},
       {{0xFB1D, 0xFDFF}, Script::kRightToLeft}, {{0xFE70, 0xFEFC}, Script::kRightToLeft},
       {{0x13A0, 0x13FF}, Script::kCherokee},    {{0xAB70, 0xABBF}, Script::kCherokee},
       {{0x2C60, 0x2C7F}, Script::kLatin}}};
  for (const auto& [range, script] : kBlocks) {
    if (range.first <= c && c <= range.last) return script;
  }
  return Script::kOther;
}

// Walks over a text, knowing where it stands and whether in a string or a comment.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<OddCharacters> run() {
    while (at_ < text_.size()) {
      const size_t begin = at_;
      const Place place{{}, line_, column_, begin, 0};
      const std::optional<char32_t> c = text::next_code_point(text_, at_);
      if (c) character(*c, place);
      follow(begin);
    }
    end_word();
    return std::move(found_);
  }

 private:
  enum class Where : uint8_t { kCode, kString, kComment };

  void character(char32_t c, const Place& place) {
    if (within(kBidi, c)) {
      found_.push_back({Kind::kBidi,
                        fmt::format("U+{:04X} turns the direction in which text is read",
                                    static_cast<uint32_t>(c)),
                        extent(place)});
    } else if (within(kInvisible, c) && !(c == 0xFEFF && place.offset == 0)) {
      found_.push_back({Kind::kInvisible,
                        fmt::format("U+{:04X} cannot be seen", static_cast<uint32_t>(c)),
                        extent(place)});
    }
    const Script script = script_of(c);
    if (where_ != Where::kString || script == Script::kOther) return end_word();
    if (!word_) word_ = Word{place, script, false};
    if (word_->script != script) word_->mixed = true;
    word_->end = at_;
  }

  // Moves line, column and state past what was just read.
  void follow(size_t begin) {
    const char first = text_[begin];
    ++column_;
    if (first == '\n') {
      ++line_;
      column_ = 1;
      if (where_ == Where::kComment) where_ = Where::kCode;
    }
    const bool escaped = escaped_;
    escaped_ = false;
    if (where_ == Where::kString) {
      if (first == '\\' && !escaped) escaped_ = true;
      if (first == '"' && !escaped) where_ = Where::kCode;
    } else if (where_ == Where::kCode) {
      if (first == '"') where_ = Where::kString;
      if (first == '/' && at_ < text_.size() && text_[at_] == '/') where_ = Where::kComment;
    }
  }

  Place extent(Place place) const {
    place.length = at_ - place.offset;
    return place;
  }

  void end_word() {
    if (word_ && word_->mixed) {
      Place place = word_->begin;
      place.length = word_->end - place.offset;
      found_.push_back({Kind::kMixed,
                        fmt::format("the word `{}` has letters of several scripts that look alike",
                                    text_.substr(place.offset, place.length)),
                        place});
    }
    word_.reset();
  }

  struct Word {
    Place begin;
    Script script;
    bool mixed;
    size_t end = 0;
  };

  std::string_view text_;
  size_t at_ = 0;
  uint64_t line_ = 1, column_ = 1;
  Where where_ = Where::kCode;
  bool escaped_ = false;
  std::optional<Word> word_;
  std::vector<OddCharacters> found_;
};

// Pairs of characters, each followed by the one that stands for it. Full-width letters, dashes and
// tildes are folded before.
constexpr std::u32string_view kLookAlikes =
    U"АAВBЕEКKМMНHОOРPСCТTХXУYЅSІIЈJаaеeоoрpсcхxуyѕsіiјjԁdԛqԝwһhвbкkмmнhтt"
    U"ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvρpαaιiκkυu"
    U"l1I1|1O0"
    U"力カ夕タ口ロ工エ卜トニ二八ハ千チ才オ一ー‐-–-—-―-ヘへベべペぺ";

char32_t looks_like(char32_t c) {
  for (size_t i = 0; i + 1 < kLookAlikes.size(); i += 2) {
    if (kLookAlikes[i] == c) return kLookAlikes[i + 1];
  }
  return c;
}

}  // namespace

std::vector<OddCharacters> odd_characters(std::string_view text) {
  return Scanner(text).run();
}

std::string skeleton(std::string_view text) {
  const std::string folded = text::fold_width(text);
  std::string out;
  for (size_t at = 0; at < folded.size();) {
    const size_t begin = at;
    const std::optional<char32_t> c = text::next_code_point(folded, at);
    if (!c) {
      out += folded[begin];
    } else if (!within(kInvisible, *c) && !within(kBidi, *c)) {
      // Twice: a Cyrillic О looks like O, which looks like 0.
      text::append_code_point(looks_like(looks_like(*c)), out);
    }
  }
  return out;
}

}  // namespace sekisho::policy

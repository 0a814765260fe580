#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

// What stands on the pages of a paper, where. Lengths are in points (1/72 inch) from the upper left
// corner of an A4 page.
namespace sekisho::report {

inline constexpr double kPageWidth = 595.28;
inline constexpr double kPageHeight = 841.89;
inline constexpr double kMarginX = 51;  // 18 mm
inline constexpr double kBodyTop = 70;
inline constexpr double kBodyBottom = 784;
inline constexpr double kBodyWidth = kPageWidth - 2 * kMarginX;

enum class TextStyle : uint8_t {
  kTitle,
  kSubtitle,
  kHeading,
  kSubheading,
  kBody,
  kBold,
  kCaption,
  kCell,
  kCellHeading,
  kSmall,
  kStamp,
};
enum class Align : uint8_t { kLeft, kCentre, kRight };
enum class Tone : uint8_t {
  kInk,
  kGrey,
  kRule,
  kShade,
  kAccent,
  kSeries1,
  kSeries2,
  kSeries3,
  kSeries4,
  kHeat1,
  kHeat2,
  kHeat3,
  kHeat4,
  kPaper,
  kStamp,
};

struct TextMark {
  double x = 0, y = 0, width = 0;
  std::string text = {};
  TextStyle style = TextStyle::kBody;
  Align align = Align::kLeft;
  Tone tone = Tone::kInk;
  int lines = 0;  // at most so many, then an ellipsis; 0: as many as it takes
};
struct BoxMark {
  double x = 0, y = 0, width = 0, height = 0;
  Tone tone = Tone::kShade;
  bool filled = true;
};
struct LineMark {
  double x = 0, y = 0, to_x = 0, to_y = 0;
  Tone tone = Tone::kRule;
  double width = 0.5;
};
// Across the page from below left to above right, behind everything else.
struct StampMark {
  std::string text = {};
};
using Mark = std::variant<TextMark, BoxMark, LineMark, StampMark>;

struct Page {
  std::vector<Mark> marks = {};
};

// The height of a text in its style and width, with at most so many lines.
using TextHeight =
    std::function<double(const std::string& text, TextStyle style, double width, int lines)>;

}  // namespace sekisho::report

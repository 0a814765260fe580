#include "report/paper_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/limits.h"
#include "report/paper_charts.h"
#include "text/number.h"

namespace sekisho::report {
namespace {

constexpr double kCellPadX = 4;
constexpr double kCellPadY = 3;
constexpr double kGap = 8;        // between blocks
constexpr double kKeepWith = 60;  // room that a heading or a caption wants below itself

std::string cell_text(const PaperCell& cell) {
  if (const auto* number = std::get_if<uint64_t>(&cell)) return text::with_thousands(*number);
  return std::get<std::string>(cell);
}

void shift(Mark& mark, double dy) {
  if (auto* text = std::get_if<TextMark>(&mark)) text->y += dy;
  if (auto* box = std::get_if<BoxMark>(&mark)) box->y += dy;
  if (auto* line = std::get_if<LineMark>(&mark)) {
    line->y += dy;
    line->to_y += dy;
  }
}

class Layout {
 public:
  Layout(const Paper& paper, const TextHeight& height)
      : paper_(paper), words_(paper_words(paper.language)), height_(height) {}

  std::vector<Page> pages() {
    begin_page();
    front();
    for (const PaperBlock& block : paper_.blocks) {
      std::visit([this](const auto& one) { add(one); }, block);
    }
    for (size_t i = 0; i < pages_.size(); ++i) furnish(pages_[i], i);
    return std::move(pages_);
  }

 private:
  // --- pages

  void begin_page() {
    pages_.emplace_back();
    if (paper_.approval.empty()) pages_.back().marks.push_back(StampMark{words_.draft});
    y_ = kBodyTop;
  }
  void put(Mark mark) { pages_.back().marks.push_back(std::move(mark)); }
  bool fits(double height) const { return y_ + height <= kBodyBottom; }
  // On this page where there is room, else on the next.
  void want(double height) {
    if (!fits(height) && y_ > kBodyTop) begin_page();
  }

  // Head and foot, once it is known how many pages there are.
  void furnish(Page& page, size_t index) const {
    const double half = kBodyWidth / 2;
    const auto line_of = [&](double x, double y, std::string text, Align align) {
      page.marks.push_back(
          TextMark{x, y, half, std::move(text), TextStyle::kSmall, align, Tone::kGrey, 1});
    };
    line_of(kMarginX, 40, paper_.organisation, Align::kLeft);
    line_of(kMarginX + half, 40, paper_.title, Align::kRight);
    page.marks.push_back(LineMark{kMarginX, 55, kMarginX + kBodyWidth, 55});
    page.marks.push_back(LineMark{kMarginX, 796, kMarginX + kBodyWidth, 796});
    line_of(kMarginX + half, 801, fmt::format("{}/{}", index + 1, pages_.size()), Align::kRight);
    page.marks.push_back(TextMark{kMarginX, 801, kBodyWidth - 60, paper_.mark, TextStyle::kSmall,
                                  Align::kLeft, Tone::kGrey, 1});
  }

  // --- the first page's head

  void front() {
    const std::string approval = paper_.approval.empty()
                                     ? words_.no_approval
                                     : fmt::format("{} {}", words_.approval, paper_.approval);
    text(approval, TextStyle::kSmall, Align::kRight, 2);
    if (!paper_.addressee.empty()) text(paper_.addressee, TextStyle::kSubtitle, Align::kLeft, 2);
    if (!paper_.organisation.empty()) text(paper_.organisation, TextStyle::kBody, Align::kRight, 2);
    y_ += 14;
    text(paper_.title, TextStyle::kTitle, Align::kCentre, 3);
    if (!paper_.subtitle.empty()) text(paper_.subtitle, TextStyle::kSubtitle, Align::kCentre, 3);
    y_ += 8;
    signatures();
    facts();
  }

  void text(const std::string& what, TextStyle style, Align align, int lines) {
    const double tall = height_(what, style, kBodyWidth, lines);
    want(tall);
    put(TextMark{kMarginX, y_, kBodyWidth, what, style, align, Tone::kInk, lines});
    y_ += tall + 4;
  }

  // Boxes at the right: the role above, the name or the room for it below.
  void signatures() {
    if (paper_.signatures.empty()) return;
    constexpr double kBox = 92;
    constexpr double kRole = 16;
    constexpr double kRoom = 40;
    constexpr size_t kInARow = 5;
    const size_t count = std::min(paper_.signatures.size(), kInARow);
    double x = kMarginX + kBodyWidth - static_cast<double>(count) * kBox;
    for (size_t i = 0; i < paper_.signatures.size(); ++i) {
      if (i > 0 && i % kInARow == 0) {
        y_ += kRole + kRoom + 4;
        x = kMarginX + kBodyWidth - static_cast<double>(count) * kBox;
      }
      const PaperSignature& one = paper_.signatures[i];
      put(BoxMark{x, y_, kBox, kRole, Tone::kShade, true});
      put(BoxMark{x, y_, kBox, kRole + kRoom, Tone::kRule, false});
      put(TextMark{x + 3, y_ + 3, kBox - 6, one.role, TextStyle::kCellHeading, Align::kCentre,
                   Tone::kInk, 1});
      const double tall = height_(one.name, TextStyle::kCell, kBox - 6, 3);
      put(TextMark{x + 3, y_ + kRole + std::max(0.0, (kRoom - tall) / 2), kBox - 6, one.name,
                   TextStyle::kCell, Align::kCentre, Tone::kInk, 3});
      x += kBox;
    }
    y_ += kRole + kRoom + 12;
  }

  void facts() {
    PaperTable table;
    table.columns = {{"", 1}, {"", 4.2}};
    for (const PaperFact& fact : paper_.facts) table.rows.push_back({fact.label, fact.value});
    if (!table.rows.empty()) rows_of(table, false);
  }

  // --- blocks

  void add(const PaperHeading& heading) {
    const bool first = heading.level < 2;
    if (first) {
      ++chapter_;
      section_ = 0;
    } else {
      ++section_;
    }
    const TextStyle style = first ? TextStyle::kHeading : TextStyle::kSubheading;
    const std::string numbered = first ? fmt::format("{}  {}", chapter_, heading.text)
                                       : fmt::format("{}.{}  {}", chapter_, section_, heading.text);
    const double tall = height_(numbered, style, kBodyWidth, 3);
    y_ += first ? 12 : 6;
    want(tall + kKeepWith);
    put(TextMark{kMarginX, y_, kBodyWidth, numbered, style, Align::kLeft, Tone::kInk, 3});
    y_ += tall + 2;
    if (first) put(LineMark{kMarginX, y_, kMarginX + kBodyWidth, y_, Tone::kAccent, 1});
    y_ += first ? 6 : 3;
  }

  void add(const PaperParagraph& paragraph) {
    constexpr int kMaxLines = 40;
    const double tall = height_(paragraph.text, TextStyle::kBody, kBodyWidth, kMaxLines);
    want(tall);
    put(TextMark{kMarginX, y_, kBodyWidth, paragraph.text, TextStyle::kBody, Align::kLeft,
                 Tone::kInk, kMaxLines});
    y_ += tall + kGap;
  }

  void add(const PaperNotice& notice) {
    constexpr double kPad = 9;
    constexpr double kIndent = 14;
    const double width = kBodyWidth - 2 * kPad;
    const double title = height_(notice.title, TextStyle::kBold, width, 2);
    double tall = 2 * kPad + title + 3;
    std::vector<double> heights;
    for (const std::string& point : notice.points) {
      heights.push_back(height_(point, TextStyle::kBody, width - kIndent, 12));
      tall += heights.back() + 3;
    }
    want(std::min(tall, kBodyBottom - kBodyTop));
    put(BoxMark{kMarginX, y_, kBodyWidth, tall, Tone::kRule, false});
    put(BoxMark{kMarginX, y_, 3, tall, Tone::kAccent, true});
    double y = y_ + kPad;
    put(TextMark{kMarginX + kPad, y, width, notice.title, TextStyle::kBold, Align::kLeft,
                 Tone::kInk, 2});
    y += title + 3;
    for (size_t i = 0; i < notice.points.size(); ++i) {
      put(TextMark{kMarginX + kPad, y, kIndent, "•", TextStyle::kBody});
      put(TextMark{kMarginX + kPad + kIndent, y, width - kIndent, notice.points[i],
                   TextStyle::kBody, Align::kLeft, Tone::kInk, 12});
      y += heights[i] + 3;
    }
    y_ += tall + kGap;
  }

  void caption(const std::string& text) {
    if (text.empty()) return;
    const double tall = height_(text, TextStyle::kCaption, kBodyWidth, 2);
    want(tall + kKeepWith);
    put(TextMark{kMarginX, y_, kBodyWidth, text, TextStyle::kCaption, Align::kLeft, Tone::kInk, 2});
    y_ += tall + 3;
  }

  void note(const std::string& text) {
    if (text.empty()) return;
    const double tall = height_(text, TextStyle::kSmall, kBodyWidth, 8);
    want(tall);
    put(TextMark{kMarginX, y_, kBodyWidth, text, TextStyle::kSmall, Align::kLeft, Tone::kGrey, 8});
    y_ += tall + 2;
  }

  void add(const PaperTable& table) {
    caption(table.caption);
    rows_of(table, true);
    if (table.rows.size() > kMaxPaperRows) {
      note(fmt::format(
          fmt::runtime(paper_.language == Language::kJapanese
                           ? "全{}行のうち{}行を示す。全行は同じ報告書のXLSX版にある。"
                           : "{} rows, of which {} are shown; the workbook has all of them."),
          text::with_thousands(table.rows.size()), text::with_thousands(kMaxPaperRows)));
    }
    note(table.note);
    y_ += kGap;
  }

  std::vector<double> widths_of(const PaperTable& table) const {
    double shares = 0;
    for (const PaperColumn& column : table.columns) shares += column.share;
    std::vector<double> out;
    for (const PaperColumn& column : table.columns) {
      out.push_back(kBodyWidth * column.share / shares);
    }
    return out;
  }

  // Columns of nothing but counts stand at the right, with their headings.
  static Align align_of(const PaperTable& table, size_t column) {
    bool counts = false;
    for (const auto& row : table.rows) {
      if (column >= row.size()) continue;
      if (!std::holds_alternative<uint64_t>(row[column])) return Align::kLeft;
      counts = true;
    }
    return counts ? Align::kRight : Align::kLeft;
  }

  double row_height(const std::vector<std::string>& cells, const std::vector<double>& widths,
                    TextStyle style) const {
    double tall = 0;
    for (size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
      tall =
          std::max(tall, height_(cells[i], style, widths[i] - 2 * kCellPadX, kMaxPaperCellLines));
    }
    return tall + 2 * kCellPadY;
  }

  void put_row(const std::vector<std::string>& cells, const std::vector<double>& widths,
               const std::vector<Align>& aligns, TextStyle style, double tall) {
    double x = kMarginX;
    for (size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
      if (!cells[i].empty()) {
        put(TextMark{x + kCellPadX, y_ + kCellPadY, widths[i] - 2 * kCellPadX, cells[i], style,
                     aligns[i], Tone::kInk, kMaxPaperCellLines});
      }
      x += widths[i];
    }
    y_ += tall;
    put(LineMark{kMarginX, y_, kMarginX + kBodyWidth, y_});
  }

  // With a heading that is repeated, or as a table of facts whose first column is shaded.
  void rows_of(const PaperTable& table, bool with_heading) {
    const std::vector<double> widths = widths_of(table);
    std::vector<Align> aligns;
    std::vector<std::string> headings;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      aligns.push_back(align_of(table, i));
      headings.push_back(table.columns[i].heading);
    }
    const double heading_height = row_height(headings, widths, TextStyle::kCellHeading);
    const auto begin = [&] {
      put(LineMark{kMarginX, y_, kMarginX + kBodyWidth, y_, Tone::kInk, 0.8});
      if (!with_heading) return;
      put(BoxMark{kMarginX, y_, kBodyWidth, heading_height, Tone::kShade, true});
      put_row(headings, widths, aligns, TextStyle::kCellHeading, heading_height);
    };
    want(heading_height + 24);
    begin();
    if (table.rows.empty()) {
      const std::string& said = table.when_empty;
      const std::string none = said.empty() ? words_.nothing : said;
      put_row({none}, {kBodyWidth}, {Align::kLeft}, TextStyle::kCell,
              row_height({none}, {kBodyWidth}, TextStyle::kCell));
    }
    const size_t shown = std::min(table.rows.size(), kMaxPaperRows);
    for (size_t i = 0; i < shown; ++i) {
      std::vector<std::string> cells;
      for (const PaperCell& cell : table.rows[i]) cells.push_back(cell_text(cell));
      const double tall = row_height(cells, widths, TextStyle::kCell);
      if (!fits(tall)) {
        begin_page();
        if (with_heading && !table.caption.empty()) {
          put(TextMark{kMarginX, y_, kBodyWidth, table.caption + words_.continued,
                       TextStyle::kCaption, Align::kLeft, Tone::kInk, 1});
          y_ += 15;
        }
        begin();
      }
      if (!with_heading) put(BoxMark{kMarginX, y_, widths[0], tall, Tone::kShade, true});
      put_row(cells, widths, aligns, TextStyle::kCell, tall);
    }
    y_ += 4;
  }

  void place(Drawn drawn) {
    for (Mark& mark : drawn.marks) {
      shift(mark, y_);
      put(std::move(mark));
    }
    y_ += drawn.height;
  }

  void chart(const std::string& text, Drawn drawn) {
    want(drawn.height + 24);
    caption(text);
    place(std::move(drawn));
    y_ += kGap;
  }

  // The first piece again on every page.
  void pieces(const std::string& text, const std::vector<Drawn>& all) {
    if (all.empty()) return;
    caption(text);
    want(all[0].height + (all.size() > 1 ? all[1].height : 0));
    place(all[0]);
    for (size_t i = 1; i < all.size(); ++i) {
      if (!fits(all[i].height)) {
        begin_page();
        place(all[0]);
      }
      place(all[i]);
    }
    y_ += 4;
  }

  void nothing(const std::string& text) { add(PaperTable{text, {{"", 1}}, {}, {}, {}}); }

  void add(const PaperBars& bars) { chart(bars.caption, draw_bars(bars)); }
  void add(const PaperRanking& ranking) { chart(ranking.caption, draw_ranking(ranking)); }
  void add(const PaperMatrix& matrix) {
    if (matrix.rows.empty()) return nothing(matrix.caption);
    pieces(matrix.caption, draw_matrix(matrix, height_));
    note(matrix.note);
    y_ += kGap;
  }
  void add(const PaperSpans& spans) {
    if (spans.rows.empty()) return nothing(spans.caption);
    pieces(spans.caption, draw_spans(spans, height_));
    y_ += kGap;
  }

  const Paper& paper_;
  const PaperWords& words_;
  const TextHeight& height_;
  std::vector<Page> pages_;
  double y_ = kBodyTop;
  int chapter_ = 0;
  int section_ = 0;
};

}  // namespace

const PaperWords& paper_words(Language language) {
  static const PaperWords japanese{"案 DRAFT", "(続き)", "決裁番号:未取得(案)",
                                   "決裁番号:", "該当なし"};
  static const PaperWords english{"DRAFT 案", " (continued)", "Not approved: draft", "Approval no.",
                                  "None"};
  return language == Language::kJapanese ? japanese : english;
}

std::vector<Page> lay_out(const Paper& paper, const TextHeight& height) {
  return Layout(paper, height).pages();
}

}  // namespace sekisho::report

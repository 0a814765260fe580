#include "report/paper_xlsx.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "report/display_width.h"
#include "report/limits.h"
#include "report/paper_layout.h"
#include "report/xlsx_text.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::report {
namespace {

struct FreeBook {
  void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

// Excel takes at most 255 characters for a header or footer, in which `&` begins a code.
std::string header_text(std::string_view text) {
  std::string out;
  for (const char c : cut_units(xml_text(text), 80).text) {
    if (c == '&') out += '&';
    out += c;
  }
  return out;
}

// The first and last day of a window, as text.
std::string day_of(Instant instant) {
  if (instant == kBeginning || instant == kForever) return "";
  return text::date_iso(instant, text::kJst);
}

class Book {
 public:
  Book(const Paper& paper, const std::string& path)
      : paper_(paper),
        japanese_(paper.language == Language::kJapanese),
        path_(path),
        directory_(std::filesystem::path(path).parent_path().string()) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    if (!directory_.empty()) options.tmpdir = directory_.data();
    book_.reset(workbook_new_opt(path.c_str(), &options));
  }

  Result<void> write() {
    if (book_ == nullptr) return failed("no memory");
    describe();
    make_formats();
    text_sheet_ = add_sheet(japanese_ ? "本文" : "Text", {{"", 22}, {"", 78}}, false);
    front();
    for (const PaperBlock& block : paper_.blocks) {
      std::visit([this](const auto& one) { add(one); }, block);
    }
    if (!trouble_.empty()) return failed(trouble_);
    const lxw_error error = workbook_close(book_.release());  // frees it in any case
    return error == LXW_NO_ERROR ? Result<void>{} : failed(lxw_strerror(error));
  }

 private:
  struct Width {
    std::string heading;
    double width;
  };

  std::unexpected<Error> failed(const std::string& why) const {
    return fail(ErrorCode::kIo, fmt::format("cannot write `{}`: {}", path_, why), Place{path_},
                "Check that the folder can be written and that the disk is not full.");
  }
  void check(lxw_error error) {
    if (error != LXW_NO_ERROR && trouble_.empty()) trouble_ = lxw_strerror(error);
  }

  void describe() {
    std::string title = cut_units(xml_text(paper_.title), 200).text;
    std::string company = cut_units(xml_text(paper_.organisation), 200).text;
    std::string comments = cut_units(xml_text(paper_.mark), 200).text;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.company = company.data();
    properties.comments = comments.data();
    properties.created = static_cast<time_t>(
        std::max<int64_t>(paper_.made_at.micros / kMicrosPerSecond, 946'684'800));  // 2000-01-01
    check(workbook_set_properties(book_.get(), &properties));
  }

  void make_formats() {
    const auto text_format = [this](double size) {
      lxw_format* format = workbook_add_format(book_.get());
      format_set_font_name(format, "Yu Gothic");
      format_set_font_size(format, size);
      format_set_num_format(format, "@");
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
      format_set_text_wrap(format);
      return format;
    };
    cell_ = text_format(10);
    number_ = text_format(10);
    format_set_num_format(number_, "#,##0");
    heading_ = text_format(10);
    format_set_bold(heading_);
    format_set_bg_color(heading_, 0xE6E8EC);
    format_set_bottom(heading_, LXW_BORDER_THIN);
    title_ = text_format(16);
    format_set_bold(title_);
    format_unset_wrap(title_);
    chapter_ = text_format(12);
    format_set_bold(chapter_);
    format_unset_wrap(chapter_);
  }
  static void format_unset_wrap(lxw_format* format) { format->text_wrap = LXW_FALSE; }

  // --- sheets

  lxw_worksheet* add_sheet(const std::string& wanted, const std::vector<Width>& columns,
                           bool table) {
    std::string name = sheet_name(wanted, 1);
    for (uint32_t part = 2; names_.contains(folded_sheet_name(name)); ++part) {
      name = sheet_name(wanted, part);
    }
    names_.insert(folded_sheet_name(name));
    last_name_ = name;
    lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), name.c_str());
    if (sheet == nullptr) {
      if (trouble_.empty()) trouble_ = "no further sheet";
      return text_sheet_;
    }
    for (size_t i = 0; i < columns.size(); ++i) {
      const auto at = static_cast<lxw_col_t>(i);
      check(worksheet_set_column(sheet, at, at, columns[i].width, nullptr));
    }
    if (table) {
      worksheet_freeze_panes(sheet, 1, 0);
      check(worksheet_repeat_rows(sheet, 0, 0));
      worksheet_set_landscape(sheet);
    }
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.8, 0.7);
    const std::string draft =
        paper_.approval.empty()
            ? fmt::format("&C&\"Yu Gothic,Bold\"&28{}", paper_words(paper_.language).draft)
            : "";
    check(worksheet_set_header(
        sheet, fmt::format("&L{}{}&R&A", header_text(paper_.title), draft).c_str()));
    check(worksheet_set_footer(sheet,
                               fmt::format("&L{}&R&P / &N", header_text(paper_.mark)).c_str()));
    if (!table) return sheet;
    for (size_t i = 0; i < columns.size(); ++i) {
      write_text(sheet, 0, static_cast<lxw_col_t>(i), columns[i].heading, heading_);
    }
    return sheet;
  }

  void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text,
                  lxw_format* format) {
    const std::string cell = cut_units(xml_text(text), kMaxCellUnits).text;
    if (!cell.empty()) check(worksheet_write_string(sheet, row, column, cell.c_str(), format));
  }
  void write_number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, uint64_t number) {
    check(worksheet_write_number(sheet, row, column, static_cast<double>(number), number_));
  }

  // A filter, and no marks beside numbers that are kept as text.
  void finish(lxw_worksheet* sheet, lxw_row_t last, size_t columns) {
    if (columns == 0) return;
    const auto right = static_cast<lxw_col_t>(columns - 1);
    check(worksheet_autofilter(sheet, 0, 0, last, right));
    std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
    lxw_rowcol_to_range(range.data(), 0, 0, last, right);
    check(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range.data()));
  }

  // --- the text

  void line(std::string_view text, lxw_format* format) {
    write_text(text_sheet_, next_++, 0, text, format);
  }
  void pair(std::string_view label, std::string_view text) {
    write_text(text_sheet_, next_, 0, label, heading_);
    write_text(text_sheet_, next_++, 1, text, cell_);
  }
  // A paragraph takes the wide column, so that it wraps.
  void wide(std::string_view text, lxw_format* format) {
    write_text(text_sheet_, next_++, 1, text, format);
  }

  void front() {
    const PaperWords& words = paper_words(paper_.language);
    line(paper_.approval.empty() ? words.draft : "", title_);
    line(paper_.title, title_);
    line(paper_.subtitle, chapter_);
    line(paper_.approval.empty() ? words.no_approval
                                 : fmt::format("{} {}", words.approval, paper_.approval),
         chapter_);
    if (!paper_.addressee.empty()) line(paper_.addressee, chapter_);
    line(paper_.organisation, chapter_);
    ++next_;
    for (const PaperFact& fact : paper_.facts) pair(fact.label, fact.value);
    for (const PaperSignature& one : paper_.signatures) pair(one.role, one.name);
  }

  void points_to_sheet(const std::string& caption) {
    wide(fmt::format(fmt::runtime(japanese_ ? "{} → シート「{}」" : "{} → sheet “{}”"), caption,
                     last_name_),
         cell_);
  }

  void add(const PaperHeading& heading) {
    chapters_ += heading.level < 2 ? 1 : 0;
    sections_ = heading.level < 2 ? 0 : sections_ + 1;
    ++next_;
    line(heading.level < 2 ? fmt::format("{}  {}", chapters_, heading.text)
                           : fmt::format("{}.{}  {}", chapters_, sections_, heading.text),
         chapter_);
  }
  void add(const PaperParagraph& paragraph) { wide(paragraph.text, cell_); }
  void add(const PaperNotice& notice) {
    wide(notice.title, heading_);
    for (const std::string& point : notice.points) wide("• " + point, cell_);
  }

  // --- tables and charts

  std::string numbered(const std::string& caption) {
    return fmt::format("{} {}", ++sheets_, caption);
  }

  void add(const PaperTable& table) {
    double shares = 0;
    for (const PaperColumn& column : table.columns) shares += column.share;
    std::vector<Width> columns;
    for (const PaperColumn& column : table.columns) {
      const auto least = static_cast<double>(display_width(column.heading)) + 4;
      columns.push_back(
          {column.heading, std::clamp(120 * column.share / std::max(shares, 1.0), least, 60.0)});
    }
    lxw_worksheet* sheet = add_sheet(numbered(table.caption), columns, true);
    points_to_sheet(table.caption);
    if (!table.note.empty()) wide(table.note, cell_);
    lxw_row_t row = 1;
    if (table.rows.empty()) {
      write_text(sheet, row, 0,
                 table.when_empty.empty() ? paper_words(paper_.language).nothing : table.when_empty,
                 cell_);
    }
    for (const auto& cells : table.rows) {
      for (size_t i = 0; i < cells.size(); ++i) {
        const auto at = static_cast<lxw_col_t>(i);
        if (const auto* number = std::get_if<uint64_t>(&cells[i])) {
          write_number(sheet, row, at, *number);
        } else {
          write_text(sheet, row, at, std::get<std::string>(cells[i]), cell_);
        }
      }
      ++row;
    }
    finish(sheet, std::max<lxw_row_t>(row, 2) - 1, columns.size());
  }

  // A chart over the columns from `first` on, beside them.
  void chart_beside(lxw_worksheet* sheet, lxw_chart_type type, lxw_row_t rows, lxw_col_t columns,
                    const std::string& title) {
    if (rows == 0) return;
    lxw_chart* chart = workbook_add_chart(book_.get(), type);
    if (chart == nullptr) return;
    for (lxw_col_t i = 1; i < columns; ++i) {
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, last_name_.c_str(), 1, 0, rows, 0);
      chart_series_set_values(series, last_name_.c_str(), 1, i, rows, i);
      chart_series_set_name_range(series, last_name_.c_str(), 0, i);
    }
    chart_title_set_name(chart, cut_units(xml_text(title), 200).text.c_str());
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    // The first category at the top, as in the table.
    if (type == LXW_CHART_BAR) chart_axis_set_reverse(chart->y_axis);
    lxw_chart_options options{};
    options.x_scale = 1.6;
    options.y_scale = 1.5;
    check(
        worksheet_insert_chart_opt(sheet, 1, static_cast<lxw_col_t>(columns + 1), chart, &options));
  }

  void add(const PaperBars& bars) {
    std::vector<Width> columns{{japanese_ ? "月" : "Month", 12}};
    for (const std::string& series : bars.series) {
      columns.push_back({series, static_cast<double>(display_width(series)) + 4});
    }
    lxw_worksheet* sheet = add_sheet(numbered(bars.caption), columns, true);
    points_to_sheet(bars.caption);
    lxw_row_t row = 1;
    for (const PaperBars::Bar& bar : bars.bars) {
      write_text(sheet, row, 0, bar.label, cell_);
      for (size_t i = 0; i < bar.values.size(); ++i) {
        write_number(sheet, row, static_cast<lxw_col_t>(i + 1), bar.values[i]);
      }
      ++row;
    }
    chart_beside(sheet, LXW_CHART_COLUMN_STACKED, row - 1, static_cast<lxw_col_t>(columns.size()),
                 bars.caption);
  }

  void add(const PaperRanking& ranking) {
    lxw_worksheet* sheet =
        add_sheet(numbered(ranking.caption), {{"", 40}, {ranking.value_heading, 24}}, true);
    points_to_sheet(ranking.caption);
    lxw_row_t row = 1;
    for (const PaperRanking::Row& one : ranking.rows) {
      write_text(sheet, row, 0, one.label, cell_);
      write_number(sheet, row++, 1, one.value);
    }
    chart_beside(sheet, LXW_CHART_BAR, row - 1, 2, ranking.caption);
  }

  void add(const PaperMatrix& matrix) {
    std::vector<Width> columns{{matrix.corner, 36}};
    for (const std::string& column : matrix.columns) columns.push_back({column, 18});
    lxw_worksheet* sheet = add_sheet(numbered(matrix.caption), columns, true);
    points_to_sheet(matrix.caption);
    if (!matrix.note.empty()) wide(matrix.note, cell_);
    lxw_row_t row = 1;
    for (const PaperMatrix::Row& one : matrix.rows) {
      write_text(sheet, row, 0, one.label, cell_);
      for (size_t i = 0; i < one.cells.size(); ++i) {
        if (one.cells[i] > 0) {
          write_number(sheet, row, static_cast<lxw_col_t>(i + 1), one.cells[i]);
        }
      }
      ++row;
    }
    if (row > 1 && columns.size() > 1) {
      lxw_conditional_format shade{};
      shade.type = LXW_CONDITIONAL_2_COLOR_SCALE;
      shade.min_color = 0xDEEBF7;
      shade.max_color = 0x5B9BD5;
      check(worksheet_conditional_format_range(sheet, 1, 1, row - 1,
                                               static_cast<lxw_col_t>(columns.size() - 1), &shade));
    }
    finish(sheet, std::max<lxw_row_t>(row, 2) - 1, columns.size());
  }

  void add(const PaperSpans& spans) {
    lxw_worksheet* sheet = add_sheet(numbered(spans.caption),
                                     {{spans.corner, 30},
                                      {japanese_ ? "期間の種類" : "Window", 24},
                                      {japanese_ ? "開始日" : "First day", 14},
                                      {japanese_ ? "終了日" : "Last day", 14},
                                      {japanese_ ? "説明" : "In words", 60}},
                                     true);
    points_to_sheet(spans.caption);
    lxw_row_t row = 1;
    for (const PaperSpans::Row& one : spans.rows) {
      for (size_t i = 0; i < one.spans.size() && i < spans.series.size(); ++i) {
        const PaperSpans::Span& span = one.spans[i];
        write_text(sheet, row, 0, one.label, cell_);
        write_text(sheet, row, 1, spans.series[i], cell_);
        if (span.period) {
          write_text(sheet, row, 2, day_of(span.period->from), cell_);
          write_text(sheet, row, 3, day_of(shifted(span.period->until, -1)), cell_);
        }
        write_text(sheet, row++, 4, span.text, cell_);
      }
    }
    finish(sheet, std::max<lxw_row_t>(row, 2) - 1, 5);
  }

  const Paper& paper_;
  const bool japanese_;
  const std::string path_;
  std::string directory_;
  std::unique_ptr<lxw_workbook, FreeBook> book_;
  lxw_worksheet* text_sheet_ = nullptr;
  lxw_format* cell_ = nullptr;
  lxw_format* number_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_format* title_ = nullptr;
  lxw_format* chapter_ = nullptr;
  std::set<std::string> names_;  // folded
  std::string last_name_;        // of the sheet that was added last
  std::string trouble_;          // the first thing that went wrong
  lxw_row_t next_ = 0;           // of the text
  int chapters_ = 0;
  int sections_ = 0;
  int sheets_ = 0;
};

}  // namespace

Result<void> write_paper_xlsx(const Paper& paper, const std::string& path) {
  for (const PaperBlock& block : paper.blocks) {
    const auto* table = std::get_if<PaperTable>(&block);
    if (table == nullptr || table->rows.size() < kMaxSheetRows) continue;
    return fail(ErrorCode::kLimit,
                fmt::format("`{}` has more rows than a sheet can have", table->caption), {},
                "Print it as PDF, or review a shorter time.");
  }
  // libxlsxwriter creates the file only at the end; a path that cannot be written shows now.
  std::FILE* probe = std::fopen(path.c_str(), "wb");
  if (probe == nullptr) {
    return fail(ErrorCode::kIo, fmt::format("cannot write `{}`", path), Place{path},
                "Check that the folder exists and can be written.");
  }
  std::fclose(probe);
  return Book(paper, path).write();
}

}  // namespace sekisho::report

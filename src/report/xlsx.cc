#include "report/xlsx.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <set>

#include "report/display_width.h"
#include "report/limits.h"
#include "report/xlsx_text.h"

namespace sekisho::report {
namespace {

constexpr double kMinWidth = 6;
constexpr double kMaxWidth = 80;
constexpr uint32_t kMinRowsPerSheet = 3;  // heading, one row, the mark of continuation
// A moment that stands for none: the same rows give the same bytes whenever they are written.
constexpr time_t kCreated = 946'684'800;  // 2000-01-01T00:00:00Z

Error lxw_failure(lxw_error error, const std::string& path) {
  return Error{ErrorCode::kIo, fmt::format("cannot write `{}`: {}", path, lxw_strerror(error)),
               Place{path}, "Check that the folder can be written and that the disk is not full."};
}

// Excel takes at most 255 characters for a header or footer, in which `&` begins a code.
std::string header_text(std::string_view text) {
  std::string out;
  for (const char c : cut_units(xml_text(text), 100).text) {
    if (c == '&') out += '&';
    out += c;
  }
  return out;
}

}  // namespace

struct XlsxWriter::Impl {
  std::string path;
  std::string directory;
  std::string header;
  std::string footer;
  uint32_t rows_per_sheet = 0;

  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* heading_format = nullptr;
  lxw_format* cell_format = nullptr;
  lxw_format* mark_format = nullptr;

  std::string base_name;  // of the sheet that the caller began
  uint32_t part = 1;
  std::set<std::string> names_in_use;  // folded
  std::vector<XlsxColumn> columns;
  uint32_t next_row = 0;
  uint64_t rows = 0;
  uint64_t cut_cells = 0;
  std::optional<Error> failure;

  ~Impl() {
    // Frees what libxlsxwriter holds without writing the workbook.
    if (book != nullptr) lxw_workbook_free(book);
  }

  Result<void> check(lxw_error error) {
    if (error != LXW_NO_ERROR) failure = lxw_failure(error, path);
    return so_far();
  }
  Result<void> so_far() const {
    if (failure) return std::unexpected(*failure);
    return {};
  }
  Result<void> refuse(ErrorCode code, std::string message) {
    failure = Error{code, std::move(message), Place{path}, {}};
    return so_far();
  }

  void make_formats();
  Result<void> add_sheet(const std::string& name);
  Result<void> write_heading();
  Result<void> continue_on_next_sheet();
  Result<void> write(uint32_t column, std::string_view text, lxw_format* format);
  void finish_sheet();
};

void XlsxWriter::Impl::make_formats() {
  const auto text_format = [this] {
    lxw_format* format = workbook_add_format(book);
    format_set_font_name(format, "Yu Gothic");
    format_set_font_size(format, 10);
    format_set_num_format(format, "@");
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  };
  cell_format = text_format();
  heading_format = text_format();
  format_set_bold(heading_format);
  format_set_text_wrap(heading_format);
  format_set_bg_color(heading_format, 0xE6E6E6);
  format_set_bottom(heading_format, LXW_BORDER_THIN);
  mark_format = text_format();
  format_set_italic(mark_format);
}

Result<void> XlsxWriter::Impl::write(uint32_t column, std::string_view text, lxw_format* format) {
  const CutText cell = cut_units(xml_text(text), kMaxCellUnits);
  if (cell.cut) ++cut_cells;
  if (cell.text.empty()) return {};
  return check(worksheet_write_string(sheet, next_row, static_cast<lxw_col_t>(column),
                                      cell.text.c_str(), format));
}

Result<void> XlsxWriter::Impl::write_heading() {
  for (uint32_t i = 0; i < columns.size(); ++i) {
    if (auto done = write(i, columns[i].heading, heading_format); !done) return done;
  }
  ++next_row;
  return {};
}

Result<void> XlsxWriter::Impl::add_sheet(const std::string& name) {
  sheet = workbook_add_worksheet(book, name.c_str());
  if (sheet == nullptr) {
    return refuse(ErrorCode::kInternal, fmt::format("cannot add the sheet `{}`", name));
  }
  names_in_use.insert(folded_sheet_name(name));
  next_row = 0;
  for (size_t i = 0; i < columns.size(); ++i) {
    const double natural = columns[i].width > 0
                               ? columns[i].width
                               : static_cast<double>(display_width(columns[i].heading)) + 4;
    const auto at = static_cast<lxw_col_t>(i);
    worksheet_set_column(sheet, at, at, std::clamp(natural, kMinWidth, kMaxWidth), nullptr);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.6);
  worksheet_set_header(sheet, header.c_str());
  worksheet_set_footer(sheet, footer.c_str());
  return write_heading();
}

void XlsxWriter::Impl::finish_sheet() {
  if (sheet == nullptr || columns.empty()) return;
  const auto last_row = std::max<uint32_t>(next_row, 1) - 1;
  const auto last_column = static_cast<lxw_col_t>(columns.size() - 1);
  worksheet_autofilter(sheet, 0, 0, last_row, last_column);
  // Excel would mark each long number that is kept as text as a mistake.
  std::array<char, LXW_MAX_CELL_RANGE_LENGTH> range{};
  lxw_rowcol_to_range(range.data(), 0, 0, last_row, last_column);
  worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range.data());
}

Result<void> XlsxWriter::Impl::continue_on_next_sheet() {
  finish_sheet();
  ++part;
  const std::string name = sheet_name(base_name, part);
  if (names_in_use.contains(folded_sheet_name(name))) {
    return refuse(ErrorCode::kUsage, fmt::format("a sheet `{}` exists already", name));
  }
  if (auto done =
          write(0, fmt::format("→ 続きはシート「{}」 / continued on sheet “{}”", name, name),
                mark_format);
      !done) {
    return done;
  }
  return add_sheet(name);
}

XlsxWriter::XlsxWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XlsxWriter::XlsxWriter(XlsxWriter&&) noexcept = default;
XlsxWriter& XlsxWriter::operator=(XlsxWriter&&) noexcept = default;
XlsxWriter::~XlsxWriter() = default;

Result<XlsxWriter> XlsxWriter::open(const std::string& path, const XlsxOptions& options) {
  // libxlsxwriter creates the file only at the end; a path that cannot be written shows now.
  std::FILE* probe = std::fopen(path.c_str(), "wb");
  if (probe == nullptr) return std::unexpected(lxw_failure(LXW_ERROR_CREATING_XLSX_FILE, path));
  std::fclose(probe);

  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->directory = std::filesystem::path(path).parent_path().string();
  impl->rows_per_sheet = std::clamp<uint32_t>(options.rows_per_sheet, kMinRowsPerSheet,
                                              static_cast<uint32_t>(kMaxSheetRows));
  impl->header = "&L" + header_text(options.title) + "&R&A";
  impl->footer = "&L" + header_text(options.run_id) + "&R&P / &N";

  lxw_workbook_options book_options{};
  book_options.constant_memory = LXW_TRUE;
  if (!impl->directory.empty()) book_options.tmpdir = impl->directory.data();
  impl->book = workbook_new_opt(path.c_str(), &book_options);
  if (impl->book == nullptr) {
    return std::unexpected(lxw_failure(LXW_ERROR_MEMORY_MALLOC_FAILED, path));
  }
  std::string title = cut_units(xml_text(options.title), 200).text;
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = kCreated;
  workbook_set_properties(impl->book, &properties);
  impl->make_formats();
  return XlsxWriter(std::move(impl));
}

Result<void> XlsxWriter::begin_sheet(std::string_view name, std::vector<XlsxColumn> columns) {
  if (impl_->failure) return impl_->so_far();
  if (impl_->book == nullptr) return impl_->refuse(ErrorCode::kUsage, "the workbook is closed");
  if (columns.empty() || columns.size() > kMaxSheetColumns) {
    return impl_->refuse(ErrorCode::kUsage,
                         fmt::format("a sheet of {} columns cannot be written", columns.size()));
  }
  const std::string wanted = sheet_name(name, 1);
  if (impl_->names_in_use.contains(folded_sheet_name(wanted))) {
    return impl_->refuse(ErrorCode::kUsage, fmt::format("a sheet `{}` exists already", wanted));
  }
  impl_->finish_sheet();
  impl_->base_name = name;
  impl_->part = 1;
  impl_->columns = std::move(columns);
  return impl_->add_sheet(wanted);
}

Result<void> XlsxWriter::row(std::span<const std::string_view> cells) {
  if (impl_->failure) return impl_->so_far();
  if (impl_->book == nullptr || impl_->sheet == nullptr) {
    return impl_->refuse(ErrorCode::kUsage, "no sheet has been begun");
  }
  if (cells.size() > impl_->columns.size()) {
    return impl_->refuse(ErrorCode::kUsage,
                         fmt::format("a row of {} cells on a sheet of {} columns", cells.size(),
                                     impl_->columns.size()));
  }
  // The last row of a sheet is kept free for the mark of continuation.
  if (impl_->next_row + 1 >= impl_->rows_per_sheet) {
    if (auto done = impl_->continue_on_next_sheet(); !done) return done;
  }
  for (uint32_t i = 0; i < cells.size(); ++i) {
    if (auto done = impl_->write(i, cells[i], impl_->cell_format); !done) return done;
  }
  ++impl_->next_row;
  ++impl_->rows;
  return {};
}

Result<void> XlsxWriter::close() {
  if (impl_->failure) return impl_->so_far();
  if (impl_->book == nullptr) return impl_->refuse(ErrorCode::kUsage, "the workbook is closed");
  impl_->finish_sheet();
  const lxw_error error = workbook_close(impl_->book);  // frees the workbook in any case
  impl_->book = nullptr;
  impl_->sheet = nullptr;
  return impl_->check(error);
}

uint64_t XlsxWriter::rows() const {
  return impl_->rows;
}
uint64_t XlsxWriter::cut_cells() const {
  return impl_->cut_cells;
}

}  // namespace sekisho::report

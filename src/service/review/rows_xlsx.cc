#include "service/review/rows_xlsx.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>
#include <utility>

#include "barrier/rules.h"
#include "base/cancellation.h"
#include "report/xlsx.h"
#include "service/asked.h"
#include "service/explanation_sentences.h"
#include "service/review/finding_columns.h"
#include "service/review/limits.h"
#include "service/words.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using report::Bilingual;

constexpr uint64_t kRowsAtOnce = 1024;  // before it is asked whether anybody still wants them

// A file under a name that nobody else has, until the end of the scope.
class ScratchFile {
 public:
  static Result<ScratchFile> make(const fs::path& directory) {
    std::error_code code;
    fs::create_directories(directory, code);
    std::string path = (directory / "XXXXXX").string();
    const int file = code ? -1 : ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0)
      return fail(ErrorCode::kIo, fmt::format("cannot make a file in `{}`", directory.string()));
    ::close(file);
    return ScratchFile(std::move(path));
  }
  ScratchFile(ScratchFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ScratchFile& operator=(ScratchFile&&) = delete;
  ~ScratchFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  const std::string& path() const { return path_; }

 private:
  explicit ScratchFile(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

// What a column's values are called by people.
class Words {
 public:
  Words(const barrier::Rules& rules, bool japanese) : rules_(rules), japanese_(japanese) {}

  std::string of(std::string_view column, std::string value) const {
    if (column == "certainty") return say(certainty_words(value));
    if (column == "disposition") return say(disposition_words(value));
    if (column == "action") return say(action_words(value));
    if (column == "route") return say(route_words(rules_, value));
    if (column == "time") {
      if (const auto time = asked_instant(value)) return text::date_time_iso(*time, text::kJst);
    }
    return value;
  }

 private:
  std::string say(Bilingual words) const { return std::move(japanese_ ? words.ja : words.en); }

  const barrier::Rules& rules_;
  const bool japanese_;
};

Result<void> write_rows(report::XlsxWriter& book, const TableRows& table, const Words& words) {
  std::vector<std::string> texts(table.columns.size());
  for (uint64_t row = 0; row < table.rows; ++row) {
    if (row % kRowsAtOnce == 0) {
      if (auto wanted = unless_cancelled(); !wanted) return wanted;
    }
    for (size_t i = 0; i < texts.size(); ++i)
      texts[i] = words.of(table.columns[i], table.field(row, i));
    const std::vector<std::string_view> cells(texts.begin(), texts.end());
    if (auto done = book.row(cells); !done) return done;
  }
  return {};
}

}  // namespace

Result<MappedFile> rows_xlsx(const TableRows& table, bool japanese, const fs::path& policies,
                             const fs::path& scratch) {
  if (table.rows > kMaxBookRows) {
    return fail(ErrorCode::kBadInput,
                fmt::format("{} rows are more than a workbook holds, {}", table.rows, kMaxBookRows),
                {}, "Take out less of it, by a filter, or take it as CSV.");
  }
  const auto rules = barrier::load_rules(policies);
  if (!rules) return std::unexpected(rules.error());
  const Result<ScratchFile> file = ScratchFile::make(scratch);
  if (!file) return std::unexpected(file.error());
  auto book =
      report::XlsxWriter::open(file->path(), {.title = table.title, .run_id = table.run_id});
  if (!book) return std::unexpected(book.error());
  std::vector<report::XlsxColumn> headings;
  for (const std::string_view column : table.columns)
    headings.push_back(heading_of(column, japanese));
  if (auto begun = book->begin_sheet(table.title, std::move(headings)); !begun) {
    return std::unexpected(begun.error());
  }
  if (auto done = write_rows(*book, table, Words(*rules, japanese)); !done)
    return std::unexpected(done.error());
  if (auto done = book->close(); !done) return std::unexpected(done.error());
  return MappedFile::open(file->path());
}

}  // namespace sekisho::service

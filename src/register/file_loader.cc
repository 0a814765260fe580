#include "register/file_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "register/limits.h"
#include "register/rows.h"
#include "register/text_blocks.h"
#include "text/json.h"
#include "text/limits.h"

namespace sekisho::reg {
namespace {

// Below this many rows, each is rejected for itself.
constexpr uint64_t kRowsThatProveALayout = 3;

class FileLoader {
 public:
  FileLoader(const FileTask& task, TextBlocks& blocks, const TakeRow& take_row, LoadReport& report)
      : task_(task),
        profile_(*task.profile),
        blocks_(blocks),
        take_row_(take_row),
        report_(report),
        parser_(profile_) {
    file_.name = task.name;
    file_.profile = profile_.file;
    file_.table = profile_.table;
  }

  Result<void> run() {
    check_mark();
    if (auto bound = bind(); !bound) return bound;
    for (;;) {
      auto more = blocks_.next();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      next_bad_ = 0;
      if (!refused_) check_encoding();
      if (refused_) {
        count_all();
      } else if (profile_.format == FileFormat::kJsonLines) {
        read_json();
      } else {
        read_delimited();
      }
      if (task_.progress) task_.progress(blocks_.bytes_read());
    }
    finish();
    return {};
  }

 private:
  // A byte order mark that contradicts the profile.
  void check_mark() {
    const text::Sniffed& sniffed = blocks_.sniffed();
    if (sniffed.bom_bytes == 0 || *sniffed.encoding == blocks_.encoding()) return;
    refuse(fmt::format("the file is {} by its byte order mark, not {}",
                       text::name_of(*sniffed.encoding), text::name_of(blocks_.encoding())),
           fmt::format("Write `encoding = \"{}\"` in the profile `{}`.",
                       text::name_of(*sniffed.encoding), profile_.file));
  }

  // In the first block: a header that cannot be decoded, or most of the lines that could tell.
  void check_encoding() {
    const auto bad = blocks_.bad_lines();
    if (bad.empty() || blocks_.first_line() != 1) return;
    const bool header = profile_.header && bad.front() <= profile_.skip_lines + uint64_t{1};
    const bool most = bad.size() >= kRowsThatProveALayout && bad.size() * 2 > blocks_.wide_lines();
    if (!header && !most) return;
    refuse(fmt::format("the file is not {}", text::name_of(blocks_.encoding())), encoding_help());
  }

  std::string encoding_help() const {
    const auto& seen = blocks_.sniffed().encoding;
    if (!seen || *seen == blocks_.encoding()) {
      return fmt::format("State the file's encoding in the profile `{}`.", profile_.file);
    }
    return fmt::format("It looks like {0}: write `encoding = \"{0}\"` in the profile `{1}`.",
                       text::name_of(*seen), profile_.file);
  }

  Result<void> bind() {
    if (profile_.format == FileFormat::kJsonLines) {
      const auto pointers = parser_.bind_pointers();
      auto reader = text::JsonLineReader::compile(pointers);
      if (!reader) return std::unexpected(reader.error());
      json_.emplace(std::move(*reader));
      json_fields_.resize(pointers.size());
    } else if (!profile_.header) {
      parser_.bind_numbers();
    }
    header_left_ = profile_.skip_lines;
    header_due_ = profile_.header;
    return {};
  }

  // The block without the lines above the header.
  std::string_view below_skipped(uint64_t& line) {
    std::string_view text = blocks_.utf8();
    line = blocks_.first_line();
    for (; header_left_ != 0 && !text.empty(); --header_left_, ++line) {
      text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
      ++file_.header_lines;
    }
    return text;
  }

  void read_delimited() {
    uint64_t first_line = 0;
    const std::string_view text = below_skipped(first_line);
    text::CsvReader reader(text, profile_.dialect, first_line);
    while (reader.next(record_)) {
      const auto begin = static_cast<size_t>(record_.raw.data() - text.data());
      if (profile_.dialect.multiline && !blocks_.last() &&
          text.size() - begin <= text::kMaxCsvRecordBytes + 2) {
        blocks_.give_back(record_.first_line);  // it may go on in the next block
        return;
      }
      if (header_due_) {
        read_header();
      } else if (refused_) {
        reject_lines(record_.first_line, record_.last_line, {});
      } else if (record_.error) {
        reject_lines(record_.first_line, record_.last_line, *record_.error);
      } else {
        take(record_.fields, record_.first_line, record_.last_line);
      }
    }
  }

  void read_header() {
    header_due_ = false;
    Result<void> bound;
    if (record_.error) {
      bound = fail(ErrorCode::kBadInput, "the header cannot be read: " + *record_.error);
    } else {
      bound = parser_.bind(record_.fields);
    }
    if (bound) {
      file_.header_lines += record_.last_line - record_.first_line + 1;
      return;
    }
    std::string help = bound.error().help;
    const auto& seen = blocks_.sniffed().encoding;
    if (seen && *seen != blocks_.encoding()) help += " " + encoding_help();
    refuse(bound.error().message, std::move(help), record_.first_line);
    reject_lines(record_.first_line, record_.last_line, {});
  }

  void read_json() {
    uint64_t line = 0;
    std::string_view text = below_skipped(line);
    std::vector<std::string_view> values(json_fields_.size());
    for (; !text.empty(); ++line) {
      const size_t end = std::min(text.find('\n'), text.size());
      std::string_view one = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (one.ends_with('\r')) one.remove_suffix(1);
      if (one.empty()) {
        take({}, line, line);
      } else if (!json_->read(one, json_fields_)) {
        reject_lines(line, line, json_->reason());
      } else if (const auto problem = json_values(values); !problem.empty()) {
        reject_lines(line, line, problem);
      } else {
        take(values, line, line);
      }
    }
  }

  // The record's fields as texts; an array of strings as a list. Not empty: what is wrong.
  std::string json_values(std::vector<std::string_view>& out) {
    json_lists_.clear();
    json_lists_.reserve(out.size());  // views into it stay valid
    for (size_t i = 0; i < out.size(); ++i) {
      const text::JsonField& field = json_fields_[i];
      out[i] = field.kind == text::JsonField::Kind::kNull ? std::string_view() : field.text;
      if (field.kind != text::JsonField::Kind::kContainer) continue;
      const auto value = text::JsonValue::parse(field.text);
      if (!value || !value->is_array()) return "an object stands where a value should";
      std::string joined;
      for (const text::JsonValue& item : value->items()) {
        if (!item.is_string()) return "a list holds something that is not a string";
        if (!joined.empty()) joined += profile_.list_separator;
        joined += *item.as_string();
      }
      out[i] = json_lists_.emplace_back(std::move(joined));
    }
    return {};
  }

  void take(std::span<const std::string_view> fields, uint64_t first, uint64_t last) {
    if (touches_bad_line(first, last)) {
      reject_lines(first, last,
                   fmt::format("the line is not {}", text::name_of(blocks_.encoding())));
      return;
    }
    if (last > kMaxFileLines) {
      reject_lines(first, last, "the file has too many lines");
      return;
    }
    const Row* row = parser_.parse(fields);
    if (row == nullptr) {
      reject(parser_.error(), first, last);
    } else if (!take_row_(*row, static_cast<uint32_t>(first))) {
      reject_lines(first, last, "the table is full");
    } else {
      ++file_.rows;
      file_.row_lines += last - first + 1;
    }
  }

  bool touches_bad_line(uint64_t first, uint64_t last) {
    const auto bad = blocks_.bad_lines();
    while (next_bad_ < bad.size() && bad[next_bad_] < first) ++next_bad_;
    return next_bad_ < bad.size() && bad[next_bad_] <= last;
  }

  void reject_lines(uint64_t first, uint64_t last, std::string_view why) {
    reject({ErrorCode::kBadInput, std::string(why), {}, {}}, first, last);
  }

  void reject(Error error, uint64_t first, uint64_t last) {
    ++file_.rejected;
    file_.rejected_lines += last - first + 1;
    if (refused_) return;
    if (rejected_.size() >= kMaxListedRejects || raw_bytes_ >= kMaxRejectBytes) {
      ++unlisted_;
      return;
    }
    error.place = {file_.name, first, 0};
    const std::string_view raw = blocks_.raw(first, last);
    raw_bytes_ += raw.size();
    rejected_.push_back({std::move(error), std::string(raw)});
  }

  // Nothing of the file can be used, and this is the one thing said about it.
  void refuse(std::string message, std::string help, uint64_t line = 0) {
    refused_ = true;
    rejected_.clear();
    rejected_.push_back(
        {{ErrorCode::kBadInput, std::move(message), {file_.name, line, 0}, std::move(help)}, {}});
  }

  void count_all() {
    file_.rejected_lines += blocks_.line_count();
    file_.rejected += blocks_.line_count();
  }

  void finish() {
    if (header_due_ && !refused_) refuse("the file has no header", "Check that it is complete.");
    if (!refused_ && file_.rows == 0 && file_.rejected >= kRowsThatProveALayout) {
      const Error first = rejected_.front().error;
      refuse(fmt::format("no row of the file can be read; the first one: {}", first.message),
             first.help, first.place.line);
    }
    if (unlisted_ != 0 && !refused_) {
      rejected_.push_back({{ErrorCode::kLimit,
                            fmt::format("{} more rows of the file cannot be read", unlisted_),
                            {file_.name, 0, 0},
                            "Correct the rows listed, then read the file again."},
                           {}});
    }
    file_.bytes = blocks_.bytes_read();
    file_.lines = file_.header_lines + file_.row_lines + file_.rejected_lines;
    file_.sha256 = blocks_.digest();
    file_.refused = refused_;
    std::ranges::move(rejected_, std::back_inserter(report_.rejected));
    report_.files.push_back(std::move(file_));
  }

  const FileTask& task_;
  const RegisterProfile& profile_;
  TextBlocks& blocks_;
  const TakeRow& take_row_;
  LoadReport& report_;
  RowParser parser_;
  LoadReport::File file_;
  std::vector<RejectedRow> rejected_;
  uint64_t unlisted_ = 0;
  size_t raw_bytes_ = 0;
  bool refused_ = false;
  bool header_due_ = false;
  uint32_t header_left_ = 0;
  size_t next_bad_ = 0;
  text::CsvRecord record_;
  std::optional<text::JsonLineReader> json_;
  std::vector<text::JsonField> json_fields_;
  std::vector<std::string> json_lists_;
};

}  // namespace

TakeRow rows_into(Register& out, Table table, uint32_t file) {
  return [&out, table, file](const Row& row, uint32_t line) {
    return add_row(out, table, row, {file, line});
  };
}

Result<void> load_file(FileTask task, const TakeRow& take_row, LoadReport& report) {
  auto blocks =
      TextBlocks::open(task.path, task.name, task.profile->encoding, std::move(task.digest));
  if (!blocks) return std::unexpected(blocks.error());
  return FileLoader(task, *blocks, take_row, report).run();
}

void note_read(Register& out, const LoadReport::File& file, const Period& coverage) {
  const auto table = static_cast<size_t>(file.table);
  out.rejected[table] += file.rejected;
  if (file.refused) return;
  out.present[table] = true;
  out.coverage[table].from = std::max(out.coverage[table].from, coverage.from);
  out.coverage[table].until = std::min(out.coverage[table].until, coverage.until);
}

}  // namespace sekisho::reg

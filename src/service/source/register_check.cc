#include "service/source/register_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

#include "register/describe.h"
#include "register/reject_words.h"
#include "service/installation.h"
#include "text/date.h"
#include "text/json.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr size_t kShownOfAKind = 5;

using text::with_thousands;

Result<Instant> instant_of(const std::string& as_of) {
  if (as_of.empty()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
  }
  const std::vector<std::string> formats{"iso", "ymd/", "era"};
  auto parser = text::InstantParser::compile(formats, text::kJst);
  if (!parser) return std::unexpected(parser.error());
  if (const auto at = parser->parse(as_of)) return *at;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is not a time", as_of), {},
              "Write it like 2023-04-01 or 2023-04-01T09:00:00+09:00.");
}

uint64_t bytes_below(const std::filesystem::path& directory) {
  uint64_t bytes = 0;
  std::error_code failed;
  for (std::filesystem::recursive_directory_iterator at(directory, failed), end;
       !failed && at != end; at.increment(failed)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) bytes += at->file_size(ignored);
  }
  return bytes;
}

std::vector<reg::Table> tables_not_read(const reg::Register& registers) {
  std::vector<reg::Table> out;
  for (size_t i = 0; i < reg::kTableCount; ++i) {
    if (!registers.present[i]) out.push_back(static_cast<reg::Table>(i));
  }
  return out;
}

std::string place_of(const reg::Register& registers, const reg::RowRef& row) {
  if (row.origin.line == 0) return {};
  return fmt::format("{}:{}", registers.files[row.origin.file], row.origin.line);
}

int64_t days_open(const reg::Standing& standing, Instant as_of) {
  if (standing.since == kBeginning) return -1;
  return (as_of.micros - standing.since.micros) / kMicrosPerDay;
}

// Whose or what it is: an account, or a terminal.
std::string subject_of(const reg::Register& registers, const reg::Standing& standing) {
  return standing.account.known() ? reg::describe(registers, standing.account)
                                  : std::string(registers.code(standing.terminal));
}

// The report for a terminal, section by section.
class TextReport {
 public:
  TextReport(const RegisterCheck& check, bool japanese)
      : check_(check), registers_(check.loaded.registers), japanese_(japanese) {}

  std::string write() {
    line("{} {}", say("台帳の点検 基準日時", "Registers as of"),
         text::rfc3339(check_.standing.as_of, text::kJst));
    files();
    rejected();
    standing();
    contradictions();
    same_person();
    return std::move(out_);
  }

 private:
  std::string_view say(std::string_view ja, std::string_view en) const {
    return japanese_ ? ja : en;
  }
  std::string_view say(const reg::Sentence& words) const { return say(words.ja, words.en); }

  template <class... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
    out_ += '\n';
  }

  void heading(std::string_view title, uint64_t count) {
    line("\n{}: {}", title, with_thousands(count));
  }

  void row(const reg::RowRef& row) {
    const std::string place = place_of(registers_, row);
    if (!place.empty()) line("      {}  {}", place, row.text);
  }

  void more(uint64_t shown, uint64_t all) {
    if (all > shown) {
      line("    {} {}", say("ほか", "and more:"), with_thousands(all - shown));
    }
  }

  void tables(std::string_view title, const std::vector<reg::Table>& list) {
    if (list.empty()) return;
    std::string names;
    for (const reg::Table table : list) names += fmt::format(" {}", reg::name_of(table));
    line("  {}:{}", title, names);
  }

  void files() {
    const reg::LoadReport& report = check_.loaded.report;
    heading(say("読み込んだ台帳", "Files read"), report.files.size());
    for (const reg::LoadReport::File& file : report.files) {
      line("  {}  {} {} {}, {} {}  ({})", file.name, reg::name_of(file.table),
           with_thousands(file.rows), say("件", "rows"), say("読込不能行", "rejected"),
           with_thousands(file.rejected), file.profile);
    }
    for (const std::string& name : report.unclaimed) {
      line("  {}  {}", name, say("対応する読込定義がない", "no profile claims it"));
    }
    tables(say("読み込まれていない台帳", "registers not read"), tables_not_read(registers_));
  }

  void rejected() {
    const auto& rows = check_.loaded.report.rejected;
    uint64_t count = 0;
    for (const auto& file : check_.loaded.report.files) count += file.rejected;
    if (count == 0) return;
    heading(say("読込不能行", "Rows that could not be read"), count);
    for (size_t i = 0; i < std::min(rows.size(), kShownOfAKind); ++i) {
      const Error error = japanese_ ? reg::in_japanese(rows[i].error) : rows[i].error;
      line("    {}:{}  {}", error.place.file, error.place.line, error.message);
      if (!error.help.empty()) line("      {}", error.help);
    }
    more(std::min(rows.size(), kShownOfAKind), rows.size());
  }

  void standing() {
    const reg::StandingCheck& check = check_.standing;
    heading(say("台帳だけから分かる権限・端末の残存", "Open though nobody may use it"),
            check.list.size());
    tables(say("基準日時について未登録のため確認していない台帳", "not checked for want of"),
           check.not_covered);
    for (size_t i = 0; i < check.list.size();) {
      const reg::StandingKind kind = check.list[i].kind;
      const uint64_t count = check.counts[static_cast<size_t>(kind)];
      line("  {} ({}): {}", say(reg::title_of(kind)), reg::name_of(kind), with_thousands(count));
      size_t shown = 0;
      for (; i < check.list.size() && check.list[i].kind == kind; ++i) {
        if (shown == kShownOfAKind) continue;
        ++shown;
        one(check.list[i]);
      }
      more(shown, count);
    }
  }

  void one(const reg::Standing& standing) {
    const int64_t days = days_open(standing, check_.standing.as_of);
    const std::string since =
        days < 0 ? std::string(say("開始日不明", "since an unknown day"))
                 : fmt::format(fmt::runtime(say("{} から {} 日", "since {}, {} days")),
                               reg::describe(standing.since), with_thousands(days));
    line("    {}  {}  {}", subject_of(registers_, standing),
         reg::describe(registers_, standing.holder), since);
    for (const reg::RowRef& evidence : standing.evidence) row(evidence);
  }

  void contradictions() {
    const reg::Contradictions& all = check_.contradictions;
    uint64_t count = 0;
    for (const uint64_t of_kind : all.counts) count += of_kind;
    heading(say("台帳の不整合", "Contradictions"), count);
    for (size_t i = 0; i < all.list.size();) {
      const reg::ContradictionKind kind = all.list[i].kind;
      const uint64_t of_kind = all.counts[static_cast<size_t>(kind)];
      line("  {} ({}): {}", say(reg::title_of(kind)), reg::name_of(kind), with_thousands(of_kind));
      line("    {}: {}", say("閲覧の判定における取扱い", "in a review"),
           say(reg::consequence_of(kind)));
      size_t shown = 0;
      for (; i < all.list.size() && all.list[i].kind == kind; ++i) {
        if (shown == kShownOfAKind) continue;
        ++shown;
        one(all.list[i]);
      }
      more(shown, of_kind);
    }
  }

  void one(const reg::Contradiction& contradiction) {
    const std::string when =
        contradiction.overlap.empty() ? "" : reg::describe(contradiction.overlap);
    line("    {}  {}", contradiction.subject, when);
    row(contradiction.row);
    if (contradiction.other) row(*contradiction.other);
    if (contradiction.occurrences > 1) {
      line("      {} {}", say("同じ参照の件数", "rows that refer to it:"),
           with_thousands(contradiction.occurrences));
    }
  }

  void same_person() {
    const auto& list = check_.same_person.list;
    if (list.empty()) return;
    heading(say("同一人の可能性(確認の上、同一人台帳に登録する)",
                "Perhaps one person (confirm it in the register same_person)"),
            list.size());
    for (size_t i = 0; i < std::min(list.size(), kShownOfAKind); ++i) {
      line("    {} = {}", reg::describe(registers_, list[i].one),
           reg::describe(registers_, list[i].other));
      row({reg::Table::kAssignments, list[i].last->origin,
           reg::describe(registers_, *list[i].last)});
      row({reg::Table::kAssignments, list[i].first->origin,
           reg::describe(registers_, *list[i].first)});
    }
    more(std::min(list.size(), kShownOfAKind), list.size());
  }

  const RegisterCheck& check_;
  const reg::Register& registers_;
  const bool japanese_;
  std::string out_;
};

// The same for machines, whole.
class JsonReport {
 public:
  explicit JsonReport(const RegisterCheck& check)
      : check_(check),
        registers_(check.loaded.registers),
        json_(out_, text::JsonWriter::Style::kIndented) {}

  std::string write() {
    json_.begin_object();
    json_.member("as_of", text::rfc3339(check_.standing.as_of, text::kJst));
    files();
    rejected();
    standing();
    contradictions();
    same_person();
    json_.end_object();
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void tables(std::string_view key, const std::vector<reg::Table>& list) {
    json_.key(key).begin_array();
    for (const reg::Table table : list) json_.value(reg::name_of(table));
    json_.end_array();
  }

  void row(const reg::RowRef& row) {
    json_.begin_object();
    if (row.origin.line != 0) {
      json_.member("register", reg::name_of(row.table));
      json_.member("file", registers_.files[row.origin.file]);
      json_.member("line", row.origin.line);
      json_.member("row", row.text);
    }
    json_.end_object();
  }

  // An open end is null.
  void instant(std::string_view key, Instant at) {
    json_.key(key);
    if (at == kBeginning || at == kForever) {
      json_.null();
    } else {
      json_.value(text::rfc3339(at, text::kJst));
    }
  }

  void files() {
    json_.key("files").begin_array();
    for (const reg::LoadReport::File& file : check_.loaded.report.files) {
      json_.begin_object();
      json_.member("name", file.name).member("profile", file.profile);
      json_.member("register", reg::name_of(file.table)).member("bytes", file.bytes);
      json_.member("lines", file.lines).member("header_lines", file.header_lines);
      json_.member("row_lines", file.row_lines).member("rejected_lines", file.rejected_lines);
      json_.member("rows", file.rows).member("rejected", file.rejected);
      json_.end_object();
    }
    json_.end_array();
    json_.key("unclaimed").begin_array();
    for (const std::string& name : check_.loaded.report.unclaimed) json_.value(name);
    json_.end_array();
    tables("not_read", tables_not_read(registers_));
  }

  void rejected() {
    json_.key("rejected").begin_array();
    for (const reg::RejectedRow& row : check_.loaded.report.rejected) {
      json_.begin_object();
      json_.member("file", row.error.place.file).member("line", row.error.place.line);
      json_.member("message", row.error.message).member("help", row.error.help);
      json_.end_object();
    }
    json_.end_array();
  }

  void standing() {
    const reg::StandingCheck& check = check_.standing;
    json_.key("standing").begin_object().key("counts").begin_object();
    for (size_t i = 0; i < reg::kStandingKindCount; ++i) {
      json_.member(reg::name_of(static_cast<reg::StandingKind>(i)), check.counts[i]);
    }
    json_.end_object();
    tables("not_checked", check.not_covered);
    json_.key("list").begin_array();
    for (const reg::Standing& one : check.list) {
      json_.begin_object();
      json_.member("kind", reg::name_of(one.kind));
      json_.member("subject", subject_of(registers_, one));
      json_.member("holder", registers_.code(one.holder));
      instant("since", one.since);
      json_.key("days");
      const int64_t days = days_open(one, check.as_of);
      days < 0 ? json_.null() : json_.value(days);
      json_.key("evidence").begin_array();
      for (const reg::RowRef& evidence : one.evidence) row(evidence);
      json_.end_array().end_object();
    }
    json_.end_array().end_object();
  }

  void contradictions() {
    json_.key("contradictions").begin_object().key("counts").begin_object();
    for (size_t i = 0; i < reg::kContradictionKindCount; ++i) {
      json_.member(reg::name_of(static_cast<reg::ContradictionKind>(i)),
                   check_.contradictions.counts[i]);
    }
    json_.end_object().key("list").begin_array();
    for (const reg::Contradiction& one : check_.contradictions.list) {
      json_.begin_object();
      json_.member("kind", reg::name_of(one.kind)).member("subject", one.subject);
      if (!one.overlap.empty()) {
        instant("from", one.overlap.from);
        instant("until", one.overlap.until);
      }
      json_.member("occurrences", one.occurrences);
      json_.key("row");
      row(one.row);
      if (one.other) {
        json_.key("other");
        row(*one.other);
      }
      json_.member("consequence", reg::consequence_of(one.kind).en);
      json_.end_object();
    }
    json_.end_array().end_object();
  }

  void same_person() {
    json_.key("same_person").begin_array();
    for (const reg::SamePersonSuggestion& one : check_.same_person.list) {
      json_.begin_object();
      json_.member("one", registers_.code(one.one)).member("other", registers_.code(one.other));
      json_.member("days_between", one.days_between).member("same_name", one.same_name);
      json_.key("last");
      row({reg::Table::kAssignments, one.last->origin, reg::describe(registers_, *one.last)});
      json_.key("first");
      row({reg::Table::kAssignments, one.first->origin, reg::describe(registers_, *one.first)});
      json_.end_object();
    }
    json_.end_array();
  }

  const RegisterCheck& check_;
  const reg::Register& registers_;
  std::string out_;
  text::JsonWriter json_;
};

}  // namespace

bool RegisterCheck::anything() const {
  return !standing.list.empty() || !contradictions.list.empty() || !loaded.report.rejected.empty();
}

Result<RegisterCheck> check_registers(
    const RegisterCheckOptions& options,
    const std::function<void(uint64_t bytes, uint64_t of)>& progress) {
  const Result<Instant> as_of = instant_of(options.as_of);
  if (!as_of) return std::unexpected(as_of.error());
  std::filesystem::path profiles = options.profiles;
  if (profiles.empty()) {
    auto found = shipped("sources");
    if (!found) return std::unexpected(found.error());
    profiles = std::move(*found);
  }
  std::function<void(uint64_t)> heard;
  if (progress) {
    heard = [&progress, of = bytes_below(options.registers)](uint64_t bytes) {
      progress(bytes, of);
    };
  }
  auto loaded = reg::load_registers(options.registers, profiles, heard);
  if (!loaded) return std::unexpected(loaded.error());
  RegisterCheck out{std::move(*loaded), {}, {}, {}};
  out.contradictions = reg::find_contradictions(out.loaded.registers);
  out.same_person = reg::suggest_same_person(out.loaded.registers, options.same_person_days);
  out.standing = reg::check_standing(out.loaded.registers, *as_of);
  return out;
}

std::string register_check_text(const RegisterCheck& check, bool japanese) {
  return TextReport(check, japanese).write();
}

std::string register_check_json(const RegisterCheck& check) {
  return JsonReport(check).write();
}

}  // namespace sekisho::service

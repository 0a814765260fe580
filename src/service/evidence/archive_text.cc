#include "service/evidence/archive_text.h"

#include <fmt/format.h>

#include <functional>

#include "service/evidence/days_text.h"
#include "text/json_writer.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::with_thousands;

std::string days_of(const Period& period, bool japanese) {
  if (period.empty()) return japanese ? "アクセスなし" : "no access";
  return days_text(period, japanese);
}

std::string state_word(SegmentState state, bool japanese) {
  if (!japanese) return fmt::format("{:<7}", name_of(state));
  switch (state) {
    case SegmentState::kThere:
      return "保管中  ";
    case SegmentState::kErased:
      return "消去済み";
    case SegmentState::kMissing:
      break;
  }
  return "所在不明";
}

void write_sealed(text::JsonWriter& json, const SealedSegment& sealed) {
  json.member("segment", sealed.id)
      .member("entry", sealed.entry)
      .member("system", sealed.system)
      .member("file", sealed.file)
      .member("lines", sealed.seal.lines)
      .member("events", sealed.events)
      .member("rejects", sealed.rejects)
      .member("bytes", sealed.seal.bytes)
      .member("hash", sealed.seal.hash)
      .member("content", sealed.seal.sha256)
      .member("received", sealed.received_sha256)
      .member("class", sealed.retention_class)
      .member("key", sealed.key);
  if (sealed.period.empty()) return;
  json.member("from", text::rfc3339(sealed.period.from, text::kUtc))
      .member("until", text::rfc3339(sealed.period.until, text::kUtc));
}

std::string indented(const std::function<void(text::JsonWriter&)>& write) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object();
  write(json);
  json.end_object();
  return out + "\n";
}

template <class List, class Write>
void write_list(text::JsonWriter& json, std::string_view name, const List& list, Write write) {
  json.key(name).begin_array();
  for (const auto& item : list) {
    json.begin_object();
    write(item);
    json.end_object();
  }
  json.end_array();
}

void write_names(text::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& names) {
  json.key(name).begin_array();
  for (const std::string& each : names) json.value(each);
  json.end_array();
}

}  // namespace

std::string added_text(const ArchiveAdded& added, bool japanese) {
  std::string out;
  uint64_t lines = 0;
  for (const SealedSegment& sealed : added.sealed) {
    lines += sealed.seal.lines;
    out += fmt::format(fmt::runtime(japanese ? "保管   {}  記録 {}  {}  {} 行、アクセス {} 件、"
                                               "読込不能行 {} 行、{}\n"
                                             : "sealed  {}  entry {}  {}  {} lines, {} accesses, "
                                               "{} rejects, {}\n"),
                       sealed.id, sealed.entry, sealed.file, with_thousands(sealed.seal.lines),
                       with_thousands(sealed.events), with_thousands(sealed.rejects),
                       days_of(sealed.period, japanese));
  }
  for (const SealedSegment& sealed : added.known) {
    out += fmt::format(
        fmt::runtime(japanese ? "保管済 {}  記録 {}  {}\n" : "known   {}  entry {}  {}\n"),
        sealed.id, sealed.entry, sealed.file);
  }
  for (const Error& error : added.refused)
    out += fmt::format("{} {}\n", japanese ? "不可  " : "refused", to_string(error));
  for (const std::string& name : added.unclaimed) {
    out += fmt::format(fmt::runtime(japanese ? "保管せず(該当する読込定義なし): {}\n"
                                             : "not sealed, since no profile claims it: {}\n"),
                       name);
  }
  return out + fmt::format(
                   fmt::runtime(japanese ? "改ざん検知記録を作成 {} ファイル({} 行)、保管済み {}、"
                                           "不可 {}、読込定義なし {}\n"
                                         : "{} files sealed with {} lines, {} sealed before, {} "
                                           "refused, {} unclaimed\n"),
                   added.sealed.size(), with_thousands(lines), added.known.size(),
                   added.refused.size(), added.unclaimed.size());
}

std::string added_json(const ArchiveAdded& added) {
  return indented([&](text::JsonWriter& json) {
    const auto write = [&](const SealedSegment& sealed) { write_sealed(json, sealed); };
    write_list(json, "sealed", added.sealed, write);
    write_list(json, "known", added.known, write);
    write_list(json, "refused", added.refused, [&](const Error& error) {
      json.member("file", error.place.file).member("message", error.message);
    });
    write_names(json, "unclaimed", added.unclaimed);
  });
}

std::string listed_text(const std::vector<ListedSegment>& segments, bool japanese) {
  std::string out;
  for (const auto& [sealed, state] : segments) {
    out += fmt::format(fmt::runtime(japanese ? "{}  {}  記録 {}  {}  {}  {} 行  {}\n"
                                             : "{}  {}  entry {}  {}  {}  {} lines  {}\n"),
                       sealed.id, state_word(state, japanese), sealed.entry, sealed.system,
                       days_of(sealed.period, japanese), with_thousands(sealed.seal.lines),
                       sealed.file);
  }
  return out + (japanese ? fmt::format("原本区画 {} 件\n", segments.size())
                         : fmt::format("{} segments\n", segments.size()));
}

std::string listed_json(const std::vector<ListedSegment>& segments) {
  return indented([&](text::JsonWriter& json) {
    write_list(json, "segments", segments, [&](const ListedSegment& listed) {
      write_sealed(json, listed.sealed);
      json.member("state", name_of(listed.state));
    });
  });
}

std::string checked_text(const ArchiveCheck& check, bool japanese) {
  std::string out;
  for (const DamagedSegment& damaged : check.damaged) {
    for (const logs::SegmentProblem& problem : damaged.problems) {
      out += fmt::format(fmt::runtime(japanese ? "原本区画 {}({})の {} ~ {} 行: {}\n"
                                               : "segment {} ({}), lines {} to {}: {}\n"),
                         damaged.segment, damaged.file, problem.first_line, problem.last_line,
                         problem.message);
    }
  }
  for (const std::string& name : check.strays) {
    out += fmt::format(
        fmt::runtime(
            japanese
                ? "{}: 対応する改ざん検知記録がありません\n"
                  "  help: 元のログを `sekisho archive add` で保管し直すか、このファイルを除いて"
                  "ください。\n"
                : "{}: no entry of the record seals this file\n"
                  "  help: Seal its log file with `sekisho archive add`, which writes it anew, or "
                  "remove it.\n"),
        name);
  }
  if (!check.no_vault.empty()) {
    out += fmt::format(fmt::runtime(japanese ? "暗号化されたままのハッシュ値のみを確認: {}\n"
                                             : "only hashes of encrypted bytes were looked at: "
                                               "{}\n"),
                       check.no_vault);
  }
  return out + fmt::format(fmt::runtime(japanese ? "原本区画 {} 件: 完全 {}({} 行、うち内容まで"
                                                   "確認 {})、消去済み {}、損傷 {}。所属不明の"
                                                   "ファイル {}\n"
                                                 : "{} segments: {} whole with {} lines ({} "
                                                   "opened), {} erased, {} damaged; {} stray "
                                                   "files\n"),
                           check.segments, check.whole, with_thousands(check.lines), check.opened,
                           check.erased, check.damaged.size(), check.strays.size());
}

std::string checked_json(const ArchiveCheck& check) {
  return indented([&](text::JsonWriter& json) {
    json.member("segments", check.segments)
        .member("whole", check.whole)
        .member("lines", check.lines)
        .member("opened", check.opened)
        .member("erased", check.erased);
    if (!check.no_vault.empty()) json.member("no_vault", check.no_vault);
    write_list(json, "damaged", check.damaged, [&](const DamagedSegment& damaged) {
      json.member("segment", damaged.segment).member("file", damaged.file);
      write_list(json, "problems", damaged.problems, [&](const logs::SegmentProblem& problem) {
        json.member("first_line", problem.first_line)
            .member("last_line", problem.last_line)
            .member("message", problem.message);
      });
    });
    write_names(json, "strays", check.strays);
  });
}

}  // namespace sekisho::service

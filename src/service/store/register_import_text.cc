#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "register/reject_words.h"
#include "register/tables.h"
#include "service/store/fact_text.h"
#include "service/store/import_words.h"
#include "service/store/register_import.h"
#include "text/json_writer.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using store::Counts;
using store::Step;

constexpr size_t kShownSteps = 40;
constexpr size_t kShownOthers = 20;

struct Column {
  std::string_view name, ja, en;
  uint64_t Counts::* count;
};
constexpr std::array kColumns{
    Column{"added", "追加", "added", &Counts::added},
    Column{"corrected", "訂正", "corrected", &Counts::corrected},
    Column{"ended", "終了", "ended", &Counts::ended},
    Column{"withdrawn", "取消", "withdrawn", &Counts::withdrawn},
    Column{"unchanged", "変更なし", "unchanged", &Counts::unchanged},
    Column{"contradicted", "不整合", "contradicted", &Counts::contradicted},
    Column{"rejected", "読込不能", "rejected", &Counts::rejected},
};

std::string_view words_of(Step::What what, bool japanese) {
  switch (what) {
    case Step::What::kAdd:
      return japanese ? "追加" : "add";
    case Step::What::kCorrect:
      return japanese ? "訂正" : "correct";
    case Step::What::kEnd:
      return japanese ? "終了" : "end";
    case Step::What::kWithdraw:
      return japanese ? "取消" : "withdraw";
  }
  return {};
}

const store::Fact* before_of(const ImportPreview& preview, const Step& step) {
  const auto found = std::ranges::find(preview.before, step.ends, &store::Fact::id);
  return step.ends == 0 || found == preview.before.end() ? nullptr : &*found;
}

std::string counts_text(const ImportPreview& preview, bool japanese) {
  std::string out;
  for (size_t i = 0; i < reg::kTableCount; ++i) {
    const Counts& counts = preview.counts[i];
    if (counts == Counts{}) continue;
    out += fmt::format("  {:<22}", reg::name_of(static_cast<reg::Table>(i)));
    bool first = true;
    for (const Column& column : kColumns) {
      if (counts.*column.count == 0) continue;
      out += fmt::format("{}{} {}", first ? "" : ", ", japanese ? column.ja : column.en,
                         text::with_thousands(counts.*column.count));
      first = false;
    }
    out += "\n";
  }
  return out;
}

std::string steps_text(const ImportPreview& preview, bool japanese) {
  std::string out;
  size_t shown = 0;
  for (const Step& step : preview.steps) {
    if (shown++ == kShownSteps) {
      out += fmt::format(fmt::runtime(japanese ? "  … 他 {} 件(--json で全件)\n"
                                               : "  … and {} more (all of them with --json)\n"),
                         preview.steps.size() - kShownSteps);
      break;
    }
    out += fmt::format("  {} ", words_of(step.what, japanese));
    if (const store::Fact* const before = before_of(preview, step)) {
      out += statement_text(before->says);
      if (step.says) out += "\n    → ";
    }
    if (step.says) out += statement_text(*step.says);
    out += "\n";
  }
  return out;
}

template <class List, class Say>
std::string list_text(std::string_view title, const List& list, Say say) {
  if (list.empty()) return {};
  std::string out = fmt::format("{} ({}):\n", title, list.size());
  for (size_t i = 0; i < std::min(list.size(), kShownOthers); ++i) {
    out += fmt::format("  {}\n", say(list[i]));
  }
  if (list.size() > kShownOthers) out += "  …\n";
  return out;
}

template <class T>
std::span<const T> first(const std::vector<T>& list, size_t most) {
  return std::span(list).first(std::min(list.size(), most));
}

void write_contradiction(text::JsonWriter& json, const reg::Contradiction& one) {
  json.begin_object()
      .member("kind", reg::name_of(one.kind))
      .member("subject", one.subject)
      .member("row", one.row.text);
  if (one.other) json.member("other", one.other->text);
  json.end_object();
}

}  // namespace

std::string import_text(const ImportPreview& preview, const ImportDone* done, bool japanese) {
  std::string out = counts_text(preview, japanese);
  if (preview.nothing) {
    return out + (japanese ? "この内容は取込済みです。変更はありません。\n"
                           : "These files were imported before: nothing changes.\n");
  }
  if (done == nullptr) out += steps_text(preview, japanese);
  out += list_text(japanese ? "新たな台帳の不整合" : "new contradictions", preview.contradictions,
                   [&](const reg::Contradiction& one) {
                     const reg::Sentence title = reg::title_of(one.kind);
                     return fmt::format("{}: {}", japanese ? title.ja : title.en, one.row.text);
                   });
  out += list_text(japanese ? "読込不能行" : "rows that cannot be read", preview.rejected,
                   [&](const reg::RejectedRow& row) {
                     return to_string(japanese ? reg::in_japanese(row.error) : row.error);
                   });
  out += list_text(japanese ? "どの読込定義にも該当しないファイル" : "files that no profile claims",
                   preview.unclaimed, [](const std::string& name) { return name; });
  if (done != nullptr) {
    return out +
           fmt::format(fmt::runtime(japanese ? "変更 {} として登録しました(証跡 {})。\n"
                                             : "Recorded as change {} (entry {} of the record).\n"),
                       done->change, done->entry);
  }
  out += list_text(
      japanese ? "第二の担当者が必要" : "a second person is needed", preview.grounds,
      [&](const std::string& ground) { return japanese ? ground_in_japanese(ground) : ground; });
  return out + fmt::format("{}: {}\n", japanese ? "事前確認の識別値" : "preview", preview.hash);
}

std::string import_json(const ImportPreview& preview, const ImportDone* done, size_t most) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("preview", preview.hash)
      .member("nothing", preview.nothing)
      .member("second_person", !preview.grounds.empty());
  if (done != nullptr && done->change != 0) {
    json.member("change", done->change).member("entry", done->entry);
  }
  json.key("grounds").begin_array();
  for (const std::string& ground : preview.grounds) json.value(ground);
  json.end_array().key("counts").raw(store::counts_json(preview.counts));
  json.key("files").begin_array();
  for (const store::ImportedFile& file : preview.files) {
    json.begin_object()
        .member("name", file.read.name)
        .member("sha256", file.read.sha256)
        .member("profile", file.read.profile)
        .member("register", reg::name_of(file.read.table))
        .member("mode", reg::name_of(file.mode))
        .member("rows", file.read.rows)
        .member("rejected", file.read.rejected)
        .end_object();
  }
  json.end_array().key("steps").begin_array();
  for (const Step& step : first(preview.steps, most)) {
    json.begin_object().member("step", name_of(step.what));
    if (step.ends != 0) json.member("ends", step.ends);
    if (const store::Fact* const before = before_of(preview, step)) {
      json.key("before");
      write_statement(json, before->says);
    }
    if (step.says) {
      json.key("says");
      write_statement(json, *step.says);
    }
    json.end_object();
  }
  json.end_array().key("contradictions").begin_array();
  for (const reg::Contradiction& one : first(preview.contradictions, most))
    write_contradiction(json, one);
  json.end_array().key("rejected").begin_array();
  for (const reg::RejectedRow& row : first(preview.rejected, most)) {
    const Error ja = reg::in_japanese(row.error);
    json.begin_object()
        .member("file", row.error.place.file)
        .member("line", row.error.place.line)
        .member("message", row.error.message)
        .member("message_ja", ja.message)
        .member("help", row.error.help)
        .member("help_ja", ja.help)
        .end_object();
  }
  json.end_array().key("unclaimed").begin_array();
  for (const std::string& name : preview.unclaimed) json.value(name);
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service

#include <fmt/format.h>

#include "service/evidence/days_text.h"
#include "service/evidence/evidence_erase.h"
#include "text/json_writer.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {

std::string erase_text(const ErasePlan& plan, bool japanese) {
  const std::string entries = text::with_thousands(plan.entries);
  const std::string bytes = text::with_thousands(plan.bytes);
  const std::string days = days_text(plan.period, japanese);
  std::string out = japanese ? fmt::format("{}: 保存区分 `{}` の記録 {} 件、{} バイト", plan.key,
                                           plan.retention_class, entries, bytes)
                             : fmt::format("{}: {} entries, {} bytes of class `{}`", plan.key,
                                           entries, bytes, plan.retention_class);
  if (!days.empty()) out += (japanese ? "、" : ", ") + days;
  out += '\n';
  for (const evidence::Objection& objection : plan.objections) {
    out += japanese ? fmt::format("消去不可: {}\n", objection.japanese)
                    : fmt::format("refused: {}\n", objection.english);
  }
  if (plan.entry) {
    out += japanese ? fmt::format(
                          "消去しました。証跡の記録 {} にその旨が残ります。鍵保管庫の写しには"
                          "鍵が残っているため、写しも廃棄してください。\n",
                          *plan.entry)
                    : fmt::format(
                          "erased; entry {} of the record says so. Copies of the vault "
                          "still have the key: destroy them, too.\n",
                          *plan.entry);
  } else if (plan.objections.empty()) {
    out +=
        japanese
            ? "消去の妨げとなるものはありません。--yes を付けると、元に戻せない形で消去します。\n"
            : "nothing speaks against erasing it for ever; --yes does it\n";
  }
  return out;
}

std::string erase_json(const ErasePlan& plan) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object()
      .member("key", plan.key)
      .member("class", plan.retention_class)
      .member("entries", plan.entries)
      .member("bytes", plan.bytes);
  if (!plan.period.empty()) {
    json.member("from", text::rfc3339(plan.period.from, text::kUtc))
        .member("until", text::rfc3339(plan.period.until, text::kUtc));
  }
  json.key("refused").begin_array();
  for (const evidence::Objection& objection : plan.objections) json.value(objection.english);
  json.end_array().member("erased", plan.entry.has_value());
  if (plan.entry) json.member("entry", *plan.entry);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service

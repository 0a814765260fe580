#include <fmt/format.h>

#include "service/evidence/evidence_append.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

std::string counted(uint64_t number, const char* one, const char* many) {
  return fmt::format("{} {}", text::with_thousands(number), number == 1 ? one : many);
}

}  // namespace

std::string clock_text(Instant now, Instant newest, bool japanese) {
  return fmt::format(
      fmt::runtime(japanese ? "注記: 時計が戻っています。現在は {}、記録済みの最新は {} です。"
                              "記録の順序は変わりません。\n"
                            : "note: the clock went back: it says {}, and the record has an entry "
                              "of {}; entries keep their order\n"),
      text::rfc3339(now, text::kJst), text::rfc3339(newest, text::kJst));
}

std::string unsaid_text(uint64_t rejects, const EvidenceAppend& request) {
  if (request.japanese) {
    return fmt::format("このほか読込不能行 {} 行{}\n", text::with_thousands(rejects),
                       request.rejects ? "" : "(--rejects FILE で全件を保存できます)");
  }
  return fmt::format("{} more are only counted{}\n", counted(rejects, "reject", "rejects"),
                     request.rejects ? "" : "; --rejects FILE keeps all of them");
}

std::string append_summary(const AppendedEvidence& appended, bool japanese) {
  if (japanese) {
    std::string out = fmt::format("{} 行 = 記録 {} 件", text::with_thousands(appended.lines),
                                  text::with_thousands(appended.entries));
    if (appended.entries > 0)
      out += fmt::format("({} ~ {})", appended.first, appended.first + appended.entries - 1);
    out += fmt::format(" + 読込不能行 {}", text::with_thousands(appended.rejects));
    if (appended.empty > 0) out += fmt::format(" + 空行 {}", text::with_thousands(appended.empty));
    return out + fmt::format("。証跡の記録は計 {} 件", text::with_thousands(appended.published));
  }
  std::string out = counted(appended.lines, "line", "lines") + " = " +
                    counted(appended.entries, "entry", "entries");
  if (appended.entries > 0) {
    out += fmt::format(" ({} to {})", appended.first, appended.first + appended.entries - 1);
  }
  out += " + " + counted(appended.rejects, "reject", "rejects");
  if (appended.empty > 0) out += " + " + text::with_thousands(appended.empty) + " empty";
  return out + fmt::format("; the log has {}", counted(appended.published, "entry", "entries"));
}

}  // namespace sekisho::service

#include <array>

#include "report/charts.h"
#include "report/page_assets.h"
#include "report/sections.h"
#include "report/show.h"

namespace sekisho::report {
namespace {

struct Entry {
  Markup href;
  Words words;
};

constexpr std::array kContents{
    Entry{"#summary", {"概要", "Summary"}},
    Entry{"#systems", {"システム別", "By system"}},
    Entry{"#timeline", {"時系列", "Over time"}},
    Entry{"#viewers", {"閲覧者", "Viewers"}},
    Entry{"#routes", {"経路", "Routes"}},
    Entry{"#findings", {"検出事項の説明", "Findings explained"}},
    Entry{"#withdrawn", {"取り下げた疑い", "Withdrawn"}},
    Entry{"#undetermined", {"判定保留", "Undetermined"}},
    Entry{"#coverage", {"ログ受領状況", "Coverage"}},
    Entry{"#rejects", {"読込不能行", "Rejects"}},
    Entry{"#contradictions", {"台帳の不整合", "Contradictions"}},
    Entry{"#reproduce", {"再現方法", "Reproduce"}},
};

Bilingual title_of(const ReviewPage& page) {
  if (!page.title.empty()) return page.title;
  return {"アクセスログ調査結果", "Review of access logs"};
}

void head(Html& out, const ReviewPage& page) {
  const Bilingual title = title_of(page);
  out.raw(
      "<!DOCTYPE html>\n<html lang=\"ja\" data-lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '");
  out.raw(assets::kScriptHash).raw("'; style-src '").raw(assets::kStyleHash);
  out.raw(
      "'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<title data-ja=\"");
  out.text(title.ja).raw("\" data-en=\"").text(title.en).raw("\">").text(title.ja);
  out.raw("</title>\n<style>").raw(assets::kStyle).raw("</style>\n</head>\n");
}

void run_line(Html& out, const ReviewPage& page) {
  const RunFacts& run = page.run;
  out.raw("<dl class=\"run\">");
  const auto item = [&out](Words label, std::string_view value) {
    out.raw("<div><dt>").say(label).raw("</dt><dd>").data(value, 160).raw("</dd></div>");
  };
  item({"実行番号", "Run"}, run.run_id);
  item({"作成日時", "Made at"}, moment_short(run.made_at, zone_of(page)) + " " + page.zone_name);
  item({"プログラムの版", "Program"}, run.program_version);
  item({"ルールのハッシュ値", "Policy set"}, std::string_view(run.policy_set_hash).substr(0, 16));
  out.raw("<div><dt>").say({"再現", "Reproduce"}).raw("</dt><dd><code>");
  out.data(run.reproduce_command, 300).raw("</code></dd></div></dl>\n");
}

void banner(Html& out, const ReviewPage& page) {
  out.raw("<a class=\"skip\" href=\"#main\">").say({"本文へ移動", "Skip to the content"});
  out.raw("</a>\n<header class=\"top\"><div class=\"title\"><p class=\"organisation\">");
  out.data(page.organisation).raw("</p><h1>").both(title_of(page)).raw("</h1></div>\n");
  out.raw(
      "<div class=\"switch\" role=\"group\" aria-label=\"言語 / Language\">"
      "<button type=\"button\" lang=\"ja\" data-set=\"ja\" aria-pressed=\"true\">日本語</button>"
      "<button type=\"button\" lang=\"en\" data-set=\"en\" aria-pressed=\"false\">English</button>"
      "</div>\n");
  run_line(out, page);
  out.raw("</header>\n");
}

void contents(Html& out, const ReviewPage& page) {
  out.raw("<nav aria-label=\"目次 / Contents\"><ul>");
  for (const Entry& entry : kContents) {
    if (entry.href.text == "#withdrawn" && page.withdrawn.rows.empty()) continue;
    out.raw("<li><a href=\"").raw(entry.href).raw("\">").say(entry.words).raw("</a></li>");
  }
  out.raw("</ul></nav>\n");
}

}  // namespace

std::string render_html(const ReviewPage& page) {
  Html out;
  head(out, page);
  out.raw("<body>\n");
  chart_patterns(out);
  banner(out, page);
  out.raw("<div class=\"layout\">\n");
  contents(out, page);
  out.raw("<main id=\"main\" tabindex=\"-1\">\n");
  section_summary(out, page);
  section_blind_spots(out);
  section_systems(out, page);
  section_timeline(out, page);
  section_viewers(out, page);
  section_routes(out, page);
  section_findings(out, page);
  section_withdrawn(out, page);
  section_undetermined(out, page);
  section_coverage(out, page);
  section_rejects(out, page);
  section_contradictions(out, page);
  section_reproduce(out, page);
  out.raw("</main>\n</div>\n<footer>");
  out.say({"時刻はすべて", "All times are in "}).raw(" ").text(page.zone_name);
  out.say({"で示しています。", "."}).raw(" ").data(page.run.program_version).raw("</footer>\n");
  out.raw("<script>").raw(assets::kScript).raw("</script>\n</body>\n</html>\n");
  return out.take();
}

}  // namespace sekisho::report

#include <fmt/format.h>

#include "report/sections.h"
#include "report/show.h"
#include "report/words.h"
#include "text/number.h"

namespace sekisho::report {
namespace {

using text::with_thousands;

Bilingual operator+(Bilingual left, const Bilingual& right) {
  left.ja += right.ja;
  left.en += right.en;
  return left;
}

// "In the logs from … to … (… accesses)".
Bilingual what_was_read(const ReviewPage& page, text::Zone zone) {
  const std::string events = with_thousands(page.read.events);
  Bilingual period{"", ""};
  if (const auto& examined = page.windows.examined.period;
      examined && examined->from != kBeginning && examined->until != kForever) {
    const Bilingual from = day_long(examined->from, zone);
    const Bilingual until = day_long(last_moment(*examined), zone);
    period = {fmt::format("{}から{}までの", from.ja, until.ja),
              fmt::format(" from {} to {}", from.en, until.en)};
  }
  return {fmt::format("{}アクセスログ（{}件）を調べた結果、", period.ja, events),
          fmt::format("The access logs{} ({} accesses) were examined. ", period.en, events)};
}

Bilingual viewers_said(const ViewerCounts& viewers) {
  Bilingual out{fmt::format("閲覧者は、確定が{}名、推定が{}名です。",
                            with_thousands(viewers.confirmed), with_thousands(viewers.presumed)),
                fmt::format(" Viewers: {} confirmed, {} presumed.",
                            with_thousands(viewers.confirmed), with_thousands(viewers.presumed))};
  if (viewers.unknown_accesses > 0) {
    const std::string unknown = with_thousands(viewers.unknown_accesses);
    out = out +
          Bilingual{fmt::format("このほか、閲覧者を特定できないアクセスが{}件あります。", unknown),
                    fmt::format(" For {} more accesses nobody can be named.", unknown)};
  }
  return out;
}

Bilingual times_said(const Figures& figures, text::Zone zone) {
  if (!figures.first || !figures.last) return {};
  const Bilingual first = day_long(*figures.first, zone);
  const Bilingual last = day_long(*figures.last, zone);
  return {fmt::format("最初の閲覧は{}、最後の閲覧は{}です。", first.ja, last.ja),
          fmt::format(" The first look was on {}, the last on {}.", first.en, last.en)};
}

Bilingual nothing_said(uint64_t refused) {
  Bilingual out{"権限外アクセス（閲覧あり）は検出されませんでした。",
                "No unauthorised access that showed anything was found."};
  if (refused == 0) return out;
  const std::string count = with_thousands(refused);
  return out + Bilingual{fmt::format("システムが拒否した権限外アクセスは{}件です。", count),
                         fmt::format(" The systems refused {} unauthorised attempts.", count)};
}

Bilingual found_said(const Figures& figures, text::Zone zone) {
  if (figures.viewed == 0) return nothing_said(figures.refused);
  const auto whose = whose_count(figures);
  Bilingual found{"権限外アクセス（閲覧あり）", "Unauthorised access"};
  if (whose) {
    Bilingual suppliers{"", ""};
    if (figures.suppliers) {
      const std::string count = with_thousands(*figures.suppliers);
      suppliers = {fmt::format("（小売電気事業者{}社）", count),
                   fmt::format(" of {} suppliers", count)};
    }
    found = {fmt::format("{}により、{}{}{}の情報が閲覧されていたことを検出しました。", found.ja,
                         figures.contracts ? "お客さま" : "", whose->ja, suppliers.ja),
             fmt::format("{} showed information on {}{}.", found.en, whose->en, suppliers.en)};
  } else {
    const std::string count = with_thousands(figures.viewed);
    found = {fmt::format("{}を{}件検出しました。どの契約のものかは、ログから確認できません。",
                         found.ja, count),
             fmt::format("{} was found {} times; whose contracts it showed cannot be told from the "
                         "logs.",
                         found.en, count)};
  }
  return found + viewers_said(figures.viewers) + times_said(figures, zone);
}

// Without a distinct count over all systems, how many systems are concerned, and nothing added up.
Bilingual apart_said(const ReviewPage& page) {
  size_t concerned = 0;
  uint64_t refused = 0;
  for (const SystemRow& system : page.systems) {
    if (system.has_log && system.figures.viewed > 0) ++concerned;
    refused += system.figures.refused;
  }
  if (concerned == 0) return nothing_said(refused);
  return {fmt::format(
              "権限外アクセス（閲覧あり）を{}つのシステムで検出しました。件数はシステムごとに示し、"
              "重複があり得るため合算していません。",
              concerned),
          fmt::format("Unauthorised access was found in {} systems. The counts stand side by side; "
                      "they may overlap and are not added up.",
                      concerned)};
}

void figure(Html& out, Words label, const std::optional<uint64_t>& value, Words unit) {
  out.raw("<div class=\"figure\"><dt>").say(label).raw("</dt><dd>");
  if (value) {
    out.raw("<b>").number(*value).raw("</b><small>").say(unit).raw("</small>");
  } else {
    out.raw("<span class=\"none\">").say(words::kNotDeterminable).raw("</span>");
  }
  out.raw("</dd></div>");
}

void viewers_figure(Html& out, const ViewerCounts& viewers) {
  out.raw("<div class=\"figure\"><dt>").say(words::kViewers).raw("</dt><dd class=\"parts\">");
  const auto part = [&out](Certainty certainty, uint64_t count, Words unit) {
    out.raw("<span class=\"part\"><span class=\"mark\">").raw(words::mark_of(certainty));
    out.raw("</span>").say(words::of(certainty)).raw(" <b>").number(count).raw("</b><small>");
    out.say(unit).raw("</small></span> ");
  };
  part(Certainty::kConfirmed, viewers.confirmed, {"名", " people"});
  part(Certainty::kPresumed, viewers.presumed, {"名", " people"});
  part(Certainty::kUnknown, viewers.unknown_accesses, {"件", " accesses"});
  out.raw("</dd></div>");
}

void accesses_figure(Html& out, const Figures& figures) {
  out.raw("<div class=\"figure across\"><dt>").say(words::kAccesses);
  out.raw("</dt><dd class=\"parts\">");
  const auto part = [&out](Words label, uint64_t count) {
    out.raw("<span class=\"part\">").say(label).raw(" <b>").number(count).raw("</b><small>");
    out.raw("<span lang=\"ja\">件</span></small></span> ");
  };
  part({"権限外（閲覧あり）", "Unauthorised, seen"}, figures.viewed);
  part({"権限外（拒否済み）", "Unauthorised, refused"}, figures.refused);
  part(words::kDoubtful, figures.doubtful);
  part(words::kUndetermined, figures.undetermined);
  out.raw("</dd></div>");
}

void times_figure(Html& out, const Figures& figures, text::Zone zone) {
  out.raw("<div class=\"figure\"><dt>").say({"最初の閲覧～最後の閲覧", "First look – last look"});
  out.raw("</dt><dd class=\"parts\">");
  if (figures.first && figures.last) {
    out.both(days_of({*figures.first, shifted(*figures.last, 1)}, zone));
  } else {
    out.raw("–");
  }
  out.raw("</dd></div>");
}

void window_list(Html& out, const Windows& windows, text::Zone zone) {
  out.raw("<dl class=\"windows\">");
  const auto item = [&](Markup kind, Words label, const Window& window) {
    out.raw("<div class=\"").raw(kind).raw("\"><dt>").say(label).raw("</dt><dd>");
    out.both(window_text(window, zone)).raw("</dd></div>");
  };
  item("w-exposure", words::kExposure, windows.exposure);
  item("w-logs", words::kLogs, windows.logs);
  item("w-examined", words::kExamined, windows.examined);
  out.raw("</dl>\n");
}

void short_system_list(Html& out, const ReviewPage& page) {
  out.raw("<ul class=\"plain\">");
  size_t shown = 0;
  for (const SystemRow& system : page.systems) {
    if (!system.has_log || system.figures.viewed == 0) continue;
    if (++shown > kMaxSystems) break;
    out.raw("<li><strong>").both(system.name).raw("</strong> ");
    if (const auto whose = whose_count(system.figures)) out.raw("<b>").both(*whose).raw("</b>");
    if (system.figures.suppliers) {
      const std::string count = with_thousands(*system.figures.suppliers);
      out.both(
          {fmt::format("（小売電気事業者{}社）", count), fmt::format(" of {} suppliers", count)});
    }
    out.raw("</li>");
  }
  out.raw("</ul>\n");
}

void known_panel(Html& out, const ReviewPage& page, text::Zone zone) {
  out.raw("<div class=\"panel known\"><h3>")
      .say({"確認できたこと", "What was found"})
      .raw("</h3>\n");
  if (page.total) {
    out.raw("<dl class=\"figures\">");
    figure(out, words::kContracts, page.total->contracts, {"契約", " contracts"});
    if (!page.total->contracts && page.total->facilities) {
      figure(out, words::kFacilities, page.total->facilities, {"設備", " facilities"});
    }
    figure(out, words::kSuppliersThen, page.total->suppliers, {"社", " suppliers"});
    viewers_figure(out, page.total->viewers);
    times_figure(out, *page.total, zone);
    accesses_figure(out, *page.total);
    out.raw("</dl>\n");
  } else {
    short_system_list(out, page);
  }
  window_list(out, page.windows, zone);
  out.raw("</div>\n");
}

void unknown_panel(Html& out, const ReviewPage& page, text::Zone zone) {
  out.raw("<div class=\"panel unknown\"><h3>");
  out.say({"確認できないこと（確認不能）", "What cannot be determined"}).raw("</h3>\n");
  if (page.undeterminable.empty()) {
    explain(out, {"調査対象期間のログは、登録されているすべてのシステムについて受領しています。",
                  "Logs of the examined period were received for every system in the register."});
  } else {
    out.raw("<ul class=\"unknowns\">");
    size_t shown = 0;
    for (const Undeterminable& item : page.undeterminable) {
      if (++shown > kMaxEvidenceRows) break;
      out.raw("<li><strong>").both(item.what).raw("</strong> <b class=\"bounds\">");
      out.both(bounds_of(item)).raw("</b><br><span class=\"why\">").both(item.why);
      if (item.period) {
        const Bilingual days = days_of(*item.period, zone);
        out.both({"（" + days.ja + "）", " (" + days.en + ")"});
      }
      out.raw("</span></li>");
    }
    out.raw("</ul>\n");
    rest_note(out, std::min(shown, kMaxEvidenceRows), page.undeterminable.size(), "scope.json");
  }
  out.raw("</div>\n");
}

}  // namespace

void section_summary(Html& out, const ReviewPage& page) {
  const text::Zone zone = zone_of(page);
  open_section(out, "summary", {"概要", "Summary"});
  out.raw("<p class=\"lead\">");
  out.both(what_was_read(page, zone) +
           (page.total ? found_said(*page.total, zone) : apart_said(page)));
  out.raw("</p>\n<div class=\"panels\">\n");
  known_panel(out, page, zone);
  unknown_panel(out, page, zone);
  out.raw("</div>\n");
  close_section(out);
}

void section_blind_spots(Html& out) {
  out.raw("<section class=\"notice\" aria-labelledby=\"blind-h\"><h2 id=\"blind-h\">");
  out.say({"ログでは分からないこと", "What no log can show"}).raw("</h2>\n<ul>");
  const auto item = [&out](Words words) { out.raw("<li>").say(words).raw("</li>"); };
  item(
      {"紙に印刷したもの、画面の撮影・画面コピー、口頭での伝達、転送されたファイルは、ログに残りま"
       "せん。",
       "Print-outs on paper, photographs and copies of the screen, what was said, and files that "
       "were passed on leave no trace in a log."});
  item(
      {"「推定」の閲覧者は、IDや端末の登録内容から推測したものです。本人が操作したことを"
       "証明するものではありません。",
       "A presumed viewer is inferred from the registers of IDs and terminals. It does not prove "
       "that this person was at the keyboard."});
  item(
      {"この資料は「権限外アクセス」を検出したものです。情報の漏えいや法令違反に当たるかどうかは、"
       "事情を確認したうえで委員会が判断します。",
       "This page reports unauthorised access. Whether it was a leak of information or a breach of "
       "the law is for the committee to conclude, after hearing those concerned."});
  out.raw("</ul></section>\n");
}

}  // namespace sekisho::report

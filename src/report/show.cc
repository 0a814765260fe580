#include "report/show.h"

#include <fmt/format.h>

#include "report/words.h"
#include "text/civil.h"
#include "text/encoding.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::report {

using text::with_thousands;

namespace {

// The ends of time stand for "no bound" and have no date.
bool has_date(Instant instant) {
  return instant != kBeginning && instant != kForever;
}

}  // namespace

std::string day_short(Instant instant, text::Zone zone) {
  return has_date(instant) ? text::date_iso(instant, zone) : "–";
}

std::string moment_short(Instant instant, text::Zone zone) {
  return has_date(instant) ? text::date_time_iso(instant, zone) : "–";
}

Bilingual day_long(Instant instant, text::Zone zone) {
  if (!has_date(instant)) return {"–", "–"};
  return {text::date_ja(instant, zone), text::date_iso(instant, zone)};
}

Instant last_moment(const Period& period) {
  return shifted(period.until, -1);
}

namespace {

Bilingual period_text(const Period& period, const Bilingual& from, const Bilingual& until) {
  const bool began = period.from != kBeginning;
  const bool ended = period.until != kForever;
  if (!began && !ended) return {"期間の定めなし", "no bounds"};
  if (!began) return {"始期不明～" + until.ja, "start unknown – " + until.en};
  if (!ended) return {from.ja + "から継続中", from.en + " – still open"};
  if (from == until) return from;
  return {from.ja + "～" + until.ja, from.en + " – " + until.en};
}

}  // namespace

Bilingual days_of(const Period& period, text::Zone zone) {
  if (period.empty()) return {"期間なし", "empty period"};
  return period_text(period, day_long(period.from, zone), day_long(last_moment(period), zone));
}

Bilingual moments_of(const Period& period, text::Zone zone) {
  const auto midnight = [zone](Instant instant) {
    if (!has_date(instant)) return true;
    const text::CivilTime civil = text::to_civil(instant, zone);
    return (civil.hour == 0 && civil.minute == 0 && civil.second == 0 && civil.micros == 0);
  };
  const bool whole_days = midnight(period.from) && midnight(period.until) && !period.empty();
  const auto shown = [&](Instant instant) {
    const std::string said = whole_days ? day_short(instant, zone) : moment_short(instant, zone);
    return Bilingual{said, said};
  };
  const Instant until = whole_days && period.until != kForever ? last_moment(period) : period.until;
  return period_text(period, shown(period.from), shown(until));
}

Bilingual window_text(const Window& window, text::Zone zone) {
  if (!window.period) {
    return window.note.empty() ? Bilingual{"なし", "none"} : window.note;
  }
  Bilingual out = days_of(*window.period, zone);
  if (!window.note.empty()) {
    out.ja += "（" + window.note.ja + "）";
    out.en += " (" + window.note.en + ")";
  }
  return out;
}

Bilingual counted(uint64_t value, Words unit) {
  return {fmt::format("{}{}", with_thousands(value), unit.ja),
          fmt::format("{} {}", with_thousands(value), unit.en)};
}

Bilingual bounds_of(const Undeterminable& what) {
  const std::string_view ja = what.unit.ja;
  const std::string_view en = what.unit.en;
  const std::string low = what.at_least ? with_thousands(*what.at_least) : "";
  const std::string high = what.at_most ? with_thousands(*what.at_most) : "";
  if (what.at_least && what.at_most) {
    return {fmt::format("{}～{}{}", low, high, ja), fmt::format("{} to {} {}", low, high, en)};
  }
  if (what.at_least) {
    return {fmt::format("{}{}以上（上限は不明）", low, ja),
            fmt::format("at least {} {} (no upper bound)", low, en)};
  }
  if (what.at_most) {
    return {fmt::format("最大{}{}", high, ja), fmt::format("at most {} {}", high, en)};
  }
  return {"件数の範囲を示せません", "no bounds can be given"};
}

std::optional<Bilingual> whose_count(const Figures& figures) {
  if (figures.contracts) return counted(*figures.contracts, {"契約", "contracts"});
  if (figures.points) return counted(*figures.points, {"供給地点", "supply points"});
  if (figures.individuals) return counted(*figures.individuals, {"名分", "individuals"});
  if (figures.facilities) return counted(*figures.facilities, {"設備", "facilities"});
  return std::nullopt;
}

void count_cell(Html& out, const std::optional<uint64_t>& value, bool applies) {
  if (!applies && !value) {
    out.raw("<td class=\"num none\">–</td>");
  } else if (value) {
    out.raw("<td class=\"num\">").number(*value).raw("</td>");
  } else {
    out.raw("<td class=\"num none\">").say(words::kNotDeterminable).raw("</td>");
  }
}

void moment_cell(Html& out, const std::optional<Instant>& value, text::Zone zone) {
  out.raw("<td class=\"time\">");
  if (value) {
    out.text(moment_short(*value, zone));
  } else {
    out.raw("–");
  }
  out.raw("</td>");
}

void place(Html& out, const SourceLine& source) {
  out.raw("<span class=\"place\">").data(source.file);
  if (source.line > 0) {
    const std::string line = with_thousands(source.line);
    out.raw(" <span class=\"line\">")
        .both({fmt::format("{}行目", line), fmt::format("line {}", line)})
        .raw("</span>");
  }
  out.raw("</span>");
}

void raw_line(Html& out, const SourceLine& source) {
  out.raw("<pre class=\"rawline\"><code>");
  if (!source.text.empty()) {
    out.data(source.text, kMaxRawBytes);
  } else if (text::valid_utf8(source.raw)) {
    out.data(source.raw, kMaxRawBytes);
  } else {
    out.bytes(source.raw);
  }
  out.raw("</code></pre>");
}

void rest_note(Html& out, uint64_t shown, uint64_t total, std::string_view rest_in) {
  if (total <= shown) return;
  Bilingual note{
      fmt::format("全{}件のうち{}件を示しました。", with_thousands(total), with_thousands(shown)),
      fmt::format("{} of {} are shown.", with_thousands(shown), with_thousands(total))};
  if (!rest_in.empty()) {
    note.ja += fmt::format("すべての内容は {} にあります。", rest_in);
    note.en += fmt::format(" All of them are in {}.", rest_in);
  }
  out.raw("<p class=\"rest\">").both(note).raw("</p>");
}

void open_section(Html& out, Markup id, Words title) {
  out.raw("<section id=\"").raw(id).raw("\" aria-labelledby=\"").raw(id).raw("-h\"><h2 id=\"");
  out.raw(id).raw("-h\" tabindex=\"-1\">").say(title).raw("</h2>\n");
}

void close_section(Html& out) {
  out.raw("</section>\n");
}

void open_table(Html& out, Markup classes, Words caption) {
  out.raw("<div class=\"frame\" tabindex=\"0\"><table class=\"").raw(classes).raw("\"><caption>");
  out.say(caption).raw("</caption>");
}

void close_table(Html& out) {
  out.raw("</table></div>\n");
}

void explain(Html& out, Words words) {
  out.raw("<p>").say(words).raw("</p>\n");
}

}  // namespace sekisho::report

#include "service/disaster/disaster_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "text/time_format.h"

namespace sekisho::service {
namespace {

struct Word {
  std::string_view ja, en;
};

// In the order of the enumerators.
constexpr std::array<Word, 5> kOpenings{{{"承認待ち", "proposed"},
                                         {"開始前", "coming"},
                                         {"対応中", "open"},
                                         {"解除済み(猶予中)", "ending"},
                                         {"終了", "over"}}};
constexpr std::array<Word, 5> kItems{{{"準備済み", "ready"},
                                      {"貸出中", "lent"},
                                      {"点検・削除待ち", "to check"},
                                      {"所在不明", "missing"},
                                      {"除外", "retired"}}};
constexpr std::array<Word, 3> kLendings{
    {{"貸与中", "lent"}, {"終了(返却・削除待ち)", "ended"}, {"完了", "settled"}}};
constexpr std::array<Word, 5> kScans{{{"返却", "returned"},
                                      {"在庫", "here"},
                                      {"重複", "twice"},
                                      {"他の事業所", "of another office"},
                                      {"登録なし", "unknown"}}};
constexpr std::array<Word, 4> kIrregular{{{"端末の未返却", "terminal not returned"},
                                          {"IDの未削除", "ID not deleted"},
                                          {"所在不明", "missing"},
                                          {"紙の記録との矛盾", "paper contradicts"}}};

template <size_t kCount, class Enum>
std::string_view say(const std::array<Word, kCount>& words, Enum one, bool japanese) {
  const Word& word = words[static_cast<size_t>(one)];
  return japanese ? word.ja : word.en;
}

std::string time(Instant at, bool japanese) {
  if (at == kForever) return japanese ? "解除まで" : "until lifted";
  return text::date_time_iso(at, text::kJst);
}

void list(std::string& out, bool japanese, Word title, const std::vector<std::string>& codes) {
  out += fmt::format("{}: {}\n", japanese ? title.ja : title.en, codes.size());
  for (const std::string& code : codes) out += fmt::format("  {}\n", code);
}

void scans(std::string& out, const std::vector<disaster::Scanned>& scanned, bool japanese) {
  for (const disaster::Scanned& one : scanned) {
    out += fmt::format("  {}  {}", one.code, say(kScans, one.as, japanese));
    if (one.as == disaster::ScannedAs::kElsewhere) out += fmt::format("  {}", one.office);
    out += "\n";
  }
}

}  // namespace

std::string disaster_text(const ShownDisaster& shown, Instant now, bool japanese) {
  std::string out = fmt::format("{}  {}\n", shown.disaster.id, shown.disaster.name);
  for (const disaster::Opening& one : shown.disaster.openings) {
    out += fmt::format("  {}  {}  {}  {} - {}  {}\n", one.id, one.office,
                       say(kOpenings, one.state(now), japanese), time(one.period.from, japanese),
                       time(one.period.until, japanese), fmt::join(one.systems, " "));
  }
  size_t open = 0;
  for (const disaster::Irregularity& one : shown.irregularities) open += one.closed ? 0 : 1;
  return out + fmt::format(
                   fmt::runtime(japanese ? "  未完了の不備 {} 件\n" : "  {} open irregularities\n"),
                   open);
}

std::string pool_text(const std::vector<disaster::PoolItem>& items, bool japanese) {
  std::string out;
  for (const disaster::PoolItem& one : items) {
    out += fmt::format("{}  {}  {}  {}\n", one.id, one.code, one.office,
                       say(kItems, one.state, japanese));
  }
  return out;
}

std::string lendings_text(const std::vector<disaster::Lending>& lendings, Instant now,
                          bool japanese) {
  std::string out;
  for (const disaster::Lending& one : lendings) {
    out += fmt::format("{}  {}  {}  {}  {}  {} - {}\n", one.id, one.what.person, one.what.account,
                       one.what.terminal, say(kLendings, one.state(now), japanese),
                       time(one.period.from, japanese), time(one.period.until, japanese));
    for (const disaster::Contradiction& against : one.contradictions)
      out += fmt::format("  ! {}\n", words_of(against, japanese));
  }
  return out;
}

std::string return_text(const disaster::Return& taken, bool japanese) {
  std::string out = fmt::format(fmt::runtime(japanese ? "返却 {} 件(返却待ち {} 件のうち)\n"
                                                      : "{} returned, {} were expected\n"),
                                taken.returned, taken.expected);
  scans(out, taken.scanned, japanese);
  list(out, japanese, {"未返却", "still out"}, taken.still_out);
  return out;
}

std::string stock_take_text(const disaster::StockTake& stock, bool japanese) {
  std::string out = fmt::format(fmt::runtime(japanese ? "現品照合 {}: {} 台のうち {} 台を確認\n"
                                                      : "stock-take {}: of {}, {} are there\n"),
                                stock.id, stock.expected, stock.there);
  list(out, japanese, {"所在不明", "missing"}, stock.missing);
  list(out, japanese, {"発見", "found again"}, stock.found);
  list(out, japanese, {"貸出中", "lent"}, stock.lent);
  out += japanese ? "照合対象外:\n" : "not from here:\n";
  scans(out, stock.strange, japanese);
  return out;
}

std::string irregularities_text(const std::vector<disaster::Irregularity>& all, bool japanese) {
  std::string out;
  for (const disaster::Irregularity& one : all) {
    out +=
        fmt::format("{}  {}  {}  {}  {}  {}\n", one.name, say(kIrregular, one.kind, japanese),
                    one.code, one.office, time(one.since, japanese),
                    one.closed ? (japanese ? "完了" : "closed") : (japanese ? "未完了" : "open"));
  }
  return out;
}

}  // namespace sekisho::service

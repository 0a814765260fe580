#include "service/disaster/disaster_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using disaster::Lending;
using text::JsonWriter;

std::string time_of(Instant at) {
  return text::rfc3339(at, text::kUtc);
}

void write_time(JsonWriter& json, std::string_view name, const std::optional<Instant>& at) {
  if (at && *at != kForever) json.member(name, time_of(*at));
}

void write_text(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.member(name, text);
}

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
  json.key(name).begin_array();
  for (const std::string& one : list) json.value(one);
  json.end_array();
}

template <class Enum, size_t kCount>
std::string_view word(const std::array<std::string_view, kCount>& names, Enum one) {
  return names[static_cast<size_t>(one)];
}

void write_opening(JsonWriter& json, const disaster::Opening& opening, const ShownDisaster& shown,
                   Instant now) {
  const auto of = [&](const Lending& one) { return one.opening == opening.id; };
  const auto lent = std::ranges::count_if(shown.lendings, [&](const Lending& one) {
    return of(one) && one.state(now) == disaster::LendingState::kLent;
  });
  const auto ended = [&](const Lending& one) { return of(one) && one.period.until <= now; };
  const auto open = std::ranges::count_if(shown.irregularities, [&](const auto& one) {
    return one.opening == opening.id && !one.closed;
  });
  json.begin_object().member("opening", std::to_string(opening.id));
  json.member("disaster", std::to_string(opening.disaster)).member("code", opening.code);
  json.member("office", opening.office);
  json.member("state", word(disaster::kOpeningStates, opening.state(now)));
  json.member("from", time_of(opening.period.from));
  write_time(json, "until", opening.period.until);
  write_list(json, "areas", opening.areas);
  write_list(json, "systems", opening.systems);
  json.member("declared_by", opening.declared_by).member("declared", time_of(opening.declared));
  write_text(json, "approved_by", opening.approved_by);
  write_text(json, "number", opening.approval);
  write_time(json, "lifted", opening.lifted);
  write_text(json, "lifted_by", opening.lifted_by);
  write_text(json, "lifting_reason", opening.lifting_reason);
  json.member("lent", lent);
  json.member("not_returned", std::ranges::count_if(shown.lendings, [&](const Lending& one) {
                return ended(one) && !one.terminal_returned;
              }));
  json.member("not_deleted", std::ranges::count_if(shown.lendings, [&](const Lending& one) {
                return ended(one) && !one.account_deleted;
              }));
  json.member("irregularities", open).end_object();
}

void write_handed_over(JsonWriter& json, std::string_view name,
                       const std::optional<disaster::HandedOver>& over, const ShownAs& shown_as) {
  if (!over) return;
  json.key(name).begin_object().member("at", time_of(over->at)).member("by", over->by);
  if (!over->to.empty()) json.member("to", shown_as(over->to));
  json.end_object();
}

struct Words {
  std::string_view en, ja;
};
// By ContradictionKind; `{}` is what it says of.
constexpr std::array<Words, 5> kContradictionWords{{
    {"lending {} has the same ID at that time", "同じ時間に、貸与 第{}号が同じIDを使っています"},
    {"lending {} has the same terminal at that time",
     "同じ時間に、貸与 第{}号が同じ端末を使っています"},
    {"`{}` is not in the pool of the office", "「{}」は、この事業所の貸出用に登録されていません"},
    {"the office had not opened {} for that time", "その時間は、この事業所の災害対応期間外です"},
    {"the registers say that `{}` was somebody's", "台帳では、「{}」は同じ時間に別の人のIDです"},
}};

void write_scanned(JsonWriter& json, std::string_view name,
                   const std::vector<disaster::Scanned>& scanned) {
  json.key(name).begin_array();
  for (const disaster::Scanned& one : scanned) {
    json.begin_object().member("code", one.code);
    json.member("is", word(disaster::kScannedAs, one.as));
    if (one.kind) json.member("kind", word(disaster::kItemKinds, *one.kind));
    write_text(json, "office", one.office);
    if (one.lending != 0) json.member("lending", std::to_string(one.lending));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<ShownDisaster> shown_disaster(store::Database& database,
                                     const disaster::DisasterRules& rules, int64_t id,
                                     Instant now) {
  ShownDisaster out;
  auto found = disaster::find_disaster(database, id);
  if (!found) return std::unexpected(found.error());
  out.disaster = std::move(*found);
  auto lendings = disaster::list_lendings(database, {.disaster = id});
  if (!lendings) return std::unexpected(lendings.error());
  out.lendings = std::move(*lendings);
  auto irregular = disaster::irregularities(database, rules, now, id);
  if (!irregular) return std::unexpected(irregular.error());
  out.irregularities = std::move(*irregular);
  return out;
}

std::string words_of(const disaster::Contradiction& one, bool japanese) {
  const Words words = kContradictionWords[static_cast<size_t>(one.kind)];
  return fmt::format(fmt::runtime(japanese ? words.ja : words.en), one.other);
}

std::string disaster_json(const ShownDisaster& shown, Instant now) {
  std::string out;
  JsonWriter json(out);
  const disaster::Disaster& one = shown.disaster;
  json.begin_object().member("disaster", std::to_string(one.id));
  json.member("revision", one.revision).member("name", one.name);
  json.member("declared_by", one.declared_by).member("declared", time_of(one.declared));
  json.key("openings").begin_array();
  for (const disaster::Opening& opening : one.openings) write_opening(json, opening, shown, now);
  json.end_array();
  json.member("irregularities", std::ranges::count_if(shown.irregularities, [](const auto& each) {
                return !each.closed;
              }));
  json.end_object();
  return out;
}

std::string pool_item_json(const disaster::PoolItem& item) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("item", std::to_string(item.id));
  json.member("kind", word(disaster::kItemKinds, item.kind)).member("code", item.code);
  json.member("office", item.office).member("state", word(disaster::kItemStates, item.state));
  json.member("since", time_of(item.since));
  write_text(json, "reason", item.reason);
  if (item.lending != 0) json.member("lending", std::to_string(item.lending));
  json.end_object();
  return out;
}

std::string pool_counts_json(const std::vector<disaster::PoolItem>& items) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  for (size_t i = 0; i < disaster::kItemStates.size(); ++i) {
    std::string name(disaster::kItemStates[i]);
    std::ranges::replace(name, '-', '_');
    json.member(name, std::ranges::count_if(items, [&](const disaster::PoolItem& one) {
                  return static_cast<size_t>(one.state) == i;
                }));
  }
  json.end_object();
  return out;
}

std::string lending_json(const Lending& lending, const disaster::DisasterRules& rules, Instant now,
                         const ShownAs& shown_as) {
  const disaster::LendingWish& what = lending.what;
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("lending", std::to_string(lending.id));
  json.member("revision", lending.revision).member("disaster", std::to_string(lending.disaster));
  json.member("opening", std::to_string(lending.opening)).member("office", lending.office);
  json.member("state", word(disaster::kLendingStates, lending.state(now)));
  json.member("terminal", what.terminal).member("account", what.account);
  json.member("person", shown_as(what.person)).member("name", shown_as(what.name));
  write_text(json, "kana", shown_as(what.kana));
  json.member("typed", lending.typed).member("employer", what.employer);
  write_text(json, "contract", what.contract);
  write_text(json, "dispatch", what.dispatch);
  write_text(json, "seat", what.seat);
  json.member("from", time_of(lending.period.from)).member("until", time_of(lending.period.until));
  json.member("lent_by", lending.lent_by).member("recorded", time_of(lending.recorded));
  json.member("on_paper", what.paper.has_value());
  if (what.paper) json.member("paper_note", what.paper->note);
  json.key("contradictions").begin_array();
  for (const disaster::Contradiction& one : lending.contradictions) {
    json.begin_object().member("kind", word(disaster::kContradictionKinds, one.kind));
    json.member("detail", words_of(one, false)).member("detail_ja", words_of(one, true));
    json.end_object();
  }
  json.end_array();
  write_handed_over(json, "slip_handed_over", lending.slip, shown_as);
  write_handed_over(json, "code_handed_over", lending.code, shown_as);
  write_time(json, "code_issued", lending.code_issued);
  write_text(json, "end_reason", lending.end_reason);
  write_text(json, "ended_by", lending.ended_by);
  write_time(json, "ceased", lending.ceased);
  write_time(json, "terminal_returned", lending.terminal_returned);
  write_time(json, "account_deleted", lending.account_deleted);
  write_text(json, "account_deleted_by", lending.erased_by);
  json.member("due", time_of(rules.due(lending.period.until))).end_object();
  return out;
}

std::string return_json(const disaster::Return& taken) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_scanned(json, "scanned", taken.scanned);
  write_list(json, "still_out", taken.still_out);
  json.member("expected", taken.expected).member("returned", taken.returned).end_object();
  return out;
}

std::string stock_take_json(const disaster::StockTake& stock) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("stock_take", std::to_string(stock.id));
  json.member("office", stock.office).member("at", time_of(stock.at)).member("by", stock.by);
  json.member("expected", stock.expected).member("there", stock.there);
  write_list(json, "missing", stock.missing);
  write_list(json, "found", stock.found);
  write_scanned(json, "not_from_here", stock.strange);
  write_list(json, "lent", stock.lent);
  json.end_object();
  return out;
}

std::string irregularity_json(const disaster::Irregularity& one) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("irregularity", one.name);
  json.member("kind", word(disaster::kIrregularityKinds, one.kind)).member("code", one.code);
  json.member("office", one.office);
  const auto number = [&](std::string_view name, int64_t id) {
    if (id != 0) json.member(name, std::to_string(id));
  };
  number("disaster", one.disaster);
  number("opening", one.opening);
  number("lending", one.lending);
  json.member("since", time_of(one.since)).member("state", one.closed ? "closed" : "open");
  write_time(json, "closed", one.closed);
  write_text(json, "closed_by", one.closed_by);
  write_text(json, "reason", one.reason);
  json.end_object();
  return out;
}

}  // namespace sekisho::service

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/registers/coming.h"
#include "service/store/fact_text.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

std::string words_of(std::string_view verdict, bool japanese) {
  if (!japanese) return std::string(verdict);
  if (verdict == "permitted") return "許可";
  if (verdict == "doubtful") return "要確認";
  if (verdict == "undetermined") return "判定保留";
  return "不許可";
}

std::string event_text(const ComingEvent& event, bool japanese) {
  const std::string order =
      event.order
          ? fmt::format(fmt::runtime(japanese ? " 発令 {}" : " order {}"), event.order->number)
          : std::string();
  return fmt::format(
      "{}  {}{}  {}\n", text::date_time_iso(event.at, text::kJst),
      japanese ? (event.begins ? "開始" : "終了") : (event.begins ? "begins" : "ends"), order,
      statement_text(event.fact.says));
}

std::string effect_text(const ComingEffect& effect, bool japanese) {
  std::string out = fmt::format("{}  {}\n", text::date_time_iso(effect.at, text::kJst),
                                effect.name.empty() ? effect.person : effect.name);
  for (const AccountChange& one : effect.accounts) {
    out += fmt::format("    {}/{}: {} → {}\n", one.system, one.account,
                       words_of(one.before, japanese), words_of(one.after, japanese));
  }
  const auto list = [&](std::string_view ja, std::string_view en,
                        const std::vector<std::string>& names) {
    if (!names.empty())
      out += fmt::format("    {}: {}\n", japanese ? ja : en, fmt::join(names, ", "));
  };
  list("許可されないまま有効な ID", "accounts that stay open though nothing permits them",
       effect.stays_open);
  list("管理責任者である端末", "terminals that they keep", effect.terminals);
  if (effect.sessions != 0) {
    out += fmt::format("    {}: {}\n", japanese ? "接続中のセッション" : "sessions that run",
                       effect.sessions);
  }
  return out;
}

bool says_something(const ComingEffect& effect) {
  return !effect.accounts.empty() || !effect.stays_open.empty() || !effect.terminals.empty() ||
         effect.sessions != 0;
}

void write_names(text::JsonWriter& json, std::string_view key,
                 const std::vector<std::string>& names) {
  json.key(key).begin_array();
  for (const std::string& name : names) json.value(name);
  json.end_array();
}

void write_event(text::JsonWriter& json, const ComingEvent& event) {
  json.begin_object().member("at", text::rfc3339(event.at, text::kJst));
  json.member("event", event.begins ? "begins" : "ends").member("fact", event.fact.id);
  if (event.order) {
    json.key("order").begin_object().member("number", event.order->number);
    json.member("first", event.order->first).member("kind", event.order->kind);
    json.member("effective", text::rfc3339(event.order->effective, text::kJst)).end_object();
  }
  json.key("says");
  write_statement(json, event.fact.says);
  json.end_object();
}

void write_effect(text::JsonWriter& json, const ComingEffect& effect) {
  json.begin_object().member("at", text::rfc3339(effect.at, text::kJst));
  json.member("person", effect.person);
  json.key("accounts").begin_array();
  for (const AccountChange& one : effect.accounts) {
    json.begin_object().member("system", one.system).member("account", one.account);
    json.member("before", one.before).member("after", one.after).end_object();
  }
  json.end_array();
  write_names(json, "stays_open", effect.stays_open);
  write_names(json, "terminals", effect.terminals);
  json.member("sessions", effect.sessions).end_object();
}

}  // namespace

std::string coming_text(const Coming& coming, bool japanese) {
  std::string out = fmt::format(fmt::runtime(japanese ? "予定されている変更 {} 件({} 時点の登録)\n"
                                                      : "{} coming, as known by {}\n"),
                                coming.total, coming.revision);
  for (const ComingEvent& event : coming.events) out += event_text(event, japanese);
  if (std::ranges::any_of(coming.effects, says_something))
    out += japanese ? "\n影響\n" : "\nwhat that changes\n";
  for (const ComingEffect& effect : coming.effects) {
    if (says_something(effect)) out += effect_text(effect, japanese);
  }
  if (coming.not_compared != 0) {
    out +=
        fmt::format(fmt::runtime(japanese ? "他 {} 件は比較していません。期間を絞ってください。\n"
                                          : "{} more were not compared: ask for less time\n"),
                    coming.not_compared);
  }
  return out;
}

std::string coming_json(const Coming& coming, std::string_view next) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("facts_revision", coming.revision).member("total", coming.total);
  json.key("items").begin_array();
  for (const ComingEvent& event : coming.events) write_event(json, event);
  json.end_array().key("effects").begin_array();
  for (const ComingEffect& effect : coming.effects) write_effect(json, effect);
  json.end_array().member("not_compared", coming.not_compared);
  if (!next.empty()) json.member("next", next);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service

#include <fmt/format.h>

#include "service/evidence/days_text.h"
#include "service/evidence/evidence_hold.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {

std::string holds_text(const std::vector<ListedHold>& holds, bool japanese) {
  std::string out;
  for (const auto& [name, hold] : holds) {
    const std::string since = text::date_iso(hold.at, text::kJst);
    out += fmt::format("{}  {}  {}  ", name, hold.target, days_text(hold.period, japanese));
    out += japanese ? fmt::format("{} 設定、実行者 {}: {}\n", since, hold.by, hold.reason)
                    : fmt::format("since {} by {}: {}\n", since, hold.by, hold.reason);
  }
  return out + (japanese ? fmt::format("継続中の保全 {} 件\n", holds.size())
                         : fmt::format("{} holds in force\n", holds.size()));
}

std::string holds_json(const std::vector<ListedHold>& holds) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object().key("holds").begin_array();
  for (const auto& [name, hold] : holds) {
    json.begin_object().member("hold", name).member("target", hold.target);
    if (hold.period.from != kBeginning)
      json.member("from", text::rfc3339(hold.period.from, text::kUtc));
    if (hold.period.until != kForever)
      json.member("until", text::rfc3339(hold.period.until, text::kUtc));
    json.member("reason", hold.reason)
        .member("by", hold.by)
        .member("at", text::rfc3339(hold.at, text::kUtc))
        .end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service

#include "service/gate/check_gate.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "barrier/situation.h"
#include "base/file.h"
#include "gateway/limits.h"
#include "gateway/mapped_facts.h"
#include "gateway/routes.h"
#include "gateway/search_terms.h"
#include "mask/limits.h"
#include "mask/plan.h"
#include "service/explanation_sentences.h"
#include "service/obligation_words.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

using gateway::Route;
using report::Bilingual;

// What is found out on the way; what is not there was not reached.
struct Found {
  std::string system;
  const Route* route = nullptr;
  std::string record = {};
  gateway::Search search = {};
  std::string refusal = {};  // a word of the gate's own: no route, a body that names no record
  bool is_static = false;
  std::unique_ptr<gateway::MappedFacts> facts = {};
  std::string terminal = {};
  std::optional<gateway::Ruling> ruling = {};
  bool can_mask = true;

  bool passes() const {
    return refusal.empty() && (is_static || !ruling || (ruling->allowed && can_mask));
  }
};

Result<void> map_request(const GateQuestion& question, const gateway::Routes& routes,
                         Found& found) {
  auto mapped = routes.map(question.method, question.target);
  if (!mapped) {
    const bool unknown = mapped.error().code == ErrorCode::kNotFound;
    found.refusal = unknown ? "route/unknown" : "route/ambiguous";
    return {};
  }
  found.route = mapped->route;
  found.is_static = mapped->route == nullptr;
  found.record = std::move(mapped->record);
  const auto search = [&](bool has_unread_body) {
    if (found.route != nullptr)
      found.search = gateway::search_of(*found.route, mapped->given, has_unread_body);
  };
  search(!mapped->needs_body && !question.body.empty());
  if (!mapped->needs_body) return {};
  std::string body;
  if (!question.body.empty()) {
    auto read = read_file(question.body, gateway::kMaxMappedBodyBytes);
    if (!read) return std::unexpected(read.error());
    body = std::move(*read);
  }
  auto said = gateway::read_body(*mapped->route, question.content_type, "", body);
  if (said) {
    if (!said->record.empty()) found.record = std::move(said->record);
    mapped->given.insert(mapped->given.end(), said->given.begin(), said->given.end());
    search(found.route->body() == gateway::RecordSource::Part::kJson && found.route->terms.empty());
  } else {
    found.refusal = "route/ambiguous";
  }
  return {};
}

Result<void> judge_request(const GateQuestion& question, Instant now, Found& found) {
  auto facts = gateway::MappedFacts::open(question.facts);
  if (!facts) return std::unexpected(facts.error());
  found.facts = std::move(*facts);
  found.terminal = question.terminal.empty() ? found.facts->terminal_at(question.address, now)
                                             : question.terminal;
  auto ruling = found.facts->judge(
      {.system = found.system,
       .person = question.person,
       .terminal = found.terminal,
       .address = question.address,
       .action = found.route->action,
       .kind = found.record.empty() ? barrier::RecordKind::kNothing : found.route->kind,
       .record = found.record},
      now);
  if (!ruling) return std::unexpected(ruling.error());
  found.ruling = std::move(*ruling);
  const std::string_view refusal = gateway::search_refusal(found.search, found.ruling->obligations);
  if (found.ruling->allowed && !refusal.empty()) {
    found.ruling->allowed = false;
    found.ruling->reasons = {std::string(refusal)};
  }
  if (question.masks.empty() || !found.ruling->allowed) return {};
  auto text = read_file(question.masks, mask::kMaxPlacesFileBytes);
  if (!text) return std::unexpected(text.error());
  auto places = mask::Places::parse(*text, question.masks, found.facts->vocabulary());
  if (!places) return std::unexpected(places.error());
  // What pseudonyms are does not matter here, only that the gate has a key for them.
  mask::Pseudonym pseudonyms;
  if (question.pseudonyms) pseudonyms = [](std::string_view) { return std::string(); };
  found.can_mask =
      mask::Plan::compile(*places, found.ruling->obligations, std::move(pseudonyms)).has_value();
  return {};
}

std::string json_of(const GateQuestion& question, const Found& found) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("method", question.method)
      .member("target", question.target)
      .member("system", found.system)
      .member("passes", found.passes());
  if (!found.refusal.empty()) json.member("refusal", found.refusal);
  if (found.is_static) json.member("static", true);
  if (found.route != nullptr) {
    json.member("route", found.route->name).member("action", found.route->action);
    if (!found.record.empty()) {
      json.member("kind", barrier::name_of(found.route->kind)).member("record", found.record);
    }
    json.member("lists", found.route->lists.any());
  }
  if (found.ruling) {
    json.member("person", question.person).member("terminal", found.terminal);
    json.member("account", found.ruling->account);
    json.member("decision", found.ruling->allowed ? "permit" : "deny").key("reasons").begin_array();
    for (const std::string& reason : found.ruling->reasons) json.value(reason);
    json.end_array();
    if (!found.ruling->obligations.none())
      json.member("obligations", policy::to_string(found.ruling->obligations));
    json.member("can_mask", found.can_mask);
    json.member("facts_revision", found.facts->revision());
    json.member("policy_set", found.facts->policy_set());
  }
  json.end_object();
  return out + "\n";
}

// Both languages, a line each, as they are found out.
struct Lines {
  void add(std::string_view ja_name, std::string_view en_name, const Bilingual& value) {
    ja += fmt::format("{}: {}\n", ja_name, value.ja);
    en += fmt::format("{}: {}\n", en_name, value.en);
  }
  void add_name(std::string_view ja_name, std::string_view en_name, std::string_view value) {
    add(ja_name, en_name, Bilingual{std::string(value), std::string(value)});
  }
  std::string ja, en;
};

Bilingual refusal_words(std::string_view refusal) {
  if (refusal == "route/unknown") {
    return {"どの経路にも当てはまらない要求のため、通しません (route/unknown)",
            "it does not pass: no route fits (route/unknown)"};
  }
  return {
      "複数の意味に読める要求、または記録を一意に示さない要求のため、通しません "
      "(route/ambiguous)",
      "it does not pass: it can be read in two ways, or does not name one record "
      "(route/ambiguous)"};
}

void say_what_it_is_about(const Found& found, Lines& lines) {
  lines.add_name("システム", "system", found.system);
  if (found.is_static) {
    lines.add("要求", "request",
              {"記録を含まない静的ファイルであり、ログイン済みであれば通し、記録しません",
               "a static file without records: it passes for whoever is logged in, unrecorded"});
  }
  if (found.route != nullptr) {
    lines.add_name("経路", "route", found.route->name);
    lines.add_name("操作", "action", found.route->action);
    if (!found.record.empty()) {
      lines.add_name("記録", "record",
                     fmt::format("{} {}", barrier::name_of(found.route->kind), found.record));
    }
    if (found.route->lists.any()) {
      lines.add("一覧", "lists",
                {"応答に現れる記録を一件ずつ判定し、記録してから表示します",
                 "every record of the answer is decided and recorded before anybody sees it"});
    }
  }
  if (!found.refusal.empty()) lines.add("判定", "decision", refusal_words(found.refusal));
}

Bilingual words_of(const gateway::MappedFacts& facts, const std::string& reason) {
  if (!reason.starts_with("search/")) return reason_words(facts.rules(), reason);
  return {"表示されない項目、または要求定義にない条件による検索である",
          "it searches by a field that is masked, or by what no route explains"};
}

void say_what_was_decided(const Found& found, Lines& lines) {
  const gateway::Ruling& ruling = *found.ruling;
  lines.add_name("端末", "terminal", found.terminal.empty() ? "-" : found.terminal);
  lines.add_name("アカウント", "account", ruling.account.empty() ? "-" : ruling.account);
  lines.add("判定", "decision",
            ruling.allowed ? Bilingual{"許可", "permitted"} : Bilingual{"拒否", "denied"});
  for (const std::string& reason : ruling.reasons) {
    const Bilingual words = words_of(*found.facts, reason);
    const auto with_code = [&](const std::string& text) {
      return text == reason ? text : fmt::format("{} ({})", text, reason);
    };
    lines.add("理由", "reason", {with_code(words.ja), with_code(words.en)});
  }
  if (ruling.allowed) {
    for (const Bilingual& one : obligation_lines(ruling.obligations, found.facts->vocabulary()))
      lines.add("マスキング", "masked", one);
    if (!found.can_mask) {
      lines.add("マスキング", "masked",
                {"項目の位置が分からないためマスキングできず、通しません (answer/cannot-mask)",
                 "the places file does not say where these fields stand: it does not pass "
                 "(answer/cannot-mask)"});
    }
  }
  lines.add_name("台帳の版", "facts", found.facts->revision());
  lines.add_name("ルールのハッシュ値", "policy set", found.facts->policy_set().substr(0, 16));
}

}  // namespace

Result<GateAnswer> check_gate(const GateQuestion& question, Instant now) {
  if (question.facts.empty() != question.person.empty()) {
    return fail(ErrorCode::kUsage, "a person is judged by facts", {},
                "Give both --facts and --person, or none to see what the request is about.");
  }
  const auto text = read_file(question.routes, gateway::kMaxRoutesFileBytes);
  if (!text) return std::unexpected(text.error());
  const auto routes = gateway::Routes::parse(*text, question.routes);
  if (!routes) return std::unexpected(routes.error());
  Found found{.system = routes->system()};
  if (auto mapped = map_request(question, *routes, found); !mapped)
    return std::unexpected(mapped.error());
  if (found.refusal.empty() && !found.is_static && !question.facts.empty()) {
    if (auto judged = judge_request(question, now, found); !judged)
      return std::unexpected(judged.error());
  }
  Lines lines;
  say_what_it_is_about(found, lines);
  if (found.ruling) say_what_was_decided(found, lines);
  return GateAnswer{.json = json_of(question, found),
                    .ja = std::move(lines.ja),
                    .en = std::move(lines.en),
                    .passes = found.passes()};
}

}  // namespace sekisho::service

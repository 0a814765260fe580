#include "http/casework_calls.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/casework/casework_json.h"
#include "service/casework/desk.h"
#include "text/number.h"

namespace sekisho::http {

using casework::Case;

std::expected<int64_t, Fault> number_of(const Call& call, std::string_view parameter) {
  const std::string text = call.arguments.text(parameter);
  const auto number = text::parse_i64(text);
  if (text::all_digits(text) && number) return *number;
  return refuse(Problem::kNotFound, fmt::format("`{}` is no number", text));
}

std::expected<Mask, Fault> mask_of_case(const Call& call, std::string_view id) {
  const auto kind = office::ThingKind::kCase;
  const auto may = call.may(office::Action::kView, {.kind = kind, .id = std::string(id)});
  const Demands demands = may.value_or(Demands{office::Demand::kMaskPersonalData});
  auto mask = Mask::of(call, kind, id, demands);
  if (!mask || !mask->masks() || id == kAllCases) return mask;
  return Mask::of(call, kind, kAllCases, demands);
}

std::string shown(Case one, const Mask& mask) {
  one.key.viewer = mask.shown(one.key.viewer);
  one.key.holder = mask.shown(one.key.holder);
  // The system's part names nobody.
  const size_t account = one.key.account.find('/') + 1;
  one.key.account =
      one.key.account.substr(0, account) + mask.shown(one.key.account.substr(account));
  return service::case_json(one);
}

std::string shown(casework::Inquiry one, const Mask& mask) {
  one.subject = mask.shown(one.subject);
  return service::inquiry_json(one);
}

std::string tag_of(int64_t revision, bool masks) {
  return fmt::format("\"{}{}\"", revision, masks ? "-masked" : "");
}

std::expected<std::optional<int64_t>, Fault> seen_revision(const Call& call, int64_t revision) {
  const std::string if_match = call.arguments.text("If-Match");
  if (if_match.empty()) return std::nullopt;
  for (const bool masks : {false, true}) {
    if (names_tag(if_match, tag_of(revision, masks))) return revision;
  }
  return refuse(Problem::kChangedMeanwhile);
}

std::expected<void, Fault> act(const Call& call,
                               const std::function<Result<void>(casework::Journal&)>& work) {
  const auto done = call.services.desk->act({call.caller, call.now}, work);
  if (!done) return std::unexpected(conflict_of(done.error()));
  return {};
}

std::expected<void, Fault> read(const Call& call,
                                const std::function<Result<void>(store::Database&)>& work) {
  const auto done = call.services.desk->read(work);
  if (!done) return std::unexpected(conflict_of(done.error()));
  return {};
}

std::string array_json(const std::vector<std::string>& items) {
  return fmt::format("[{}]", fmt::join(items, ","));
}

std::string list_json(const std::vector<std::string>& items, std::string_view more) {
  return fmt::format("{{\"items\":{}{}}}\n", array_json(items), more);
}

Answer page_of(const Call& call, std::string_view list, const std::vector<std::string>& items,
               std::string_view further) {
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  const uint64_t begin = std::min<uint64_t>(*from, items.size());
  const uint64_t end = std::min<uint64_t>(begin + *call.arguments.number("limit"), items.size());
  std::string more = fmt::format(",\"total\":{}{}", items.size(), further);
  if (end < items.size()) more += fmt::format(",\"next\":\"{}\"", cursor_text(list, end));
  return json_response(list_json({items.begin() + static_cast<std::ptrdiff_t>(begin),
                                  items.begin() + static_cast<std::ptrdiff_t>(end)},
                                 more));
}

Response tagged(std::string json, int64_t revision, int status, bool masks) {
  Response out = json_response(std::move(json) + "\n", status);
  out.cache_control = "private, no-cache";
  out.etag = tag_of(revision, masks);
  return out;
}

Answer history_of(const Call& call, const casework::Thing& thing, bool masks) {
  std::vector<casework::Step> steps;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = casework::steps_of(database, thing);
    if (!found) return std::unexpected(found.error());
    if (found->empty()) {
      return fail(ErrorCode::kNotFound, fmt::format("there is no {}", casework::name_of(thing)));
    }
    steps = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const bool intact = casework::check_steps(steps).has_value();
  std::vector<std::string> items;
  for (casework::Step& step : steps) {
    if (masks) step.content = "{}";
    items.push_back(service::step_json(step));
  }
  Response out = json_response(list_json(items, fmt::format(",\"intact\":{}", intact)));
  out.cache_control = "private, no-cache";
  out.etag = tag_of(steps.back().revision, masks);
  return out;
}

std::vector<std::string> texts_of(const Call& call, std::string_view member) {
  std::vector<std::string> out;
  const text::JsonValue* list = call.body.find(member);
  if (list == nullptr) return out;
  for (const text::JsonValue& one : list->items()) {
    out.emplace_back(one.as_string().value_or(""));
  }
  return out;
}

bool says_true(const Call& call, std::string_view member) {
  const text::JsonValue* value = call.body.find(member);
  return value != nullptr && value->as_bool().value_or(false);
}

}  // namespace sekisho::http

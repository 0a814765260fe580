#include "http/casework_calls.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/casework/casework_json.h"
#include "service/casework/desk.h"
#include "text/number.h"

namespace sekisho::http {

std::expected<int64_t, Fault> number_of(const Call& call, std::string_view parameter) {
  const std::string text = call.arguments.text(parameter);
  const auto number = text::parse_i64(text);
  if (text::all_digits(text) && number) return *number;
  return refuse(Problem::kNotFound, fmt::format("`{}` is no number", text));
}

std::string tag_of(int64_t revision) {
  return fmt::format("\"{}\"", revision);
}

std::expected<std::optional<int64_t>, Fault> seen_revision(const Call& call, int64_t revision) {
  const std::string if_match = call.arguments.text("If-Match");
  if (if_match.empty()) return std::nullopt;
  if (names_tag(if_match, tag_of(revision))) return revision;
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

Answer page_of(const Call& call, std::string_view list, const std::vector<std::string>& items) {
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  const uint64_t begin = std::min<uint64_t>(*from, items.size());
  const uint64_t end = std::min<uint64_t>(begin + *call.arguments.number("limit"), items.size());
  std::string more = fmt::format(",\"total\":{}", items.size());
  if (end < items.size()) more += fmt::format(",\"next\":\"{}\"", cursor_text(list, end));
  return json_response(list_json({items.begin() + static_cast<std::ptrdiff_t>(begin),
                                  items.begin() + static_cast<std::ptrdiff_t>(end)},
                                 more));
}

Response tagged(std::string json, int64_t revision, int status) {
  Response out = json_response(std::move(json) + "\n", status);
  out.cache_control = "private, no-cache";
  out.etag = tag_of(revision);
  return out;
}

Answer history_of(const Call& call, const casework::Thing& thing) {
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
  std::vector<std::string> items;
  for (const casework::Step& step : steps) items.push_back(service::step_json(step));
  const bool intact = casework::check_steps(steps).has_value();
  Response out = json_response(list_json(items, fmt::format(",\"intact\":{}", intact)));
  out.cache_control = "private, no-cache";
  out.etag = tag_of(steps.back().revision);
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

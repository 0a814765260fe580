#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "barrier/situation.h"
#include "gateway/limits.h"
#include "gateway/routes.h"
#include "text/fold.h"
#include "text/json.h"
#include "text/nearest.h"
#include "text/toml.h"

namespace sekisho::gateway {
namespace {

using barrier::RecordKind;
using text::TomlTable;

constexpr std::array<std::string_view, 10> kActions{"view",   "search", "list",   "print", "export",
                                                    "update", "login",  "logout", "batch", "other"};
constexpr std::array<std::string_view, 7> kMethods{"GET",   "HEAD",   "POST",   "PUT",
                                                   "PATCH", "DELETE", "OPTIONS"};

Error unknown(const TomlTable& table, std::string_view key, std::string_view what,
              std::string_view value, std::span<const std::string_view> known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  std::string help = text::did_you_mean(value, names);
  if (help.empty()) help = fmt::format("Name one of {}.", fmt::join(names, ", "));
  return table.error(key, fmt::format("`{}` is no {}", value, what), std::move(help));
}

// The segments of a path as the file writes it; a variable is a whole segment in braces.
Result<std::vector<Route::Segment>> read_template(const TomlTable& table, std::string_view key,
                                                  const std::string& path, bool fold_case) {
  const auto bad = [&](std::string_view why) {
    return std::unexpected(table.error(key, fmt::format("`{}` is no path: {}", path, why),
                                       "Write it decoded, as `/points/{spid}`."));
  };
  if (!path.starts_with('/')) return bad("it does not begin with a slash");
  std::vector<Route::Segment> out;
  for (size_t at = 1; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    std::string text = path.substr(at, end - at);
    at = end + 1;
    if (text.empty() && end != path.size()) return bad("an empty segment");
    if (text == "." || text == "..") return bad("a dot segment");
    const bool variable = text.size() > 2 && text.starts_with('{') && text.ends_with('}');
    if (variable) text = text.substr(1, text.size() - 2);
    if (text.find_first_of("{}%;\\") != std::string::npos)
      return bad("a character that it cannot have");
    if (fold_case && !variable) text = text::fold_case(text);
    out.push_back({std::move(text), variable});
  }
  return out;
}

Result<RecordKind> read_kind(const TomlTable& table) {
  auto name = table.string("kind");
  if (!name) return std::unexpected(name.error());
  constexpr std::array kKinds{RecordKind::kSupplyPoint, RecordKind::kCustomer,
                              RecordKind::kFacility, RecordKind::kOther};
  std::vector<std::string_view> names;
  for (const RecordKind kind : kKinds) {
    names.push_back(barrier::name_of(kind));
    if (names.back() == *name) return kind;
  }
  return std::unexpected(unknown(table, "kind", "kind of record", *name, names));
}

// `path:spid`, `query:id`, `form:id`, `json:/point/id`.
Result<void> read_record(const TomlTable& table, Route& route) {
  auto text = table.string("record");
  if (!text) return std::unexpected(text.error());
  const size_t colon = std::min(text->find(':'), text->size());
  const std::string part = text->substr(0, colon);
  route.record.name = text->substr(std::min(colon + 1, text->size()));
  constexpr std::array<std::string_view, 4> kParts{"path", "query", "form", "json"};
  const auto found = std::ranges::find(kParts, part);
  if (found == kParts.end() || route.record.name.empty())
    return std::unexpected(unknown(table, "record", "place of a record", *text, kParts));
  route.record.part = static_cast<RecordSource::Part>(found - kParts.begin() + 1);
  const bool no_variable = route.record.part == RecordSource::Part::kPath &&
                           std::ranges::none_of(route.path, [&](const Route::Segment& one) {
                             return one.variable && one.text == route.record.name;
                           });
  if (no_variable) {
    return std::unexpected(
        table.error("record", fmt::format("the path has no variable `{}`", route.record.name)));
  }
  if (route.record.part == RecordSource::Part::kJson) {
    const auto reader = text::JsonLineReader::compile(std::array{route.record.name});
    if (!reader) return std::unexpected(table.error("record", reader.error().message));
  }
  if (route.record.part == RecordSource::Part::kQuery) route.query.push_back(route.record.name);
  return {};
}

Result<ListedPlaces> read_places(const TomlTable& owner, std::string_view name) {
  ListedPlaces out;
  auto table = owner.optional_table(name);
  if (!table) return std::unexpected(table.error());
  if (!*table) return out;
  if (auto only = (*table)->only({"json", "csv", "html"}); !only)
    return std::unexpected(only.error());
  for (const auto& [key, to] :
       {std::pair{"json", &out.json}, {"csv", &out.csv}, {"html", &out.html}}) {
    auto places = (*table)->optional_strings(key);
    if (!places) return std::unexpected(places.error());
    *to = std::move(*places);
  }
  for (const std::string& pointer : out.json) {
    if (!pointer.starts_with('/'))
      return std::unexpected((*table)->error("json", fmt::format("`{}` is no pointer", pointer)));
  }
  if (!out.any()) return std::unexpected(owner.error(name, "no place is named"));
  return out;
}

// `query:phone`, `form:phone`, `json:/phone`.
Result<void> read_term_place(const TomlTable& table, RecordSource& out) {
  auto text = table.string("in");
  if (!text) return std::unexpected(text.error());
  const size_t colon = std::min(text->find(':'), text->size());
  constexpr std::array<std::string_view, 3> kParts{"query", "form", "json"};
  const auto found = std::ranges::find(kParts, text->substr(0, colon));
  out.name = text->substr(std::min(colon + 1, text->size()));
  if (found == kParts.end() || out.name.empty())
    return std::unexpected(unknown(table, "in", "place of a term", *text, kParts));
  constexpr std::array kOf{RecordSource::Part::kQuery, RecordSource::Part::kForm,
                           RecordSource::Part::kJson};
  out.part = kOf[static_cast<size_t>(found - kParts.begin())];
  return {};
}

Result<size_t> read_number(const TomlTable& table, std::string_view key, size_t least,
                           size_t most) {
  const auto number = table.integer(key);
  if (!number) return std::unexpected(number.error());
  if (*number < static_cast<int64_t>(least) || static_cast<int64_t>(most) < *number)
    return std::unexpected(
        table.error(key, fmt::format("{} is not between {} and {}", *number, least, most)));
  return static_cast<size_t>(*number);
}

Result<TermSource> read_term(const TomlTable& table) {
  TermSource out;
  if (auto only = table.only({"in", "field", "told", "shown"}); !only)
    return std::unexpected(only.error());
  if (auto place = read_term_place(table, out.at); !place) return std::unexpected(place.error());
  auto field = table.string("field");
  if (!field) return std::unexpected(field.error());
  out.field = std::move(*field);
  auto shown = read_places(table, "shown");
  if (!shown) return std::unexpected(shown.error());
  out.shown = std::move(*shown);
  const auto told = table.optional_table("told");
  if (!told) return std::unexpected(told.error());
  if (!*told) return out;
  if (auto only = (*told)->only({"least", "hits"}); !only) return std::unexpected(only.error());
  const auto least = read_number(**told, "least", kLeastToldChars, kMaxTermBytes);
  if (!least) return std::unexpected(least.error());
  const auto hits = read_number(**told, "hits", 1, kMaxToldHits);
  if (!hits) return std::unexpected(hits.error());
  out.told = {*least, *hits};
  if (!out.shown.any()) {
    return std::unexpected(table.error("told", "where the hits show the field is not said",
                                       "Add [route.term.shown] with a place for each type."));
  }
  return out;
}

// By what a request searches, and what of it says nothing.
Result<void> read_terms(const TomlTable& table, Route& route) {
  const auto terms = table.tables("term");
  if (!terms) return std::unexpected(terms.error());
  if (terms->size() > kMaxTerms) return std::unexpected(table.error("term", "too many terms"));
  for (const TomlTable& one : *terms) {
    auto term = read_term(one);
    if (!term) return std::unexpected(term.error());
    if (term->at.part == RecordSource::Part::kQuery) route.query.push_back(term->at.name);
    route.terms.push_back(std::move(*term));
    const RecordSource& at = route.terms.back().at;
    if (at.in_body() && at.part != route.body())
      return std::unexpected(one.error("in", "the body of a request has one form only"));
  }
  auto harmless = table.optional_strings("harmless");
  if (!harmless) return std::unexpected(harmless.error());
  route.harmless = std::move(*harmless);
  route.query.insert(route.query.end(), route.harmless.begin(), route.harmless.end());
  if (!route.terms.empty() && !route.lists.any()) {
    return std::unexpected(table.error("term", "the route lists no records",
                                       "Say with [route.lists] where the hits stand."));
  }
  return {};
}

Result<Route> read_route(const TomlTable& table, bool fold_case) {
  Route out;
  auto only = table.only({"methods", "path", "query", "action", "kind", "record", "lists",
                          "addresses", "term", "harmless"});
  if (!only) return std::unexpected(only.error());
  auto methods = table.strings("methods");
  if (!methods) return std::unexpected(methods.error());
  for (const std::string& method : *methods) {
    if (std::ranges::find(kMethods, method) == kMethods.end())
      return std::unexpected(unknown(table, "methods", "method", method, kMethods));
  }
  auto path = table.string("path");
  if (!path) return std::unexpected(path.error());
  auto segments = read_template(table, "path", *path, fold_case);
  if (!segments) return std::unexpected(segments.error());
  auto query = table.optional_strings("query");
  if (!query) return std::unexpected(query.error());
  auto action = table.string_or("action", "view");
  if (!action) return std::unexpected(action.error());
  if (std::ranges::find(kActions, *action) == kActions.end())
    return std::unexpected(unknown(table, "action", "action", *action, kActions));
  out.name = fmt::format("{} {}", fmt::join(*methods, "|"), *path);
  out.methods = std::move(*methods);
  out.path = std::move(*segments);
  out.query = std::move(*query);
  out.action = std::move(*action);
  for (const auto& [key, to] :
       {std::pair{"lists", &out.lists}, std::pair{"addresses", &out.addresses}}) {
    auto places = read_places(table, key);
    if (!places) return std::unexpected(places.error());
    *to = std::move(*places);
  }
  if (table.has("record")) {
    if (auto record = read_record(table, out); !record) return std::unexpected(record.error());
  }
  if (auto terms = read_terms(table, out); !terms) return std::unexpected(terms.error());
  if (table.has("record") || out.lists.any() || table.has("kind")) {
    auto kind = read_kind(table);
    if (!kind) return std::unexpected(kind.error());
    out.kind = *kind;
  }
  return out;
}

}  // namespace

Result<Routes> Routes::parse(std::string_view toml, const std::string& file) {
  if (toml.size() > kMaxRoutesFileBytes)
    return fail(ErrorCode::kLimit, "the file of routes is too long", {.file = file});
  const auto table = TomlTable::parse(toml, file);
  if (!table) return std::unexpected(table.error());
  if (auto only = table->only({"system", "fold_case", "static", "cookies", "route"}); !only)
    return std::unexpected(only.error());
  Routes out;
  auto system = table->string("system");
  if (!system) return std::unexpected(system.error());
  out.system_ = std::move(*system);
  const auto fold = table->boolean_or("fold_case", false);
  if (!fold) return std::unexpected(fold.error());
  out.fold_case_ = *fold;
  auto statics = table->optional_strings("static");
  if (!statics) return std::unexpected(statics.error());
  for (const std::string& path : *statics) {
    auto segments = read_template(*table, "static", path, out.fold_case_);
    if (!segments) return std::unexpected(segments.error());
    const bool directory = segments->size() > 1 && segments->back().text.empty() &&
                           std::ranges::none_of(*segments, &Route::Segment::variable);
    if (!directory) {
      return std::unexpected(table->error("static", fmt::format("`{}` is no directory", path),
                                          "Write it with a slash at the end: `/assets/`."));
    }
    segments->pop_back();
    auto& prefix = out.statics_.emplace_back();
    for (Route::Segment& one : *segments) prefix.push_back(std::move(one.text));
  }
  auto cookies = table->optional_strings("cookies");
  if (!cookies) return std::unexpected(cookies.error());
  out.cookies_ = std::move(*cookies);
  const auto routes = table->tables("route");
  if (!routes) return std::unexpected(routes.error());
  if (routes->size() > kMaxRoutes) return std::unexpected(table->error("route", "too many routes"));
  for (const TomlTable& one : *routes) {
    auto route = read_route(one, out.fold_case_);
    if (!route) return std::unexpected(route.error());
    out.routes_.push_back(std::move(*route));
  }
  return out;
}

}  // namespace sekisho::gateway

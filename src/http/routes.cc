#include "http/routes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "http/limits.h"
#include "http/negotiation.h"
#include "office/scope.h"
#include "text/encoding.h"
#include "text/number.h"

namespace sekisho::http {
namespace {

using text::JsonValue;
using namespace std::string_view_literals;

constexpr std::string_view kPieces[] = {
#include "http/document_pieces.inc"
};

std::string whole_document() {
  std::string out;
  for (const std::string_view piece : kPieces) out += piece;
  return out;
}

JsonValue parsed(const std::string& json) {
  Result<JsonValue> value = JsonValue::parse(json, "openapi.yaml");
  SEKISHO_INVARIANT(value.has_value());  // Python wrote it
  return std::move(*value);
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> out;
  while (path.starts_with('/') && out.size() <= kMaxPathSegments) {
    path.remove_prefix(1);
    const size_t end = std::min(path.find('/'), path.size());
    out.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

bool is_variable(std::string_view segment) {
  return segment.starts_with('{');
}

bool fits(const Route& route, const std::vector<std::string>& segments) {
  return std::ranges::equal(route.segments, segments,
                            [](const std::string& wanted, const std::string& given) {
                              return is_variable(wanted) ? !given.empty() : wanted == given;
                            });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& one : out) {
    if ('A' <= one && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
  }
  return out;
}

int hex_digit(char one) {
  if ('0' <= one && one <= '9') return one - '0';
  if ('a' <= one && one <= 'f') return one - 'a' + 10;
  return 'A' <= one && one <= 'F' ? one - 'A' + 10 : -1;
}

std::unexpected<Fault> malformed(std::string detail) {
  return refuse(Problem::kMalformedRequest, std::move(detail));
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::expected<Pairs, Fault> query_pairs(std::string_view query) {
  Pairs out;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    const auto name = percent_decoded(pair.substr(0, equals), true);
    const auto value = percent_decoded(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) return malformed("the query is not percent-encoded UTF-8");
    if (out.size() == kMaxParameters) return malformed("the query has too many parameters");
    out.emplace_back(*name, *value);
  }
  return out;
}

// A parameter's text as the value that its schema is about.
JsonValue value_of(const JsonValue& schema, const std::string& text) {
  const JsonValue* type = schema.find("type");
  if (type == nullptr || type->as_string() != "integer") return JsonValue::string(text);
  const std::optional<int64_t> number = text::parse_i64(text);
  return number ? JsonValue::integer(*number) : JsonValue::string(text);
}

// An act of the document, whose names are the office's.
Act act_of(const JsonValue& described) {
  const auto word = [&](std::string_view key) { return *described.find(key)->as_string(); };
  return {office::action_named(word("action")).value(),
          office::thing_in_scope(word("thing")).value()};
}

}  // namespace

struct Routes::Row {
  Operation operation;
  std::string_view id, method, path;
  Asks asks;
  office::Action action;
  office::ThingKind thing;
};

std::optional<std::string> percent_decoded(std::string_view text, bool query) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && query) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos || !text::valid_utf8(out)) return std::nullopt;
  return out;
}

std::string Arguments::text(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? "" : found->second;
}

std::optional<uint64_t> Arguments::number(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt : text::parse_u64(found->second);
}

Routes::Routes() : json_(whole_document()), document_(parsed(json_)) {
  static constexpr Row kRows[] = {
#include "http/operation_rows.inc"
  };
  for (const Row& row : kRows) add(row);
}

void Routes::add(const Row& row) {
  const JsonValue& described = *document_.find("paths")->find(row.path)->find(lower(row.method));
  Route route{.operation = row.operation,
              .id = row.id,
              .method = std::string(row.method),
              .segments = segments_of(row.path),
              .asks = row.asks,
              .action = row.action,
              .thing = row.thing};
  if (const JsonValue* acts = described.find("x-sekisho-or-acts"); acts != nullptr) {
    for (const JsonValue& one : acts->items()) route.or_acts.push_back(act_of(one));
  }
  route.slow = described.find("x-sekisho-slow") != nullptr;
  route.streams = described.find("x-sekisho-streams") != nullptr;
  if (const JsonValue* parameters = described.find("parameters"); parameters != nullptr) {
    for (const JsonValue& given : parameters->items()) {
      const JsonValue& one = resolved(document_, given);
      const std::string_view where = *one.find("in")->as_string();
      const JsonValue* required = one.find("required");
      route.parameters.push_back({std::string(*one.find("name")->as_string()),
                                  where == "path"    ? Parameter::In::kPath
                                  : where == "query" ? Parameter::In::kQuery
                                                     : Parameter::In::kHeader,
                                  required != nullptr && required->as_bool() == true,
                                  *one.find("schema")});
    }
  }
  if (const JsonValue* body = described.at_pointer("/requestBody/content"); body != nullptr) {
    route.takes = body->members().front().key;
    route.body = *body->members().front().value.find("schema");
  }
  const JsonValue& responses = *described.find("responses");
  if (responses.find("415") == nullptr) route.other_media = Problem::kMalformedRequest;
  if (responses.find("422") == nullptr) route.invalid = Problem::kMalformedRequest;
  for (const text::JsonMember& answer : responses.members()) {
    const JsonValue* content = answer.value.find("content");
    if (!answer.key.starts_with('2') || content == nullptr) continue;
    for (const text::JsonMember& media : content->members()) {
      if (std::ranges::find(route.gives, media.key) == route.gives.end())
        route.gives.push_back(media.key);
    }
  }
  routes_.push_back(std::move(route));
}

std::expected<const Route*, Fault> Routes::find(std::string_view method,
                                                std::string_view path) const {
  const std::vector<std::string> segments = segments_of(path);
  // A path that is written out goes before one with a variable.
  std::vector<const Route*> fitting;
  for (const Route& route : routes_) {
    if (fits(route, segments)) fitting.push_back(&route);
  }
  if (fitting.empty()) return refuse(Problem::kNotFound, "nothing is served at this path");
  std::vector<std::string> methods;
  for (const Route* route : fitting) {
    if (route->method == method) return route;
    methods.push_back(route->method);
    if (route->method == "GET") methods.emplace_back("HEAD");
  }
  return std::unexpected(
      Fault{.problem = Problem::kMethodNotAllowed,
            .headers = {{"Allow", fmt::format("{}", fmt::join(methods, ", "))}}});
}

std::expected<Arguments, Fault> Routes::arguments(const Route& route,
                                                  const Request& request) const {
  auto query = query_pairs(request.query);
  if (!query) return std::unexpected(query.error());
  const std::vector<std::string> segments = segments_of(request.path);
  Fault fault{.problem = route.invalid};
  Arguments out;
  for (const Parameter& one : route.parameters) {
    std::vector<std::string> given;
    if (one.in == Parameter::In::kQuery) {
      for (const auto& [name, value] : *query) {
        if (name == one.name) given.push_back(value);
      }
    } else if (one.in == Parameter::In::kHeader) {
      for (const Header& header : request.headers) {
        if (header.name == lower(one.name)) given.push_back(header.value);
      }
    } else {
      const auto at = std::ranges::find(route.segments, fmt::format("{{{}}}", one.name));
      const auto value =
          percent_decoded(segments[static_cast<size_t>(at - route.segments.begin())], false);
      if (!value) return malformed("the path is not percent-encoded UTF-8");
      given.push_back(*value);
    }
    if (given.size() > 1) {
      fault.complaints.push_back({one.name, {"it is given more than once", "重複しています"}});
    } else if (given.size() == 1) {
      check_schema(document_, one.schema, value_of(one.schema, given[0]), one.name,
                   fault.complaints);
      out.values_[one.name] = given[0];
    } else if (one.required) {
      fault.complaints.push_back({one.name, {"it is missing", "必須の項目がありません"}});
    } else if (const JsonValue* usual = one.schema.find("default"); usual != nullptr) {
      out.values_[one.name] =
          usual->is_string() ? std::string(*usual->as_string()) : usual->to_json();
    }
  }
  for (const auto& [name, value] : *query) {
    const bool known = std::ranges::any_of(route.parameters, [&](const Parameter& one) {
      return one.in == Parameter::In::kQuery && one.name == name;
    });
    if (known || fault.complaints.size() >= kMaxComplaints) continue;
    fault.complaints.push_back(
        {name, {"there is no such parameter", "このパラメーターはありません"}});
  }
  if (!fault.complaints.empty()) return std::unexpected(std::move(fault));
  return out;
}

std::expected<JsonValue, Fault> Routes::body(const Route& route, const Request& request) const {
  if (route.takes.empty()) {
    if (request.body.empty()) return JsonValue();
    return malformed("this operation takes no body");
  }
  const std::string* type = request.header("content-type");
  if (type == nullptr || media_type(*type) != route.takes) {
    return refuse(route.other_media, fmt::format("it takes `{}`", route.takes));
  }
  if (route.takes != "application/json") return JsonValue();
  Result<JsonValue> value = JsonValue::parse(request.body, "body");
  if (!value) {
    Fault fault = fault_of(value.error());
    fault.problem = Problem::kMalformedRequest;
    return std::unexpected(std::move(fault));
  }
  Fault fault{.problem = route.invalid};
  check_schema(document_, route.body, *value, "", fault.complaints);
  if (!fault.complaints.empty()) return std::unexpected(std::move(fault));
  return std::move(*value);
}

}  // namespace sekisho::http

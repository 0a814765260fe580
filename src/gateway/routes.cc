#include "gateway/routes.h"

#include <algorithm>
#include <array>

#include "gateway/limits.h"
#include "register/supply_point.h"
#include "text/fold.h"
#include "text/json.h"

namespace sekisho::gateway {
namespace {

using Part = RecordSource::Part;

bool path_fits(const Route& route, const std::vector<std::string>& segments, bool fold_case) {
  const auto fits = [&](const Route::Segment& wanted, const std::string& segment) {
    if (wanted.variable) return !segment.empty();
    return wanted.text == (fold_case ? text::fold_case(segment) : segment);
  };
  return std::ranges::equal(route.path, segments, fits);
}

bool query_fits(const Route& route, const std::vector<Parameter>& query) {
  const bool known = std::ranges::all_of(query, [&](const Parameter& one) {
    return std::ranges::find(route.query, one.name) != route.query.end();
  });
  if (route.record.part != Part::kQuery) return known;
  return known && std::ranges::find(query, route.record.name, &Parameter::name) != query.end();
}

std::unexpected<Error> not_once() {
  return fail(ErrorCode::kBadInput, "the request names its record not exactly once");
}

Result<std::string> one_value(const std::vector<Parameter>& parameters, std::string_view name) {
  const auto first = std::ranges::find(parameters, name, &Parameter::name);
  if (first == parameters.end() ||
      std::find_if(first + 1, parameters.end(),
                   [&](const Parameter& one) { return one.name == name; }) != parameters.end()) {
    return not_once();
  }
  return first->value;
}

Result<std::string> value_in_json(std::string_view body, const std::string& pointer) {
  auto reader = text::JsonLineReader::compile(std::array{pointer});
  if (!reader) return std::unexpected(reader.error());
  std::array<text::JsonField, 1> found;
  if (!reader->read(body, found))
    return fail(ErrorCode::kBadInput, "the body of the request cannot be read in one way");
  if (found[0].kind != text::JsonField::Kind::kString &&
      found[0].kind != text::JsonField::Kind::kNumber) {
    return not_once();
  }
  return std::string(found[0].text);
}

// A step of a JSON pointer (RFC 6901).
void append_step(std::string& pointer, std::string_view name) {
  pointer += '/';
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

// Every text, number and flag of a document under its pointer.
void add_leaves(const text::JsonValue& value, const std::string& pointer,
                std::vector<Parameter>& out) {
  const auto add = [&](std::string_view step, const text::JsonValue& part) {
    std::string longer = pointer;
    append_step(longer, step);
    add_leaves(part, longer, out);
  };
  if (value.is_object()) {
    for (const text::JsonMember& member : value.members()) add(member.key, member.value);
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) add(std::to_string(i), value.items()[i]);
  } else if (!value.is_null()) {
    const auto text = value.as_string();
    out.push_back({pointer, text ? std::string(*text) : value.to_json()});
  }
}

Result<std::vector<Parameter>> parameters_in_json(std::string_view body) {
  const auto document = text::JsonValue::parse(body);
  if (!document)
    return fail(ErrorCode::kBadInput, "the body of the request cannot be read in one way");
  std::vector<Parameter> out;
  add_leaves(*document, "", out);
  if (out.size() > kMaxParameters) return fail(ErrorCode::kLimit, "too many members");
  return out;
}

// The type without its parameters, of which only UTF-8 is understood.
std::string_view plain_type(std::string_view content_type) {
  const size_t semicolon = content_type.find(';');
  if (semicolon == std::string_view::npos) return content_type;
  std::string parameter = text::fold_case(content_type.substr(semicolon + 1));
  std::erase(parameter, ' ');
  return parameter == "charset=utf-8" ? content_type.substr(0, semicolon) : std::string_view();
}

}  // namespace

Result<std::string> canonical_record(barrier::RecordKind kind, std::string_view key) {
  const auto no_key = [] { return fail(ErrorCode::kBadInput, "what names the record is no key"); };
  if (key.empty() || key.size() > kMaxRecordBytes) return no_key();
  for (const char c : key) {
    // A percent sign or a path's characters would mean another record to who decodes once more.
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || c == '%' || c == '/' || c == '\\') return no_key();
  }
  if (kind != barrier::RecordKind::kSupplyPoint) return text::fold_width(key);
  std::string out;
  if (reg::canonical_supply_point(key, out) != reg::SupplyPointProblem::kNone) return no_key();
  return out;
}

Result<Mapped> Routes::map(std::string_view method, std::string_view target) const {
  const auto read = read_target(target);
  if (!read) return std::unexpected(read.error());
  const std::vector<std::string>& segments = read->segments;
  if (method == "GET" || method == "HEAD") {
    for (const auto& prefix : statics_) {
      if (segments.size() > prefix.size() &&
          std::equal(prefix.begin(), prefix.end(), segments.begin())) {
        return Mapped{};
      }
    }
  }
  for (const Route& route : routes_) {
    if (std::ranges::find(route.methods, method) == route.methods.end()) continue;
    if (!path_fits(route, segments, fold_case_) || !query_fits(route, read->query)) continue;
    Mapped out{.route = &route, .needs_body = route.body() != Part::kNone};
    if (!route.terms.empty() || route.lists.any()) out.given = read->query;
    Result<std::string> key = std::string();
    switch (route.record.part) {
      case Part::kNone:
      case Part::kForm:
      case Part::kJson:
        return out;
      case Part::kQuery:
        key = one_value(read->query, route.record.name);
        break;
      case Part::kPath:
        const auto variable = std::ranges::find_if(route.path, [&](const Route::Segment& one) {
          return one.variable && one.text == route.record.name;
        });
        key = segments[static_cast<size_t>(variable - route.path.begin())];
        break;
    }
    if (key) key = canonical_record(route.kind, *key);
    if (!key) return std::unexpected(key.error());
    out.record = std::move(*key);
    return out;
  }
  return fail(ErrorCode::kNotFound, "no route of the system fits the request");
}

bool Routes::leads_plainly(std::string_view location) const {
  if (!location.starts_with('/') || location.find_first_of("?#") != std::string_view::npos)
    return false;
  const auto mapped = map("GET", location);
  if (!mapped) return false;
  return mapped->route == nullptr ||
         std::ranges::none_of(mapped->route->path, [&](const Route::Segment& one) {
           return one.variable && (mapped->route->record.part != Part::kPath ||
                                   one.text != mapped->route->record.name);
         });
}

Part Route::body() const {
  if (record.in_body()) return record.part;
  const auto term =
      std::ranges::find_if(terms, [](const TermSource& one) { return one.at.in_body(); });
  return term == terms.end() ? Part::kNone : term->at.part;
}

Result<MappedBody> read_body(const Route& route, std::string_view content_type,
                             std::string_view content_encoding, std::string_view body) {
  if (body.size() > kMaxMappedBodyBytes)
    return fail(ErrorCode::kLimit, "the body of the request is too long");
  if (!content_encoding.empty() && text::fold_case(content_encoding) != "identity")
    return fail(ErrorCode::kBadInput, "the body of the request is encoded");
  const bool json = route.body() == Part::kJson;
  const std::string type = text::fold_case(plain_type(content_type));
  if (type != (json ? "application/json" : "application/x-www-form-urlencoded"))
    return fail(ErrorCode::kBadInput, "the body of the request is of another type");
  MappedBody out;
  Result<std::string> key = std::string();
  if (json) {
    if (route.record.in_body()) key = value_in_json(body, route.record.name);
    if (!route.terms.empty()) {
      auto given = parameters_in_json(body);
      if (!given) return std::unexpected(given.error());
      out.given = std::move(*given);
    }
  } else if (auto form = read_parameters(body); form) {
    if (route.record.in_body()) key = one_value(*form, route.record.name);
    out.given = std::move(*form);
  } else {
    return std::unexpected(form.error());
  }
  if (key && route.record.in_body()) key = canonical_record(route.kind, *key);
  if (!key) return std::unexpected(key.error());
  out.record = std::move(*key);
  return out;
}

}  // namespace sekisho::gateway

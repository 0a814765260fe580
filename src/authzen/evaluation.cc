#include "authzen/evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "authzen/limits.h"
#include "text/number.h"

namespace sekisho::authzen {
namespace {

using text::JsonValue;

std::unexpected<Error> bad(std::string message) {
  return fail(ErrorCode::kBadInput, std::move(message), {},
              "Ask as section 5 of the AuthZEN Authorization API 1.0 says: `subject`, `action` and "
              "`resource` are objects with `type` and `id`, or `name`.");
}

// A name that is given twice could be read in two ways.
Result<void> check_unique(const JsonValue& object, std::string_view what) {
  std::vector<std::string_view> keys;
  for (const text::JsonMember& member : object.members()) keys.push_back(member.key);
  std::ranges::sort(keys);
  const auto twice = std::ranges::adjacent_find(keys);
  if (twice == keys.end()) return {};
  return bad(fmt::format("{} has `{}` twice", what, *twice));
}

// The object `name` of a question, or of the request around it. An item's object goes before the
// request's; only a name that it leaves out is the request's then (certification, 3.2.7).
struct Parts {
  const JsonValue* own = nullptr;
  const JsonValue* usual = nullptr;
  std::string_view name;

  const JsonValue* first() const { return own != nullptr ? own : usual; }
};

Result<Parts> parts_of(const JsonValue& item, const JsonValue* request, std::string_view name) {
  Parts out{item.find(name), request == nullptr ? nullptr : request->find(name), name};
  for (const JsonValue* one : {out.own, out.usual}) {
    if (one == nullptr) continue;
    if (!one->is_object()) return bad(fmt::format("`{}` is not an object", name));
    if (auto ok = check_unique(*one, fmt::format("`{}`", name)); !ok)
      return std::unexpected(ok.error());
  }
  return out;
}

Result<std::string> name_in(const Parts& parts, std::string_view key) {
  for (const JsonValue* one : {parts.own, parts.usual}) {
    const JsonValue* found = one == nullptr ? nullptr : one->find(key);
    if (found == nullptr) continue;
    const auto text = found->as_string();
    if (!text) return bad(fmt::format("`{}` of `{}` is not a text", key, parts.name));
    if (text->empty()) return bad(fmt::format("`{}` of `{}` is empty", key, parts.name));
    if (text->size() > kMaxNameBytes) {
      return fail(ErrorCode::kBadInput, fmt::format("`{}` of `{}` is longer than {} bytes", key,
                                                    parts.name, kMaxNameBytes));
    }
    return std::string(*text);
  }
  return bad(fmt::format("`{}` of `{}` is missing", key, parts.name));
}

Result<JsonValue> object_in(const JsonValue* parent, std::string_view key) {
  const JsonValue* found = parent == nullptr ? nullptr : parent->find(key);
  if (found == nullptr) return JsonValue();
  if (!found->is_object()) return bad(fmt::format("`{}` is not an object", key));
  if (auto ok = check_unique(*found, fmt::format("`{}`", key)); !ok)
    return std::unexpected(ok.error());
  return *found;
}

Result<Entity> entity_of(const Parts& parts, bool with_id) {
  if (parts.first() == nullptr) return bad(fmt::format("`{}` is missing", parts.name));
  auto type = name_in(parts, "type");
  if (!type) return std::unexpected(type.error());
  auto properties = object_in(parts.first(), "properties");
  if (!properties) return std::unexpected(properties.error());
  Entity out{std::move(*type), {}, std::move(*properties)};
  if (!with_id) return out;
  auto id = name_in(parts, "id");
  if (!id) return std::unexpected(id.error());
  out.id = std::move(*id);
  return out;
}

Result<Action> action_of(const Parts& parts) {
  if (parts.first() == nullptr) return bad("`action` is missing");
  auto name = name_in(parts, "name");
  if (!name) return std::unexpected(name.error());
  auto properties = object_in(parts.first(), "properties");
  if (!properties) return std::unexpected(properties.error());
  return Action{std::move(*name), std::move(*properties)};
}

// What a question leaves open, where it is a search.
struct Open {
  bool subject = false, resource = false, action = false;
};

Result<Evaluation> evaluation_of(const JsonValue& item, const JsonValue* request, Open open = {}) {
  if (!item.is_object()) return bad("an evaluation is not an object");
  if (auto ok = check_unique(item, "an evaluation"); !ok) return std::unexpected(ok.error());
  Evaluation out;
  const auto subject = parts_of(item, request, "subject");
  if (!subject) return std::unexpected(subject.error());
  auto who = entity_of(*subject, !open.subject);
  if (!who) return std::unexpected(who.error());
  out.subject = std::move(*who);
  if (!open.action) {
    const auto action = parts_of(item, request, "action");
    if (!action) return std::unexpected(action.error());
    auto what = action_of(*action);
    if (!what) return std::unexpected(what.error());
    out.action = std::move(*what);
  }
  const auto resource = parts_of(item, request, "resource");
  if (!resource) return std::unexpected(resource.error());
  auto which = entity_of(*resource, !open.resource);
  if (!which) return std::unexpected(which.error());
  out.resource = std::move(*which);
  auto context = object_in(item.find("context") != nullptr ? &item : request, "context");
  if (!context) return std::unexpected(context.error());
  out.context = std::move(*context);
  return out;
}

Result<void> check_request(const JsonValue& request) {
  if (!request.is_object()) return bad("the request is not an object");
  return check_unique(request, "the request");
}

Result<Semantic> semantic_of(const JsonValue& request) {
  const auto options = object_in(&request, "options");
  if (!options) return std::unexpected(options.error());
  const JsonValue* found = options->find("evaluations_semantic");
  if (found == nullptr) return Semantic::kExecuteAll;
  const std::string_view name = found->as_string().value_or("");
  if (name == "execute_all") return Semantic::kExecuteAll;
  if (name == "deny_on_first_deny") return Semantic::kDenyOnFirstDeny;
  if (name == "permit_on_first_permit") return Semantic::kPermitOnFirstPermit;
  return fail(ErrorCode::kBadInput, "`evaluations_semantic` is none that is known", {},
              "It is `execute_all`, `deny_on_first_deny` or `permit_on_first_permit`.");
}

}  // namespace

std::string text_of(const JsonValue& object, std::string_view member) {
  const JsonValue* found = object.find(member);
  return found == nullptr ? "" : std::string(found->as_string().value_or(""));
}

Result<Evaluation> read_evaluation(const JsonValue& request) {
  if (auto ok = check_request(request); !ok) return std::unexpected(ok.error());
  return evaluation_of(request, nullptr);
}

Result<Evaluations> read_evaluations(const JsonValue& request) {
  if (auto ok = check_request(request); !ok) return std::unexpected(ok.error());
  Evaluations out;
  const JsonValue* items = request.find("evaluations");
  if (items != nullptr && !items->is_array()) return bad("`evaluations` is not a list");
  if (items == nullptr || items->size() == 0) {
    auto one = evaluation_of(request, nullptr);
    if (!one) return std::unexpected(one.error());
    out.items.emplace_back(std::move(*one));
    return out;
  }
  if (items->size() > kMaxEvaluations) {
    return fail(ErrorCode::kBadInput,
                fmt::format("more than {} evaluations in one request", kMaxEvaluations), {},
                "Ask in several requests.");
  }
  const auto semantic = semantic_of(request);
  if (!semantic) return std::unexpected(semantic.error());
  out.semantic = *semantic;
  out.boxed = true;
  for (const JsonValue& item : items->items()) out.items.push_back(evaluation_of(item, &request));
  return out;
}

Result<Search> read_search(const JsonValue& request, Sought sought) {
  if (auto ok = check_request(request); !ok) return std::unexpected(ok.error());
  auto asked = evaluation_of(request, nullptr,
                             {.subject = sought == Sought::kSubject,
                              .resource = sought == Sought::kResource,
                              .action = sought == Sought::kAction});
  if (!asked) return std::unexpected(asked.error());
  Search out{.asked = std::move(*asked)};
  const auto page = object_in(&request, "page");
  if (!page) return std::unexpected(page.error());
  if (const JsonValue* limit = page->find("limit"); limit != nullptr) {
    const auto number = limit->as_uint();
    if (!number || *number == 0) return bad("`limit` of `page` is no number of results");
    out.limit = *number;
  }
  if (const std::string token = text_of(*page, "token"); !token.empty()) {
    const auto from = text::parse_u64(token);
    if (!from) return bad("`token` of `page` is none of an earlier answer");
    out.from = *from;
  }
  return out;
}

}  // namespace sekisho::authzen

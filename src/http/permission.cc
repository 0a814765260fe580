#include "http/permission.h"

#include <fmt/format.h>

#include "service/identity/stored_identities.h"

namespace sekisho::http {
namespace {

std::unexpected<Fault> forbidden(Words why) {
  return std::unexpected(Fault{
      .problem = Problem::kForbidden, .detail = std::move(why.en), .detail_ja = std::move(why.ja)});
}

// `PolicySet` as the document and scopes write it: `policy-set`.
std::string kebab(std::string_view name) {
  std::string out;
  for (const char one : name) {
    const bool upper = 'A' <= one && one <= 'Z';
    if (upper && !out.empty()) out += '-';
    out += upper ? static_cast<char>(one - 'A' + 'a') : one;
  }
  return out;
}

std::string scope_of(office::Action action, office::ThingKind thing) {
  return fmt::format("{}.{}", office::name_of(action), kebab(office::name_of(thing)));
}

// The thing as it may be at best: not their own, of a system of theirs, approved by others.
office::Thing at_best(office::ThingKind kind, const office::Caller& caller) {
  office::Thing out{.kind = kind,
                    .approved_by = {"somebody else"},
                    .decision_number = "1",
                    .awaits_reading = {caller.id}};
  if (kind == office::ThingKind::kAccount) {
    out.system = service::kOwnSystem;
  } else if (!caller.administers.empty()) {
    out.system = *caller.administers.begin();
  }
  return out;
}

}  // namespace

bool covers(const identity::ApiToken& token, office::Action action, office::ThingKind thing) {
  return identity::has_scope(token, office::name_of(action)) ||
         identity::has_scope(token, scope_of(action, thing));
}

std::optional<office::ThingKind> thing_in_document(std::string_view name) {
  for (size_t thing = 0; thing < office::kThingKindCount; ++thing) {
    const auto one = static_cast<office::ThingKind>(thing);
    if (name == kebab(office::name_of(one))) return one;
  }
  return std::nullopt;
}

bool is_scope(std::string_view scope) {
  for (size_t action = 0; action < office::kActionCount; ++action) {
    const auto one = static_cast<office::Action>(action);
    if (scope == office::name_of(one)) return true;
    for (size_t thing = 0; thing < office::kThingKindCount; ++thing) {
      if (scope == scope_of(one, static_cast<office::ThingKind>(thing))) return true;
    }
  }
  return false;
}

std::expected<Demands, Fault> may(const office::Office& office, const office::Caller& caller,
                                  office::Action action, const office::Thing& thing) {
  const Result<office::OfficeDecision> decision = office.may(caller, action, thing);
  if (!decision) return std::unexpected(fault_of(decision.error()));
  if (decision->allowed) return decision->demands;
  return forbidden({decision->why.en, decision->why.ja});
}

std::expected<Demands, Fault> permitted(const Route& route, const Request& request,
                                        const Caller* caller, const Front& front,
                                        const office::Office& office) {
  if (route.asks == Asks::kOpen) return Demands{};
  if (caller == nullptr) {
    return std::unexpected(
        Fault{.problem = Problem::kUnauthenticated, .headers = {{"WWW-Authenticate", "Bearer"}}});
  }
  if (caller->session) {
    if (auto why = front.forged(request)) return forbidden(std::move(*why));
    if (caller->session->must_change_password && route.asks != Asks::kOwn) {
      return refuse(Problem::kPasswordRanOut);
    }
  }
  if (route.asks == Asks::kOwn) {
    if (caller->session) return Demands{};
    return forbidden({"a program has no session; this is for people who log in",
                      "プログラムのトークンでは実行できません。ログインが必要です"});
  }
  if (caller->token && !covers(*caller->token, route.action, route.thing)) {
    const std::string scope = scope_of(route.action, route.thing);
    return forbidden({fmt::format("the token does not have the scope `{}`", scope),
                      fmt::format("トークンに権限範囲「{}」がありません", scope)});
  }
  return may(office, caller->office, route.action, at_best(route.thing, caller->office));
}

}  // namespace sekisho::http

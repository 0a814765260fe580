#include "http/permission.h"

#include <fmt/format.h>

#include "office/scope.h"
#include "service/identity/stored_identities.h"

namespace sekisho::http {
namespace {

std::unexpected<Fault> forbidden(Words why) {
  return std::unexpected(Fault{
      .problem = Problem::kForbidden, .detail = std::move(why.en), .detail_ja = std::move(why.ja)});
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

// In whose place one may act at best: somebody with authority, who made one their deputy.
office::Superior superior_at_best(const office::Caller& caller) {
  return {.id = "somebody else",
          .roles = {std::begin(office::kRoles), std::end(office::kRoles)},
          .approves = true,
          .deputies = {caller.id}};
}

// By their own place, or by somebody else's.
std::expected<Demands, Fault> may_at_best(const Caller& caller, office::Action action,
                                          office::ThingKind kind, const office::Office& office) {
  if (caller.token && !covers(*caller.token, action, kind)) {
    const std::string scope = office::scope_of(action, kind);
    return forbidden({fmt::format("the token does not have the scope `{}`", scope),
                      fmt::format("トークンに権限範囲「{}」がありません", scope)});
  }
  const office::Thing thing = at_best(kind, caller.office);
  auto own = may(office, caller.office, action, thing);
  if (own) return own;
  office::Caller deputy = caller.office;
  deputy.stands_in_for = superior_at_best(deputy);
  auto in_place = may(office, deputy, action, thing);
  return in_place ? in_place : own;  // why not is said of who they are
}

}  // namespace

bool covers(const identity::ApiToken& token, office::Action action, office::ThingKind thing) {
  return identity::has_scope(token, office::name_of(action)) ||
         identity::has_scope(token, office::scope_of(action, thing));
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
  std::expected<Demands, Fault> out = may_at_best(*caller, route.action, route.thing, office);
  for (const Act& act : route.or_acts) {
    if (out) break;
    if (auto other = may_at_best(*caller, act.action, act.thing, office); other)
      out = std::move(other);
  }
  return out;
}

}  // namespace sekisho::http

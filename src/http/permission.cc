#include "http/permission.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "http/best_case.h"
#include "office/scope.h"
#include "service/identity/stored_identities.h"

namespace sekisho::http {
namespace {

std::unexpected<Fault> forbidden(Words why) {
  return std::unexpected(Fault{
      .problem = Problem::kForbidden, .detail = std::move(why.en), .detail_ja = std::move(why.ja)});
}

// The purpose for which a fresh proof would let a session do what it was denied; nothing where no
// proof would.
std::optional<identity::Purpose> lacking_proof(const office::Office& office, office::Caller caller,
                                               office::Action action, const office::Thing& thing) {
  for (const identity::Purpose purpose : identity::kPurposes) {
    if (!caller.fresh.emplace(identity::name_of(purpose)).second) continue;
    const Result<office::OfficeDecision> decision = office.may(caller, action, thing);
    if (decision && decision->allowed) return purpose;
  }
  return std::nullopt;
}

// Of two ways to be let in, the one that leads further; the first where both lead as far.
std::expected<Demands, Fault> further(std::expected<Demands, Fault> first,
                                      std::expected<Demands, Fault> second) {
  const auto reach = [](const std::expected<Demands, Fault>& way) {
    if (way) return 2;
    return way.error().problem == Problem::kStepUpNeeded ? 1 : 0;
  };
  return reach(second) > reach(first) ? second : first;
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
  auto own = may(office, caller, action, thing);
  if (own) return own;
  Caller deputy = caller;
  deputy.office.stands_in_for = superior_at_best(deputy.office);
  return further(std::move(own), may(office, deputy, action, thing));
}

}  // namespace

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

Result<std::vector<office::Action>> acts_at_best(const office::Office& office,
                                                 office::Caller caller, office::ThingKind kind) {
  for (const identity::Purpose purpose : identity::kPurposes)
    caller.fresh.emplace(identity::name_of(purpose));
  caller.purpose = "a purpose";
  office::Caller deputy = caller;
  deputy.stands_in_for = superior_at_best(caller);
  const office::Thing thing = at_best(kind, caller);
  const auto own = office.permitted(caller, thing);
  if (!own) return own;
  const auto as_deputy = office.permitted(deputy, thing);
  if (!as_deputy) return as_deputy;
  std::vector<office::Action> out;
  std::ranges::set_union(*own, *as_deputy, std::back_inserter(out));
  return out;
}

Fault step_up_needed(identity::Purpose purpose) {
  return {.problem = Problem::kStepUpNeeded, .purpose = std::string(identity::name_of(purpose))};
}

bool covers(const identity::ApiToken& token, office::Action action, office::ThingKind thing) {
  return identity::has_scope(token, office::name_of(action)) ||
         identity::has_scope(token, office::scope_of(action, thing));
}

std::expected<Demands, Fault> may(const office::Office& office, const Caller& caller,
                                  office::Action action, const office::Thing& thing) {
  const Result<office::OfficeDecision> decision = office.may(caller.office, action, thing);
  if (!decision) return std::unexpected(fault_of(decision.error()));
  if (decision->allowed) return decision->demands;
  if (caller.session) {
    if (const auto purpose = lacking_proof(office, caller.office, action, thing))
      return std::unexpected(step_up_needed(*purpose));
  }
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
    out = further(std::move(out), may_at_best(*caller, act.action, act.thing, office));
  }
  return out;
}

}  // namespace sekisho::http

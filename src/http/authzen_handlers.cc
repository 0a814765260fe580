#include <fmt/format.h>

#include "authzen/answers.h"
#include "http/handlers.h"
#include "service/decision/barrier_point.h"

// The barrier as the decision point of the OpenID AuthZEN Authorization API 1.0 (docs/authzen.md).
namespace sekisho::http {
namespace {

// What makes no sense is 400 in this standard (section 10.1.5), whatever was wrong.
std::unexpected<Fault> fault(const Error& error) {
  Fault out = fault_of(error);
  if (out.problem == Problem::kInvalidRequest) out.problem = Problem::kMalformedRequest;
  return std::unexpected(std::move(out));
}

using Asking = Result<std::string> (*)(const text::JsonValue&, authzen::DecisionPoint&);

Answer ask(const Call& call, Asking asking) {
  const auto knowledge = call.services.knowledge->now();
  if (!knowledge) return refuse(Problem::kBusy, knowledge.error().message);
  const auto answers_for = [&call](const std::string& system) {
    return call
        .may(office::Action::kDecide, {.kind = office::ThingKind::kDecision, .system = system})
        .has_value();
  };
  service::BarrierPoint point({*knowledge, call.services.ledger, call.now, answers_for});
  Result<std::string> answer = asking(call.body, point);
  if (!answer) return fault(answer.error());
  return json_response(std::move(*answer));
}

template <authzen::Sought kSought>
Result<std::string> searching(const text::JsonValue& request, authzen::DecisionPoint& point) {
  return authzen::answer_search(request, kSought, point);
}

}  // namespace

Answer get_decision_point(const Call& call) {
  return json_response(authzen::configuration(call.services.front->base_of(call.request)));
}

Answer evaluate(const Call& call) {
  return ask(call, authzen::answer_evaluation);
}

Answer evaluate_many(const Call& call) {
  return ask(call, authzen::answer_evaluations);
}

Answer search_subjects(const Call& call) {
  return ask(call, searching<authzen::Sought::kSubject>);
}

Answer search_resources(const Call& call) {
  return ask(call, searching<authzen::Sought::kResource>);
}

Answer search_actions(const Call& call) {
  return ask(call, searching<authzen::Sought::kAction>);
}

}  // namespace sekisho::http

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

// What understands the status alone is told by it, where it says so.
Response shown(const Call& call, const authzen::Decision& decision) {
  const bool by_status = call.arguments.text("denied") == "403";
  Response out =
      json_response(authzen::to_json(decision), by_status && !decision.allowed ? 403 : 200);
  if (!decision.entry.empty()) out.headers.push_back({"Sekisho-Entry", decision.entry});
  return out;
}

constexpr auto kAsJson = [](std::string json) { return json_response(std::move(json)); };

// What `asking` makes of the barrier as a decision point, as `show` answers it.
Answer ask(const Call& call, const auto& asking, const auto& show) {
  const auto knowledge = call.services.knowledge->now();
  if (!knowledge) return refuse(Problem::kBusy, knowledge.error().message);
  const auto answers_for = [&call](const std::string& system) {
    return call
        .may(office::Action::kDecide, {.kind = office::ThingKind::kDecision, .system = system})
        .has_value();
  };
  service::BarrierPoint point({*knowledge, call.services.ledger, call.now, answers_for});
  auto answer = asking(point);
  if (!answer) return fault(answer.error());
  return show(std::move(*answer));
}

Answer search(const Call& call, authzen::Sought sought) {
  return ask(
      call,
      [&](authzen::DecisionPoint& point) {
        return authzen::answer_search(call.body, sought, point);
      },
      kAsJson);
}

}  // namespace

Answer get_decision_point(const Call& call) {
  return json_response(authzen::configuration(call.services.front->base_of(call.request)));
}

Answer evaluate(const Call& call) {
  return ask(
      call,
      [&](authzen::DecisionPoint& point) { return authzen::decide_evaluation(call.body, point); },
      [&](const authzen::Decision& decision) { return shown(call, decision); });
}

Answer evaluate_many(const Call& call) {
  return ask(
      call,
      [&](authzen::DecisionPoint& point) { return authzen::answer_evaluations(call.body, point); },
      kAsJson);
}

Answer search_subjects(const Call& call) {
  return search(call, authzen::Sought::kSubject);
}

Answer search_resources(const Call& call) {
  return search(call, authzen::Sought::kResource);
}

Answer search_actions(const Call& call) {
  return search(call, authzen::Sought::kAction);
}

}  // namespace sekisho::http

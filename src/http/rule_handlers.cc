#include "http/handlers.h"
#include "service/decide_request.h"
#include "service/policy/policy_check.h"
#include "service/policy/policy_format.h"
#include "service/policy/who_may_see.h"
#include "text/json_writer.h"

// What the barrier decides, and policies as texts.
namespace sekisho::http {
namespace {

using Reached = Result<service::ReachAnswer>;

std::string action_of(const Call& call) {
  const std::string action = call.text("action");
  return action.empty() ? "view" : action;
}

Answer reach(const Call& call,
             Reached (*ask)(const service::ReachRequest&, const service::Heard&)) {
  const auto places = call.services.places->inputs(call.text("registers"), "");
  if (!places) return std::unexpected(fault_of(places.error()));
  const service::ReachRequest request{*places,         call.text("system"), action_of(call),
                                      call.text("at"), call.text("record"), call.text("person")};
  const Reached answer = ask(request, {});
  if (!answer) return std::unexpected(fault_of(answer.error()));
  return json_response(service::reach_json(*answer));
}

}  // namespace

Answer decide(const Call& call) {
  const auto places = call.services.places->inputs(call.text("registers"), "");
  if (!places) return std::unexpected(fault_of(places.error()));
  const service::DecideRequest request{*places,
                                       call.text("system"),
                                       call.text("account"),
                                       call.text("terminal"),
                                       call.text("address"),
                                       call.text("at"),
                                       action_of(call),
                                       call.text("object")};
  const Result<service::DecideAnswer> answer = service::decide_request(request);
  if (!answer) return std::unexpected(fault_of(answer.error()));
  return json_response(service::decide_json(*answer));
}

Answer who_may_see(const Call& call) {
  return reach(call, service::who_may_see);
}

Answer may_see(const Call& call) {
  return reach(call, service::may_see);
}

Answer check_policies(const Call& call) {
  const Result<service::PolicyCheckReport> report =
      service::check_policy_files({.paths = {"-"}, .standard_input = call.text("text")});
  if (!report) return std::unexpected(fault_of(report.error()));
  return json_response(service::policy_check_json(*report));
}

Answer format_policies(const Call& call) {
  const auto files =
      service::format_policy_files({.paths = {"-"}, .standard_input = call.text("text")});
  if (!files) return std::unexpected(fault_of(files.error()));
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("text", files->front().after);
  json.member("changed", files->front().changed()).end_object();
  return json_response(out + "\n");
}

}  // namespace sekisho::http

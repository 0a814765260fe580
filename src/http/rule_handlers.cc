#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "http/handlers.h"
#include "http/masking.h"
#include "service/decide_request.h"
#include "service/office/office_questions.h"
#include "service/policy/policy_check.h"
#include "service/policy/policy_format.h"
#include "service/policy/who_may_see.h"
#include "text/json_writer.h"

// What the barrier decides, and policies as texts.
namespace sekisho::http {
namespace {

using Asked = Result<std::shared_ptr<const service::Knowledge>>;

std::string action_of(const Call& call) {
  const std::string action = call.text("action");
  return action.empty() ? "view" : action;
}

// What the question is answered by: a data set of registers, read for it, or the store.
Asked knowledge_of(const Call& call) {
  const std::string registers = call.text("registers");
  const std::string known_at = call.text("known_at");
  if (registers.empty()) return call.services.knowledge->known_at(known_at);
  if (!known_at.empty()) {
    return fail(ErrorCode::kUsage, "`known_at` is about the store", {},
                "Leave out `registers`: files say what they say.");
  }
  const auto places = call.services.places->inputs(registers, "");
  if (!places) return std::unexpected(places.error());
  return service::Knowledge::load(*places);
}

// An answer about people: in plain to whoever said why.
Answer shown(const Call& call, const service::Knowledge& knowledge, std::string json) {
  const auto mask = Mask::of(call, office::ThingKind::kRegister, kAllRegisters);
  if (!mask) return std::unexpected(mask.error());
  if (mask->masks()) json = service::masked_answer(json, knowledge.registers(), mask->pseudonyms());
  return json_response(std::move(json));
}

// A page of an answer. The list is named by the question and by everything that answers it, so that
// no cursor leads into another answer.
std::expected<void, Fault> cut_to_page(const Call& call, std::string_view operation,
                                       const service::Knowledge& knowledge,
                                       service::ReachAnswer& answer) {
  const std::string list =
      fmt::format("{} {} {} {} {}", operation, call.body.to_json(), answer.facts_revision,
                  knowledge.barrier().policy_set_hash, answer.rows.size());
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  const uint64_t total = answer.rows.size();
  const uint64_t begin = std::min<uint64_t>(*from, total);
  const uint64_t end = std::min<uint64_t>(begin + *call.arguments.number("limit"), total);
  answer.rows = {std::make_move_iterator(answer.rows.begin() + static_cast<ptrdiff_t>(begin)),
                 std::make_move_iterator(answer.rows.begin() + static_cast<ptrdiff_t>(end))};
  answer.total = total;
  if (end < total) answer.next = cursor_text(list, end);
  return {};
}

Answer reach(const Call& call, std::string_view operation,
             Result<service::ReachAnswer> (*ask)(const service::ReachRequest&,
                                                 const service::Knowledge&)) {
  const Asked knowledge = knowledge_of(call);
  if (!knowledge) return std::unexpected(fault_of(knowledge.error()));
  const service::ReachRequest request{{},
                                      call.text("system"),
                                      action_of(call),
                                      call.text("at"),
                                      call.text("record"),
                                      call.text("person")};
  auto answer = ask(request, **knowledge);
  if (!answer) return std::unexpected(fault_of(answer.error()));
  if (auto ok = cut_to_page(call, operation, **knowledge, *answer); !ok) {
    return std::unexpected(ok.error());
  }
  return shown(call, **knowledge, service::reach_json(*answer));
}

}  // namespace

Answer decide(const Call& call) {
  const Asked knowledge = knowledge_of(call);
  if (!knowledge) return std::unexpected(fault_of(knowledge.error()));
  const service::DecideRequest request{{},
                                       call.text("system"),
                                       call.text("account"),
                                       call.text("terminal"),
                                       call.text("address"),
                                       call.text("at"),
                                       action_of(call),
                                       call.text("object")};
  const Result<service::DecideAnswer> answer = service::decide_request(request, **knowledge);
  if (!answer) return std::unexpected(fault_of(answer.error()));
  return shown(call, **knowledge, service::decide_json(*answer));
}

Answer who_may_see(const Call& call) {
  return reach(call, "who-may-see", service::who_may_see);
}

Answer may_see(const Call& call) {
  return reach(call, "may-see", service::may_see);
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

// Who may do what in Sekisho, as its own policies say.
Answer list_roles(const Call& /*call*/) {
  const Result<std::string> table = service::office_table_json({});
  if (!table) return std::unexpected(fault_of(table.error()));
  return json_response(fmt::format("{{\"items\":{}}}\n", *table));
}

}  // namespace sekisho::http

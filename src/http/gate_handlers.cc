#include <fmt/format.h>

#include "http/handlers.h"
#include "http/identity_json.h"
#include "text/json_writer.h"

// Sessions at the gates, opened from one's own.
namespace sekisho::http {
namespace {

using service::GateKeeper;
using text::JsonWriter;

std::unexpected<Fault> no_gate() {
  return std::unexpected(Fault{.problem = Problem::kNotFound,
                               .detail = "this server keeps no gate",
                               .detail_ja = "このサーバーはゲートを管理していません"});
}

void write_gate_session(JsonWriter& json, const service::GateSessionRecord& one, const Call& call) {
  json.begin_object()
      .member("session", one.id)
      .member("person", one.person)
      .member("terminal", one.terminal)
      .member("begun", time_text(one.begun))
      .member("last_used", time_text(one.last_used))
      .member("ends", time_text(one.ends))
      .member("own", one.session == call.who->session->id)
      .end_object();
}

std::unexpected<Fault> not_opened(GateKeeper::Refused why) {
  switch (why) {
    case GateKeeper::Refused::kNotNow:
      return std::unexpected(Fault{.problem = Problem::kNotReady,
                                   .detail = "the registers are not known yet",
                                   .detail_ja = "台帳がまだ読み込まれていません"});
    case GateKeeper::Refused::kNobody:
      return std::unexpected(
          Fault{.problem = Problem::kConflict,
                .detail = "the registers know of no work of yours",
                .detail_ja = "台帳に、あなたの所属もアカウントも登録されていません"});
    case GateKeeper::Refused::kNoTerminal:
      break;
  }
  return std::unexpected(Fault{.problem = Problem::kConflict,
                               .detail = "the registers do not know this terminal",
                               .detail_ja = "この端末は台帳に登録されていません"});
}

}  // namespace

Answer list_gate_sessions(const Call& call) {
  if (call.services.keeper == nullptr) return no_gate();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& one : call.services.keeper->of(call.who->session->user))
    write_gate_session(json, one, call);
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer open_gate_session(const Call& call) {
  if (call.services.keeper == nullptr) return no_gate();
  const std::string address = call.services.front->address_of(call.request);
  const std::string terminal = call.services.front->terminal_of(call.request);
  const auto answer = call.services.keeper->open_session(
      {.session = *call.who->session, .address = address, .terminal = terminal});
  if (!answer) return std::unexpected(fault_of(answer.error()));
  if (const auto* refused = std::get_if<GateKeeper::Refused>(&*answer)) return not_opened(*refused);
  const auto& opened = std::get<GateKeeper::Opened>(*answer);
  std::string out;
  JsonWriter json(out);
  write_gate_session(json, opened.record, call);
  Response response = json_response(std::move(out), 201);
  response.headers.push_back(Front::keep_gate_session(opened.token));
  return response;
}

Answer end_gate_session(const Call& call) {
  if (call.services.keeper == nullptr) return no_gate();
  const auto ended =
      call.services.keeper->end_session(call.who->session->user, call.arguments.text("session"));
  if (!ended) return std::unexpected(fault_of(ended.error()));
  if (!*ended) return refuse(Problem::kNotFound);
  return Response{.status = 204, .content_type = {}};
}

}  // namespace sekisho::http

#include <fmt/format.h>

#include "http/handlers.h"
#include "http/identity_json.h"
#include "text/json_writer.h"

// Sessions at the gates, opened from one's own, and the way to the systems behind them.
namespace sekisho::http {
namespace {

using service::GateEntrances;
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

// Who asks, and from where: what a session at the gates is bound to.
struct Place {
  explicit Place(const Call& call)
      : address(call.services.front->address_of(call.request)),
        terminal(call.services.front->terminal_of(call.request)) {}
  GateKeeper::Wish wish(const Call& call) const {
    return {.session = *call.who->session, .address = address, .terminal = terminal};
  }
  std::string address, terminal;
};

// As the registers have it; empty: they do not know the system.
Result<std::string> name_of_system(const Call& call, std::string_view code) {
  const auto knowledge = call.services.knowledge->now();
  if (!knowledge) return std::unexpected(knowledge.error());
  const reg::Register& registers = (*knowledge)->registers();
  const reg::System* system = registers.system(SystemId(registers.system_codes.find(code)));
  return std::string(system == nullptr ? "" : registers.text(system->name));
}

std::unexpected<Fault> no_way(GateEntrances::NoWay why) {
  if (why == GateEntrances::NoWay::kNoSystem) return refuse(Problem::kNotFound);
  return std::unexpected(Fault{.problem = Problem::kInvalidRequest,
                               .complaints = {{"/path",
                                               {"it is no path of the system's host",
                                                "システムのホスト内のパスではありません"}}}});
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
  const Place place(call);
  const auto answer = call.services.keeper->open_session(place.wish(call));
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

Answer list_gate_systems(const Call& call) {
  // A server without a gate has no systems behind one.
  Result<std::vector<service::GateSystem>> systems;
  const Place place(call);
  if (call.services.entrances != nullptr)
    systems = call.services.entrances->open_to(place.wish(call), call.now);
  if (!systems) return std::unexpected(fault_of(systems.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const service::GateSystem& one : *systems) {
    const auto name = name_of_system(call, one.code);
    if (!name) return std::unexpected(fault_of(name.error()));
    json.begin_object().member("system", one.code).member("name", *name);
    json.member("address", one.address).end_object();
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer hand_over(const Call& call) {
  if (call.services.entrances == nullptr) return no_gate();
  const Place place(call);
  const auto answer = call.services.entrances->hand_over(
      place.wish(call), call.arguments.text("gate_system"), call.text("path"), call.now);
  if (!answer) return std::unexpected(fault_of(answer.error()));
  if (const auto* why = std::get_if<GateEntrances::NoWay>(&*answer)) return no_way(*why);
  if (const auto* why = std::get_if<GateKeeper::Refused>(&*answer)) return not_opened(*why);
  std::string out;
  JsonWriter(out).begin_object().member("address", std::get<std::string>(*answer)).end_object();
  return json_response(std::move(out), 201);
}

// A browser is led here, and on from here: whoever sees it has a page either way. Why a code is not
// good is told to nobody.
Answer enter_gate_system(const Call& call) {
  if (call.services.entrances == nullptr) return no_gate();
  const Place place(call);
  const std::string system = call.arguments.text("gate_system"), code = call.arguments.text("code");
  const auto arrived = call.services.entrances->arrive(
      {.system = system,
       .code = code,
       .address = place.address,
       .terminal = place.terminal,
       .card = call.services.front->origin_of(call.request, call.now).card},
      call.now);
  Response response{.status = 303, .content_type = {}};
  if (arrived) {
    response.headers = {{"Location", arrived->path}, Front::keep_gate_session(arrived->token)};
  } else {
    const std::string base = call.services.front->base_of(call.request);
    response.headers = {{"Location", base + "/console/systems#refused=" + system}};
  }
  return response;
}

}  // namespace sekisho::http

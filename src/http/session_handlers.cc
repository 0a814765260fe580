#include <fmt/format.h>

#include <algorithm>

#include "http/best_case.h"
#include "http/handlers.h"
#include "http/identity_json.h"
#include "office/scope.h"
#include "service/serve/demo_guide.h"
#include "text/base64.h"
#include "text/json_writer.h"

// Log in, log out, and what is somebody's own: sessions, factors, tokens.
namespace sekisho::http {
namespace {

using identity::Session;
using text::JsonWriter;

// What they may do with which kinds of things, so that nobody is shown a door that is locked to
// them, nor offered what would be refused.
std::expected<void, Fault> write_acts(JsonWriter& json, const office::Office& office,
                                      const office::Caller& caller) {
  json.key("acts").begin_array();
  for (size_t i = 0; i < office::kThingKindCount; ++i) {
    const auto kind = static_cast<office::ThingKind>(i);
    const auto acts = acts_at_best(office, caller, kind);
    if (!acts) return std::unexpected(fault_of(acts.error()));
    for (const office::Action action : *acts) json.value(office::scope_of(action, kind));
  }
  json.end_array();
  return {};
}

void write_guide(JsonWriter& json, const service::DemoGuide& guide) {
  json.key("guide").begin_object();
  json.member("before", guide.before).member("after", guide.after);
  json.member("registers", guide.registers).member("system", guide.system);
  json.member("time", guide.time).member("file", guide.file).member("line", guide.line);
  json.end_object();
}

std::expected<void, Fault> write_session(JsonWriter& json, const Call& call, const Session& session,
                                         const office::Caller& caller) {
  json.begin_object()
      .member("session", session.id.value)
      .member("user", session.user.value)
      .key("roles")
      .begin_array();
  for (const office::Role role : caller.roles) json.value(office::name_of(role));
  json.end_array()
      .member("begun", time_text(session.begun))
      .member("ends", time_text(session.ends))
      .member("factor", identity::name_of(session.factor))
      .member("must_change_password", session.must_change_password)
      .key("fresh")
      .begin_object();
  for (const auto& [purpose, ends] : session.stepped_up) {
    if (call.now < ends) json.member(identity::name_of(purpose), time_text(ends));
  }
  json.end_object();
  if (auto ok = write_attention(json, call, session.user); !ok) return ok;
  if (auto ok = write_acts(json, *call.services.office, caller); !ok) return ok;
  if (const auto guide = service::demo_guide(*call.services.places)) write_guide(json, *guide);
  json.end_object();
  return {};
}

std::unexpected<Fault> too_early(const identity::TryLater& later, Instant now) {
  const int64_t seconds = std::max<int64_t>((later.from.micros - now.micros) / kMicrosPerSecond, 0);
  return std::unexpected(Fault{.problem = Problem::kTooManyRequests,
                               .headers = {{"Retry-After", std::to_string(seconds + 1)}}});
}

Answer logged_in(const Call& call, const identity::LoggedIn& done) {
  const auto member = call.services.people->members.find(done.session.user);
  if (!member) return std::unexpected(fault_of(member.error()));
  const office::Caller caller = service::office_caller(done.session.user, *member, call.now);
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("state", "logged-in").key("session");
  if (auto ok = write_session(json, call, done.session, caller); !ok) {
    return std::unexpected(ok.error());
  }
  json.end_object();
  Response response = json_response(std::move(out));
  response.headers.push_back(call.services.front->keep_session(done.token));
  if (!done.device.empty()) {
    response.headers.push_back(call.services.front->keep_device(done.device));
  }
  return response;
}

Answer second_factor(const identity::SecondFactorNeeded& needed) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("state", "second-factor")
      .member("login", needed.token)
      .key("kinds")
      .begin_array();
  for (const identity::FactorKind kind : needed.kinds) json.value(identity::name_of(kind));
  json.end_array().member("challenge", text::base64url_encode(needed.challenge));
  write_encoded(json, "credentials", needed.credentials);
  json.member("ends", time_text(needed.ends)).end_object();
  return json_response(std::move(out));
}

Answer answer_step(const Call& call, const Result<identity::LoginStep>& step) {
  if (!step) return std::unexpected(fault_of(step.error()));
  if (const auto* later = std::get_if<identity::TryLater>(&*step)) {
    return too_early(*later, call.now);
  }
  if (const auto* needed = std::get_if<identity::SecondFactorNeeded>(&*step)) {
    return second_factor(*needed);
  }
  if (const auto* done = std::get_if<identity::LoggedIn>(&*step)) return logged_in(call, *done);
  return refuse(Problem::kLogInRefused);
}

// Another site must not log somebody in, either: they would work in somebody else's name.
std::expected<identity::Origin, Fault> origin_of(const Call& call) {
  if (auto why = call.services.front->foreign(call.request)) {
    return std::unexpected(
        Fault{.problem = Problem::kForbidden, .detail = std::move(why->en), .detail_ja = why->ja});
  }
  return call.services.front->origin_of(call.request, call.now);
}

// Bytes that cannot be decoded are none, and prove nothing.
std::string bytes_in(const text::JsonValue& object, std::string_view name) {
  const text::JsonValue* const member = object.find(name);
  if (member == nullptr) return {};
  return text::base64url_decode(member->as_string().value_or("")).value_or("");
}

identity::Proof proof_in(const Call& call) {
  if (const text::JsonValue* assertion = call.body.find("assertion"); assertion != nullptr) {
    return identity::AssertionProof{
        .credential = bytes_in(*assertion, "credential"),
        .client_data = bytes_in(*assertion, "client_data"),
        .authenticator_data = bytes_in(*assertion, "authenticator_data"),
        .signature = bytes_in(*assertion, "signature")};
  }
  if (call.body.find("code") != nullptr) return identity::CodeProof{call.text("code")};
  return identity::CardProof{};
}

Answer own_session(const Call& call, const Session& session) {
  std::string out;
  JsonWriter json(out);
  if (auto ok = write_session(json, call, session, call.who->office); !ok) {
    return std::unexpected(ok.error());
  }
  return json_response(std::move(out));
}

Answer done_or_not_found(const Result<bool>& done) {
  if (!done) return std::unexpected(fault_of(done.error()));
  if (!*done) return refuse(Problem::kNotFound);
  return Response{.status = 204, .content_type = {}};
}

void write_token(JsonWriter& json, const identity::ApiToken& token) {
  json.begin_object().member("token", token.id.value).member("name", token.name);
  json.key("scopes").begin_array();
  for (const std::string& scope : token.scopes) json.value(scope);
  json.end_array()
      .member("created", time_text(token.created))
      .member("ends", time_text(token.ends));
  if (token.last_used != kBeginning) json.member("last_used", time_text(token.last_used));
  json.end_object();
}

}  // namespace

Answer log_in(const Call& call) {
  const auto origin = origin_of(call);
  if (!origin) return std::unexpected(origin.error());
  return answer_step(call, call.services.people->log_in.begin(
                               call.text("login_name"), call.text("password"), *origin, call.now));
}

Answer give_factor(const Call& call) {
  const auto origin = origin_of(call);
  if (!origin) return std::unexpected(origin.error());
  return answer_step(call, call.services.people->log_in.finish(call.text("login"), proof_in(call),
                                                               *origin, call.now));
}

Answer get_own_session(const Call& call) {
  return own_session(call, *call.who->session);
}

Answer log_out(const Call& call) {
  const auto ended = call.services.people->sessions.end(*call.who->session, call.now);
  if (!ended) return std::unexpected(fault_of(ended.error()));
  if (call.services.keeper != nullptr) call.services.keeper->look();
  return Response{.status = 204,
                  .content_type = {},
                  .headers = {call.services.front->forget_session(), Front::forget_gate_session()}};
}

Answer challenge_session(const Call& call) {
  const auto challenge = call.services.people->sessions.begin_step_up(*call.who->session);
  if (!challenge) return std::unexpected(fault_of(challenge.error()));
  std::string out;
  JsonWriter json(out);
  write_challenge(json, *call.services.people, challenge->challenge, challenge->credentials);
  return json_response(std::move(out));
}

Answer step_up(const Call& call) {
  const std::string wanted = call.text("purpose");
  const auto* purpose = std::ranges::find(identity::kPurposes, wanted, [](identity::Purpose one) {
    return std::string(identity::name_of(one));
  });
  const auto step = call.services.people->sessions.step_up(
      *call.who->session, *purpose, call.text("password"), proof_in(call),
      call.services.front->origin_of(call.request, call.now), call.now);
  if (!step) return std::unexpected(fault_of(step.error()));
  if (const auto* later = std::get_if<identity::TryLater>(&*step)) {
    return too_early(*later, call.now);
  }
  const auto* done = std::get_if<identity::Sessions::SteppedUp>(&*step);
  return done == nullptr ? refuse(Problem::kLogInRefused) : own_session(call, done->session);
}

Answer list_sessions(const Call& call) {
  const auto sessions = call.services.people->sessions.of(call.who->session->user, call.now);
  if (!sessions) return std::unexpected(fault_of(sessions.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const Session& one : *sessions) {
    json.begin_object()
        .member("session", one.id.value)
        .member("begun", time_text(one.begun))
        .member("last_used", time_text(one.last_used))
        .member("ends", time_text(one.ends))
        .member("factor", identity::name_of(one.factor))
        .member("source", one.source)
        .member("own", one.id == call.who->session->id)
        .end_object();
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer end_session(const Call& call) {
  return done_or_not_found(call.services.people->sessions.revoke(
      *call.who->session, {call.arguments.text("session")}, call.now));
}

Answer list_tokens(const Call& call) {
  const auto tokens = call.services.people->tokens.of(call.who->session->user, call.now);
  if (!tokens) return std::unexpected(fault_of(tokens.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const identity::ApiToken& one : *tokens) write_token(json, one);
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer make_token(const Call& call) {
  if (auto fresh = call.needs_fresh(identity::Purpose::kAccount); !fresh) {
    return std::unexpected(fresh.error());
  }
  identity::ApiTokens::Wish wish{.name = call.text("name"), .scopes = {}, .ends = {}};
  for (const text::JsonValue& one : call.body.find("scopes")->items()) {
    const std::string scope(*one.as_string());
    if (!office::is_scope(scope)) {
      return std::unexpected(
          Fault{.problem = Problem::kInvalidRequest,
                .complaints = {{"/scopes",
                                {fmt::format("there is no scope `{}`", scope),
                                 fmt::format("権限範囲「{}」はありません", scope)}}}});
    }
    wish.scopes.push_back(scope);
  }
  wish.ends = shifted(call.now, call.body.find("days")->as_int().value_or(0) * kMicrosPerDay);
  const auto issued = call.services.people->tokens.issue(*call.who->session, wish, call.now);
  if (!issued) return std::unexpected(fault_of(issued.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("secret", issued->token)
      .member("token", issued->record.id.value)
      .member("ends", time_text(issued->record.ends))
      .end_object();
  return json_response(std::move(out), 201);
}

Answer revoke_token(const Call& call) {
  return done_or_not_found(call.services.people->tokens.revoke(
      *call.who->session, {call.arguments.text("token")}, call.now));
}

}  // namespace sekisho::http

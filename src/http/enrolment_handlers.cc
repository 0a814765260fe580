#include <optional>

#include "http/handlers.h"
#include "http/identity_json.h"
#include "identity/password_strength.h"
#include "text/base64.h"
#include "text/json_writer.h"

// How somebody comes to a password and second factors: with a code, or for their own account.
namespace sekisho::http {
namespace {

using text::JsonWriter;

// What an enrolment's step says: nobody's code is not found, a step that makes no sense now is a
// conflict.
Fault fault_of_step(const Error& error) {
  return conflict_of(error);
}

Answer done(const Result<void>& step) {
  if (!step) return std::unexpected(fault_of_step(step.error()));
  return Response{.status = 204, .content_type = {}};
}

// A step that may be refused, and what then is wrong.
Answer done_or_wrong(const Result<bool>& step, std::string_view at, Words why) {
  if (!step) return std::unexpected(fault_of_step(step.error()));
  if (*step) return Response{.status = 204, .content_type = {}};
  return std::unexpected(Fault{.problem = Problem::kInvalidRequest,
                               .complaints = {{std::string(at), std::move(why)}}});
}

Words words_of(identity::PasswordFault fault) {
  switch (fault) {
    case identity::PasswordFault::kTooShort:
      return {"it is too short", "短すぎます"};
    case identity::PasswordFault::kTooLong:
      return {"it is too long", "長すぎます"};
    case identity::PasswordFault::kNotText:
      return {"it is no text", "文字として読み取れません"};
    case identity::PasswordFault::kKnown:
      return {"everybody tries it, or it stood in a leak",
              "推測されやすいか、過去に漏えいしたパスワードです"};
    case identity::PasswordFault::kOwnName:
      return {"it holds the login name", "ログイン名を含んでいます"};
    case identity::PasswordFault::kSame:
      return {"it is the present one", "現在のパスワードと同じです"};
  }
  return {};
}

std::string bytes_of(const Call& call, std::string_view member) {
  return text::base64url_decode(call.text(member)).value_or("");
}

}  // namespace

Answer show_enrolment(const Call& call) {
  const auto shown = call.services.people->enrolments.show(call.text("code"), call.now);
  if (!shown) return std::unexpected(fault_of_step(shown.error()));
  std::string out;
  JsonWriter json(out);
  const identity::Settings& settings = call.services.people->settings;
  json.begin_object().member("login_name", shown->user.login_name).key("factors");
  write_factors(json, shown->factors);
  json.key("kinds").begin_array();
  for (const identity::FactorKind kind : identity::kFactorKinds) {
    if (settings.allows(kind)) json.value(identity::name_of(kind));
  }
  json.end_array();
  const identity::ProfileWords profile = identity::words_of(settings.passwords);
  json.key("passwords")
      .begin_object()
      .member("min_characters", settings.min_password_characters)
      .member("profile", profile.name)
      .member("ja", profile.ja)
      .member("en", profile.en)
      .end_object()
      .end_object();
  return json_response(std::move(out));
}

Answer set_password(const Call& call) {
  const auto wrong = call.services.people->enrolments.set_password(
      call.text("code"), call.text("password"), call.now, source_of(call));
  if (!wrong) return std::unexpected(fault_of_step(wrong.error()));
  if (!*wrong) return done({});
  return std::unexpected(
      Fault{.problem = Problem::kInvalidRequest, .complaints = {{"/password", words_of(**wrong)}}});
}

// What is wrong with a password that somebody thinks of, in both languages, and how hard it is to
// guess.
Answer check_password(const Call& call) {
  const std::string password = call.text("password");
  const auto faults =
      call.services.people->enrolments.check_password(call.text("code"), password, call.now);
  if (!faults) return std::unexpected(fault_of_step(faults.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("faults").begin_array();
  for (const identity::PasswordFault fault : *faults) {
    const Words words = words_of(fault);
    json.begin_object()
        .member("fault", identity::name_of(fault))
        .member("ja", words.ja)
        .member("en", words.en)
        .end_object();
  }
  json.end_array()
      .member("strength", identity::name_of(identity::strength_of(password)))
      .end_object();
  return json_response(std::move(out));
}

Answer offer_app(const Call& call) {
  const auto offer = call.services.people->enrolments.offer_app(call.text("code"), call.now);
  if (!offer) return std::unexpected(fault_of_step(offer.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("secret", offer->secret).member("uri", offer->uri).end_object();
  return json_response(std::move(out));
}

Answer add_app(const Call& call) {
  return done_or_wrong(
      call.services.people->enrolments.add_app(call.text("code"), call.text("name"),
                                               call.text("app_code"), call.now, source_of(call)),
      "/app_code", {"it is not the code of the app", "認証アプリのコードと一致しません"});
}

Answer add_card(const Call& call) {
  return done_or_wrong(call.services.people->enrolments.add_card(
                           call.text("code"), call.text("name"),
                           call.services.front->origin_of(call.request, call.now), call.now),
                       "",
                       {"the connection shows no card, or somebody else's",
                        "ID カードが提示されていないか、他の利用者のものです"});
}

Answer offer_key(const Call& call) {
  const auto offer = call.services.people->enrolments.offer_key(call.text("code"), call.now);
  if (!offer) return std::unexpected(fault_of_step(offer.error()));
  const auto shown = call.services.people->enrolments.show(call.text("code"), call.now);
  if (!shown) return std::unexpected(fault_of_step(shown.error()));
  std::string out;
  JsonWriter json(out);
  write_challenge(json, *call.services.people, offer->challenge, offer->known,
                  shown->user.id.value);
  return json_response(std::move(out));
}

Answer add_key(const Call& call) {
  return done_or_wrong(call.services.people->enrolments.add_key(
                           call.text("code"), call.text("name"), bytes_of(call, "client_data"),
                           bytes_of(call, "attestation_object"), call.now, source_of(call)),
                       "/attestation_object",
                       {"the answer is not accepted", "セキュリティキーの応答を確認できません"});
}

Answer finish_enrolment(const Call& call) {
  const auto finished = call.services.people->enrolments.finish(call.text("code"), call.now);
  if (!finished) return std::unexpected(fault_of_step(finished.error()));
  if (*finished) return done({});
  return std::unexpected(Fault{.problem = Problem::kConflict,
                               .detail = "the password or a second factor is missing",
                               .detail_ja = "パスワードまたは第二要素が登録されていません"});
}

Answer list_factors(const Call& call) {
  const auto factors = call.services.people->storage.factors_of(call.who->session->user);
  if (!factors) return std::unexpected(fault_of(factors.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items");
  write_factors(json, *factors);
  json.end_object();
  return json_response(std::move(out));
}

Answer enrol_factor(const Call& call) {
  if (auto fresh =
          call.needs_fresh(identity::Purpose::kAccount, call.who->session->must_change_password);
      !fresh) {
    return std::unexpected(fresh.error());
  }
  const auto code = call.services.people->enrolments.open_own(*call.who->session, call.now);
  if (!code) return std::unexpected(fault_of_step(code.error()));
  return code_response(*code, 201);
}

Answer remove_factor(const Call& call) {
  if (auto fresh = call.needs_fresh(identity::Purpose::kAccount); !fresh) {
    return std::unexpected(fresh.error());
  }
  service::People& people = *call.services.people;
  const identity::ItemId factor{call.arguments.text("factor")};
  const auto factors = people.storage.factors_of(call.who->session->user);
  if (!factors) return std::unexpected(fault_of(factors.error()));
  if (std::ranges::find(*factors, factor, &identity::Factor::id) == factors->end()) {
    return refuse(Problem::kNotFound);
  }
  const auto code = people.enrolments.open_own(*call.who->session, call.now);
  if (!code) return std::unexpected(fault_of_step(code.error()));
  const auto removed =
      people.enrolments.remove_factor(code->code, factor, call.now, source_of(call));
  if (!removed) return std::unexpected(fault_of_step(removed.error()));
  if (!*removed) {
    return std::unexpected(Fault{.problem = Problem::kConflict,
                                 .detail = "it is the last factor that one could log in with",
                                 .detail_ja = "ログインに使える最後の要素です"});
  }
  const auto finished = people.enrolments.finish(code->code, call.now);
  return done(finished ? Result<void>() : std::unexpected(finished.error()));
}

}  // namespace sekisho::http

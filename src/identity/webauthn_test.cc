#include <gtest/gtest.h>

#include "crypto/authenticator_test.h"
#include "identity/client_data.h"
#include "identity/world_test.h"
#include "text/base64.h"

namespace sekisho::identity {
namespace {

std::string client_data(std::string_view type, std::string_view challenge,
                        std::string_view origin = "https://localhost",
                        std::string_view more = R"(,"crossOrigin":false)") {
  return R"({"type":")" + std::string(type) + R"(","challenge":")" +
         text::base64url_encode(challenge) + R"(","origin":")" + std::string(origin) + "\"" +
         std::string(more) + "}";
}

TEST(ClientData, IsOursOrRefused) {
  const Settings settings;
  const std::string challenge(32, 'c');
  const auto why = [&](const std::string& json) {
    const auto hash = check_client_data(json, Ceremony::kGet, challenge, settings);
    return hash ? std::string() : hash.error().message.substr(38);
  };
  EXPECT_EQ(why(client_data("webauthn.get", challenge)), "");
  EXPECT_EQ(why(client_data("webauthn.get", challenge, "https://localhost", "")), "");
  EXPECT_EQ(why(client_data("webauthn.create", challenge)), "it is about another ceremony");
  EXPECT_EQ(why(client_data("webauthn.get", challenge + "c")), "it is about another challenge");
  EXPECT_EQ(why(client_data("webauthn.get", "")), "it is about another challenge");
  EXPECT_EQ(why(client_data("webauthn.get", challenge, "http://localhost")),
            "it comes from another page");
  EXPECT_EQ(why(client_data("webauthn.get", challenge, "https://localhost.example")),
            "it comes from another page");
  EXPECT_EQ(
      why(client_data("webauthn.get", challenge, "https://localhost", R"(,"crossOrigin":true)")),
      "it comes from a frame");
  EXPECT_EQ(
      why(client_data("webauthn.get", challenge, "https://localhost", R"(,"crossOrigin":"no")")),
      "it comes from a frame");
  EXPECT_EQ(why(""), "it is no JSON object");
  EXPECT_EQ(why("[]"), "it is no JSON object");
  EXPECT_EQ(why(std::string(kMaxClientDataBytes + 1, ' ')), "it is too long");
  // A challenge that was never given out is nobody's.
  EXPECT_FALSE(check_client_data(client_data("webauthn.get", ""), Ceremony::kGet, "", settings));
}

struct KeyHolder {
  IdentityWorld world;
  crypto::Authenticator key{-7};
  std::string code = world.administration.invite({kKen, "1"}, kHana, "hana", world.now)->code;

  bool add_key(const std::string& enrolment) {
    const auto offer = world.enrolments.offer_key(enrolment, world.now).value();
    const std::string data = client_data("webauthn.create", offer.challenge);
    return world.enrolments
        .add_key(enrolment, "key", data, key.registration("localhost", data), world.now)
        .value();
  }
  void enrol() {
    EXPECT_EQ(world.enrolments.set_password(code, kGoodPassword, world.now).value(), std::nullopt);
    EXPECT_TRUE(add_key(code));
    EXPECT_TRUE(world.enrolments.finish(code, world.now).value());
  }
  AssertionProof answer(const std::string& challenge) {
    const std::string data = client_data("webauthn.get", challenge);
    return {key.id, data, key.data("localhost", false), key.signature("localhost", data)};
  }
  LoginStep log_in() {
    const LoginStep first = world.try_password("hana", kGoodPassword, world.office);
    const auto& needed = std::get<SecondFactorNeeded>(first);
    EXPECT_EQ(needed.kinds, std::vector{FactorKind::kWebAuthn});
    EXPECT_EQ(needed.credentials, std::vector<std::string>{key.id});
    return world.log_in.finish(needed.token, answer(needed.challenge), world.office, world.now)
        .value();
  }
};

TEST(WebAuthnLogIn, TakesTheAnswerToItsOwnChallenge) {
  KeyHolder holder;
  holder.enrol();
  const LoginStep step = holder.log_in();
  EXPECT_EQ(std::get<LoggedIn>(step).session.factor, FactorKind::kWebAuthn);
  // An answer to another log-in's challenge is none.
  const auto needed = [&] {
    return std::get<SecondFactorNeeded>(
        holder.world.try_password("hana", kGoodPassword, holder.world.office));
  };
  const AssertionProof other = holder.answer(needed().challenge);
  EXPECT_TRUE(std::holds_alternative<Refused>(
      holder.world.log_in.finish(needed().token, other, holder.world.office, holder.world.now)
          .value()));
}

TEST(WebAuthnLogIn, ACopiedKeyIsNoticed) {
  KeyHolder holder;
  holder.key.counter = 4;
  holder.enrol();
  holder.key.counter = 5;
  EXPECT_TRUE(std::holds_alternative<LoggedIn>(holder.log_in()));
  EXPECT_TRUE(std::holds_alternative<Refused>(holder.log_in()));
  holder.key.counter = 6;
  EXPECT_TRUE(std::holds_alternative<LoggedIn>(holder.log_in()));
}

TEST(WebAuthnLogIn, ATouchAloneIsNotEnough) {
  KeyHolder holder;
  holder.enrol();
  holder.key.flags = 0x01;
  EXPECT_TRUE(std::holds_alternative<Refused>(holder.log_in()));
}

TEST(WebAuthnEnrolment, AKeyBelongsToOnePersonAndTakesOneChallenge) {
  KeyHolder holder;
  IdentityWorld& world = holder.world;
  const std::string stale = client_data("webauthn.create", std::string(32, 'x'));
  EXPECT_FALSE(world.enrolments
                   .add_key(holder.code, "key", stale, holder.key.registration("localhost", stale),
                            world.now)
                   .value());
  EXPECT_TRUE(holder.add_key(holder.code));
  EXPECT_EQ(world.enrolments.offer_key(holder.code, world.now)->known,
            std::vector<std::string>{holder.key.id});
  EXPECT_FALSE(holder.add_key(holder.code));
  const auto yuki = world.administration.invite({kKen, "2"}, kYuki, "yuki", world.now)->code;
  EXPECT_FALSE(holder.add_key(yuki));
}

TEST(WebAuthnStepUp, TakesNoPassword) {
  KeyHolder holder;
  holder.enrol();
  const Session session = std::get<LoggedIn>(holder.log_in()).session;
  const auto step_up = [&](const std::string& challenge) {
    return holder.world.sessions
        .step_up(session, Purpose::kUnmask, "", holder.answer(challenge), holder.world.office,
                 holder.world.now)
        .value();
  };
  EXPECT_TRUE(std::holds_alternative<Refused>(step_up("")));
  const auto asked = holder.world.sessions.begin_step_up(session).value();
  EXPECT_EQ(asked.credentials, std::vector<std::string>{holder.key.id});
  const auto up = step_up(asked.challenge);
  EXPECT_TRUE(
      stepped_up(std::get<Sessions::SteppedUp>(up).session, Purpose::kUnmask, holder.world.now));
  EXPECT_TRUE(std::holds_alternative<Refused>(step_up(asked.challenge)));  // once
}

}  // namespace
}  // namespace sekisho::identity

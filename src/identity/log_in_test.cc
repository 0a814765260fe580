#include "identity/log_in.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

TEST(LogIn, TakesAPasswordAndASecondFactor) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "Hana.Sato");
  const LoginStep first = world.try_password("ｈａｎａ．ＳＡＴＯ", kGoodPassword, world.office);
  const auto& needed = std::get<SecondFactorNeeded>(first);
  EXPECT_EQ(needed.kinds, std::vector{FactorKind::kTotp});
  EXPECT_EQ(needed.ends, shifted(world.now, world.settings.pending_login));
  EXPECT_EQ(needed.challenge.size(), 32u);

  const LoginStep second =
      world.log_in.finish(needed.token, CodeProof{world.app_code(secret)}, world.office, world.now)
          .value();
  const auto& logged_in = std::get<LoggedIn>(second);
  EXPECT_TRUE(logged_in.token.starts_with("sks_"));
  EXPECT_TRUE(logged_in.device.starts_with("skd_"));
  EXPECT_EQ(logged_in.session.user, kHana);
  EXPECT_FALSE(logged_in.session.must_change_password);
  EXPECT_EQ(world.last_event(),
            fmt::format(R"({{"kind":"login","time":"2026-11-18T11:07:10Z","system":"sekisho",)"
                        R"("actor":"u-hana-0001","result":"success",)"
                        R"("factors":["password","totp"],"session":"{}","source":"p-address"}})",
                        logged_in.session.id.value));
}

TEST(LogIn, ADeviceThatIsKnownGetsNoOtherToken) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  Origin origin = world.office;
  origin.device = world.log_in_as("hana", secret, origin).device;
  EXPECT_EQ(world.log_in_as("hana", secret, origin).device, "");
  world.wait(world.settings.device);
  EXPECT_NE(world.log_in_as("hana", secret, origin).device, "");
}

// Nothing in what an outsider sees tells which of them is wrong.
TEST(LogIn, Asvs_2_2_Refusals_AreAllAlike) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  for (const auto& [name, password] :
       std::vector<std::pair<std::string, std::string>>{{"hana", "wrong"},
                                                        {"nobody", kGoodPassword},
                                                        {"", ""},
                                                        {"hana", std::string(9000, 'x')}}) {
    EXPECT_TRUE(std::holds_alternative<Refused>(world.try_password(name, password, world.office)));
  }
}

TEST(LogIn, ARefusalIsRecordedWithoutWhatWasTyped) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  world.try_password("hana", "hunter-in-the-snow", world.office);
  EXPECT_TRUE(world.last_event().ends_with(
      R"("actor":"u-hana-0001","result":"failure","factors":["password"],"reason":"password","source":"p-address"})"))
      << world.last_event();
  world.try_password("a password in the wrong field", "x", world.office);
  EXPECT_TRUE(world.last_event().ends_with(
      R"("actor":"unknown-account","result":"failure","factors":["password"],)"
      R"("reason":"no such account","source":"p-address"})"))
      << world.last_event();
}

TEST(LogIn, Asvs_2_8_4_ACodeIsTakenOnce) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  const std::string code = world.app_code(secret);
  const auto step = [&] {
    const LoginStep first = world.try_password("hana", kGoodPassword, world.office);
    return world.log_in
        .finish(std::get<SecondFactorNeeded>(first).token, CodeProof{code}, world.office, world.now)
        .value();
  };
  EXPECT_TRUE(std::holds_alternative<LoggedIn>(step()));
  EXPECT_TRUE(std::holds_alternative<Refused>(step()));
}

TEST(LogIn, AtTheSameTimeACodeIsTakenOnce) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  const auto token = [&] {
    return std::get<SecondFactorNeeded>(world.try_password("hana", kGoodPassword, world.office))
        .token;
  };
  const std::string one = token();
  const std::string two = token();
  const CodeProof proof{world.app_code(secret)};
  // When the first one is about to write its session, the second one is through already.
  size_t changes = 0;
  LoginStep inner;
  world.storage.before_apply = [&] {
    if (++changes != 3) return;  // the try is counted, the budget, then the session
    world.storage.before_apply = nullptr;
    inner = world.log_in.finish(two, proof, world.office, world.now).value();
  };
  const LoginStep outer = world.log_in.finish(one, proof, world.office, world.now).value();
  EXPECT_TRUE(std::holds_alternative<LoggedIn>(inner));
  EXPECT_TRUE(std::holds_alternative<Refused>(outer));
}

TEST(LogIn, ATokenTakesFewTriesAndOneSuccess) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  Origin origin = world.office;
  const auto token = [&] {
    return std::get<SecondFactorNeeded>(world.try_password("hana", kGoodPassword, origin)).token;
  };
  const auto finish = [&](const std::string& with, const std::string& code) {
    return world.log_in.finish(with, CodeProof{code}, origin, world.now).value();
  };
  const std::string spent = token();
  for (uint32_t i = 0; i < kMaxProofs; ++i) {
    EXPECT_FALSE(std::holds_alternative<LoggedIn>(finish(spent, "000000")));
    world.wait(kMicrosPerHour / 60);
  }
  world.wait(-5 * kMicrosPerMinute + kMicrosPerSecond);
  origin.source = "198.51.100.7";
  EXPECT_TRUE(std::holds_alternative<Refused>(finish(spent, world.app_code(secret))));

  const std::string used = token();
  EXPECT_TRUE(std::holds_alternative<LoggedIn>(finish(used, world.app_code(secret))));
  world.wait(30 * kMicrosPerSecond);
  EXPECT_TRUE(std::holds_alternative<Refused>(finish(used, world.app_code(secret))));

  const std::string late = token();
  world.wait(world.settings.pending_login);
  EXPECT_TRUE(std::holds_alternative<Refused>(finish(late, world.app_code(secret))));
  EXPECT_TRUE(std::holds_alternative<Refused>(finish("skl_nonsense", world.app_code(secret))));
}

TEST(LogIn, ACodeIsNoUseWhereAppsAreForbidden) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  const LoginStep first = world.try_password("hana", kGoodPassword, world.office);
  world.settings.totp_allowed = false;
  EXPECT_TRUE(std::holds_alternative<Refused>(world.log_in
                                                  .finish(std::get<SecondFactorNeeded>(first).token,
                                                          CodeProof{world.app_code(secret)},
                                                          world.office, world.now)
                                                  .value()));
  EXPECT_TRUE(
      std::holds_alternative<Refused>(world.try_password("hana", kGoodPassword, world.office)));
  EXPECT_TRUE(world.last_event().ends_with(R"("reason":"no second factor","source":"p-address"})"));
}

TEST(LogIn, APasswordThatWasChangedMeanwhileIsNone) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  const LoginStep first = world.try_password("hana", kGoodPassword, world.office);
  User hana = world.storage.user(kHana).value().value();
  hana.password_set = world.now;
  ASSERT_EQ(world.storage.apply({.put = {hana}}).value(), Applied::kDone);
  EXPECT_TRUE(std::holds_alternative<Refused>(world.log_in
                                                  .finish(std::get<SecondFactorNeeded>(first).token,
                                                          CodeProof{world.app_code(secret)},
                                                          world.office, world.now)
                                                  .value()));
}

TEST(LogIn, Asvs_2_4_PasswordsAreHashedAnewWhenTheCostRises) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  const std::string before = world.storage.user(kHana).value()->password_hash;
  world.log_in_as("hana", secret, world.office);
  EXPECT_EQ(world.storage.user(kHana).value()->password_hash, before);
  world.hasher = crypto::PasswordHasher({.passes = 2, .memory_kib = 16});
  world.log_in_as("hana", secret, world.office);
  const std::string after = world.storage.user(kHana).value()->password_hash;
  EXPECT_TRUE(after.starts_with("$argon2id$v=19$m=16,t=2,")) << after;
  world.log_in_as("hana", secret, world.office);
}

TEST(LogIn, SomebodyWhoMayNotIsRefused) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  ASSERT_TRUE(world.administration.disable({kKen, "2026-18"}, kHana, world.now).value());
  EXPECT_TRUE(
      std::holds_alternative<Refused>(world.try_password("hana", kGoodPassword, world.office)));
  EXPECT_TRUE(
      world.last_event().ends_with(R"("reason":"account not active","source":"p-address"})"));
}

TEST(LogIn, ACardThatTheConnectionShowsIsEnough) {
  IdentityWorld world;
  const std::string code =
      world.administration.invite({kKen, "2026-17"}, kHana, "hana", world.now)->code;
  Origin with_card = world.office;
  with_card.card = crypto::sha256("a certificate");
  ASSERT_EQ(world.enrolments.set_password(code, kGoodPassword, world.now).value(), std::nullopt);
  EXPECT_FALSE(world.enrolments.add_card(code, "ID card", world.office, world.now).value());
  EXPECT_FALSE(world.enrolments.finish(code, world.now).value());
  EXPECT_TRUE(world.enrolments.add_card(code, "ID card", with_card, world.now).value());
  EXPECT_TRUE(world.enrolments.finish(code, world.now).value());

  const LoginStep step = world.try_password("hana", kGoodPassword, with_card);
  EXPECT_EQ(std::get<LoggedIn>(step).session.certificate, with_card.card);
  // Without it, or with another one, the card is asked for.
  Origin other = world.office;
  EXPECT_TRUE(
      std::holds_alternative<SecondFactorNeeded>(world.try_password("hana", kGoodPassword, other)));
  other.card = crypto::sha256("another certificate");
  const LoginStep needed = world.try_password("hana", kGoodPassword, other);
  const std::string& token = std::get<SecondFactorNeeded>(needed).token;
  EXPECT_TRUE(std::holds_alternative<Refused>(
      world.log_in.finish(token, CardProof{}, other, world.now).value()));
  EXPECT_TRUE(std::holds_alternative<LoggedIn>(
      world.log_in.finish(token, CardProof{}, with_card, world.now).value()));
}

TEST(LogIn, APersonHasSoManySessions) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  Origin origin = world.office;
  std::vector<std::string> tokens;
  for (size_t i = 0; i < kMaxSessions + 2; ++i) {
    const LoggedIn logged_in = world.log_in_as("hana", secret, origin);
    if (!logged_in.device.empty()) origin.device = logged_in.device;
    tokens.push_back(logged_in.token);
  }
  EXPECT_EQ(world.sessions.of(kHana, world.now)->size(), kMaxSessions);
  EXPECT_FALSE(world.sessions.use(tokens[1], origin, world.now).value());
  EXPECT_TRUE(world.sessions.use(tokens[2], origin, world.now).value());
}

}  // namespace
}  // namespace sekisho::identity

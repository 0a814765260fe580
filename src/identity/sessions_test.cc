#include "identity/sessions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

struct OneSession {
  IdentityWorld world;
  std::string secret = world.enrol_person(kHana, "hana");
  LoggedIn logged_in = world.log_in_as("hana", secret, world.office);

  bool lives() {
    return world.sessions.use(logged_in.token, world.office, world.now).value().has_value();
  }
};

TEST(Sessions, Asvs_3_3_2_EndWithoutUse) {
  OneSession one;
  const Instant begun = one.logged_in.session.begun;
  one.world.now = shifted(begun, one.world.settings.session_idle - 1);
  EXPECT_TRUE(one.lives());
  one.world.wait(one.world.settings.session_idle - 1);
  EXPECT_TRUE(one.lives());
  one.world.wait(one.world.settings.session_idle);
  EXPECT_FALSE(one.lives());
}

TEST(Sessions, EndWhateverHappens) {
  OneSession one;
  while (one.world.now < one.logged_in.session.ends) {
    ASSERT_TRUE(one.lives());
    one.world.wait(10 * kMicrosPerMinute);
  }
  EXPECT_FALSE(one.lives());
}

// However it is used, a session that goes on is within both limits.
RC_GTEST_PROP(Sessions, NoSessionOutlivesItsLimits, ()) {
  OneSession one;
  one.world.settings.session_whole = 3 * kMicrosPerHour;
  const LoggedIn short_one = one.world.log_in_as("hana", one.secret, one.world.office);
  const Instant begun = short_one.session.begun;
  Instant used = begun;
  for (const int minutes : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 45))) {
    one.world.wait(minutes * kMicrosPerMinute + *rc::gen::inRange(0, 60) * kMicrosPerSecond);
    const auto session = one.world.sessions.use(short_one.token, one.world.office, one.world.now);
    if (!session->has_value()) continue;
    RC_ASSERT(one.world.now < shifted(used, one.world.settings.session_idle));
    RC_ASSERT(one.world.now < shifted(begun, one.world.settings.session_whole));
    used = one.world.now;
  }
}

TEST(Sessions, Asvs_3_2_TokensAreRandomAndStoredAsHashes) {
  OneSession one;
  EXPECT_EQ(one.logged_in.token.size(), 4u + 43u);  // 256 bits
  EXPECT_EQ(one.logged_in.session.hash, crypto::sha256(one.logged_in.token));
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) {
    tokens.insert(new_secret(SecretKind::kSession, one.world.means.random).text);
  }
  EXPECT_EQ(tokens.size(), 100u);
  // A token of another kind, or one that was changed, is none.
  EXPECT_FALSE(one.world.sessions.use("", one.world.office, one.world.now).value());
  EXPECT_FALSE(
      one.world.sessions.use(one.logged_in.device, one.world.office, one.world.now).value());
  std::string changed = one.logged_in.token;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  EXPECT_FALSE(one.world.sessions.use(changed, one.world.office, one.world.now).value());
}

TEST(Sessions, Asvs_3_3_1_LogOutEndsThem) {
  OneSession one;
  EXPECT_TRUE(one.world.sessions.end(one.logged_in.session, one.world.now).value());
  EXPECT_FALSE(one.lives());
  EXPECT_FALSE(one.world.sessions.end(one.logged_in.session, one.world.now).value());
  EXPECT_TRUE(one.world.last_event().ends_with(
      R"("approval":{"by":"u-hana-0001","number":"own account"},"reason":"log out"})"))
      << one.world.last_event();
}

TEST(Sessions, Asvs_3_3_4_OwnersListAndRevokeTheirs) {
  OneSession one;
  const std::string others = one.world.enrol_person(kKen, "ken");
  const LoggedIn ken = one.world.log_in_as("ken", others, one.world.office);
  const LoggedIn second = one.world.log_in_as("hana", one.secret, one.world.office);
  const auto list = one.world.sessions.of(kHana, one.world.now).value();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list.front().id, second.session.id);

  EXPECT_FALSE(one.world.sessions.revoke(second.session, ken.session.id, one.world.now).value());
  EXPECT_TRUE(one.world.sessions.use(ken.token, one.world.office, one.world.now).value());
  EXPECT_TRUE(
      one.world.sessions.revoke(second.session, one.logged_in.session.id, one.world.now).value());
  EXPECT_FALSE(one.lives());
}

TEST(Sessions, EndWithTheAccount) {
  OneSession one;
  ASSERT_TRUE(one.world.administration.disable({kKen, "2026-18"}, kHana, one.world.now).value());
  EXPECT_FALSE(one.lives());
}

TEST(Sessions, AreBoundToTheCardThatOpenedThem) {
  IdentityWorld world;
  const std::string code = world.administration.invite({kKen, "1"}, kHana, "hana", world.now)->code;
  Origin card = world.office;
  card.card = crypto::sha256("a certificate");
  ASSERT_EQ(world.enrolments.set_password(code, kGoodPassword, world.now).value(), std::nullopt);
  ASSERT_TRUE(world.enrolments.add_card(code, "ID card", card, world.now).value());
  ASSERT_TRUE(world.enrolments.finish(code, world.now).value());
  const auto logged_in = std::get<LoggedIn>(world.try_password("hana", kGoodPassword, card));
  EXPECT_TRUE(world.sessions.use(logged_in.token, card, world.now).value());
  EXPECT_FALSE(world.sessions.use(logged_in.token, world.office, world.now).value());
  card.card = crypto::sha256("another certificate");
  EXPECT_FALSE(world.sessions.use(logged_in.token, card, world.now).value());
}

TEST(Sessions, Asvs_3_7_1_SensitiveActsNeedAFreshProof) {
  OneSession one;
  EXPECT_FALSE(stepped_up(one.logged_in.session, Purpose::kExport, one.world.now));
  const Session up = one.world.step_up(one.logged_in.session, Purpose::kExport, one.secret);
  const auto stored =
      one.world.sessions.use(one.logged_in.token, one.world.office, one.world.now).value();
  EXPECT_TRUE(stepped_up(*stored, Purpose::kExport, one.world.now));
  EXPECT_FALSE(stepped_up(*stored, Purpose::kUnmask, one.world.now));
  one.world.now = up.stepped_up.at(Purpose::kExport);
  EXPECT_FALSE(stepped_up(*stored, Purpose::kExport, one.world.now));
}

TEST(Sessions, AFreshProofIsBothFactors) {
  OneSession one;
  const auto step_up = [&](const std::string& password, const std::string& code) {
    return one.world.sessions
        .step_up(one.logged_in.session, Purpose::kUnmask, password, CodeProof{code},
                 one.world.office, one.world.now)
        .value();
  };
  const std::string right = one.world.app_code(one.secret);
  EXPECT_TRUE(std::holds_alternative<Refused>(step_up("wrong", right)));
  EXPECT_TRUE(std::holds_alternative<Refused>(step_up(kGoodPassword, "000000")));
  EXPECT_TRUE(one.world.last_event().ends_with(R"("reason":"unmask"})")) << one.world.last_event();
  EXPECT_TRUE(std::holds_alternative<Sessions::SteppedUp>(step_up(kGoodPassword, right)));
  EXPECT_TRUE(std::holds_alternative<Refused>(step_up(kGoodPassword, right)));  // used up
  for (int i = 0; i < 5; ++i) step_up("wrong", right);
  one.world.wait(kMicrosPerSecond / 2);
  EXPECT_TRUE(std::holds_alternative<TryLater>(step_up("wrong", right)));
}

}  // namespace
}  // namespace sekisho::identity

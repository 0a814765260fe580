#include "identity/enrolment.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

ErrorCode code_of(const auto& result) {
  return result ? ErrorCode::kInternal : result.error().code;
}

TEST(Enrolment, TheFirstAdministratorComesOnce) {
  IdentityWorld world;
  const auto first = world.administration.first_administrator(kHana, "hana", world.now).value();
  EXPECT_EQ(first.code.size(), 29u);
  const auto again = world.administration.first_administrator(kHana, "hana", world.now).value();
  EXPECT_EQ(code_of(world.enrolments.show(first.code, world.now)), ErrorCode::kNotFound);
  const auto other = world.administration.first_administrator(kKen, "ken", world.now).value();

  const std::string secret = world.enrol(again.code);
  world.log_in_as("hana", secret, world.office);
  EXPECT_EQ(code_of(world.administration.first_administrator(kYuki, "yuki", world.now)),
            ErrorCode::kUsage);
  // The code that was given out for somebody else before is worth nothing now.
  ASSERT_EQ(world.enrolments.set_password(other.code, kGoodPassword, world.now).value(),
            std::nullopt);
  ASSERT_TRUE(world.enrolments.offer_app(other.code, world.now));
  const std::string kens =
      world.storage.enrolment(*hash_of_code(other.code)).value()->offered_secret;
  ASSERT_TRUE(world.enrolments.add_app(other.code, "", world.app_code(kens), world.now).value());
  EXPECT_EQ(code_of(world.enrolments.finish(other.code, world.now)), ErrorCode::kUsage);
  EXPECT_EQ(world.storage.user(kKen).value()->state, UserState::kInvited);
}

TEST(Enrolment, ACodeEndsAndIsReadAsPeopleTypeIt) {
  IdentityWorld world;
  auto code = world.administration.first_administrator(kHana, "hana", world.now)->code;
  EXPECT_TRUE(world.enrolments.show(code, world.now));
  std::ranges::replace(code, '-', ' ');
  std::ranges::transform(code, code.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  EXPECT_EQ(world.enrolments.show(code, world.now)->user.login_name, "hana");
  for (const std::string& wrong : {std::string(), code + "a", code.substr(1), code + "-"}) {
    EXPECT_EQ(world.enrolments.show(wrong, world.now).has_value(), wrong == code + "-") << wrong;
  }
  world.wait(world.settings.first_administrator);
  EXPECT_EQ(code_of(world.enrolments.show(code, world.now)), ErrorCode::kNotFound);
}

TEST(Enrolment, IsNotFinishedWithoutPasswordAndSecondFactor) {
  IdentityWorld world;
  const auto code = world.administration.invite({kKen, "1"}, kHana, "hana", world.now)->code;
  EXPECT_FALSE(world.enrolments.finish(code, world.now).value());
  ASSERT_EQ(world.enrolments.set_password(code, kGoodPassword, world.now).value(), std::nullopt);
  EXPECT_FALSE(world.enrolments.finish(code, world.now).value());
  EXPECT_TRUE(
      std::holds_alternative<Refused>(world.try_password("hana", kGoodPassword, world.office)));
}

TEST(Enrolment, AnAppIsAddedWithItsFirstCode) {
  IdentityWorld world;
  const auto code = world.administration.invite({kKen, "1"}, kHana, "花 子", world.now)->code;
  EXPECT_FALSE(world.enrolments.add_app(code, "app", "000000", world.now).value());
  const auto offer = world.enrolments.offer_app(code, world.now).value();
  EXPECT_EQ(offer.secret.size(), 32u);
  EXPECT_EQ(offer.uri, "otpauth://totp/Sekisho:%E8%8A%B1%20%E5%AD%90?secret=" + offer.secret +
                           "&issuer=Sekisho&algorithm=SHA1&digits=6&period=30");
  EXPECT_FALSE(world.enrolments.add_app(code, "app", "000000", world.now).value());
  const auto secret = world.storage.enrolment(*hash_of_code(code)).value()->offered_secret;
  EXPECT_TRUE(world.enrolments.add_app(code, "app", world.app_code(secret), world.now).value());
  EXPECT_FALSE(world.enrolments.add_app(code, "app", world.app_code(secret), world.now).value());
  world.settings.totp_allowed = false;
  EXPECT_EQ(code_of(world.enrolments.offer_app(code, world.now)), ErrorCode::kUsage);
  EXPECT_FALSE(world.enrolments.finish(code, world.now).value());
}

TEST(Enrolment, ACardBelongsToOnePerson) {
  IdentityWorld world;
  Origin card = world.office;
  card.card = crypto::sha256("a certificate");
  const auto hana = world.administration.invite({kKen, "1"}, kHana, "hana", world.now)->code;
  const auto yuki = world.administration.invite({kKen, "2"}, kYuki, "yuki", world.now)->code;
  EXPECT_TRUE(world.enrolments.add_card(hana, "card", card, world.now).value());
  EXPECT_FALSE(world.enrolments.add_card(yuki, "card", card, world.now).value());
}

TEST(Enrolment, NamesArePeoplesOwn) {
  IdentityWorld world;
  const auto invite = [&](const UserId& user, const std::string& name) {
    return code_of(world.administration.invite({{"u-administrator"}, "1"}, user, name, world.now));
  };
  EXPECT_EQ(invite(kHana, "hana"), ErrorCode::kInternal);  // that is: well
  EXPECT_EQ(invite(kKen, "ＨＡＮＡ"), ErrorCode::kUsage);
  EXPECT_EQ(invite(kKen, ""), ErrorCode::kUsage);
  EXPECT_EQ(invite(kKen, std::string(kMaxLoginNameBytes + 1, 'a')), ErrorCode::kUsage);
  EXPECT_EQ(invite({"short"}, "short"), ErrorCode::kUsage);
  EXPECT_EQ(invite({"a name with blanks"}, "blank"), ErrorCode::kUsage);
  EXPECT_EQ(invite(kHana, "hana.sato"), ErrorCode::kInternal);
  EXPECT_EQ(code_of(world.administration.invite({kHana, "1"}, kHana, "x", world.now)),
            ErrorCode::kUsage);
  EXPECT_EQ(code_of(world.administration.invite({kKen, ""}, kHana, "x", world.now)),
            ErrorCode::kUsage);
}

struct Grown {
  IdentityWorld world;
  std::string secret = world.enrol_person(kHana, "hana");
  LoggedIn logged_in = world.log_in_as("hana", secret, world.office);

  std::string own_code() {
    return world.enrolments
        .open_own(world.step_up(logged_in.session, Purpose::kAccount, secret), world.now)
        ->code;
  }
};

TEST(Enrolment, Asvs_2_1_6_ANewPasswordEndsTheOtherSessions) {
  Grown grown;
  IdentityWorld& world = grown.world;
  const LoggedIn other = world.log_in_as("hana", grown.secret, world.office);
  EXPECT_EQ(code_of(world.enrolments.open_own(grown.logged_in.session, world.now)),
            ErrorCode::kUsage);
  const std::string code = grown.own_code();
  EXPECT_EQ(world.enrolments.set_password(code, kGoodPassword, world.now).value(),
            PasswordFault::kSame);
  EXPECT_EQ(world.enrolments.set_password(code, "asagiri-ni-fune 9", world.now).value(),
            std::nullopt);
  EXPECT_TRUE(world.sessions.use(grown.logged_in.token, world.office, world.now).value());
  EXPECT_FALSE(world.sessions.use(other.token, world.office, world.now).value());
  EXPECT_TRUE(
      std::holds_alternative<Refused>(world.try_password("hana", kGoodPassword, world.office)));
  world.log_in_as("hana", grown.secret, world.office, "asagiri-ni-fune 9");
}

TEST(Enrolment, TheLastFactorStays) {
  Grown grown;
  IdentityWorld& world = grown.world;
  const std::string code = grown.own_code();
  const ItemId app = world.enrolments.show(code, world.now)->factors.front().id;
  EXPECT_FALSE(world.enrolments.remove_factor(code, app, world.now).value());
  Origin card = world.office;
  card.card = crypto::sha256("a certificate");
  ASSERT_TRUE(world.enrolments.add_card(code, "card", card, world.now).value());
  EXPECT_TRUE(world.enrolments.remove_factor(code, app, world.now).value());
  EXPECT_FALSE(world.enrolments.remove_factor(code, app, world.now).value());
}

TEST(Enrolment, ThePlanAsksForAnotherPasswordNowAndThen) {
  Grown grown;
  IdentityWorld& world = grown.world;
  world.settings.passwords = PasswordProfile::plan(90);
  EXPECT_FALSE(world.log_in_as("hana", grown.secret, world.office).session.must_change_password);
  world.wait(90 * kMicrosPerDay);
  const LoggedIn late = world.log_in_as("hana", grown.secret, world.office);
  EXPECT_TRUE(late.session.must_change_password);
  const auto own = world.enrolments.open_own(late.session, world.now).value();
  ASSERT_EQ(world.enrolments.set_password(own.code, "asagiri-ni-fune 9", world.now).value(),
            std::nullopt);
  EXPECT_FALSE(
      world.sessions.use(late.token, world.office, world.now).value()->must_change_password);
  world.settings.passwords = PasswordProfile::nist();
  world.wait(9000 * kMicrosPerDay);
  EXPECT_FALSE(world.log_in_as("hana", grown.secret, world.office, "asagiri-ni-fune 9")
                   .session.must_change_password);
}

TEST(Recovery, TakesTwoOthers) {
  Grown grown;
  IdentityWorld& world = grown.world;
  Administration& administration = world.administration;
  const auto approve = [&](const UserId& by, const ItemId& id) {
    return code_of(administration.approve_recovery(by, id, world.now));
  };
  EXPECT_EQ(code_of(administration.begin_recovery({kHana, "7"}, kHana, world.now)),
            ErrorCode::kUsage);
  EXPECT_EQ(code_of(administration.begin_recovery({kKen, ""}, kHana, world.now)),
            ErrorCode::kUsage);
  EXPECT_EQ(code_of(administration.begin_recovery({kHana, "7"}, kKen, world.now)),
            ErrorCode::kNotFound);
  const ItemId id = administration.begin_recovery({kKen, "7"}, kHana, world.now).value();
  EXPECT_EQ(approve(kKen, id), ErrorCode::kUsage);
  EXPECT_EQ(approve(kHana, id), ErrorCode::kUsage);
  EXPECT_EQ(approve(kYuki, {"no-such-recovery"}), ErrorCode::kNotFound);
  EXPECT_TRUE(world.sessions.use(grown.logged_in.token, world.office, world.now).value());

  const auto code = administration.approve_recovery(kYuki, id, world.now).value();
  EXPECT_EQ(approve(kYuki, id), ErrorCode::kNotFound);
  EXPECT_FALSE(world.sessions.use(grown.logged_in.token, world.office, world.now).value());
  EXPECT_TRUE(
      std::holds_alternative<Refused>(world.try_password("hana", kGoodPassword, world.office)));
  EXPECT_TRUE(world.enrolments.show(code.code, world.now)->factors.empty());
  world.log_in_as("hana", world.enrol(code.code), world.office);
}

TEST(Recovery, Ends) {
  Grown grown;
  IdentityWorld& world = grown.world;
  const ItemId id = world.administration.begin_recovery({kKen, "7"}, kHana, world.now).value();
  world.wait(world.settings.recovery);
  EXPECT_EQ(code_of(world.administration.approve_recovery(kYuki, id, world.now)),
            ErrorCode::kNotFound);
}

TEST(Recovery, ADisabledAccountStaysSo) {
  Grown grown;
  IdentityWorld& world = grown.world;
  const ItemId id = world.administration.begin_recovery({kKen, "7"}, kHana, world.now).value();
  ASSERT_TRUE(world.administration.disable({kKen, "8"}, kHana, world.now).value());
  EXPECT_FALSE(world.administration.disable({kKen, "8"}, kHana, world.now).value());
  EXPECT_EQ(code_of(world.administration.approve_recovery(kYuki, id, world.now)),
            ErrorCode::kNotFound);
  EXPECT_EQ(code_of(world.administration.begin_recovery({kKen, "9"}, kHana, world.now)),
            ErrorCode::kNotFound);
}

// Somebody who had an account for a time, such as a helper in a disaster.
TEST(Administration, AnAccountThatIsRemovedLeavesNothingToLogInWithAndMayBeMadeAnew) {
  IdentityWorld world;
  const Instant latest = shifted(world.now, kMicrosPerSecond);
  const auto short_one = world.administration.invite({kKen, "7"}, kYuki, "yuki", world.now, latest);
  ASSERT_TRUE(short_one);
  EXPECT_EQ(short_one->ends, latest) << "no code outlives what it is for";
  const std::string secret = world.enrol_person(kHana, "hana");
  const Session session = world.log_in_as("hana", secret, world.office).session;
  EXPECT_FALSE(world.administration.remove({kKen, ""}, kHana, world.now)) << "on whose decision";
  ASSERT_TRUE(world.administration.remove({kKen, "8"}, kHana, world.now).value());
  EXPECT_NE(world.last_event().find("removed"), std::string::npos);
  EXPECT_FALSE(world.storage.session(session.hash).value().has_value());
  EXPECT_TRUE(world.storage.factors_of(kHana).value().empty());
  EXPECT_FALSE(world.storage.user(kHana).value().has_value());
  EXPECT_FALSE(world.administration.remove({kKen, "8"}, kHana, world.now).value());
  world.enrol_person(kHana, "hana");
}

}  // namespace
}  // namespace sekisho::identity

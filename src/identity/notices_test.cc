#include "identity/notices.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "crypto/sha1.h"
#include "identity/api_tokens.h"
#include "identity/password_strength.h"
#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

class NoticesTest : public testing::Test {
 protected:
  std::vector<std::string> kinds() {
    std::vector<std::string> out;
    for (const Notice& one : notices.of(kHana, world.now).value()) {
      out.emplace_back(name_of(one.kind));
    }
    return out;
  }

  IdentityWorld world;
  Notices notices{world.means};
  ApiTokens tokens{world.means};
};

// What an account begins with nobody needs to be told of.
TEST_F(NoticesTest, TellOfChangesOfAnAccountThatIsInUse) {
  const std::string secret = world.enrol_person(kHana, "hana");
  const LoggedIn in = world.log_in_as("hana", secret, world.office);
  EXPECT_TRUE(kinds().empty());

  const Session session = world.step_up(in.session, Purpose::kAccount, secret);
  const std::string code = world.enrolments.open_own(session, world.now)->code;
  ASSERT_EQ(
      world.enrolments.set_password(code, "asagiri-ni-fune 9", world.now, "198.51.100.7").value(),
      std::nullopt);
  world.wait(1);
  const Origin card{.source = "198.51.100.8", .card = crypto::sha256("card")};
  ASSERT_TRUE(world.enrolments.add_card(code, "my card", card, world.now).value());
  const std::vector<Notice> told = notices.of(kHana, world.now).value();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].kind, NoticeKind::kFactorAdded);  // the newest first
  EXPECT_EQ(told[0].factor, "card");
  EXPECT_EQ(told[0].name, "my card");
  EXPECT_EQ(told[0].by, kHana);
  EXPECT_EQ(told[0].source, "198.51.100.8");
  EXPECT_EQ(told[1].kind, NoticeKind::kPassword);
  EXPECT_EQ(told[1].source, "198.51.100.7");
  EXPECT_TRUE(notices.of(kKen, world.now)->empty());
}

TEST_F(NoticesTest, TellWhichAdministratorsRecoveredAnAccount) {
  world.enrol_person(kHana, "hana");
  const ItemId id =
      world.administration.begin_recovery({kKen, "7", "192.0.2.7"}, kHana, world.now).value();
  world.wait(1);
  const auto code =
      world.administration.approve_recovery(kYuki, id, world.now, "192.0.2.8").value();
  const std::vector<Notice> told = notices.of(kHana, world.now).value();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].kind, NoticeKind::kRecovered);
  EXPECT_EQ(told[0].by, kYuki);
  EXPECT_EQ(told[0].source, "192.0.2.8");
  EXPECT_EQ(told[1].kind, NoticeKind::kRecoveryBegun);
  EXPECT_EQ(told[1].by, kKen);
  world.wait(1);
  world.enrol(code.code);  // by whoever has the code
  EXPECT_EQ(kinds(),
            (std::vector<std::string>{"factor-added", "password", "recovered", "recovery-begun"}));
}

TEST_F(NoticesTest, StayUntilTheyAreOldAndAreAcknowledgedByTheirOwner) {
  const std::string secret = world.enrol_person(kHana, "hana");
  const Session session = world.step_up(world.log_in_as("hana", secret, world.office).session,
                                        Purpose::kAccount, secret);
  ASSERT_TRUE(
      tokens.issue(session, {"nightly", {"view"}, shifted(world.now, kMicrosPerDay)}, world.now));
  const Notice told = notices.of(kHana, world.now)->at(0);
  EXPECT_EQ(told.kind, NoticeKind::kTokenMade);
  EXPECT_EQ(told.name, "nightly");
  EXPECT_EQ(told.acknowledged, kBeginning);
  EXPECT_FALSE(notices.acknowledge(kKen, told.id, world.now).value());
  EXPECT_TRUE(notices.acknowledge(kHana, told.id, world.now).value());
  const Instant seen = world.now;
  world.wait(kMicrosPerDay);
  EXPECT_TRUE(notices.acknowledge(kHana, told.id, world.now).value());
  EXPECT_EQ(notices.of(kHana, world.now)->at(0).acknowledged, seen);
  world.wait(world.settings.notice);
  EXPECT_TRUE(notices.of(kHana, world.now)->empty());
  EXPECT_FALSE(notices.acknowledge(kHana, told.id, world.now).value());
}

TEST_F(NoticesTest, WarnOfWhatRunsOut) {
  const std::string secret = world.enrol_person(kHana, "hana");
  const Session session = world.step_up(world.log_in_as("hana", secret, world.office).session,
                                        Purpose::kAccount, secret);
  const auto in = [&](int64_t days) { return shifted(world.now, days * kMicrosPerDay); };
  for (const int64_t days : {20, 200}) {
    ASSERT_TRUE(
        tokens.issue(session, {"of " + std::to_string(days), {"view"}, in(days)}, world.now));
  }
  const std::string code = world.enrolments.open_own(session, world.now)->code;
  const Origin card{
      .source = "192.0.2.1", .card = crypto::sha256("card"), .card_valid_until = in(10)};
  ASSERT_TRUE(world.enrolments.add_card(code, "my card", card, world.now).value());
  std::vector<Notices::Ending> soon = notices.ending(kHana, world.now).value();
  ASSERT_EQ(soon.size(), 2U);
  EXPECT_EQ(soon[0].kind, Notices::EndingKind::kCard);
  EXPECT_EQ(soon[0].name, "my card");
  EXPECT_EQ(soon[0].ends, in(10));
  EXPECT_EQ(soon[1].name, "of 20");

  world.settings.passwords = PasswordProfile::plan(25);
  soon = notices.ending(kHana, world.now).value();
  ASSERT_EQ(soon.size(), 3U);
  EXPECT_EQ(soon[2].kind, Notices::EndingKind::kPassword);
  world.wait(26 * kMicrosPerDay);  // what has run out is no warning any more
  EXPECT_TRUE(notices.ending(kHana, world.now)->empty());
}

// A list that is newer than the password: the person is let in to change it, and told why.
TEST_F(NoticesTest, APasswordThatBecameKnownHasToBeChanged) {
  const std::string secret = world.enrol_person(kHana, "hana");
  EXPECT_FALSE(world.log_in_as("hana", secret, world.office).session.must_change_password);
  std::string name = std::filesystem::temp_directory_path() / "sekisho-known-XXXXXX";
  ::close(::mkstemp(name.data()));
  std::string line;
  for (const unsigned char byte : crypto::sha1(kGoodPassword)) line += fmt::format("{:02X}", byte);
  std::ofstream(name) << line << ":3\n";
  world.breached = BreachedPasswords::open(name).value();
  std::filesystem::remove(name);

  const LoggedIn in = world.log_in_as("hana", secret, world.office);
  EXPECT_TRUE(in.session.must_change_password);
  EXPECT_EQ(kinds(), std::vector<std::string>{"password-known"});
  world.log_in_as("hana", secret, world.office);
  EXPECT_EQ(kinds().size(), 1U);  // it is told once
  const std::string code = world.enrolments.open_own(in.session, world.now)->code;
  EXPECT_EQ(world.enrolments.set_password(code, kGoodPassword, world.now).value(),
            PasswordFault::kKnown);
  ASSERT_EQ(world.enrolments.set_password(code, "asagiri-ni-fune 9", world.now).value(),
            std::nullopt);
  EXPECT_FALSE(world.log_in_as("hana", secret, world.office, "asagiri-ni-fune 9")
                   .session.must_change_password);
}

TEST(PasswordStrength, IsAHintThatGrowsWithWhatHasToBeGuessed) {
  const auto strength = [](std::string_view password) { return name_of(strength_of(password)); };
  EXPECT_EQ(strength("password2026"), "weak");
  EXPECT_EQ(strength("aaaaaaaaaaaaaaaaaaaaaaaa"), "weak");
  EXPECT_EQ(strength("abcdefghijklmnopqrstuvwxyz"), "weak");
  EXPECT_EQ(strength("mizu no oto 3"), "fair");
  EXPECT_EQ(strength(kGoodPassword), "fair");
  EXPECT_EQ(strength("drei Wolken ueber dem Aso"), "strong");
  EXPECT_EQ(strength("古池や蛙飛びこむ水の音。"), "strong");
  EXPECT_EQ(guess_bits("\xff\xff"), 0);
  EXPECT_LT(guess_bits("sakura sakura"), guess_bits("sagiri minato"));
}

}  // namespace
}  // namespace sekisho::identity

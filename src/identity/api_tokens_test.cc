#include "identity/api_tokens.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

struct OneOwner {
  IdentityWorld world;
  ApiTokens tokens{world.means};
  std::string secret = world.enrol_person(kHana, "hana");
  Session session = world.step_up(world.log_in_as("hana", secret, world.office).session,
                                  Purpose::kAccount, secret);

  ApiTokens::Wish wish() const {
    return {"nightly import", {"logs.write", "findings.read"}, shifted(world.now, kMicrosPerDay)};
  }
  bool opens(const std::string& token, const std::string& scope) {
    const auto used = tokens.use(token, world.now).value();
    return used && has_scope(*used, scope);
  }
};

TEST(ApiTokens, HaveScopesAndAnEnd) {
  OneOwner one;
  const auto issued = one.tokens.issue(one.session, one.wish(), one.world.now).value();
  EXPECT_TRUE(issued.token.starts_with("ska_"));
  EXPECT_EQ(issued.record.hash, crypto::sha256(issued.token));
  EXPECT_TRUE(one.opens(issued.token, "logs.write"));
  EXPECT_TRUE(one.opens(issued.token, "findings.read"));
  EXPECT_FALSE(one.opens(issued.token, "findings"));
  EXPECT_FALSE(one.opens(issued.token, "policies.write"));
  EXPECT_FALSE(one.opens(issued.token + "x", "logs.write"));
  one.world.now = issued.record.ends;
  EXPECT_FALSE(one.opens(issued.token, "logs.write"));
  EXPECT_TRUE(one.tokens.of(kHana, one.world.now)->empty());
}

TEST(ApiTokens, OfAProgramComeWithAnAccountThatNobodyLogsInto) {
  OneOwner one;
  const Administration::Decision decision{kHana, "2026-9"};
  const UserId program{"u-program-1"};
  const auto issued =
      one.tokens.admit_program(decision, program, "Nightly", one.wish(), one.world.now);
  ASSERT_TRUE(issued) << to_string(issued.error());
  EXPECT_TRUE(one.opens(issued->token, "logs.write"));
  EXPECT_NE(one.world.last_event().find(R"("approval":{"by":"u-hana-0001","number":"2026-9"})"),
            std::string::npos)
      << one.world.last_event();
  for (const char* password : {"", "nightly"}) {
    const auto step = one.world.log_in.begin("nightly", password, one.world.office, one.world.now);
    EXPECT_TRUE(std::holds_alternative<Refused>(step.value()));
  }
  EXPECT_FALSE(one.tokens.admit_program(decision, program, "nightly", one.wish(), one.world.now));
  EXPECT_FALSE(
      one.tokens.admit_program(decision, {"u-program-2"}, "hana", one.wish(), one.world.now));
}

TEST(ApiTokens, AreRecordedWithTheirScopes) {
  OneOwner one;
  const auto issued = one.tokens.issue(one.session, one.wish(), one.world.now).value();
  EXPECT_TRUE(one.world.last_event().ends_with(
      fmt::format(R"("act":"add","on":"account","target":"token/{}",)"
                  R"("approval":{{"by":"u-hana-0001","number":"own account"}},)"
                  R"("reason":"scopes: findings.read, logs.write"}})",
                  issued.record.id.value)))
      << one.world.last_event();
}

TEST(ApiTokens, LastUseIsSeenByTheirOwner) {
  OneOwner one;
  const auto issued = one.tokens.issue(one.session, one.wish(), one.world.now).value();
  EXPECT_EQ(one.tokens.of(kHana, one.world.now)->front().last_used, kBeginning);
  one.world.wait(kMicrosPerHour);
  EXPECT_TRUE(one.opens(issued.token, "logs.write"));
  EXPECT_EQ(one.tokens.of(kHana, one.world.now)->front().last_used, one.world.now);
}

TEST(ApiTokens, EndWhenTheyAreRevokedOrTheirOwnerMayNot) {
  OneOwner one;
  const auto first = one.tokens.issue(one.session, one.wish(), one.world.now).value();
  const auto second = one.tokens.issue(one.session, one.wish(), one.world.now).value();
  Session ken = one.session;
  ken.user = kKen;
  EXPECT_FALSE(one.tokens.revoke(ken, first.record.id, one.world.now).value());
  EXPECT_TRUE(one.tokens.revoke(one.session, first.record.id, one.world.now).value());
  EXPECT_FALSE(one.opens(first.token, "logs.write"));
  EXPECT_TRUE(one.opens(second.token, "logs.write"));
  ASSERT_TRUE(one.world.administration.disable({kKen, "2026-18"}, kHana, one.world.now).value());
  EXPECT_FALSE(one.opens(second.token, "logs.write"));
}

TEST(ApiTokens, NeedAFreshProofAndAWishThatMakesSense) {
  OneOwner one;
  const auto refused = [&](const ApiTokens::Wish& wish) {
    const auto issued = one.tokens.issue(one.session, wish, one.world.now);
    return !issued && issued.error().code == ErrorCode::kUsage;
  };
  const auto but = [&](auto change) {
    ApiTokens::Wish wish = one.wish();
    change(wish);
    return wish;
  };
  EXPECT_FALSE(refused(one.wish()));
  EXPECT_TRUE(refused(but([](auto& wish) { wish.name = ""; })));
  EXPECT_TRUE(refused(but([](auto& wish) { wish.name = "\xff"; })));
  EXPECT_TRUE(refused(but([](auto& wish) { wish.scopes = {}; })));
  EXPECT_TRUE(refused(but([](auto& wish) { wish.scopes = {"all things"}; })));
  EXPECT_TRUE(refused(but([&](auto& wish) { wish.ends = one.world.now; })));
  EXPECT_TRUE(refused(but([&](auto& wish) { wish.ends = kForever; })));
  one.world.wait(one.world.settings.step_up);
  EXPECT_TRUE(refused(one.wish()));
}

TEST(ApiTokens, APersonHasSoMany) {
  OneOwner one;
  for (size_t i = 0; i < kMaxApiTokens; ++i) {
    ASSERT_TRUE(one.tokens.issue(one.session, one.wish(), one.world.now));
  }
  EXPECT_EQ(one.tokens.issue(one.session, one.wish(), one.world.now).error().code,
            ErrorCode::kLimit);
}

}  // namespace
}  // namespace sekisho::identity

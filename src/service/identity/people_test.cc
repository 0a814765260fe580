// Members of the office, admissions and looks in plain, in a store.
#include "service/identity/people.h"

#include <gtest/gtest.h>

#include "service/identity/admission.h"
#include "service/identity/limits.h"
#include "service/identity/sweeper.h"
#include "service/identity/unmaskings.h"
#include "service/store/both_stores_test.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

constexpr Instant kNow{1'795'654'923'456'000};
const identity::Administration::Decision kDecision{{"somebody-else"}, "2026-7"};

class PeopleTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open();
  }
  void open() {
    open_ledger();
    people = std::make_unique<People>(*ledger, identity::Settings{}, crypto::PasswordCost{1, 8});
  }

  std::unique_ptr<People> people;
};
SEKISHO_ON_BOTH(PeopleTest);

TEST_P(PeopleTest, WhatHasEndedIsSweptAway) {
  const identity::UserId user = people->user_of("P1");
  const identity::Digest ended = crypto::sha256("ended"), running = crypto::sha256("running");
  const auto token = [&](const identity::Digest& hash, std::string id, Instant ends) {
    identity::ApiToken out;
    out.hash = hash;
    out.id = {std::move(id)};
    out.user = user;
    out.ends = ends;
    return out;
  };
  ASSERT_TRUE(people->storage.apply(
      {.put = {token(ended, "a", kNow), token(running, "b", shifted(kNow, 1))}}));
  {
    const Sweeper sweeper(people->storage, {.now = [] { return kNow; }});
  }  // it swept, or was told to end before; either is whole
  ASSERT_TRUE(Sweeper::sweep(people->storage, kNow));
  EXPECT_FALSE(people->storage.api_token(ended).value());
  EXPECT_TRUE(people->storage.api_token(running).value());
}

TEST_P(PeopleTest, MembersAreKeptWholeAndRecorded) {
  Member member{.user = people->user_of("P1"),
                .person = "P1",
                .employer = "assessor",
                .roles = {"external-assessor", "internal-audit"},
                .administers = {"nol", "nws"},
                .approves = true,
                .assignment_ends = kNow,
                .deputies = {"u-deputy-1"}};
  ASSERT_TRUE(people->members.put(member, kDecision, kNow));
  const Member known = people->members.find(member.user).value().value();
  EXPECT_EQ(std::tie(known.person, known.employer, known.roles, known.administers, known.approves,
                     known.assignment_ends, known.deputies),
            std::tie(member.person, member.employer, member.roles, member.administers,
                     member.approves, member.assignment_ends, member.deputies));
  EXPECT_NE(last_entry().find("employer assessor; roles external-assessor, internal-audit"),
            std::string::npos)
      << last_entry();
  EXPECT_EQ(people->members.all()->size(), 1u);
  // Who read the first state changes nothing of the second.
  EXPECT_FALSE(people->members.put(member, kDecision, kNow));
  ASSERT_TRUE(people->members.put(known, kDecision, kNow));
  EXPECT_EQ(people->members.find(member.user).value()->revision, 2u);
}

TEST_P(PeopleTest, WhatIsNoRoleAndWhatIsOnesOwnIsRefused) {
  Member member{.user = people->user_of("P1"), .roles = {"king"}};
  EXPECT_FALSE(people->members.put(member, kDecision, kNow));
  member.roles = {"internal-audit"};
  member.employer = "nobody";
  EXPECT_FALSE(people->members.put(member, kDecision, kNow));
  member.employer = "operator";
  ASSERT_TRUE(people->members.put(member, kDecision, kNow));
  member.revision = 1;
  EXPECT_FALSE(people->members.put(member, {member.user, "1"}, kNow));
}

TEST_P(PeopleTest, TheFirstAdministratorIsOne) {
  const auto first = people->first_administrator("admin", kNow);
  ASSERT_TRUE(first && *first);
  const auto again = people->first_administrator("admin", kNow);
  ASSERT_TRUE(again && *again);
  EXPECT_NE((*first)->code, (*again)->code);
  EXPECT_FALSE(people->enrolments.show((*first)->code, kNow));  // the new one takes its place
  const Member member = people->members.find(people->user_of("admin")).value().value();
  EXPECT_EQ(member.roles, std::vector<std::string>{"system-administrator"});
  EXPECT_EQ(member.administers, std::vector<std::string>{"sekisho"});
}

TEST_P(PeopleTest, ProgramsAreAdmittedWhileTheServerIsStopped) {
  ledger.reset();
  LocalAdmission request{place,
                         "P1",
                         {.login_name = "nightly",
                          .person = {},
                          .roles = {"internal-audit"},
                          .by = {},
                          .number = "2026-8"}};
  for (const char* odd : {"vieww", "view.reviews", "view.", ".review", "*"})
    EXPECT_EQ(admit_program_locally(request, {"view", odd}, 7, kNow).error().code,
              ErrorCode::kUsage)
        << odd;
  const auto issued = admit_program_locally(request, {"view", "view.policy-set"}, 7, kNow);
  ASSERT_TRUE(issued) << to_string(issued.error());
  EXPECT_FALSE(admit_program_locally(request, {"view"}, 7, kNow));  // it has an account
  request.by.clear();
  EXPECT_FALSE(invite_locally(request, kNow));
  open();
  const auto token = people->tokens.use(issued->token, kNow);
  ASSERT_TRUE(token && *token);
  EXPECT_EQ((*token)->user, people->user_of("nightly"));
  EXPECT_NE(last_entry().find(people->user_of("P1").value), std::string::npos);
}

TEST_P(PeopleTest, ALookLastsForItsSessionAndItsTime) {
  Unmaskings looks(*ledger, std::string(64, '0'));
  const identity::UserId user = people->user_of("P1");
  ASSERT_TRUE(people->members.put({.user = user}, kDecision, kNow));
  identity::Session session{};
  session.id = {"session-1"};
  session.user = user;
  session.ends = shifted(kNow, kUnmaskingMicros / 2);
  ASSERT_EQ(people->storage.apply({.put = {session}}), identity::Applied::kDone);
  const auto begun = looks.begin(session, {"Review", "r1", "why"}, kNow);
  ASSERT_TRUE(begun) << to_string(begun.error());
  EXPECT_EQ(begun->ends, session.ends);
  EXPECT_TRUE(looks.in_force(session, "Review", "r1", kNow).value());
  EXPECT_FALSE(looks.in_force(session, "Review", "r2", kNow).value());
  EXPECT_FALSE(looks.in_force(session, "Case", "r1", kNow).value());
  EXPECT_FALSE(looks.in_force(session, "Review", "r1", begun->ends).value());
  identity::Session other = session;
  other.id = {"session-2"};
  EXPECT_FALSE(looks.in_force(other, "Review", "r1", kNow).value());
  // Whose roles change has to ask again.
  ASSERT_TRUE(people->members.put({.user = user, .revision = 1}, kDecision, kNow));
  EXPECT_FALSE(looks.in_force(session, "Review", "r1", kNow).value());
}

}  // namespace
}  // namespace sekisho::service

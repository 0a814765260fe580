// Sekisho as one of the systems that it watches, on both databases.
#include "service/own/own_system.h"

#include <gtest/gtest.h>

#include "service/identity/admission.h"
#include "service/identity/unmaskings.h"
#include "service/store/both_stores_test.h"
#include "store/change_log.h"

namespace sekisho::service {
namespace {

constexpr int64_t kMinute = 60 * kMicrosPerSecond;
constexpr Instant kNow{1'795'654'800'000'000};  // 2026-11-26T01:00:00Z
const identity::Administration::Decision kDecision{{"somebody-else"}, "2026-7"};

Instant at(int64_t minute) {
  return shifted(kNow, minute * kMinute);
}

class OwnSystemTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    people = std::make_unique<People>(*ledger, identity::Settings{}, crypto::PasswordCost{1, 8});
  }
  identity::UserId invite(const std::string& login_name, const std::string& person,
                          std::vector<std::string> roles, Instant now) {
    const identity::UserId user = people->user_of(person);
    EXPECT_TRUE(people->administration.invite(kDecision, user, login_name, now));
    put(user, person, std::move(roles), now);
    return user;
  }
  void put(const identity::UserId& user, const std::string& person, std::vector<std::string> roles,
           Instant now) {
    Member member = people->members.find(user).value().value_or(Member{.user = user});
    member.person = person;
    member.roles = std::move(roles);
    EXPECT_TRUE(people->members.put(member, kDecision, now));
  }
  void log_in(const std::string& actor, bool success, const std::string& session,
              const std::string& source, Instant now, const std::string& reason = {}) {
    identity::LoginEvent event{.time = now, .actor = actor, .success = success};
    if (!session.empty()) event.session = identity::ItemId{session};
    event.reason = reason;
    event.source = source;
    EXPECT_TRUE(people->storage.apply({.events = {event}}));
  }
  // An address of the registers.
  void register_address(const std::string& address) {
    store::Step step;
    step.says = store::Statement{
        reg::Table::kAddresses, {}, R"({"address":")" + address + R"(","terminal":"T1"})"};
    store::Change change;
    change.steps.push_back(std::move(step));
    const auto work = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
      store::Change one = change;
      if (auto done = store::record_change(database, one, kNow); !done)
        return std::unexpected(done.error());
      return std::vector<LedgerEntry>{};
    };
    ASSERT_TRUE(ledger->write(work, kNow));
  }
  OwnLog log(int64_t from, int64_t until) {
    auto out = own_log(*people, {at(from), at(until)}, at(1000));
    EXPECT_TRUE(out) << to_string(out.error());
    return std::move(*out);
  }

  std::unique_ptr<People> people;
};
SEKISHO_ON_BOTH(OwnSystemTest);

TEST_P(OwnSystemTest, ItsLogIsWhatTheRecordTells) {
  const identity::UserId hana = invite("hana", "P1", {"conduct-regulation"}, at(0));
  register_address("10.0.0.1");
  log_in(hana.value, true, "s1", "10.0.0.1", at(10));
  log_in(hana.value, true, "s1", {}, at(11), "unmask");
  Unmaskings unmaskings(*ledger, std::string(64, 'a'));
  identity::Session session;
  session.id = {"s1"};
  session.user = hana;
  session.ends = at(600);
  ASSERT_TRUE(unmaskings.begin(session, {"case", "7", "確認"}, at(12)));
  log_in(std::string(identity::kNobody), false, {}, "192.0.2.9", at(13), "no such account");

  // What was only asked about somebody is no look of theirs.
  const auto asked = [&](store::Database&) -> Result<std::vector<LedgerEntry>> {
    const auto draft = text::JsonValue::parse(
        R"({"kind":"decision","time":"2026-11-26T01:14:00Z","system":"sekisho","actor":")" +
            hana.value + R"(","policy_set":")" + std::string(64, 'a') +
            R"(","facts_revision":"change.1","decision":"permit","action":"view"})",
        "draft");
    return std::vector{LedgerEntry{*draft}};
  };
  ASSERT_TRUE(ledger->write(asked, at(14)));

  const OwnLog found = log(5, 60);
  const std::string stranger = people->storage.pseudonym_of_source("192.0.2.9");
  EXPECT_EQ(found.lines.find("192.0.2.9"), std::string::npos);
  std::string expected;
  const auto line = [&](const std::string& time, const std::string& rest) {
    expected += R"({"time":"2026-11-26T01:)" + time + R"(Z","entry":)";
    const size_t entry = found.lines.find("\"time\":\"2026-11-26T01:" + time);
    const size_t number = found.lines.find("\"entry\":", entry) + 8;
    expected += found.lines.substr(number, found.lines.find(',', number) - number) + rest + "\n";
  };
  line(
      "10:00",
      R"(,"account":"hana","address":"10.0.0.1","session":"s1","operation":"login","result":"done"})");
  line("11:00", R"(,"account":"hana","address":"10.0.0.1","session":"s1","operation":"proof",)"
                R"("result":"done","reason":"unmask"})");
  line("12:00", R"(,"account":"hana","address":"10.0.0.1","session":"s1","operation":"view",)"
                R"("object":"case/7","result":"done","reason":"確認"})");
  line("13:00", R"(,"account":"unknown-account","address":")" + stranger +
                    R"(","operation":"login","result":"refused","reason":"no such account"})");
  EXPECT_EQ(found.lines, expected);
  EXPECT_EQ(found.counted, 4u);
  EXPECT_NE(found.query().find("example.com/store"), std::string::npos);
}

TEST_P(OwnSystemTest, ASessionFromBeforeThePeriodKeepsItsAddress) {
  const identity::UserId hana = invite("hana", "P1", {"conduct-regulation"}, at(0));
  register_address("10.0.0.1");
  log_in(hana.value, true, "s1", "10.0.0.1", at(10));
  log_in(hana.value, true, "s1", {}, at(30), "export");
  const OwnLog found = log(20, 40);
  EXPECT_EQ(found.counted, 1u);
  EXPECT_NE(found.lines.find("\"address\":\"10.0.0.1\""), std::string::npos) << found.lines;
}

TEST_P(OwnSystemTest, AnActIsWhereAllSessionsOfThePersonBegan) {
  const identity::UserId hana = invite("hana", "P1", {"conduct-regulation"}, at(0));
  const identity::Administration::Decision by_hana{hana, "2026-8"};
  const auto act = [&](int64_t minute) {
    Member other = people->members.find(people->user_of("P2"))
                       .value()
                       .value_or(Member{.user = people->user_of("P2")});
    EXPECT_TRUE(people->members.put(other, by_hana, at(minute)));
  };
  act(10);
  log_in(hana.value, true, "s1", "10.0.0.1", at(20));
  log_in(hana.value, true, "s2", "10.0.0.1", at(30));
  act(40);
  log_in(hana.value, true, "s3", "10.0.0.2", at(50));
  act(60);
  const auto address_of_act = [&](int64_t minute) {
    const OwnLog one = log(minute, minute + 1);
    EXPECT_EQ(one.counted, 1u);
    const size_t found = one.lines.find("\"address\":\"");
    return found == std::string::npos ? std::string() : one.lines.substr(found + 11, 3);
  };
  EXPECT_EQ(address_of_act(10), "");
  EXPECT_EQ(address_of_act(40), people->storage.pseudonym_of_source("10.0.0.1").substr(0, 3));
  EXPECT_EQ(address_of_act(60), "");
}

TEST_P(OwnSystemTest, OnlyAPeriodThatIsOverHasALog) {
  EXPECT_EQ(own_log(*people, {at(0), at(10)}, at(5)).error().code, ErrorCode::kUsage);
  EXPECT_EQ(own_log(*people, {kBeginning, at(1)}, at(5)).error().code, ErrorCode::kUsage);
  EXPECT_EQ(own_log(*people, {at(1), at(1)}, at(5)).error().code, ErrorCode::kUsage);
  const OwnLog none = log(0, 1);
  EXPECT_EQ(none.counted, 0u);
  EXPECT_EQ(none.name().substr(0, 16), "sekisho/sekisho_");
}

TEST_P(OwnSystemTest, ItsAccountsAndRolesHoldFromActToAct) {
  const identity::UserId hana = invite("hana", "P1", {"conduct-regulation"}, at(0));
  invite("ken", "P2", {}, at(1));
  put(hana, "P1", {"conduct-regulation", "internal-audit"}, at(2));
  put(hana, "P1", {"internal-audit"}, at(3));
  ASSERT_TRUE(people->administration.disable(kDecision, hana, at(4)).value());
  const OwnLists lists = own_lists(*people).value();
  EXPECT_EQ(lists.systems, "system,name\nsekisho,関所(Sekisho)\n");
  EXPECT_EQ(lists.accounts,
            "system,account,kind,holder,issued,revoked\n"
            "sekisho,hana,personal,P1,2026-11-26T01:00:00Z,2026-11-26T01:04:00Z\n"
            "sekisho,ken,personal,P2,2026-11-26T01:01:00Z,\n");
  EXPECT_EQ(lists.entitlements,
            "system,account,role,basis,from,until\n"
            "sekisho,hana,conduct-regulation,2026-7,2026-11-26T01:00:00Z,2026-11-26T01:03:00Z\n"
            "sekisho,hana,internal-audit,2026-7,2026-11-26T01:02:00Z,\n");
}

TEST(MemberStatement, NamesItsRoles) {
  Member member{.user = {"u"}, .roles = {"internal-audit", "disaster-desk"}};
  member.administers = {"nol", "cc"};
  member.approves = true;
  member.deputies = {"u-deputy"};
  EXPECT_EQ(roles_in_statement(statement_of(member)), member.roles);
  member.roles.clear();
  EXPECT_TRUE(roles_in_statement(statement_of(member)).empty());
}

}  // namespace
}  // namespace sekisho::service

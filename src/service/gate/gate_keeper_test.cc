// Sessions at gates, on both stores: opened, followed by workers, and ended with what they rest on.
#include "service/gate/gate_keeper.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "casework/outage_plan.h"
#include "service/asked.h"
#include "service/explanation_utility_test.h"
#include "service/gate/gate_entrances.h"
#include "service/gate/limits.h"
#include "service/gate/publish_facts.h"
#include "service/store/both_stores_test.h"
#include "session/session_check.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

const identity::Administration::Decision kDecision{{"somebody-else"}, "2026-7"};

class GateKeeperTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open();
    knowledge = Knowledge::load(utility.places()).value();
    keeper->looked(knowledge);
  }
  // Also once more, as the next process does.
  void open() {
    keeper.reset();
    people.reset();
    open_ledger();
    people = std::make_unique<People>(*ledger, identity::Settings{}, crypto::PasswordCost{1, 8});
    auto own = tlog::make_and_open_private_directory((scratch.path() / "own").string());
    auto opened = GateKeeper::open(std::move(own.value()), *people,
                                   {.directory = gate, .now = [this] { return now; }});
    ASSERT_TRUE(opened) << to_string(opened.error());
    keeper = std::move(*opened);
  }

  // Somebody who is logged in to Sekisho, by a card where it has a byte.
  identity::Session log_in(const std::string& person, unsigned char card = 0) {
    const identity::UserId user = people->user_of(person);
    identity::Change change;
    if (!people->storage.user(user).value()) {
      EXPECT_TRUE(people->members.put({.user = user, .person = person}, kDecision, now));
      change.put.emplace_back(
          identity::User{.id = user, .login_name = person, .state = identity::UserState::kActive});
    }
    identity::Session session{.hash = crypto::sha256(std::to_string(++logged_in_)),
                              .id = {"session-" + std::to_string(logged_in_)},
                              .user = user,
                              .begun = now,
                              .last_used = now,
                              .ends = shifted(now, 12 * 60 * identity::kMicrosPerMinute)};
    if (card != 0) {
      session.certificate = crypto::Digest{card};
      session.factor = identity::FactorKind::kCertificate;
      change.put.emplace_back(
          identity::Factor{.id = {"card-" + person},
                           .user = user,
                           .kind = identity::FactorKind::kCertificate,
                           .handle = std::string(crypto::view(crypto::Digest{card}))});
    }
    change.put.emplace_back(session);
    EXPECT_EQ(people->storage.apply(change), identity::Applied::kDone);
    return people->storage.session(session.hash).value().value();
  }
  template <class Record>
  void take_away(const Record& record) {
    EXPECT_EQ(people->storage.apply({.removed = {record}}), identity::Applied::kDone);
  }

  GateKeeper::Opened enter(const identity::Session& session, std::string_view terminal = {}) {
    auto answer = keeper->open_session({session, "10.0.0.1", terminal});
    EXPECT_TRUE(answer && std::holds_alternative<GateKeeper::Opened>(*answer));
    return std::get<GateKeeper::Opened>(*answer);
  }
  std::optional<GateKeeper::Refused> refusal(const identity::Session& session,
                                             std::string_view address) {
    const auto answer = keeper->open_session({session, address, {}});
    const auto* refused = answer ? std::get_if<GateKeeper::Refused>(&*answer) : nullptr;
    return refused == nullptr ? std::nullopt : std::optional(*refused);
  }

  // The code with which somebody is led to a system.
  std::string code_for(GateEntrances& doors, const identity::Session& session,
                       std::string_view system, std::string_view path) {
    const GateKeeper::Wish wish{.session = session, .address = "10.0.0.1", .terminal = {}};
    const auto answer = doors.hand_over(wish, system, path, now);
    EXPECT_TRUE(answer && std::holds_alternative<std::string>(*answer));
    const std::string& address = std::get<std::string>(*answer);
    const std::string begin = "https://" + std::string(system) + ".example/sekisho/enter?code=";
    EXPECT_TRUE(address.starts_with(begin)) << address;
    return address.substr(begin.size());
  }
  std::optional<HandOver> arrive(GateEntrances& doors, const std::string& code,
                                 std::string_view system, unsigned char card,
                                 std::string_view terminal = {}) {
    return doors.arrive({.system = system,
                         .code = code,
                         .address = "10.0.0.1",
                         .terminal = terminal,
                         .card = card == 0 ? std::nullopt : std::optional(crypto::Digest{card})},
                        now);
  }

  // What a worker says of a token; empty: it passes.
  std::string worker_says(const std::string& token, std::string_view terminal = "T-1",
                          std::optional<crypto::Digest> card = {}) {
    const auto keys = read_file(gate / "session-keys.json", 4096).value();
    session::SessionCheck check(session::JwsKeys::parse(keys, "keys").value(),
                                session::SessionView::open(gate / "sessions").value());
    const auto answer = check.check({token, card, terminal}, now);
    return answer.session != nullptr ? "" : std::string(name_of(answer.refusal));
  }
  std::string tended(const std::string& token) {
    keeper->tend();
    return worker_says(token);
  }

  const std::vector<GateSystem> systems{{"nol", "https://nol.example"},
                                        {"cc", "https://cc.example"}};
  ExplanationUtility utility;
  fs::path gate = scratch.path() / "gate";
  Instant now = asked_instant("2022-06-01 10:00").value();
  std::unique_ptr<People> people;
  std::unique_ptr<GateKeeper> keeper;
  std::shared_ptr<const Knowledge> knowledge;
  int logged_in_ = 0;
};
SEKISHO_ON_BOTH(GateKeeperTest);

TEST_P(GateKeeperTest, OpensWhatWorkersLetThrough) {
  const auto opened = enter(log_in("P1", 7));
  EXPECT_EQ(opened.record.terminal, "T-1");
  EXPECT_NE(last_entry().find("gate-session/" + opened.record.id), std::string::npos);
  EXPECT_EQ(worker_says(opened.token, "T-1", crypto::Digest{7}), "");
  EXPECT_EQ(worker_says(opened.token, "T-2", crypto::Digest{7}), "other-terminal");
  EXPECT_EQ(worker_says(opened.token, "T-1"), "other-card");
  ASSERT_EQ(keeper->of(opened.record.user).size(), 1U);
  EXPECT_EQ(keeper->of(opened.record.user).front().person, "P1");
}

TEST_P(GateKeeperTest, OpensNoneForStrangersOrAtUnknownTerminals) {
  EXPECT_EQ(refusal(log_in("stranger"), "10.0.0.1"), GateKeeper::Refused::kNobody);
  EXPECT_EQ(refusal(log_in("P1"), "192.0.2.1"), GateKeeper::Refused::kNoTerminal);
  EXPECT_EQ(keeper->sessions(), 0U);
}

// P2 moves to another company on 2022-07-01, which has been in the registers all the time.
TEST_P(GateKeeperTest, ATransferEndsItAtTheMinute) {
  now = asked_instant("2022-06-30 23:59").value();
  const auto opened = enter(log_in("P2"));
  EXPECT_EQ(tended(opened.token), "");
  now = asked_instant("2022-07-01 00:00").value();
  EXPECT_EQ(tended(opened.token), "ended");
  EXPECT_NE(last_entry().find("what it rested on"), std::string::npos) << last_entry();
  EXPECT_EQ(keeper->sessions(), 0U);
}

TEST_P(GateKeeperTest, PublishesWhatWasDeclaredForOutages) {
  const auto published = [&] { return barrier::FactFollower::open(gate / "facts").value().last(); };
  EXPECT_EQ(published()->outage_of("nol"), nullptr);
  const auto declared = ledger->write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        casework::Journal journal(database, {"it1", now});
        const auto id =
            casework::draft_plan(journal, {"nol", true, {"view"}, {}, 30, "停電対応"}, {4, 60});
        if (!id) return std::unexpected(id.error());
        if (auto done = casework::start_plan(journal, *id, {"ken", ""}); !done)
          return std::unexpected(done.error());
        return std::vector<LedgerEntry>{};
      },
      now);
  ASSERT_TRUE(declared) << to_string(declared.error());
  keeper->looked(knowledge);
  ASSERT_NE(published()->outage_of("nol"), nullptr);
  EXPECT_EQ(*published()->outage_of("nol"),
            (barrier::OutageRule{"nol", "1", {"view"}, {}, 30 * 60}));
  const uint64_t generation = published()->generation;
  keeper->looked(knowledge);
  EXPECT_EQ(published()->generation, generation);
}

TEST_P(GateKeeperTest, ARegisterThatIsImportedEndsIt) {
  const auto one = enter(log_in("P1"));
  const auto other = enter(log_in("P3"));
  utility.write("register/accounts.csv",
                "system,account,kind,holder,issued,revoked\n"
                "nol,k1,personal,P1,2018-04-01T00:00:00+09:00,2022-06-01T09:00:00+09:00\n"
                "nol,k3,personal,P3,2018-04-01T00:00:00+09:00,\n");
  keeper->looked(Knowledge::load(utility.places()).value());
  EXPECT_EQ(tended(one.token), "ended");
  EXPECT_EQ(worker_says(other.token), "");
}

TEST_P(GateKeeperTest, EndsWithWhatItWasOpenedBy) {
  const auto session = log_in("P1");
  auto opened = enter(session);
  take_away(session);
  EXPECT_EQ(tended(opened.token), "ended");
  EXPECT_NE(last_entry().find("the session from which it was opened"), std::string::npos);

  opened = enter(log_in("P1"));
  auto user = people->storage.user(session.user).value().value();
  user.state = identity::UserState::kDisabled;
  EXPECT_EQ(people->storage.apply({.put = {user}}), identity::Applied::kDone);
  EXPECT_EQ(tended(opened.token), "ended");

  opened = enter(log_in("P3", 9));
  EXPECT_EQ(worker_says(opened.token, "T-1", crypto::Digest{9}), "");
  take_away(people->storage.factors_of(opened.record.user).value().front());
  keeper->tend();
  EXPECT_EQ(worker_says(opened.token, "T-1", crypto::Digest{9}), "ended");
}

TEST_P(GateKeeperTest, ItsOwnerAloneEndsIt) {
  const auto opened = enter(log_in("P1"));
  EXPECT_EQ(keeper->end_session(people->user_of("P3"), opened.record.id), false);
  EXPECT_EQ(worker_says(opened.token), "");
  EXPECT_EQ(keeper->end_session(opened.record.user, opened.record.id), true);
  EXPECT_EQ(worker_says(opened.token), "ended");
}

TEST_P(GateKeeperTest, AnotherTerminalAndTheSameLogInTakeItsPlace) {
  const auto session = log_in("P1");
  const auto first = enter(session);
  const auto again = enter(session);
  EXPECT_EQ(worker_says(first.token), "ended");
  const auto beside = enter(log_in("P1"));
  EXPECT_EQ(worker_says(again.token), "");
  const auto elsewhere = enter(log_in("P1"), "T-2");
  EXPECT_EQ(worker_says(again.token), "ended");
  EXPECT_EQ(worker_says(beside.token), "ended");
  EXPECT_EQ(worker_says(elsewhere.token, elsewhere.record.terminal), "");
}

TEST_P(GateKeeperTest, GoesOnAfterAStartUnlessItEndedMeanwhile) {
  const auto opened = enter(log_in("P1"));
  const auto session = log_in("P3");
  const auto other = enter(session);
  open();
  EXPECT_EQ(worker_says(opened.token), "");
  keeper->looked(knowledge);
  EXPECT_EQ(tended(opened.token), "");

  keeper.reset();
  take_away(session);
  open();
  EXPECT_EQ(tended(other.token), "ended");
  EXPECT_EQ(worker_says(opened.token), "");
}

TEST_P(GateKeeperTest, ItsTimeIsOverWithoutUse) {
  const auto opened = enter(log_in("P1"));
  const auto minutes = [&](int64_t count) {
    now = shifted(now, count * identity::kMicrosPerMinute);
  };
  minutes(29);
  keeper->tend();
  EXPECT_EQ(worker_says(opened.token), "");
  minutes(29);
  EXPECT_EQ(tended(opened.token), "");
  minutes(31);
  EXPECT_EQ(tended(opened.token), "ended");
  EXPECT_EQ(keeper->sessions(), 0U);
}

// --- to the hosts of systems ---

TEST_P(GateKeeperTest, OneSessionGoesAlongToEveryHost) {
  const auto session = log_in("P1", 7);
  GateEntrances doors(*keeper, *people, systems, gate / "facts");
  const auto nol = arrive(doors, code_for(doors, session, "nol", "/points?page=2"), "nol", 7);
  const auto cc = arrive(doors, code_for(doors, session, "cc", "/"), "cc", 7);
  ASSERT_TRUE(nol && cc);
  EXPECT_EQ(nol->path, "/points?page=2");
  EXPECT_EQ(worker_says(nol->token, "T-1", crypto::Digest{7}), "");
  EXPECT_EQ(worker_says(cc->token, "T-1", crypto::Digest{7}), "");
  EXPECT_EQ(keeper->sessions(), 1U);
  take_away(session);
  keeper->tend();
  EXPECT_EQ(worker_says(nol->token, "T-1", crypto::Digest{7}), "ended");
  EXPECT_EQ(worker_says(cc->token, "T-1", crypto::Digest{7}), "ended");
}

TEST_P(GateKeeperTest, ACodeIsGoodOnceAtItsHostItsTerminalAndWithItsCard) {
  const auto session = log_in("P1", 7);
  GateEntrances doors(*keeper, *people, systems, gate / "facts");
  const auto code = [&] { return code_for(doors, session, "nol", "/"); };
  std::string used = code();
  EXPECT_TRUE(arrive(doors, used, "nol", 7));
  EXPECT_FALSE(arrive(doors, used, "nol", 7));
  // Whoever tries one at another place has used it up.
  used = code();
  EXPECT_FALSE(arrive(doors, used, "cc", 7));
  EXPECT_FALSE(arrive(doors, used, "nol", 7));
  EXPECT_FALSE(arrive(doors, code(), "nol", 8));
  EXPECT_FALSE(arrive(doors, code(), "nol", 0));
  EXPECT_FALSE(arrive(doors, code(), "nol", 7, "T-2"));
  EXPECT_FALSE(arrive(doors, code(), "nol", 7, "unknown"));
  used = code();
  now = shifted(now, kHandOverMicros);
  EXPECT_FALSE(arrive(doors, used, "nol", 7));
}

TEST_P(GateKeeperTest, HandsNothingOverToWhereNobodyMayBeLed) {
  GateEntrances doors(*keeper, *people, systems, gate / "facts");
  const auto session = log_in("P1");
  const GateKeeper::Wish wish{.session = session, .address = "10.0.0.1", .terminal = {}};
  EXPECT_EQ(std::get<GateEntrances::NoWay>(doors.hand_over(wish, "none", "/", now).value()),
            GateEntrances::NoWay::kNoSystem);
  EXPECT_EQ(std::get<GateEntrances::NoWay>(
                doors.hand_over(wish, "nol", "//elsewhere.example", now).value()),
            GateEntrances::NoWay::kNoPath);
  const GateKeeper::Wish elsewhere{.session = session, .address = "192.0.2.1", .terminal = {}};
  EXPECT_EQ(std::get<GateKeeper::Refused>(doors.hand_over(elsewhere, "nol", "/", now).value()),
            GateKeeper::Refused::kNoTerminal);
  EXPECT_EQ(keeper->sessions(), 0U);
}

// P2 works for another company from 2022-07-01 on.
TEST_P(GateKeeperTest, ShowsTheSystemsThatTheBarrierLetsSomebodyGoTo) {
  GateEntrances doors(*keeper, *people, systems, gate / "facts");
  const auto shown = [&](const identity::Session& session) {
    std::string out;
    const GateKeeper::Wish wish{.session = session, .address = "10.0.0.1", .terminal = {}};
    for (const GateSystem& one : doors.open_to(wish, now).value()) out += one.code + " ";
    return out;
  };
  EXPECT_EQ(shown(log_in("P1")), "nol ");  // the registers know no cc
  EXPECT_EQ(shown(log_in("stranger")), "");
}

// Supply contracts that stand in no segment of a store are published, too.
TEST_P(GateKeeperTest, PublishesWhoSuppliesAPoint) {
  auto follower = barrier::FactFollower::open(gate / "facts").value();
  const auto facts = follower.at(now);
  ASSERT_NE(facts, nullptr);
  const auto supplier = [&](std::string_view point) {
    return std::string(facts->image->registers().code(facts->supplier_of(point, now).value()));
  };
  const auto known = knowledge->supply_of(ExplanationUtility::kPoint).value();
  const reg::SupplyContract* then = known.at(ExplanationUtility::kPoint, now);
  ASSERT_NE(then, nullptr);
  EXPECT_EQ(supplier(ExplanationUtility::kPoint), knowledge->registers().code(then->retailer));
  EXPECT_EQ(supplier("0900000000000000009999"), "");
}

}  // namespace
}  // namespace sekisho::service

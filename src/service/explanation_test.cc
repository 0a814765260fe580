#include "service/explanation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "review/judge.h"
#include "service/asked.h"
#include "service/explanation_sentences.h"
#include "service/explanation_utility_test.h"

namespace sekisho::service {
namespace {

class ExplanationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = load_barrier(utility.places());
    ASSERT_TRUE(loaded) << to_string(loaded.error());
    loaded_facts = std::move(*loaded);
    ASSERT_TRUE(loaded_facts->loaded.report.rejected.empty())
        << to_string(loaded_facts->loaded.report.rejected[0].error);
  }

  const reg::Register& registers() const { return loaded_facts->loaded.registers; }

  AccessToExplain access(std::string_view account, std::string_view terminal, int64_t day) const {
    return {.system = SystemId(registers().system_codes.find("nol")),
            .account = AccountId(registers().account_codes.find(reg::account_code("nol", account))),
            .terminal = TerminalId(registers().terminal_codes.find(terminal)),
            .address = {},
            .time = Instant{day * kMicrosPerDay},
            .record_kind = barrier::RecordKind::kSupplyPoint,
            .record_id = std::string(ExplanationUtility::kPoint),
            .account_name = std::string(account),
            .place_name = std::string(terminal)};
  }

  Explanation explain(const AccessToExplain& what) const {
    return Explainer(*loaded_facts->base, loaded_facts->rules).explain(what);
  }

  static const ExplainedFact* fact(const Explanation& explanation, std::string_view part) {
    const auto found = std::ranges::find_if(explanation.facts, [&](const ExplainedFact& one) {
      return one.row.what.en.find(part) != std::string::npos;
    });
    return found == explanation.facts.end() ? nullptr : &*found;
  }

  static constexpr int64_t kOctober2022 = 19'268;  // 2022-10-03

  ExplanationUtility utility;
  std::unique_ptr<Barrier> loaded_facts;
};

TEST_F(ExplanationTest, TellsAPermitWithItsFactsAndReferences) {
  const Explanation explanation = explain(access("k1", "T-1", kOctober2022));
  ASSERT_TRUE(explanation.determined);
  const ExplainedReading& reading = explanation.readings.at(0);
  EXPECT_EQ(reading.outcome.verdict, barrier::Verdict::kPermitted);
  ASSERT_EQ(reading.deciding.size(), 1U);
  EXPECT_EQ(reading.deciding[0].id, "own-staff");
  EXPECT_EQ(reading.deciding[0].file, "barrier/10-own-staff.cedar");
  EXPECT_FALSE(reading.nearest);
  const ExplainedFact* role = fact(explanation, "was entitled to the role `照会`");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role->row.reference, "決裁-k1");
  EXPECT_EQ(role->row.source.file, "register/entitlements.csv");
  EXPECT_EQ(role->row.source.line, 2U);
  EXPECT_TRUE(role->row.decisive);
  const ExplainedFact* post =
      fact(explanation, "worked for みさき送配電 (TD), 託送営業 (main post)");
  ASSERT_NE(post, nullptr);
  EXPECT_TRUE(post->holds && post->row.decisive);
}

TEST_F(ExplanationTest, TellsTheTransferThatEndedAPost) {
  const Explanation explanation = explain(access("k2", "T-2", kOctober2022));
  const ExplainedReading& reading = explanation.readings.at(0);
  EXPECT_EQ(reading.outcome.reason, "own-staff/works-for-operator");
  EXPECT_EQ(reading.outcome.route, "kept-after-transfer");
  EXPECT_EQ(reading.route.ja, "異動後の権限残存");
  ASSERT_TRUE(reading.nearest);
  EXPECT_EQ(reading.nearest->clauses.at(reading.failed).state, cedar::ClauseState::kFailed);
  const auto& reads = reading.nearest->clauses.at(reading.failed).reads;
  EXPECT_TRUE(std::ranges::count(reads, "principal.employers = [LegalEntity::\"AF\"]"))
      << reads.size();
  ASSERT_FALSE(reading.would_allow.empty());
  EXPECT_NE(reading.would_allow[0].en.find("the person works for the T&D company"),
            std::string::npos);
  const ExplainedFact* old_post = fact(explanation, "worked for みさき送配電 (TD)");
  ASSERT_NE(old_post, nullptr);
  EXPECT_FALSE(old_post->holds);
  EXPECT_TRUE(old_post->row.decisive);
  EXPECT_EQ(
      with_period(old_post->row.what, *old_post->row.period).en,
      "﨑山 花子 (P2) worked for みさき送配電 (TD), 託送営業 (main post) from 2018-04-01 until "
      "2022-06-30");
  const ExplainedFact* new_post = fact(explanation, "worked for みさき電力 (AF)");
  ASSERT_NE(new_post, nullptr);
  EXPECT_TRUE(new_post->holds && new_post->row.decisive);
  EXPECT_FALSE(fact(explanation, "was entitled")->row.decisive);
}

TEST_F(ExplanationTest, TellsTheSupplierThenAndAfter) {
  const Explanation explanation = explain(access("k1", "T-1", kOctober2022));
  const ExplainedFact* then = fact(explanation, "was supplied by あおぞら電力 (R1)");
  const ExplainedFact* after = fact(explanation, "was supplied by こだち電力 (R2)");
  ASSERT_TRUE(then != nullptr && after != nullptr);
  EXPECT_TRUE(then->holds);
  EXPECT_FALSE(after->holds);
  EXPECT_NE(then->row.what.en.find("09-0000-0000-0000-0000-0017"), std::string::npos);
}

TEST_F(ExplanationTest, TellsTheGrantThatHadEnded) {
  const Explanation explanation = explain(access("h4", "T-4", kOctober2022));
  const ExplainedReading& reading = explanation.readings.at(0);
  EXPECT_EQ(reading.outcome.route, "outside-disaster");
  const ExplainedFact* grant = fact(explanation, "as a helper in disaster D1");
  ASSERT_NE(grant, nullptr);
  EXPECT_TRUE(grant->row.decisive);
  EXPECT_FALSE(grant->holds);
  EXPECT_NE(fact(explanation, "disaster D1 台風 was declared"), nullptr);
  EXPECT_NE(fact(explanation, "the account was entitled to nothing at that moment"), nullptr);
}

TEST_F(ExplanationTest, TellsForWhichAreasADisasterWasDeclared) {
  const auto in_areas = [&](const std::string& areas) {
    utility.write("register/disasters.csv",
                  "disaster,name,declared,lifted,areas\n"
                  "D1,台風,2022-09-04T18:00:00+09:00,2022-09-07T12:00:00+09:00," +
                      areas + "\n");
    SetUp();
    AccessToExplain what = access("h4", "T-4", 0);
    what.time = asked_instant("2022-09-05T12:00:00").value();
    return explain(what);
  };
  const Explanation outside = in_areas("06");
  const ExplainedReading& refused = outside.readings.at(0);
  EXPECT_EQ(refused.outcome.reason, "disaster-helper/within-area");
  EXPECT_EQ(refused.route.ja, "災害対応の対象区域外の利用");
  EXPECT_EQ(refused.reason.ja, "「閲覧対象が災害対応の対象区域外ではない」を満たさない");
  const ExplainedFact* declared = fact(outside, "was declared (for the areas 06)");
  ASSERT_NE(declared, nullptr);
  EXPECT_TRUE(declared->row.decisive);
  EXPECT_EQ(declared->row.what.ja, "非常災害 D1 台風 の災害対応期間(対象区域: 06)");

  const Explanation unknown = in_areas("06;福岡県");
  EXPECT_EQ(unknown.readings.at(0).outcome.verdict, barrier::Verdict::kDoubtful);
  EXPECT_EQ(unknown.readings.at(0).reason.ja, "閲覧対象が災害対応の対象区域内か不明");
  EXPECT_EQ(in_areas("09").readings.at(0).outcome.verdict, barrier::Verdict::kPermitted);
}

TEST_F(ExplanationTest, TellsAConcurrentPostAsADoubt) {
  const Explanation explanation = explain(access("k3", "T-3", kOctober2022));
  const ExplainedReading& reading = explanation.readings.at(0);
  EXPECT_EQ(reading.outcome.verdict, barrier::Verdict::kDoubtful);
  ASSERT_EQ(reading.deciding.size(), 1U);
  EXPECT_EQ(reading.deciding[0].id, "concurrent-post");
  EXPECT_TRUE(fact(explanation, "企画 (concurrent post)")->row.decisive);
}

TEST_F(ExplanationTest, TellsTheContractThatHadEnded) {
  const Explanation explanation = explain(access("x5", "C-5", kOctober2022));
  EXPECT_EQ(explanation.readings.at(0).outcome.route, "contractor-out-of-scope");
  const ExplainedFact* contract = fact(explanation, "outsourcing contract OC-1: みさき設備 (CO)");
  ASSERT_NE(contract, nullptr);
  EXPECT_FALSE(contract->holds);
  EXPECT_TRUE(contract->row.decisive);
  EXPECT_EQ(contract->row.reference, "OC-1");
}

TEST_F(ExplanationTest, TellsEveryReadingOfAContradiction) {
  const Explanation explanation = explain(access("d1", "T-1", kOctober2022));
  EXPECT_FALSE(explanation.determined);
  ASSERT_EQ(explanation.readings.size(), 2U);
  std::vector<std::string> assumed;
  for (const ExplainedReading& reading : explanation.readings) {
    ASSERT_FALSE(reading.assumptions.empty());
    assumed.push_back(reading.assumptions[0].en);
  }
  std::ranges::sort(assumed);
  EXPECT_EQ(assumed[0], "the holder = 小野 恵 (P4)");
  EXPECT_EQ(assumed[1], "the holder = 髙橋 一郎 (P1)");
  const auto decisive = [](const ExplainedFact& one) { return one.row.decisive; };
  EXPECT_EQ(std::ranges::count_if(explanation.facts, decisive), 2);
  EXPECT_TRUE(fact(explanation, "account nol/d1 was held by 小野 恵 (P4)")->row.decisive);
}

TEST_F(ExplanationTest, TellsWhoMayUseASharedAccount) {
  EXPECT_NE(
      fact(explain(access("s1", "T-1", kOctober2022)), "髙橋 一郎 (P1) was on the list of users"),
      nullptr);
  const Explanation other = explain(access("s1", "T-2", kOctober2022));
  EXPECT_EQ(other.readings.at(0).outcome.verdict, barrier::Verdict::kDenied);
  const ExplainedFact* missing = fact(other, "﨑山 花子 (P2) was not on the list of users");
  ASSERT_NE(missing, nullptr);
  EXPECT_TRUE(missing->row.decisive);
}

TEST_F(ExplanationTest, TellsEveryTerminalThatMayHaveHadAnAddress) {
  utility.write("register/addresses.csv",
                "address,terminal,from,until\n"
                "10.0.0.1,T-1,2018-04-01T00:00:00+09:00,\n"
                "10.0.0.1,A-4,2022-10-01T00:00:00+09:00,\n");
  SetUp();
  AccessToExplain what = access("k1", "", kOctober2022);
  what.address = AddressId(registers().address_codes.find("10.0.0.1"));
  const Explanation explanation = explain(what);
  EXPECT_FALSE(explanation.determined);
  EXPECT_NE(fact(explanation, "terminal T-1 belonged to みさき送配電 (TD)"), nullptr);
  EXPECT_NE(fact(explanation, "terminal A-4 belonged to みさき電力 (AF)"), nullptr);
  const ExplainedFact* address = fact(explanation, "address 10.0.0.1 was that of terminal A-4");
  ASSERT_NE(address, nullptr);
  EXPECT_TRUE(address->single && address->row.decisive);
  EXPECT_FALSE(fact(explanation, "terminal T-1 belonged to")->row.decisive);
}

TEST_F(ExplanationTest, TellsThatAMomentIsNotCovered) {
  std::filesystem::copy(std::string(SEKISHO_ROOT) + "/sources", utility.root() / "sources",
                        std::filesystem::copy_options::recursive);
  std::ofstream(utility.root() / "sources/registers/assignments.toml", std::ios::app)
      << "\n[coverage]\nuntil = \"2022-09-01\"\n";
  ReviewPlaces places = utility.places();
  places.profiles = utility.root() / "sources";
  auto loaded = load_barrier(places);
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  loaded_facts = std::move(*loaded);
  const Explanation explanation = explain(access("k1", "T-1", kOctober2022));
  const ExplainedFact* outside =
      fact(explanation, "outside what the register `assignments` covers");
  ASSERT_NE(outside, nullptr);
  EXPECT_TRUE(outside->uncovered);
  EXPECT_FALSE(explanation.determined);
  EXPECT_TRUE(outside->row.decisive);
}

// Whatever is asked, the explanation says what the review would say.
TEST_F(ExplanationTest, AgreesWithTheReview) {
  review::Judge judge(*loaded_facts->base, loaded_facts->rules);
  const reg::Register& r = registers();
  for (uint32_t account = 0; account < r.account_codes.size(); ++account) {
    for (uint32_t terminal = 0; terminal < r.terminal_codes.size(); ++terminal) {
      for (const int64_t day : {10'000, 18'000, 19'150, 19'175, 19'200, 19'230, 19'241, 19'400}) {
        AccessToExplain what = access("k1", "T-1", day);
        what.account = AccountId(account);
        what.terminal = TerminalId(terminal);
        const Explanation explanation = explain(what);
        review::Access asked;
        asked.system = what.system;
        asked.account = account;
        asked.place = loaded_facts->base->place_of(what.terminal);
        asked.object_kind = logs::ObjectKind::kSupplyPoint;
        asked.time = what.time;
        const review::Ruling& ruling = judge.ruling(judge.judge(asked));
        ASSERT_EQ(explanation.determined, ruling.determined);
        const ExplainedReading& reading = explanation.readings.at(0);
        ASSERT_EQ(reading.outcome, ruling.outcome);
        if (!reading.nearest) continue;
        for (size_t i = 0; i < reading.failed; ++i)
          ASSERT_EQ(reading.nearest->clauses[i].state, cedar::ClauseState::kSatisfied);
        ASSERT_NE(reading.nearest->clauses[reading.failed].state, cedar::ClauseState::kSatisfied);
      }
    }
  }
}

TEST_F(ExplanationTest, GivesReasonsInWords) {
  const barrier::Rules& rules = loaded_facts->rules;
  EXPECT_EQ(reason_words(rules, "own-staff/entitled").ja,
            "「利用権限が付与されている」を満たさない");
  EXPECT_EQ(reason_words(rules, "doubt/concurrent-post").en,
            "The person also works for a company that has no business on this system");
  EXPECT_EQ(reason_words(rules, "permitted").ja, "許可");
  EXPECT_EQ(reason_words(rules, "of-somebody/else").en, "of-somebody/else");
  EXPECT_EQ(route_words(rules, "loan-over").ja, "貸与期間終了後の端末利用");
  EXPECT_EQ(route_words(rules, "unclassified").en, "Unclassified");
}

}  // namespace
}  // namespace sekisho::service

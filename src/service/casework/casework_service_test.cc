// Cases, figures and audits on a real store and a real review of a made-up utility.
#include <gtest/gtest.h>

#include <functional>

#include "base/file.h"
#include "casework/audit.h"
#include "casework/case_rows.h"
#include "casework/emergency.h"
#include "casework/inquiry.h"
#include "casework/watched_look.h"
#include "service/casework/desk.h"
#include "service/casework/due.h"
#include "service/casework/re_performance_job.h"
#include "service/casework/review_findings.h"
#include "service/review/demo_half_year_test.h"
#include "service/review/run_review.h"
#include "service/store/both_stores_test.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using casework::CampaignKind;
using casework::Journal;

// The demo's logs are of the fiscal year 2024; they are reviewed once for all tests.
class CaseworkServiceTest : public OnBothStores {
 protected:
  static void SetUpTestSuite() {
    if (!data.empty()) return;
    data = fs::path(::testing::TempDir()) / "sekisho_casework";
    fs::remove_all(data);
    review_demo_half_year(data, "2024-second", 3000, 5);
  }

  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    desk = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
  }

  Result<void> as(const std::string& by, const Desk::Work& work) {
    const auto done = desk->act({by, now}, work);
    if (!done) return std::unexpected(done.error());
    return {};
  }
  void must(const std::string& by, const Desk::Work& work) {
    const auto done = as(by, work);
    EXPECT_TRUE(done) << to_string(done.error());
  }
  template <class T>
  T look(const std::function<Result<T>(store::Database&)>& work) {
    T out{};
    const auto done = desk->read([&](store::Database& database) -> Result<void> {
      auto found = work(database);
      if (!found) return std::unexpected(found.error());
      out = std::move(*found);
      return {};
    });
    EXPECT_TRUE(done) << to_string(done.error());
    return out;
  }
  casework::Gathered gathered() {
    casework::Gathered out;
    const auto findings = findings_to_gather(kReviews, "2024-second");
    EXPECT_TRUE(findings) << to_string(findings.error());
    must("clerk-0001", [&](Journal& journal) -> Result<void> {
      auto made = casework::gather(journal, "scope", "2024-second", *findings);
      if (!made) return std::unexpected(made.error());
      out = *made;
      return {};
    });
    return out;
  }
  static inline fs::path data;
  static inline const FinishedReviews kReviews{fs::path(::testing::TempDir()) / "sekisho_casework" /
                                               "reviews"};
  std::unique_ptr<Desk> desk;
  Instant now{1'795'700'000'000'000};  // 2026-11-26
};
SEKISHO_ON_BOTH(CaseworkServiceTest);

TEST_P(CaseworkServiceTest, GathersEveryFindingOnce) {
  const casework::Gathered first = gathered();
  const auto table = kReviews.table("2024-second", "findings.csv").value();
  ASSERT_GT(table->rows(), 0U);
  EXPECT_EQ(first.added, table->rows());
  EXPECT_GT(first.opened, 1);
  const casework::Gathered again = gathered();
  EXPECT_EQ(again.opened + again.changed, 0);
  EXPECT_EQ(again.unchanged, first.opened);
}

TEST_P(CaseworkServiceTest, WhatIsDoneIsTheSameAfterARestart) {
  const casework::Gathered first = gathered();
  ledger.reset();
  ledger = Ledger::open(place).value();
  desk = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
  const auto page = look<casework::CasePage>(
      [](store::Database& database) { return casework::list_cases(database, {}, {}, 0, 1000); });
  EXPECT_EQ(page.total, first.opened);
}

TEST_P(CaseworkServiceTest, RefusesAQuestionThatNamesWhatTheReviewKnows) {
  gathered();
  const auto page = look<casework::CasePage>([](store::Database& database) {
    return casework::list_cases(database, {}, {"findings", true}, 0, 1);
  });
  const casework::Case one = page.cases.at(0);
  const auto findings = look<std::vector<casework::CaseFinding>>(
      [&](store::Database& database) { return casework::findings_of(database, one.id); });
  const auto named = records_and_suppliers(kReviews, "2024-second", findings).value();
  ASSERT_FALSE(named.empty());
  casework::Question question;
  question.addressee = "所属長";
  question.subject = one.key.viewer.empty() ? one.key.holder : one.key.viewer;
  question.due = "2026-12-03";
  question.named_user = "manager-1";
  question.forbidden = named;
  const auto asked = [&](const std::string& text) {
    question.question = text;
    return as("clerk-0001", [&](Journal& journal) -> Result<void> {
      const auto made = casework::ask(journal, {one.id, {}}, question);
      return made ? Result<void>() : std::unexpected(made.error());
    });
  };
  for (const std::string& name : named) EXPECT_FALSE(asked("なぜ " + name + " を")) << name;
  const auto fine = asked("業務上の理由をお知らせください");
  EXPECT_TRUE(fine) << to_string(fine.error());
}

TEST_P(CaseworkServiceTest, FilesAreKeptAndGivenBack) {
  const std::string bytes("当番表\0と署名", 19);
  const auto body = desk->keep(bytes, now);
  ASSERT_TRUE(body) << to_string(body.error());
  EXPECT_EQ(desk->kept(*body).value(), bytes);
}

TEST_P(CaseworkServiceTest, FiguresAreThoseOfTheScope) {
  const auto scope =
      text::JsonValue::parse(kReviews.file("2024-second", "scope.json").value()).value();
  const auto counts = scope_counts(kReviews, "2024-second", "total", {"contracts", "retailers"});
  ASSERT_TRUE(counts) << to_string(counts.error());
  EXPECT_EQ(counts->at("contracts"), scope.at_pointer("/total/contracts")->as_int());
  EXPECT_FALSE(scope_counts(kReviews, "2024-second", "nowhere", {"contracts"}));
  EXPECT_FALSE(scope_counts(kReviews, "2024-second", "total", {"first"}));
  EXPECT_FALSE(scope_counts(kReviews, "nobody", "total", {"contracts"}));
}

TEST_P(CaseworkServiceTest, AnAuditRunsTheFrozenReviewAgain) {
  const DataPlaces places =
      DataPlaces::open(data, SEKISHO_ROOT "/sources", SEKISHO_ROOT "/policies").value();
  std::vector<SystemOwner> owners;
  for (const casework::CampaignSystem& one :
       population_of(kReviews, "2024-second", {}).value().systems) {
    owners.push_back({one.system, "部署", "抽出者"});
  }
  const auto population = population_of(kReviews, "2024-second", owners);
  ASSERT_TRUE(population) << to_string(population.error());
  EXPECT_GT(population->files.size(), 10U);
  int64_t events = 0;
  for (const casework::CampaignSystem& one : population->systems) events += one.events;
  EXPECT_EQ(events, 3000);
  int64_t audit = 0;
  must("auditor-01", [&](Journal& journal) -> Result<void> {
    const auto made =
        casework::open_campaign(journal, {CampaignKind::kAudit, 2024, 2, "2025-04-20"});
    if (!made) return std::unexpected(made.error());
    audit = *made;
    return {};
  });
  must("auditor-01", [&](Journal& j) { return casework::freeze(j, audit, {}, *population); });
  must("auditor-01", [&](Journal& j) { return casework::draw(j, audit, "seed", 3); });
  for (int64_t line = 0; line < 3; ++line) {
    must("auditor-01", [&](Journal& j) { return casework::judge(j, audit, line, "agrees", ""); });
  }

  class Watch final : public JobWatch {
   public:
    void progress(const Progress&) override { ++told; }
    bool unwanted() const override { return false; }
    int told = 0;
  } watch;
  Job job;
  job.id = "job";
  job.caller = "auditor-01";
  job.request = re_performance_request_json(audit);
  const auto done = run_re_performance_job(*desk, places, job, watch, now);
  ASSERT_TRUE(done) << to_string(done.error());
  EXPECT_GT(watch.told, 0);
  must("auditor-01", [&](Journal& j) { return casework::report(j, audit, {}); });
  const auto report = look<casework::AuditReport>(
      [&](store::Database& database) { return casework::audit_report(database, audit); });
  EXPECT_TRUE(report.re_performance.same);
  EXPECT_EQ(report.sample.size(), 3U);
}

TEST_P(CaseworkServiceTest, SaysWhatIsDue) {
  gathered();
  const Instant aware = shifted(now, -2 * kMicrosPerDay);
  must("clerk-0001", [&](Journal& j) { return casework::assign(j, {1, {}}, {{}, "2026-11-20"}); });
  must("clerk-0001",
       [&](Journal& j) { return casework::set_awareness(j, {2, {}}, {aware, false, "x"}); });
  const auto due = [&](int64_t ahead) {
    std::string out;
    for (const Due& one : look<std::vector<Due>>([&](store::Database& database) {
           return what_is_due(database, desk->rules(), now, ahead);
         })) {
      out += casework::day_text(one.day) + (one.overdue ? " overdue\n" : "\n");
    }
    return out;
  };
  EXPECT_EQ(due(1), "2026-11-20 overdue\n");
  EXPECT_EQ(due(2), "2026-11-20 overdue\n2026-11-28\n");
  EXPECT_EQ(due(60), "2026-11-20 overdue\n2026-11-28\n2026-12-23\n");
  must("clerk-0001", [&](Journal& j) {
    return casework::note_report(j, {2, {}}, {"ppc-preliminary", "2026-11-26", "1"});
  });
  EXPECT_EQ(due(2), "2026-11-20 overdue\n");
}

TEST_P(CaseworkServiceTest, SaysWhichLooksAreToBeGoneThrough) {
  const Instant begun = now;
  must("clerk-0001", [&](Journal& j) -> Result<void> {
    const auto id = casework::ask(j, {"P1", "nol", "k1", "復旧", 1}, {"p", "a"}, {4, 60});
    if (!id) return std::unexpected(id.error());
    const auto one = casework::start(j, *id, {"approver-01", ""});
    if (!one) return std::unexpected(one.error());
    for (const char* spool : {"s.1", "s.2"}) {
      casework::WatchedLook watched;
      watched.spool = spool;
      watched.at = begun;
      watched.system = "nol";
      watched.plan = 1;
      if (auto added = casework::add_look(j.database(), watched); !added) return added;
    }
    return {};
  });
  const auto due = [&](Instant at) {
    std::string out;
    for (const Due& one : look<std::vector<Due>>([&](store::Database& database) {
           return what_is_due(database, desk->rules(), at, 7);
         }))
      out += due_json(one) + "\n";
    return out;
  };
  const std::string looks =
      R"({"kind":"outage-looks","due":"2026-11-27","overdue":false,"looks":2})"
      "\n";
  EXPECT_EQ(due(begun), looks);  // the emergency is not over
  EXPECT_EQ(due(shifted(begun, 3600 * kMicrosPerSecond)),
            R"({"kind":"emergency","due":"2026-11-27","overdue":false,"emergency":"1"})"
            "\n" +
                looks);
  EXPECT_NE(due(shifted(begun, 3 * kMicrosPerDay)).find(R"("overdue":true,"looks":2)"),
            std::string::npos);
}

}  // namespace
}  // namespace sekisho::service

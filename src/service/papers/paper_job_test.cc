// Papers as jobs of a server: frozen as exports, once for each job.
#include "service/papers/paper_job.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/temporary_directory_test.h"
#include "service/casework/exports.h"
#include "service/review/demo_half_year_test.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'795'700'000'000'000};

class Unwatched final : public JobWatch {
 public:
  void progress(const Progress&) override {}
  bool unwanted() const override { return cancelled; }
  bool cancelled = false;
};

class PaperJobTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    temporary = std::make_unique<TemporaryDirectory>();
    review_demo_half_year(temporary->path(), "r1", 3000, 7);
    ASSERT_TRUE(begin_store({(temporary->path() / "store").string(), {}, "example.com/papers"}));
  }
  static void TearDownTestSuite() { temporary.reset(); }
  void SetUp() override {
    auto opened = DataPlaces::open(temporary->path(), {}, {});
    ASSERT_TRUE(opened) << to_string(opened.error());
    places = std::make_unique<DataPlaces>(std::move(*opened));
    ledger = Ledger::open({places->store().string(), {}}).value();
  }

  Result<ExportFile> made(const std::string& job, const PaperAsked& asked) {
    Job one;
    one.id = job;
    one.kind = kPaperJob;
    one.caller = "p-7Vh3kQ0aZr";
    one.request = paper_request_json(asked);
    const Result<std::string> done = run_paper_job(*places, *ledger, one, watch, kNow);
    if (!done) return std::unexpected(done.error());
    return find_export(*ledger, std::stoll(*done));
  }
  std::string bytes_of(const ExportFile& file) {
    auto reader = open_export(*ledger, file);
    EXPECT_TRUE(reader) << to_string(reader.error());
    std::string out;
    for (Result<bool> more = true; more && *more;) {
      more = reader->next(out);
      EXPECT_TRUE(more) << to_string(more.error());
    }
    return out;
  }

  static inline std::unique_ptr<TemporaryDirectory> temporary;
  std::unique_ptr<DataPlaces> places;
  std::unique_ptr<Ledger> ledger;
  Unwatched watch;
};

TEST_F(PaperJobTest, IsADraftWithoutAnApprovalAndTheSameBytesEachTime) {
  const PaperAsked asked{.paper = "viewpoints", .review = "r1", .format = "pdf"};
  const auto first = made("job-1", asked);
  ASSERT_TRUE(first) << to_string(first.error());
  EXPECT_EQ(first->what, "report/viewpoints of review/r1 in ja");
  EXPECT_EQ(first->approval, "");
  EXPECT_TRUE(first->masked);
  EXPECT_EQ(first->run.size(), 16U);
  EXPECT_TRUE(bytes_of(*first).starts_with("%PDF-"));
  const auto other = made("job-2", asked);
  EXPECT_NE(other->id, first->id);
  EXPECT_EQ(other->sha256, first->sha256);
  const auto approved = made("job-3", {.paper = "viewpoints",
                                       .review = "r1",
                                       .format = "pdf",
                                       .approval = "決裁-5-123",
                                       .recipient = "経済産業省"});
  EXPECT_EQ(approved->approval, "決裁-5-123");
  EXPECT_NE(approved->sha256, first->sha256);            // it does not say DRAFT
  EXPECT_TRUE(fs::is_empty(places->root() / "papers"));  // nothing of them stays in plain
}

TEST_F(PaperJobTest, AJobThatRunsAgainFreezesNothingMore) {
  const PaperAsked asked{.paper = "incident", .review = "r1", .format = "xlsx", .japanese = false};
  const auto first = made("job-4", asked);
  ASSERT_TRUE(first) << to_string(first.error());
  EXPECT_FALSE(first->masked);  // viewers stand in it
  EXPECT_TRUE(bytes_of(*first).starts_with("PK"));
  const size_t before = list_exports(*ledger)->size();
  // The process ended before the job said that it is done.
  const auto again = made("job-4", asked);
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(list_exports(*ledger)->size(), before);
}

TEST_F(PaperJobTest, WhatIsCancelledOrMakesNoSenseLeavesNothing) {
  const size_t before = list_exports(*ledger)->size();
  watch.cancelled = true;
  EXPECT_FALSE(made("job-5", {.paper = "viewpoints", .review = "r1", .format = "pdf"}));
  watch.cancelled = false;
  for (const PaperAsked& asked : {
           PaperAsked{.paper = "supplier", .review = "r1", .format = "pdf"},
           PaperAsked{.paper = "incident", .review = "r1", .format = "pdf", .retailer = "E001"},
           PaperAsked{.paper = "month", .review = "r1", .format = "pdf"},
           PaperAsked{.paper = "half-year", .review = "r1", .format = "pdf"},
           PaperAsked{.paper = "incident", .review = "r1", .format = "docx"},
           PaperAsked{.paper = "letter", .review = "r1", .format = "pdf"},
           PaperAsked{.paper = "incident", .review = "r1", .format = "pdf", .approval = "1"},
       }) {
    EXPECT_EQ(check_paper(*places, asked).error().code, ErrorCode::kUsage) << asked.paper;
  }
  for (const char* name : {"none", "../r1", ""}) {
    EXPECT_EQ(
        check_paper(*places, {.paper = "incident", .review = name, .format = "pdf"}).error().code,
        ErrorCode::kNotFound);
  }
  EXPECT_EQ(made("job-6", {.paper = "supplier", .review = "r1", .format = "pdf", .retailer = "no"})
                .error()
                .code,
            ErrorCode::kNotFound);
  EXPECT_EQ(list_exports(*ledger)->size(), before);
}

}  // namespace
}  // namespace sekisho::service

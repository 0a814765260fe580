// Papers of a real review of a made-up utility, and of a real store.
#include "service/papers/papers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "report/paper_pdf.h"
#include "service/casework/desk.h"
#include "service/casework/review_findings.h"
#include "service/papers/paper_parts.h"
#include "service/review/demo_half_year_test.h"
#include "service/review/run_review.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using casework::Journal;
using report::Paper;
using report::PaperTable;

// Everything that a paper says, in whatever block.
struct Said {
  std::string all;

  void add(const std::string& text) { all += text + "\n"; }
  void operator()(const report::PaperHeading& one) { add(one.text); }
  void operator()(const report::PaperParagraph& one) { add(one.text); }
  void operator()(const report::PaperNotice& one) {
    add(one.title);
    for (const std::string& point : one.points) add(point);
  }
  void operator()(const PaperTable& one) {
    add(one.caption);
    for (const auto& column : one.columns) add(column.heading);
    for (const auto& row : one.rows) {
      for (const report::PaperCell& cell : row) {
        if (const auto* text = std::get_if<std::string>(&cell)) add(*text);
      }
    }
    add(one.note);
  }
  void operator()(const report::PaperBars& one) {
    add(one.caption);
    for (const auto& bar : one.bars) add(bar.label);
  }
  void operator()(const report::PaperRanking& one) {
    add(one.caption);
    for (const auto& row : one.rows) add(row.label);
  }
  void operator()(const report::PaperMatrix& one) {
    add(one.caption);
    for (const auto& row : one.rows) add(row.label);
  }
  void operator()(const report::PaperSpans& one) {
    add(one.caption);
    for (const auto& series : one.series) add(series);
    for (const auto& row : one.rows) add(row.label);
  }
};

std::string said_in(const Paper& paper) {
  Said said{paper.title + "\n" + paper.subtitle + "\n" + paper.addressee + "\n" + paper.mark +
            "\n"};
  for (const report::PaperFact& fact : paper.facts) said.add(fact.label + " " + fact.value);
  for (const report::PaperBlock& block : paper.blocks) std::visit(said, block);
  return said.all;
}

bool says(const Paper& paper, const std::string& text) {
  return said_in(paper).find(text) != std::string::npos;
}

const PaperTable* table_of(const Paper& paper, const std::string& caption) {
  for (const report::PaperBlock& block : paper.blocks) {
    const auto* table = std::get_if<PaperTable>(&block);
    if (table != nullptr && table->caption == caption) return table;
  }
  return nullptr;
}

// The demo's logs are of the fiscal year 2024; its second half is reviewed once for all tests.
class PapersTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    data = fs::path(::testing::TempDir()) / "sekisho_papers";
    fs::remove_all(data);
    review_demo_half_year(data, "r1", 6000, 7);
    if (HasFatalFailure()) return;
    auto loaded = load_paper_source(data / "reviews" / "r1", {});
    ASSERT_TRUE(loaded.has_value()) << to_string(loaded.error());
    source = std::move(*loaded);
  }
  static void TearDownTestSuite() {
    source.reset();
    fs::remove_all(data);
  }

  static Paper must(const Result<Paper>& paper) {
    EXPECT_TRUE(paper.has_value()) << to_string(paper.error());
    return paper ? *paper : Paper{};
  }
  static inline fs::path data;
  static inline std::unique_ptr<PaperSource> source;
  PaperOptions english{report::Language::kEnglish, "", {}};
  PaperOptions japanese{report::Language::kJapanese, "決裁-5-123", {{"承認", "本部長"}}};
};

TEST_F(PapersTest, EveryPaperSaysItsRunItsWindowsAndWhatLogsCannotShow) {
  for (const PaperOptions& options : {english, japanese}) {
    const PaperTongue say(options.language);
    for (const Paper& paper :
         {must(incident_paper(*source, options)), must(supplier_paper(*source, options, "E001")),
          must(month_paper(*source, options, nullptr, "2024-11")),
          must(viewpoints_paper(*source, options, nullptr))}) {
      EXPECT_TRUE(says(paper, source->run.id())) << paper.title;
      EXPECT_TRUE(says(paper, source->run_sha256)) << paper.title;
      EXPECT_TRUE(says(paper, say("ログでは分からないこと", "What no log can show")))
          << paper.title;
      EXPECT_EQ(paper.approval, options.approval);
      EXPECT_EQ(paper.organisation, "汐路送配電株式会社(架空)");
    }
    EXPECT_TRUE(
        says(must(incident_paper(*source, options)), say("権限開放期間", "Access stood open")));
  }
}

TEST_F(PapersTest, TheIncidentHasTheCountsOfTheScope) {
  const Paper paper = must(incident_paper(*source, english));
  const PaperTable* totals = table_of(paper, "Distinct counts over all systems");
  ASSERT_NE(totals, nullptr);
  const text::JsonValue& total = member_of(source->scope, "total");
  ASSERT_GT(count_of(total, "violations"), 0U);
  const auto row = [&](const std::string& label) {
    for (const auto& cells : totals->rows) {
      if (std::get<std::string>(cells[0]) == label) return std::get<uint64_t>(cells[1]);
    }
    return uint64_t{0};
  };
  EXPECT_EQ(row("Unauthorised accesses"), count_of(total, "violations"));
  EXPECT_EQ(row("Suppliers at that time"), count_of(total, "retailers"));
  const PaperTable* systems = table_of(paper, "Counts and windows by system");
  ASSERT_NE(systems, nullptr);
  EXPECT_EQ(systems->rows.size(), member_of(source->scope, "systems").size());
}

TEST_F(PapersTest, ASupplierIsToldOfItsOwnCustomersAlone) {
  const auto suppliers = suppliers_to_tell(*source);
  ASSERT_TRUE(suppliers);
  ASSERT_GT(suppliers->size(), 3U);
  const auto findings = findings_of(*source).value();
  std::set<std::string> people;
  for (const PaperFinding& one : findings) people.emplace(one.viewer);
  for (const std::string& code : *suppliers) {
    const Paper paper = must(supplier_paper(*source, english, code));
    const std::string all = said_in(paper);
    std::set<std::string> own;
    size_t looks = 0;
    for (const PaperFinding& one : findings) {
      if (one.retailer != code || one.disposition != "violation") continue;
      own.emplace(one.object);
      ++looks;
    }
    EXPECT_EQ(table_of(paper, "Supply points that were seen")->rows.size(), own.size());
    EXPECT_EQ(table_of(paper, "Every access")->rows.size(), looks);
    for (const PaperFinding& one : findings) {
      if (one.object.empty()) continue;
      const bool named = all.find(one.object) != std::string::npos;
      EXPECT_EQ(named, own.contains(std::string(one.object))) << code << " " << one.object;
    }
    for (const std::string& person : people) {
      if (!person.empty()) EXPECT_EQ(all.find(person), std::string::npos) << code << " " << person;
    }
  }
}

TEST_F(PapersTest, ASupplierThatNobodyKnowsIsRefused) {
  const auto paper = supplier_paper(*source, english, "E999999");
  ASSERT_FALSE(paper);
  EXPECT_EQ(paper.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(supplier_file("out", "E127", false)->string(), "out/E127.pdf");
  for (const char* code : {"", "../E1", "a/b", "."}) EXPECT_FALSE(supplier_file("out", code, true));
}

TEST_F(PapersTest, AMonthIsAMonth) {
  for (const char* month : {"", "2024", "2024-13", "2024-1", "2024/10", "202410x"}) {
    const auto paper = month_paper(*source, english, nullptr, month);
    ASSERT_FALSE(paper) << month;
    EXPECT_EQ(paper.error().code, ErrorCode::kUsage);
  }
  // One in which nothing was examined is empty, and says so.
  EXPECT_TRUE(says(must(month_paper(*source, english, nullptr, "1999-01")), "1999-01"));
}

TEST_F(PapersTest, ViewpointsWithoutDataSaySo) {
  const Paper paper = must(viewpoints_paper(*source, english, nullptr));
  const PaperTable* table = table_of(paper, "Viewpoints and what answers them");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows.size(), 17U);
  EXPECT_EQ(std::ranges::count(table->rows,
                               report::PaperCell("(No data here answers this; for the department "
                                                 "in charge to write.)"),
                               [](const auto& row) { return row[2]; }),
            10);
}

TEST_F(PapersTest, TheSameRunGivesTheSameBytes) {
  const auto again = load_paper_source(data / "reviews" / "r1", {});
  ASSERT_TRUE(again);
  EXPECT_EQ(report::paper_pdf(must(incident_paper(*source, japanese))),
            report::paper_pdf(must(incident_paper(**again, japanese))));
}

TEST_F(PapersTest, AResultThatWasChangedIsRefused) {
  const fs::path copy = data / "changed";
  fs::copy(data / "reviews" / "r1", copy, fs::copy_options::recursive);
  const std::string findings = read_file(copy / "findings.csv", 1 << 30).value();
  ASSERT_TRUE(write_file(copy / "findings.csv", findings.substr(0, findings.size() - 40)));
  const auto changed = load_paper_source(copy, {});
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(load_paper_source(data / "nothing", {}).error().code, ErrorCode::kNotFound);
}

TEST_F(PapersTest, OnlyPdfAndXlsxAreWritten) {
  const Paper paper = must(viewpoints_paper(*source, english, nullptr));
  const auto refused = write_paper(paper, data / "paper.docx");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  for (const auto& [name, begins] : {std::pair{"paper.pdf", "%PDF"}, {"paper.xlsx", "PK"}}) {
    const auto written = write_paper(paper, data / name);
    ASSERT_TRUE(written) << to_string(written.error());
    EXPECT_TRUE(read_file(data / name, 1 << 24).value().starts_with(begins));
  }
}

// A campaign of the same half-year, on a store of its own.
class HalfYearTest : public PapersTest {
 protected:
  void SetUp() override {
    place.directory = (data / "store").string();
    fs::remove_all(place.directory);
    ASSERT_TRUE(begin_store({place.directory, "", "example.com/store"}));
    ledger = Ledger::open(place).value();
    desk = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
    as("clerk-0001", [&](Journal& journal) -> Result<void> {
      auto made = casework::open_campaign(
          journal, {casework::CampaignKind::kHalfYearly, 2024, 2, "2025-04-20"});
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
  }
  void as(const std::string& by, const Desk::Work& work) {
    const auto done = desk->act({by, Instant{1'795'700'000'000'000}}, work);
    EXPECT_TRUE(done) << to_string(done.error());
  }
  void freeze(const std::string& run_sha256) {
    const FinishedReviews reviews(data / "reviews");
    std::vector<SystemOwner> owners;
    for (const auto& one : population_of(reviews, "r1", {}).value().systems) {
      owners.push_back({one.system, "配電部", "extractor-1"});
    }
    casework::Population population = population_of(reviews, "r1", owners).value();
    if (!run_sha256.empty()) population.run_sha256 = run_sha256;
    as("clerk-0001", [&](Journal& j) { return casework::freeze(j, id, {}, population); });
  }
  Result<Paper> paper() {
    Result<Paper> out = Paper{};
    const auto read = desk->read([&](store::Database& database) -> Result<void> {
      out = half_year_paper(*source, english, database, id);
      return {};
    });
    EXPECT_TRUE(read);
    return out;
  }

  StorePlace place;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<Desk> desk;
  int64_t id = 0;
};

TEST_F(HalfYearTest, HasThePopulationAndWhoDidWhat) {
  EXPECT_EQ(paper().error().code, ErrorCode::kUsage);  // not frozen
  freeze("");
  const Paper made = must(paper());
  const PaperTable* population = table_of(made, "The population, as frozen");
  ASSERT_NE(population, nullptr);
  EXPECT_EQ(population->rows.size(), 20U);
  EXPECT_EQ(table_of(made, "Log files")->rows.size(), source->run.inputs.logs.size());
  EXPECT_EQ(table_of(made, "Steps, which are never changed")->rows.size(), 2U);
  EXPECT_TRUE(says(made, "extractor-1"));
  EXPECT_TRUE(says(made, "There is no conclusion yet (not approved)."));
  EXPECT_EQ(made.approval, "");
}

TEST_F(HalfYearTest, RefusesAnotherReview) {
  freeze(std::string(64, 'a'));
  EXPECT_EQ(paper().error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace sekisho::service

// Imports on their way, what questions are answered by, and what is coming, on both databases.
#include "service/registers/register_imports.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "crypto/sha256.h"
#include "register/load_case_test.h"
#include "service/decide_request.h"
#include "service/registers/coming.h"
#include "service/store/both_stores_test.h"
#include "service/store/import_words.h"
#include "service/store/store_rebuild.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// Of the document, the example; as it stands in a file.
std::string example_orders() {
  std::ifstream in(SEKISHO_ROOT "/docs/formats/hr-orders.md");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::string begin = "```orders\n";
  const size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find("```", from) - from);
}

class ImportsTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    knowledge = std::make_unique<StandingKnowledge>([this]() -> Result<ReviewPlaces> {
      return ReviewPlaces{
          {}, {}, SEKISHO_ROOT "/sources", SEKISHO_ROOT "/policies", place.directory, {}};
    });
    uploads =
        *Uploads::open(scratch.path() / "uploads", [this] { return now(); }, {.spare_bytes = 0});
    open();
  }
  void TearDown() override {
    jobs.reset();
    imports.reset();
  }
  // As the next life of a server does.
  void open() {
    jobs.reset();
    imports.reset();
    auto opened = RegisterImports::open({.directory = scratch.path() / "imports",
                                         .profiles = SEKISHO_ROOT "/sources",
                                         .ledger = ledger.get(),
                                         .uploads = uploads.get(),
                                         .knowledge = knowledge.get(),
                                         .now = [this] { return now(); }});
    ASSERT_TRUE(opened) << to_string(opened.error());
    imports = std::move(*opened);
    auto directory = tlog::make_and_open_private_directory((scratch.path() / "jobs").string());
    ASSERT_TRUE(directory);
    auto queue = Jobs::open(
        std::move(*directory),
        [this](const Job& job, JobWatch& watch) { return imports->run(job, watch); },
        [this] { return now(); });
    ASSERT_TRUE(queue) << to_string(queue.error());
    jobs = std::move(*queue);
    jobs->start();
  }
  std::string uploaded(const std::string& name, const std::string& content,
                       const std::string& caller = "manager-one") {
    const auto begun = uploads->begin(caller, {name, content.size(), crypto::sha256_hex(content)});
    EXPECT_TRUE(begun) << to_string(begun.error());
    const auto writer = uploads->write(caller, begun->id, 0);
    EXPECT_TRUE((*writer)->append(content));
    EXPECT_TRUE((*writer)->finish());
    return begun->id;
  }
  PreparedImport ended(const std::string& id) {
    while (true) {
      const PreparedImport import = *imports->find(id);
      const auto job = jobs->find(import.job);
      if (job && has_ended(job->state())) return *imports->find(id);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  PreparedImport prepared(const std::vector<std::string>& ids) {
    const auto import = imports->prepare("manager-one", ids, "", *jobs);
    EXPECT_TRUE(import) << to_string(import.error());
    return ended(import->id);
  }
  Result<PreparedImport> apply(const std::string& id, const std::string& by = "manager-one",
                               const std::string& number = "") {
    micros += kMicrosPerSecond;
    auto applied = imports->apply(id, {by, "monthly", number}, *jobs);
    if (!applied) return applied;
    return ended(id);
  }
  std::string people(int count) {
    std::string out = "社員番号,氏名,カナ\n";
    for (int i = 1; i <= count; ++i) out += fmt::format("P{:06},a,b\n", i);
    return *text::to_cp932(out);
  }

  Instant now() const { return Instant{micros}; }

  std::atomic<int64_t> micros{1'795'654'923'456'000};  // 2026-11-26
  std::unique_ptr<Uploads> uploads;
  std::unique_ptr<StandingKnowledge> knowledge;
  std::unique_ptr<RegisterImports> imports;
  std::unique_ptr<Jobs> jobs;
};
SEKISHO_ON_BOTH(ImportsTest);

TEST_P(ImportsTest, WhatWasShownIsDoneAsOneChange) {
  const PreparedImport shown = prepared({uploaded("people.csv", people(3))});
  ASSERT_EQ(shown.state, ImportState::kShown) << shown.error;
  EXPECT_EQ(shown.base, 0);
  EXPECT_TRUE(uploads->list("manager-one").empty()) << "they are the import's";
  const auto preview = imports->preview(shown.id);
  ASSERT_TRUE(preview);
  EXPECT_NE(preview->find("\"people\":{\"added\":3"), std::string::npos) << *preview;
  open();  // another life of the server
  EXPECT_EQ(imports->find(shown.id)->tag(), shown.tag());
  const auto applied = apply(shown.id);
  ASSERT_TRUE(applied) << to_string(applied.error());
  EXPECT_EQ(applied->state, ImportState::kApplied) << applied->error;
  EXPECT_EQ(applied->change, 1);
  EXPECT_FALSE(apply(shown.id)) << "once";
  EXPECT_EQ((*knowledge->now())->revision(), "change.1");
  EXPECT_EQ((*knowledge->now())->registers().people.size(), 3u);
  ledger.reset();
  const auto check = verify_store(place, {});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->different, 0u) << check_text(*check, false);
}

TEST_P(ImportsTest, AStalePreviewIsRefusedUntilItIsComparedAgain) {
  const PreparedImport first = prepared({uploaded("people.csv", people(3))});
  const PreparedImport second = prepared({uploaded("people.csv", people(4))});
  ASSERT_TRUE(apply(first.id));
  const auto stale = apply(second.id);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().message, "the registers changed since it was compared");
  ASSERT_TRUE(imports->compare_again(second.id, "manager-one", *jobs));
  const PreparedImport again = ended(second.id);
  EXPECT_EQ(again.base, 1);
  EXPECT_NE(again.hash, second.hash);
  EXPECT_EQ(apply(second.id)->change, 2);
}

TEST_P(ImportsTest, ALargeLossNeedsASecondPerson) {
  ASSERT_TRUE(apply(prepared({uploaded("people.csv", people(10))}).id));
  const PreparedImport half = prepared({uploaded("people.csv", people(5))});
  ASSERT_FALSE(half.grounds.empty());
  EXPECT_EQ(ground_in_japanese(half.grounds.front()),
            "台帳「従業者」の 10 件のうち 5 件が終了または取消になります");
  EXPECT_FALSE(apply(half.id));
  EXPECT_FALSE(imports->approve(half.id, "manager-one", "")) << "who prepared it";
  const auto approved = imports->approve(half.id, "manager-two", "");
  ASSERT_TRUE(approved) << to_string(approved.error());
  EXPECT_NE(approved->tag(), half.tag());
  EXPECT_FALSE(apply(half.id, "manager-two")) << "who approved it";
  const auto applied = apply(half.id);
  ASSERT_TRUE(applied) << to_string(applied.error());
  EXPECT_EQ(applied->change, 2);
  const PreparedImport rest = prepared({uploaded("people.csv", people(1))});
  EXPECT_EQ(apply(rest.id, "manager-one", "R8-12")->change, 3);
}

TEST_P(ImportsTest, AComparisonAnewForgetsTheApproval) {
  ASSERT_TRUE(apply(prepared({uploaded("people.csv", people(10))}).id));
  const PreparedImport half = prepared({uploaded("people.csv", people(5))});
  ASSERT_TRUE(imports->approve(half.id, "manager-two", ""));
  ASSERT_TRUE(imports->compare_again(half.id, "manager-one", *jobs));
  EXPECT_TRUE(ended(half.id).approved_by.empty());
  EXPECT_FALSE(apply(half.id));
}

TEST_P(ImportsTest, WhatWasNotAppliedCanBeDropped) {
  const PreparedImport shown = prepared({uploaded("people.csv", people(3))});
  const PreparedImport other = prepared({uploaded("people.csv", people(4))});
  ASSERT_TRUE(imports->drop(shown.id));
  EXPECT_FALSE(imports->find(shown.id));
  EXPECT_EQ(imports->drop(shown.id).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "imports" / shown.id));
  ASSERT_TRUE(apply(other.id));
  EXPECT_EQ(imports->drop(other.id).error().code, ErrorCode::kUsage);  // it is history
  open();
  EXPECT_FALSE(imports->find(shown.id));
  EXPECT_TRUE(imports->find(other.id));
}

TEST_P(ImportsTest, WhatCannotBeReadFailsWithoutAChange) {
  const PreparedImport bad = prepared({uploaded("people.csv", "what is this")});
  EXPECT_EQ(bad.state, ImportState::kFailed);
  EXPECT_NE(bad.error.find("nothing of `register/people.csv` can be read"), std::string::npos)
      << bad.error;
  EXPECT_FALSE(apply(bad.id));
  EXPECT_FALSE(imports->prepare("manager-one", {}, "", *jobs));
  EXPECT_FALSE(imports->prepare("manager-two", {uploaded("people.csv", people(1))}, "", *jobs));
  EXPECT_FALSE(imports->prepare(
      "manager-one", {uploaded("people.csv", people(1)), uploaded("people.csv", people(2))}, "",
      *jobs));
  EXPECT_EQ(uploads->list("manager-one").size(), 3u) << "they are where they were";
}

TEST_P(ImportsTest, AnswersAreByOneKnowledgeWhileTheNextIsMade) {
  ASSERT_TRUE(apply(prepared({uploaded("people.csv", people(3))}).id));
  const auto before = knowledge->now();
  ASSERT_TRUE(before) << to_string(before.error());
  knowledge->start();
  std::vector<std::thread> askers;
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 3; ++i) {
    askers.emplace_back([&] {
      while (!stop) {
        const auto known = knowledge->now();
        const size_t size = known ? (*known)->registers().people.size() : 0;
        const std::string revision = known ? (*known)->revision() : "";
        if (!(revision == "change.1" && size == 3) && !(revision == "change.2" && size == 4))
          ++wrong;
      }
    });
  }
  ASSERT_TRUE(apply(prepared({uploaded("people.csv", people(4))}).id));
  while ((*knowledge->now())->revision() != "change.2") {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  stop = true;
  for (std::thread& asker : askers) asker.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ((*before)->registers().people.size(), 3u) << "whoever has it keeps it";
  EXPECT_EQ((*knowledge->known_at("change.1"))->registers().people.size(), 3u);
  EXPECT_FALSE(knowledge->known_at("change.3"));
}

// Whoever asks for a decision after that waits for nothing.
TEST_P(ImportsTest, TheRegistersAreReadBeforeAnybodyAsks) {
  ASSERT_TRUE(apply(prepared({uploaded("people.csv", people(3))}).id));
  std::atomic<int> beside = 0;
  StandingKnowledge fresh(
      [this]() -> Result<ReviewPlaces> {
        return ReviewPlaces{
            {}, {}, SEKISHO_ROOT "/sources", SEKISHO_ROOT "/policies", place.directory, {}};
      },
      [&] { ++beside; });
  EXPECT_FALSE(fresh.is_ready());
  fresh.start();
  for (int i = 0; i < 60'000 && !fresh.is_ready(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ASSERT_TRUE(fresh.is_ready());
  EXPECT_EQ(beside, 1) << "what else is asked of them is ready, too";
  const auto known = fresh.now();
  ASSERT_TRUE(known) << to_string(known.error());
  EXPECT_EQ((*known)->registers().people.size(), 3u);
}

TEST_P(ImportsTest, AServerThatKnowsNothingIsReady) {
  StandingKnowledge none(
      []() -> Result<ReviewPlaces> { return fail(ErrorCode::kUsage, "the store knows nothing"); });
  none.start();
  for (int i = 0; i < 60'000 && !none.is_ready(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_TRUE(none.is_ready());
}

TEST_P(ImportsTest, OrdersOfADayAndWhatTheyChange) {
  const std::string accounts =
      "system,account,kind,holder,issued,revoked\nnol,k1,personal,P000103,2019-04-01,\n";
  ASSERT_TRUE(apply(
      prepared(
          {uploaded("accounts.csv", accounts),
           uploaded("entities.csv", "entity,name,kind,parent\nKTD,T&D,tdso,\nKTR,R,affiliate,\n")})
          .id));
  const PreparedImport day = prepared({uploaded("hr_orders_20261126.csv", example_orders())});
  ASSERT_EQ(day.state, ImportState::kShown) << day.error;
  ASSERT_EQ(apply(day.id)->change, 2);
  const auto known = knowledge->known_at("");
  ASSERT_TRUE(known);
  const auto database = ledger->connect();
  const auto coming = what_is_coming(
      **database, **knowledge->known_at("change.2"), {}, now(),
      [](const std::string& person) { return person == "P000103" ? uint64_t{2} : uint64_t{0}; });
  ASSERT_TRUE(coming) << to_string(coming.error());
  ASSERT_EQ(coming->total, 3u) << coming_text(*coming, false);
  EXPECT_TRUE(coming->events[0].begins);
  EXPECT_EQ(coming->events[0].order->number, "2026-0415");
  EXPECT_EQ(coming->events[0].order->first, "2026-0414");
  EXPECT_EQ(coming->events[1].order->number, "2026-0413");
  EXPECT_FALSE(coming->events[2].begins);
  ASSERT_FALSE(coming->effects.empty());
  EXPECT_EQ(coming->effects[0].person, "P000103");
  EXPECT_EQ(coming->effects[0].sessions, 2u);
  EXPECT_EQ(coming->effects[0].stays_open, std::vector<std::string>{"nol/k1"});
  EXPECT_NE(coming_text(*coming, true).find("許可されないまま有効な ID: nol/k1"),
            std::string::npos);
  // The day once more changes nothing; its file is unchanged.
  EXPECT_TRUE(prepared({uploaded("hr_orders_20261126.csv", example_orders())}).nothing);
  // An order for next spring is cancelled.
  const PreparedImport cancelled =
      prepared({uploaded("hr_orders_20261127.csv",
                         "発令番号,対象発令番号,区分,社員番号,会社コード,所属,資格,発令日,解除日\n"
                         "2026-0420,2026-0413,取消,P000102,KTD,配電,本務,2027-04-01,\n")});
  ASSERT_EQ(cancelled.state, ImportState::kShown) << cancelled.error;
  ASSERT_EQ(apply(cancelled.id, "manager-one", "R8-1")->change, 3);
  const auto less = what_is_coming(**database, **knowledge->known_at("change.3"),
                                   {.until = "2027-12-31"}, now(), {});
  ASSERT_TRUE(less) << to_string(less.error());
  EXPECT_EQ(less->total, 1u);
  EXPECT_FALSE(what_is_coming(**database, **known, {.table = "nothing"}, now(), {}));
}

}  // namespace
}  // namespace sekisho::service

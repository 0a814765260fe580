#include "service/serve/jobs.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "service/serve/answers.h"
#include "service/serve/limits.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// Work that ends when the test says so.
class Gate {
 public:
  Result<std::string> work(const Job& job, JobWatch& watch) {
    ++running;
    most = std::max(most.load(), running.load());
    watch.progress({"logs", 1, 2, 3, 4});
    priority = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    std::thread([this] {
      priority_of_its_thread = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    }).join();
    std::unique_lock lock(mutex_);
    ++begun_;
    changed_.notify_all();
    while (!open_ && !watch.unwanted()) changed_.wait_for(lock, std::chrono::milliseconds(1));
    --running;
    if (watch.unwanted()) return fail(ErrorCode::kUsage, "unwanted");
    if (job.request == "{\"fail\":true}") return fail(ErrorCode::kBadInput, "it went wrong");
    return job.id;
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
  }
  void wait_until_begun(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_ >= count; });
  }

  std::atomic<int> running = 0, most = 0;
  std::atomic<int> priority = 0, priority_of_its_thread = 0;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int begun_ = 0;
};

class JobsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = fs::temp_directory_path() / "sekisho-jobs-XXXXXX";
    base = ::mkdtemp(name.data());
    reopen();
  }
  void TearDown() override {
    gate.open();
    jobs.reset();
    fs::remove_all(base);
  }
  std::unique_ptr<Jobs> open(const std::string& name) {
    return Jobs::open(
               tlog::make_and_open_private_directory(base / name).value(),
               [this](const Job& job, JobWatch& watch) { return gate.work(job, watch); },
               [this] { return Instant{++clock}; })
        .value();
  }
  void reopen() {
    jobs.reset();
    jobs = open("jobs");
  }
  // What stands on the disk at this moment is what a process that dies leaves to the next.
  void die() {
    const std::string left = "left" + std::to_string(++deaths);
    fs::copy(base / at, base / left, fs::copy_options::recursive);
    fs::permissions(base / left, fs::perms::owner_all);
    jobs.reset();
    jobs = open(at = left);
  }
  std::string submit(const std::string& request = "{}") {
    return jobs->submit({"review", request, "somebody"}).value().id;
  }
  JobState wait(const std::string& id) const {
    while (!has_ended(jobs->find(id)->state())) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return jobs->find(id)->state();
  }

  fs::path base;
  std::string at = "jobs";  // its directory
  int deaths = 0;
  Gate gate;
  std::atomic<int64_t> clock = 0;
  std::unique_ptr<Jobs> jobs;
};

TEST_F(JobsTest, RunInTheirOrderOneAtATime) {
  const std::string first = submit(), second = submit(), bad = submit("{\"fail\":true}");
  jobs->start();
  gate.wait_until_begun(1);
  EXPECT_EQ(jobs->find(first)->state(), JobState::kRunning);
  EXPECT_EQ(jobs->find(second)->state(), JobState::kQueued);
  EXPECT_EQ(jobs->find(first)->lines, 3U);
  EXPECT_EQ(jobs->find(first)->findings, 4U);
  gate.open();
  EXPECT_EQ(wait(first), JobState::kDone);
  EXPECT_EQ(wait(second), JobState::kDone);
  EXPECT_EQ(wait(bad), JobState::kFailed);
  EXPECT_EQ(jobs->find(first)->result, first);
  EXPECT_EQ(jobs->find(bad)->error, "it went wrong");
  EXPECT_EQ(gate.most, 1);
  EXPECT_EQ(jobs->counts(), (std::vector<uint64_t>{0, 0, 2, 1, 0, 0}));
  EXPECT_EQ(jobs->list().front().id, bad);
}

TEST_F(JobsTest, LeaveTheCoresToThosePeopleWaitFor) {
  submit();
  jobs->start();
  gate.wait_until_begun(1);
  const int last = 19;
  EXPECT_EQ(gate.priority, last);
  EXPECT_EQ(gate.priority_of_its_thread, last);
}

TEST_F(JobsTest, AreThereAfterARestart) {
  const std::string id = submit();
  reopen();
  EXPECT_EQ(jobs->find(id)->state(), JobState::kQueued);
  EXPECT_EQ(jobs->find(id)->caller, "somebody");
  gate.open();
  jobs->start();
  EXPECT_EQ(wait(id), JobState::kDone);
  const std::string before = job_json(*jobs->find(id));
  reopen();
  // How far it was is not kept; what became of it is.
  EXPECT_EQ(jobs->find(id)->result, id);
  EXPECT_EQ(jobs->find(id)->revision(), 3U);
  EXPECT_NE(before.find("\"state\":\"done\""), std::string::npos);
}

TEST_F(JobsTest, WhatRanWhenTheProcessDiedRunsAgain) {
  const std::string id = submit();
  jobs->start();
  gate.wait_until_begun(1);
  die();
  EXPECT_EQ(jobs->find(id)->state(), JobState::kQueued);
  EXPECT_EQ(jobs->find(id)->attempts, 1U);
  EXPECT_EQ(jobs->find(id)->revision(), 4U);  // it was interrupted in between
  gate.open();
  jobs->start();
  EXPECT_EQ(wait(id), JobState::kDone);
  EXPECT_EQ(jobs->find(id)->attempts, 2U);
  EXPECT_EQ(jobs->run_again(id).error().code, ErrorCode::kUsage);
}

TEST_F(JobsTest, WhatEndsTheProcessEachTimeStaysInterruptedUntilSomebodyAsks) {
  const std::string id = submit();
  for (int attempt = 1; attempt <= static_cast<int>(kMaxOwnAttempts) + 1; ++attempt) {
    ASSERT_EQ(jobs->find(id)->state(), JobState::kQueued) << attempt;
    jobs->start();
    gate.wait_until_begun(attempt);
    die();
  }
  EXPECT_EQ(jobs->find(id)->state(), JobState::kInterrupted);
  gate.open();
  jobs->start();
  ASSERT_TRUE(jobs->run_again(id));
  EXPECT_EQ(wait(id), JobState::kDone);
}

TEST_F(JobsTest, WhatRunsAtTheEndWaitsForTheNextProcess) {
  const std::string id = submit(), cancelled = submit();
  ASSERT_TRUE(jobs->cancel(cancelled));
  jobs->start();
  gate.wait_until_begun(1);
  reopen();
  EXPECT_EQ(jobs->find(id)->state(), JobState::kQueued);
  EXPECT_EQ(jobs->find(cancelled)->state(), JobState::kCancelled);
  EXPECT_EQ(gate.running, 0);
}

TEST_F(JobsTest, CanBeCancelledUntilTheyEnd) {
  const std::string runs = submit(), waits = submit();
  jobs->start();
  gate.wait_until_begun(1);
  EXPECT_EQ(jobs->cancel(waits).value().state(), JobState::kCancelled);
  EXPECT_TRUE(jobs->cancel(runs).value().cancelling);
  EXPECT_EQ(wait(runs), JobState::kCancelled);
  EXPECT_EQ(jobs->cancel(runs).error().code, ErrorCode::kUsage);
  EXPECT_EQ(jobs->cancel("nobody").error().code, ErrorCode::kNotFound);
}

TEST_F(JobsTest, TooManyDoNotWait) {
  for (size_t i = 0; i < kMaxJobsWaiting; ++i) submit();
  EXPECT_EQ(jobs->submit({"review", "{}", "somebody"}).error().code, ErrorCode::kLimit);
}

TEST_F(JobsTest, AFileThatIsNoJobIsSaid) {
  const std::string id = submit();
  jobs.reset();
  for (const char* text : {"", "{", "{}", "{\"v\":1,\"job\":\"../x\"}",
                           "{\"v\":1,\"job\":\"x\",\"request\":{},\"changes\":[]}",
                           "{\"v\":2,\"job\":\"x\",\"request\":{},\"changes\":[{\"state\":"
                           "\"queued\",\"micros\":1}]}"}) {
    std::ofstream(base / "jobs" / (id + ".json")) << text;
    const auto opened = Jobs::open(tlog::open_private_directory(base / "jobs").value(), {}, {});
    ASSERT_FALSE(opened) << text;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadInput) << text;
    EXPECT_EQ(opened.error().place.file, id + ".json");
  }
}

TEST_F(JobsTest, AStateOfThePastTellsNothingOfLater) {
  const std::string id = submit();
  gate.open();
  jobs->start();
  wait(id);
  const Job job = *jobs->find(id);
  EXPECT_EQ(job_json(job, 1).find("started"), std::string::npos);
  EXPECT_EQ(job_json(job, 2).find("ended"), std::string::npos);
  EXPECT_NE(job_json(job, 2).find("\"state\":\"running\""), std::string::npos);
  EXPECT_NE(job_json(job).find("ended"), std::string::npos);
  const Job read = parse_job_file(job_file(job), "x").value();
  EXPECT_EQ(job_file(read), job_file(job));
}

class AnswersTest : public JobsTest {
 protected:
  Answers open_answers() {
    return {tlog::make_and_open_private_directory(base / "answers").value(),
            [this] { return Instant{clock}; }};
  }
};

TEST_F(AnswersTest, AnActIsDoneOnceAlsoThroughARestart) {
  const Answers::Answer answer{202, "application/json", "/x", "{\"a\":\"\n\"}"};
  {
    Answers answers = open_answers();
    const auto mine = std::get<Answers::Mine>(answers.begin("me", "key", "act").value());
    EXPECT_EQ(std::get<Answers::Refused>(answers.begin("me", "key", "act").value()),
              Answers::Refused::kUnfinished);
    ASSERT_TRUE(answers.keep(mine, answer));
  }
  Answers answers = open_answers();
  const auto again = std::get<Answers::Answer>(answers.begin("me", "key", "act").value());
  EXPECT_EQ(again.body, answer.body);
  EXPECT_EQ(again.location, answer.location);
  EXPECT_EQ(std::get<Answers::Refused>(answers.begin("me", "key", "other").value()),
            Answers::Refused::kOther);
  EXPECT_TRUE(std::holds_alternative<Answers::Mine>(answers.begin("you", "key", "act").value()));
  clock = (kRememberedSeconds + 1) * kMicrosPerSecond;
  EXPECT_TRUE(std::holds_alternative<Answers::Mine>(answers.begin("me", "key", "other").value()));
}

TEST_F(AnswersTest, WhatWasRefusedFreesItsKey) {
  Answers answers = open_answers();
  const auto mine = std::get<Answers::Mine>(answers.begin("me", "key", "act").value());
  ASSERT_TRUE(answers.forget(mine));
  EXPECT_TRUE(std::holds_alternative<Answers::Mine>(answers.begin("me", "key", "other").value()));
}

}  // namespace
}  // namespace sekisho::service

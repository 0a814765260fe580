// Logs handed in with their slips, on both databases: what is sealed, and what is said of it.
#include "service/deliveries/deliveries.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "crypto/sha256.h"
#include "service/archived_logs.h"
#include "service/deliveries/log_sealing.h"
#include "service/evidence/archive.h"
#include "service/store/both_stores_test.h"

namespace sekisho::service {
namespace {

using casework::Delivery;
using casework::DeliveryState;
using casework::Difference;
using casework::DifferenceKind;
using casework::Refusal;

constexpr const char* kBy = "nws-manager";
constexpr int64_t kMicrosPerHour = 3'600 * kMicrosPerSecond;

// Accesses of the network settings system, one an hour from the beginning of a day of 2024-10
// (UTC).
std::string log_of(int day, int lines, const std::string& account = "u1") {
  std::string out;
  for (int i = 0; i < lines; ++i) {
    out += fmt::format(
        R"({{"time":"2024-10-{:02}T{:02}:00:00Z","actor":{{"id":"{}"}},"src":"10.0.0.1",)"
        R"("op":"read","point":"0500000000000000000001","status":200}})"
        "\n",
        day + i / 24, i % 24, account);
  }
  return out;
}

class DeliveriesTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open();
  }
  void TearDown() override { close(); }

  void start() {
    if (!started) jobs->start();
    started = true;
  }
  void close() {
    started = false;
    jobs.reset();
    deliveries.reset();
    uploads.reset();
    desk.reset();
  }
  // As the next life of a server does.
  void open() {
    close();
    open_ledger();
    desk = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
    uploads =
        *Uploads::open(scratch.path() / "uploads", [this] { return now; }, {.spare_bytes = 0});
    deliveries = *Deliveries::open({.directory = scratch.path() / "deliveries",
                                    .profiles = SEKISHO_ROOT "/sources",
                                    .ledger = ledger.get(),
                                    .uploads = uploads.get(),
                                    .desk = desk.get(),
                                    .now = [this] { return now; }});
    auto directory = tlog::make_and_open_private_directory((scratch.path() / "jobs").string());
    ASSERT_TRUE(directory);
    jobs = *Jobs::open(
        std::move(*directory),
        [this](const Job& job, JobWatch& watch) { return deliveries->run(job, watch); },
        [this] { return now; });
  }
  std::string uploaded(const std::string& name, const std::string& content,
                       const std::string& by = kBy) {
    const auto begun = uploads->begin(by, {name, content.size(), crypto::sha256_hex(content)});
    EXPECT_TRUE(begun) << to_string(begun.error());
    const auto writer = uploads->write(by, begun->id, 0);
    EXPECT_TRUE((*writer)->append(content));
    EXPECT_TRUE((*writer)->finish());
    return begun->id;
  }
  static casework::Slip slip(const std::string& content, int64_t counted) {
    return {.system = "nws",
            .file = {},
            .extracted_by = "P000042",
            .query = "journalctl -u nws",
            .period = {Instant{1'727'740'800'000'000}, Instant{1'730'419'200'000'000}},  // 2024-10
            .counted = counted,
            .sha256 = crypto::sha256_hex(content)};
  }
  void wait(const std::string& id) {
    for (int i = 0; i < 12'000; ++i) {
      const auto job = jobs->find(id);
      ASSERT_TRUE(job);
      if (has_ended(job->state())) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    FAIL() << "the job does not end";
  }
  Delivery find(int64_t id) {
    Delivery out;
    EXPECT_TRUE(desk->read([&](store::Database& database) -> Result<void> {
      auto found = casework::find_delivery(database, id);
      if (!found) return std::unexpected(found.error());
      out = *found;
      return {};
    }));
    return out;
  }
  std::vector<Difference> differences(int64_t id) {
    std::vector<Difference> out;
    EXPECT_TRUE(desk->read([&](store::Database& database) -> Result<void> {
      out = casework::differences_of(database, id).value();
      return {};
    }));
    return out;
  }
  Delivery handed_in(const std::string& name, const std::string& content,
                     const casework::Slip& said) {
    start();
    const auto handed = deliveries->hand_in(kBy, uploaded(name, content), said, *jobs);
    EXPECT_TRUE(handed) << to_string(handed.error());
    if (!handed) return {};
    wait(handed->job.id);
    return find(handed->delivery);
  }
  Delivery handed_in(const std::string& name, const std::string& content, int64_t counted) {
    return handed_in(name, content, slip(content, counted));
  }
  std::string bytes_of(const std::string& segment) {
    std::string out;
    EXPECT_TRUE(ledger->publish());
    const auto read = extract_lines({ledger->directory().record(), {}, {}}, segment, {},
                                    [&](std::string_view some) -> Result<void> {
                                      out += some;
                                      return {};
                                    });
    EXPECT_TRUE(read) << to_string(read.error());
    return out;
  }
  size_t files_waiting() const {
    const std::filesystem::directory_iterator at(scratch.path() / "deliveries");
    return static_cast<size_t>(std::distance(begin(at), end(at)));
  }

  Instant now{1'795'654'923'456'000};  // 2026-11-26
  std::unique_ptr<Desk> desk;
  std::unique_ptr<Uploads> uploads;
  std::unique_ptr<Deliveries> deliveries;
  std::unique_ptr<Jobs> jobs;
  bool started = false;
};
SEKISHO_ON_BOTH(DeliveriesTest);

TEST_P(DeliveriesTest, ALogBecomesASealedSegmentByteForByte) {
  const std::string log = log_of(1, 30);
  const Delivery one = handed_in("nws/a.jsonl", log, 30);
  EXPECT_EQ(one.state, DeliveryState::kArchived) << one.detail;
  EXPECT_EQ(one.slip.file, "logs/nws/a.jsonl");
  EXPECT_EQ(one.received.records, 30);
  EXPECT_TRUE(differences(one.id).empty());
  EXPECT_EQ(bytes_of(one.received.segment), log);
  const auto check =
      verify_archive({ledger->directory().record(), {}, {}}, [](uint64_t, uint64_t) {});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->whole, 1U);
  EXPECT_TRUE(check->damaged.empty());
  EXPECT_TRUE(check->strays.empty());
  EXPECT_TRUE(uploads->list(kBy).empty());
  EXPECT_EQ(files_waiting(), 0U);
}

TEST_P(DeliveriesTest, WhatIsNotAsTheSlipSaysIsSaid) {
  const std::string log = log_of(1, 3) + "no line of this log\n";
  casework::Slip said = slip(log, 5);
  said.period.from = shifted(said.period.from, 2 * kMicrosPerHour);
  const Delivery one = handed_in("nws/a.jsonl", log, said);
  EXPECT_EQ(one.state, DeliveryState::kArchived);
  EXPECT_EQ(differences(one.id),
            (std::vector<Difference>{{DifferenceKind::kCount, 0, 5, 4},
                                     {DifferenceKind::kPeriod, 0, said.period.from.micros,
                                      shifted(said.period.from, -2 * kMicrosPerHour).micros},
                                     {DifferenceKind::kRejects, 0, 0, 1}}));
}

TEST_P(DeliveriesTest, TheSameBytesAreSealedOnce) {
  const std::string log = log_of(1, 3);
  const Delivery one = handed_in("nws/a.jsonl", log, 3);
  const Delivery again = handed_in("nws/b.jsonl", log, 3);
  EXPECT_EQ(again.state, DeliveryState::kKnown);
  EXPECT_EQ(again.same_as, one.id);
  EXPECT_EQ(seals_of(*ledger)->size(), 1U);
}

TEST_P(DeliveriesTest, AnOverlapIsSaidAndACorrectionTakesThePlace) {
  const std::string first = log_of(1, 48), second = log_of(2, 48, "u2");
  const Delivery one = handed_in("nws/a.jsonl", first, 48);
  const Delivery two = handed_in("nws/b.jsonl", second, 48);
  ASSERT_EQ(differences(two.id).size(), 1U);
  EXPECT_EQ(differences(two.id)[0].kind, DifferenceKind::kOverlap);
  EXPECT_EQ(differences(two.id)[0].other, one.id);

  const std::string better = log_of(1, 24);
  const Delivery silent = handed_in("nws/a.jsonl", better, 24);
  EXPECT_EQ(silent.state, DeliveryState::kRefused);
  EXPECT_EQ(silent.refusal, Refusal::kName);
  casework::Slip said = slip(better, 24);
  said.corrects = one.id;
  const Delivery corrected = handed_in("nws/a.jsonl", better, said);
  EXPECT_EQ(corrected.state, DeliveryState::kArchived) << corrected.detail;
  EXPECT_EQ(find(one.id).corrected_by, corrected.id);
  ASSERT_TRUE(ledger->publish());
  const auto read = archived_logs({evidence::store_at(ledger->directory().record()), {}},
                                  *logs::load_log_profiles(SEKISHO_ROOT "/sources"));
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->seals.size(), 2U);
  EXPECT_EQ(read->seals[0].segment, corrected.received.segment);
  // A review of before is reproduced by what it read.
  const auto before =
      archived_logs({evidence::store_at(ledger->directory().record()), {}, {one.received.segment}},
                    *logs::load_log_profiles(SEKISHO_ROOT "/sources"));
  ASSERT_TRUE(before) << to_string(before.error());
  ASSERT_EQ(before->seals.size(), 1U);
  EXPECT_EQ(before->seals[0].received_sha256, one.received.sha256);
}

TEST_P(DeliveriesTest, WhatCannotBeReadIsRefusedAndSealsNothing) {
  const std::string garbage = "a\nb\nc\n";
  EXPECT_EQ(handed_in("nws/a.jsonl", garbage, 3).refusal, Refusal::kLayout);
  const std::string cut = std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + "cut";
  EXPECT_EQ(handed_in("nws/b.jsonl.gz", cut, 3).refusal, Refusal::kDamaged);
  const std::string log = log_of(1, 3);
  casework::Slip other = slip(log, 3);
  other.sha256 = std::string(64, '0');
  const Delivery refused = handed_in("nws/c.jsonl", log, other);
  EXPECT_EQ(refused.refusal, Refusal::kHash);
  EXPECT_EQ(refused.received.sha256, crypto::sha256_hex(log));
  EXPECT_TRUE(seals_of(*ledger)->empty());
  const auto check =
      verify_archive({ledger->directory().record(), {}, {}}, [](uint64_t, uint64_t) {});
  EXPECT_TRUE(check->strays.empty());
}

TEST_P(DeliveriesTest, AFileThatNoProfileOfTheSystemReadsIsNotTaken) {
  const std::string log = log_of(1, 3);
  const std::string upload = uploaded("elsewhere/a.txt", log);
  const auto refused = deliveries->hand_in(kBy, upload, slip(log, 3), *jobs);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  EXPECT_TRUE(uploads->find(kBy, upload)->complete);
  EXPECT_FALSE(deliveries->hand_in("somebody-else", upload, slip(log, 3), *jobs));
}

TEST_P(DeliveriesTest, ADeliveryThatWaitedIsReceivedByTheNextProcess) {
  const std::string log = log_of(1, 3);
  const auto handed = deliveries->hand_in(kBy, uploaded("nws/a.jsonl", log), slip(log, 3), *jobs);
  ASSERT_TRUE(handed);
  EXPECT_EQ(find(handed->delivery).state, DeliveryState::kReceiving);
  open();
  start();
  wait(handed->job.id);
  EXPECT_EQ(find(handed->delivery).state, DeliveryState::kArchived);
}

// A process that ended between the steps of handing in.
TEST_P(DeliveriesTest, WhatACrashLeftIsTakenUpOrGoes) {
  const std::string log = log_of(1, 5), other = log_of(3, 5);
  const Delivery archived = handed_in("nws/a.jsonl", log, 5);
  ASSERT_EQ(archived.state, DeliveryState::kArchived);
  EXPECT_EQ(files_waiting(), 0U);
  open();  // nothing runs yet
  // Handed in, and waiting; and a copy that waits.
  const auto waits =
      deliveries->hand_in(kBy, uploaded("nws/b.jsonl", other), slip(other, 5), *jobs);
  ASSERT_TRUE(waits) << to_string(waits.error());
  ASSERT_TRUE(deliveries->compare("audit-0001", archived.id,
                                  uploaded("nws/a.jsonl", other, "audit-0001"), *jobs));
  // Linked, and no more; and handed in without a job.
  std::ofstream(scratch.path() / "deliveries/0123456789abcdef") << log;
  const std::string third = log_of(5, 5);
  const auto lost = deliveries->hand_in(kBy, uploaded("nws/c.jsonl", third), slip(third, 5), *jobs);
  ASSERT_TRUE(lost) << to_string(lost.error());
  close();
  std::filesystem::remove(scratch.path() / "jobs" / (lost->job.id + ".json"));

  open();
  EXPECT_EQ(files_waiting(), 4U);
  const auto taken = deliveries->take_up(*jobs);
  ASSERT_TRUE(taken) << to_string(taken.error());
  EXPECT_EQ(files_waiting(), 3U);
  start();
  for (const Job& job : jobs->list()) wait(job.id);
  EXPECT_EQ(find(waits->delivery).state, DeliveryState::kArchived);
  EXPECT_EQ(find(lost->delivery).state, DeliveryState::kArchived);
  EXPECT_EQ(files_waiting(), 0U);
  // It is done: nothing is read again.
  const size_t before = jobs->list().size();
  ASSERT_TRUE(deliveries->take_up(*jobs));
  EXPECT_EQ(jobs->list().size(), before);
}

TEST_P(DeliveriesTest, AuditComparesWithWhatItObtainedItself) {
  const std::string log = log_of(1, 3);
  const Delivery one = handed_in("nws/a.jsonl", log, 3);
  const std::string theirs = log_of(1, 4, "u1").substr(log.size() / 3);  // one less, one more
  for (const std::string& content : {log, theirs}) {
    const auto job = deliveries->compare("audit-0001", one.id,
                                         uploaded("nws/a.jsonl", content, "audit-0001"), *jobs);
    ASSERT_TRUE(job) << to_string(job.error());
    wait(job->id);
    EXPECT_EQ(jobs->find(job->id)->error, "");
  }
  std::vector<casework::Copy> copies;
  EXPECT_TRUE(desk->read([&](store::Database& database) -> Result<void> {
    copies = casework::copies_of(database, one.id).value();
    return {};
  }));
  ASSERT_EQ(copies.size(), 2U);
  EXPECT_EQ(copies[0].sha256, one.received.sha256);
  EXPECT_TRUE(copies[0].segment.empty());
  EXPECT_EQ(copies[1].only_delivered, 1);
  EXPECT_EQ(copies[1].only_copy, 1);
  EXPECT_EQ(bytes_of(copies[1].segment), theirs);
  // It is evidence, and no log of a review.
  const auto read = archived_logs({evidence::store_at(ledger->directory().record()), {}},
                                  *logs::load_log_profiles(SEKISHO_ROOT "/sources"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->seals.size(), 1U);
  ASSERT_EQ(read->left_out.size(), 1U);
  EXPECT_EQ(read->left_out[0].why, ArchivedLogs::LeftOut::Why::kAuditCopy);
}

}  // namespace
}  // namespace sekisho::service

// The door through which the store is written, on both databases.
#include "service/store/ledger.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <thread>

#include "evidence/store_reader.h"
#include "service/store/both_stores_test.h"
#include "service/store/store_setup.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

constexpr Instant kNow{1'795'654'923'456'000};

LedgerEntry entry_of(std::string_view text) {
  return {evidence::record_of(JsonValue::object({{"says", JsonValue::string(std::string(text))}}))};
}

class LedgerTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    ASSERT_TRUE(ledger->connect().value()->script(
        "CREATE TABLE note (id BIGINT PRIMARY KEY, says TEXT NOT NULL)"));
  }
  Result<std::vector<uint64_t>> note(int64_t id, std::string_view says) {
    return ledger->write(
        [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
          const auto put = database.run("INSERT INTO note VALUES ($1, $2)", id, says);
          if (!put) return std::unexpected(put.error());
          return std::vector{entry_of(says)};
        },
        kNow);
  }
  int64_t number(std::string_view sql) {
    int64_t out = -1;
    const auto done = ledger->read([&](store::Database& database) -> Result<void> {
      out = database.number(sql).value().value_or(-1);
      return {};
    });
    EXPECT_TRUE(done) << to_string(done.error());
    return out;
  }
  // The entries of the record, without what belongs to others.
  std::vector<std::string> recorded() {
    std::vector<std::string> out;
    EXPECT_TRUE(ledger->publish());
    auto reader = evidence::StoreReader::open(place.directory + "/record");
    EXPECT_TRUE(reader);
    EXPECT_TRUE(reader->visit(0, reader->size(), [&](uint64_t, std::string_view entry) {
      const auto json = evidence::parse_entry(entry);
      EXPECT_TRUE(json);
      const JsonValue* const says = json->at_pointer("/content/says");
      out.emplace_back(says == nullptr ? entry : *says->as_string());
      return true;
    }));
    return out;
  }
  // A crash right behind a transaction: the outbox has what the log lacks.
  void leave_waiting(int64_t id, std::string_view says) {
    ledger.reset();
    const auto database = store::open_store(*store::find_store_directory(place.directory)).value();
    const std::string bytes =
        evidence::make_entry(entry_of(says).draft, kNow, evidence::Nonce{}).value();
    ASSERT_TRUE(database->transaction([&]() -> Result<void> {
      EXPECT_TRUE(database->run("INSERT INTO note VALUES ($1, $2)", id, says));
      EXPECT_TRUE(store::put_in_outbox(*database, {0, 0, bytes, "leaf"}));
      return {};
    }));
  }
};
SEKISHO_ON_BOTH(LedgerTest);

TEST_P(LedgerTest, RowsAndEntriesAreThereTogether) {
  EXPECT_EQ(note(1, "one"), std::vector<uint64_t>{0});
  EXPECT_EQ(note(2, "two"), std::vector<uint64_t>{1});
  EXPECT_FALSE(note(2, "again"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM note"), 2);
  EXPECT_EQ(recorded(), (std::vector<std::string>{"one", "two"}));
}

TEST_P(LedgerTest, AnErrorAfterTheRowsUndoesThem) {
  const auto failed = ledger->write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        EXPECT_TRUE(database.run("INSERT INTO note VALUES (1, 'x')"));
        return std::vector{LedgerEntry{JsonValue::object({{"kind", JsonValue::string("none")}})}};
      },
      kNow);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kBadInput) << to_string(failed.error());
  EXPECT_EQ(number("SELECT COUNT(*) FROM note"), 0);
  EXPECT_TRUE(recorded().empty());
}

TEST_P(LedgerTest, WhatACrashLeftWaitingIsPublishedOnce) {
  ASSERT_TRUE(note(1, "one"));
  leave_waiting(2, "two");
  for (int i = 0; i < 2; ++i) {
    open_ledger();
    EXPECT_EQ(recorded(), (std::vector<std::string>{"one", "two"}));
  }
}

TEST_P(LedgerTest, WhatTheLogHasIsNotAppendedAgain) {
  ASSERT_TRUE(note(1, "one"));
  ASSERT_TRUE(note(2, "two"));
  ledger.reset();
  {
    const auto database = store::open_store(*store::find_store_directory(place.directory)).value();
    ASSERT_TRUE(database->run("UPDATE outbox SET entry_index = NULL"));
  }
  open_ledger();
  EXPECT_EQ(recorded(), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox WHERE entry_index IS NULL"), 0);
}

TEST_P(LedgerTest, TheOutboxDoesNotGrowWithTheRecord) {
  for (int64_t i = 0; i < 10; ++i) ASSERT_TRUE(note(i, "x"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 1);
  EXPECT_EQ(number("SELECT MAX(entry_index) FROM outbox"), 9);
}

TEST_P(LedgerTest, ManyWriteAndReadAtOnce) {
  constexpr int kThreads = 8;
  constexpr int kEach = 25;
  std::mutex mutex;
  std::set<uint64_t> indexes;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const int64_t id = t * kEach + i;
        const auto at = note(id, std::to_string(id));
        ASSERT_TRUE(at) << to_string(at.error());
        EXPECT_EQ(number(fmt::format("SELECT COUNT(*) FROM note WHERE id = {}", id)), 1);
        const std::scoped_lock lock(mutex);
        EXPECT_TRUE(indexes.insert(at->front()).second);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(indexes.size(), static_cast<size_t>(kThreads * kEach));
  const auto said = recorded();
  EXPECT_EQ(std::set(said.begin(), said.end()).size(), indexes.size());
  EXPECT_EQ(said.size(), indexes.size());
  // The last writer who waited noted what was durable then; the rest is noted here.
  open_ledger();
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox"), 1);
}

TEST_P(LedgerTest, ABodyIsKeptForAnEntryThatNamesIt) {
  const auto kept = ledger->keep_body("register", "secret text", kNow);
  ASSERT_TRUE(kept) << to_string(kept.error());
  EXPECT_EQ(kept->key.text(), "class.register.2026-11");
  EXPECT_TRUE(ledger->with_beside([&](evidence::Beside& beside) -> Result<void> {
    EXPECT_EQ(beside.bodies().get(*kept)->bytes, "secret text");
    return {};
  }));
}

TEST_P(LedgerTest, OneProcessHasIt) {
  EXPECT_FALSE(Ledger::open(place));
}

}  // namespace
}  // namespace sekisho::service

#include "store/database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <limits>
#include <thread>
#include <tuple>

#include "base/cancellation.h"
#include "store/bulk_insert.h"
#include "store/databases_test.h"

namespace sekisho::store {
namespace {

class DatabaseTest : public OnBothDatabases {
 protected:
  void SetUp() override {
    OnBothDatabases::SetUp();
    if (connection == nullptr) return;
    const auto made =
        connection->script("CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT, other BIGINT)");
    ASSERT_TRUE(made) << to_string(made.error());
  }
  int64_t count() {
    const auto count = connection->number("SELECT COUNT(*) FROM note");
    EXPECT_TRUE(count) << to_string(count.error());
    return count ? count->value_or(-1) : -1;
  }
  Result<uint64_t> put(Database& database, int64_t id) {
    return database.run("INSERT INTO note (id, text) VALUES ($1, $2)", id, "x");
  }
};
TEST_P(DatabaseTest, AStatementThatWasCalledOffEnds) {
  std::atomic<bool> off = false;
  const CancellationScope scope(off);
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    off = true;
  });
  const auto counted = connection->number(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
      "SELECT COUNT(*) FROM n");
  other.join();
  EXPECT_FALSE(counted);
  off = false;
  EXPECT_EQ(connection->number("SELECT 7").value(), 7);
}

SEKISHO_ON_BOTH(DatabaseTest);

TEST_P(DatabaseTest, KeepsEveryKindOfValue) {
  const std::string text = "令和4年 'quoted' \"and\" $1 \\ \n\t";
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  const std::tuple<int64_t, std::optional<int64_t>> rows[] = {
      {kLeast, std::nullopt}, {std::numeric_limits<int64_t>::max(), 7}};
  for (const auto& [id, other] : rows) {
    const auto done = connection->run("INSERT INTO note (id, text, other) VALUES ($1, $2, $3)", id,
                                      std::string_view(text), other);
    ASSERT_TRUE(done) << to_string(done.error());
    EXPECT_EQ(*done, 1u);
  }
  std::vector<std::tuple<int64_t, std::string, bool, int64_t>> seen;
  const auto done = connection->query(
      [&](const ResultRow& row) -> Result<void> {
        seen.emplace_back(row.integer(0), row.text(1), row.is_null(2), row.integer(2));
        return {};
      },
      "SELECT id, text, other FROM note ORDER BY id");
  ASSERT_TRUE(done) << to_string(done.error());
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0], std::tuple(kLeast, text, true, int64_t{0}));
  EXPECT_EQ(seen[1], std::tuple(std::numeric_limits<int64_t>::max(), text, false, int64_t{7}));
}

TEST_P(DatabaseTest, AViewOfNothingIsAnEmptyTextAndNotNull) {
  ASSERT_TRUE(
      connection->run("INSERT INTO note (id, text) VALUES ($1, $2)", 1, std::string_view()));
  EXPECT_EQ(connection->number("SELECT COUNT(*) FROM note WHERE text = ''").value(), 1);
}

TEST_P(DatabaseTest, AValueMayStandTwiceAndInAnyOrder) {
  ASSERT_TRUE(put(*connection, 5));
  const auto found = connection->number(
      "SELECT id FROM note WHERE text = $2 AND (id = $1 OR $2 = '') AND id >= $1", 5, "x");
  ASSERT_TRUE(found) << to_string(found.error());
  EXPECT_EQ(*found, 5);
}

TEST_P(DatabaseTest, ATransactionIsAllOrNothing) {
  const auto undone = connection->transaction([&]() -> Result<void> {
    EXPECT_TRUE(put(*connection, 1));
    return fail(ErrorCode::kUsage, "no");
  });
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().message, "no");
  EXPECT_EQ(count(), 0);
  ASSERT_TRUE(connection->transaction([&]() -> Result<void> {
    EXPECT_TRUE(put(*connection, 1));
    return {};
  }));
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, ReadingIsAsOfOneMomentAndInNobodysWay) {
  ASSERT_TRUE(put(*connection, 1));
  const auto writer = open();
  ASSERT_TRUE(connection->reading([&]() -> Result<void> {
    EXPECT_EQ(count(), 1);
    EXPECT_TRUE(writer->transaction([&]() -> Result<void> {
      EXPECT_EQ(count(), 1);
      EXPECT_TRUE(put(*writer, 2));
      return {};
    }));
    EXPECT_EQ(count(), 1);
    EXPECT_FALSE(put(*connection, 3));
    return {};
  }));
  EXPECT_EQ(count(), 2);
  EXPECT_TRUE(put(*connection, 3));
}

TEST_P(DatabaseTest, ASavepointIsUndoneByItself) {
  ASSERT_TRUE(connection->transaction([&]() -> Result<void> {
    EXPECT_TRUE(put(*connection, 1));
    const auto part = connection->savepoint([&]() -> Result<void> {
      EXPECT_TRUE(put(*connection, 2));
      const auto twice = put(*connection, 1);
      EXPECT_FALSE(twice);
      return std::unexpected(twice.error());
    });
    EXPECT_FALSE(part);
    EXPECT_TRUE(connection->savepoint([&]() -> Result<void> {
      EXPECT_TRUE(put(*connection, 3));
      return {};
    }));
    return {};
  }));
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, AConnectionThatIsLostLeavesNothingHalfDone) {
  {
    const auto other = open();
    ASSERT_TRUE(other->script("BEGIN"));
    ASSERT_TRUE(put(*other, 1));
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, TransactionsThatAreInEachOthersWayBothHappen) {
  // Each reads the largest number and writes the next one: without a retry one of them is lost.
  const auto add_some = [](Database& database) {
    for (int i = 0; i < 20; ++i) {
      const auto done = database.transaction([&]() -> Result<void> {
        const auto largest = database.number("SELECT MAX(id) FROM note");
        if (!largest) return std::unexpected(largest.error());
        const auto put =
            database.run("INSERT INTO note (id) VALUES ($1)", largest->value_or(0) + 1);
        return put ? Result<void>() : std::unexpected(put.error());
      });
      EXPECT_TRUE(done) << to_string(done.error());
    }
  };
  const auto other = open();
  std::thread beside([&] { add_some(*other); });
  add_some(*connection);
  beside.join();
  EXPECT_EQ(count(), 40);
}

TEST_P(DatabaseTest, InsertsManyRowsAtOnce) {
  for (const int64_t rows : {0, 1, 49, 50, 51, 130}) {
    ASSERT_TRUE(connection->run("DELETE FROM note"));
    BulkInsert insert(*connection, "note (id, text, other)", 3);
    for (int64_t i = 0; i < rows; ++i) {
      const std::string text = "text " + std::to_string(i);
      const Value row[] = {value_of(i), i % 3 == 0 ? value_of(nullptr) : value_of(text),
                           value_of(i * i)};
      ASSERT_TRUE(insert.add(row));
    }
    const auto done = insert.flush();
    ASSERT_TRUE(done) << to_string(done.error());
    EXPECT_EQ(count(), rows);
    const auto good = connection->number(
        "SELECT COUNT(*) FROM note WHERE other = id * id AND "
        "(text = 'text ' || id OR (text IS NULL AND id % 3 = 0))");
    ASSERT_TRUE(good) << to_string(good.error());
    EXPECT_EQ(*good, rows);
  }
}

TEST_P(DatabaseTest, AnErrorOfAVisitEndsTheQueryAndTheConnectionGoesOn) {
  for (int64_t id = 0; id < 10; ++id) ASSERT_TRUE(put(*connection, id));
  int visited = 0;
  const auto done = connection->query(
      [&](const ResultRow&) -> Result<void> {
        if (++visited == 3) return fail(ErrorCode::kLimit, "enough");
        return {};
      },
      "SELECT id FROM note");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "enough");
  EXPECT_EQ(visited, 3);
  EXPECT_EQ(count(), 10);
}

TEST_P(DatabaseTest, SaysWhatIsWrongWithAStatement) {
  const auto done = connection->run("SELECT id FROM nowhere");
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("nowhere"), std::string::npos) << to_string(done.error());
  EXPECT_EQ(count(), 0);  // and goes on
}

TEST(SqliteDatabase, BacksUpWhileOthersWrite) {
  const TestDirectory directory;
  const std::string file = (directory.path() / "a.db").string();
  auto database = open_sqlite(file);
  ASSERT_TRUE(database);
  ASSERT_TRUE((*database)->script("CREATE TABLE note (id BIGINT PRIMARY KEY)"));
  ASSERT_TRUE((*database)->run("INSERT INTO note (id) VALUES ($1)", 1));
  const auto writer = open_sqlite(file);
  ASSERT_TRUE(writer);
  ASSERT_TRUE((*writer)->script("BEGIN IMMEDIATE; INSERT INTO note (id) VALUES (2)"));
  const std::string copy = (directory.path() / "copy.db").string();
  const auto done = (*database)->back_up(copy);
  ASSERT_TRUE(done) << to_string(done.error());
  ASSERT_TRUE((*writer)->script("COMMIT"));
  auto copied = open_sqlite(copy);
  ASSERT_TRUE(copied);
  EXPECT_EQ((*copied)->number("SELECT COUNT(*) FROM note"), 1);
  constexpr auto kOwnersAlone =
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  for (const std::string& kept : {file, file + "-wal", copy}) {
    EXPECT_EQ(std::filesystem::status(kept).permissions(), kOwnersAlone) << kept;
  }
  EXPECT_EQ((*database)->back_up(copy).error().code, ErrorCode::kUsage);
}

TEST(SqliteDatabase, NoticesAFileThatIsNone) {
  const TestDirectory directory;
  const std::string file = (directory.path() / "a.db").string();
  std::ofstream(file) << std::string(8192, 'x');
  const auto database = open_sqlite(file);
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, ErrorCode::kBadInput) << to_string(database.error());
}

TEST(PostgresDatabase, NeverSaysAPassword) {
  const auto database = open_database("postgresql://user:secret7@127.0.0.1:1/none");
  ASSERT_FALSE(database);
  EXPECT_EQ(to_string(database.error()).find("secret7"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::store

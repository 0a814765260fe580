#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "store/databases_test.h"
#include "store/supply_files.h"
#include "store/supply_writer.h"

namespace sekisho::store {
namespace {

struct Given {
  std::string key, customer, retailer;
  int64_t from = 0;
  Instant until = kForever;
};

// Rows as an import has them.
class Rows {
 public:
  explicit Rows(const std::vector<Given>& given, const std::string& file = "a.csv")
      : files_{{file, file + "-hash"}} {
    uint32_t line = 2;
    for (const Given& row : given) {
      const EntityId retailer =
          row.retailer.empty() ? EntityId{} : EntityId(retailers_.intern(row.retailer));
      EXPECT_TRUE(contracts_.add(row.key, row.customer,
                                 {.retailer = retailer, .period = {Instant{row.from}, row.until}},
                                 {0, line++}));
    }
    contracts_.seal();
  }
  SupplyRows rows() const { return {contracts_, retailers_, files_}; }

 private:
  reg::SupplyContracts contracts_;
  StringPool retailers_;
  std::vector<reg::SupplySource> files_;
};

class SupplyTest : public testing::Test {
 protected:
  std::shared_ptr<const reg::SupplySegment> written(const Rows& rows,
                                                    const reg::SupplySegment* base = {}) {
    const auto path = scratch.path() / ("s" + std::to_string(++made));
    const auto done = write_supply(path, rows.rows(), base);
    EXPECT_TRUE(done) << to_string(done.error());
    last_hash = done->sha256;
    last_path = path;
    auto opened = reg::SupplySegment::open(path);
    EXPECT_TRUE(opened) << to_string(opened.error());
    EXPECT_EQ((*opened)->points(), done->points);
    EXPECT_EQ((*opened)->rows(), done->rows);
    return *opened;
  }
  static std::string said(const reg::SupplySegment& segment, const std::string& key) {
    const auto rows = segment.history(key);
    EXPECT_TRUE(rows) << to_string(rows.error());
    std::string out;
    for (const reg::SupplyRow& row : *rows) {
      out += fmt::format("{}:{}@{};", row.retailer, row.customer, row.period.from.micros);
    }
    return out;
  }

  TestDirectory scratch;
  std::filesystem::path last_path;
  std::string last_hash;
  int made = 0;
};

const std::string kOne = "0312345678901234567890";
const std::string kTwo = "0412345678901234567890";

TEST_F(SupplyTest, AnswersWhoSuppliedWhom) {
  const auto segment = written(Rows({{kTwo, "c3", "R2", 0},
                                     {kOne, "c1", "R1", 10},
                                     {"facility-9", "c4", "", 0},
                                     {kOne, "c1", "R2", 0, Instant{10}}}));
  EXPECT_EQ(segment->points(), 3u);
  EXPECT_EQ(said(*segment, kOne), "R2:c1@0;R1:c1@10;");
  EXPECT_EQ(said(*segment, kTwo), "R2:c3@0;");
  EXPECT_EQ(said(*segment, "facility-9"), ":c4@0;");
  EXPECT_EQ(said(*segment, "facility-8"), "");
  EXPECT_EQ(said(*segment, "0512345678901234567890"), "");
  const auto order = segment->in_order();
  ASSERT_TRUE(order);
  std::string keys;
  for (const auto& placed : *order) keys += segment->key(placed.point) + ";";
  EXPECT_EQ(keys, kTwo + ";" + kOne + ";facility-9;" + kOne + ";");
}

TEST_F(SupplyTest, IsWhatTheTableInMemoryIs) {
  std::mt19937 random(20261126);
  std::vector<Given> given;
  reg::SupplyContracts plain;
  StringPool retailers;
  for (uint32_t i = 0; i < 3000; ++i) {
    Given row{fmt::format("{:022}", random() % 700), fmt::format("c{}", random() % 300),
              fmt::format("R{}", random() % 5), static_cast<int64_t>(random() % 50)};
    if (random() % 7 == 0) row.key = fmt::format("other-{}", random() % 40);
    row.until = Instant{row.from + static_cast<int64_t>(random() % 20)};
    ASSERT_TRUE(plain.add(row.key, row.customer,
                          {.retailer = EntityId(retailers.intern(row.retailer)),
                           .period = {Instant{row.from}, row.until}},
                          {0, i + 2}));
    given.push_back(std::move(row));
  }
  plain.seal();
  const auto segment = written(Rows(given));
  ASSERT_EQ(segment->points(), plain.points());
  ASSERT_EQ(segment->rows(), plain.rows());
  plain.for_each([&](std::string_view key, std::span<const reg::SupplyContract> rows) {
    const auto stored = segment->history(key);
    ASSERT_TRUE(stored);
    ASSERT_EQ(stored->size(), rows.size()) << key;
    for (size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ((*stored)[i].retailer, retailers.text(rows[i].retailer.value));
      EXPECT_EQ((*stored)[i].customer, plain.customer(rows[i].customer));
      EXPECT_EQ((*stored)[i].period, rows[i].period);
      EXPECT_EQ((*stored)[i].line, plain.origin(rows[i]).line);
    }
  });
  // Keys stand in their order: a look-up of each place finds itself.
  for (uint64_t point = 0; point + 1 < segment->points(); ++point) {
    EXPECT_TRUE(reg::supply_key_before(segment->key(point), segment->key(point + 1)));
  }
}

TEST_F(SupplyTest, EqualRowsGiveEqualBytes) {
  const std::vector<Given> given{{kOne, "c1", "R1", 0}, {kTwo, "c2", "R2", 0}};
  const auto first = written(Rows(given));
  const std::string hash = last_hash;
  const auto second = written(Rows(given));
  EXPECT_EQ(last_hash, hash);
  EXPECT_EQ(*compare_supply(first.get(), *second), (Counts{.unchanged = 2}));
}

TEST_F(SupplyTest, SaysWhatANewSegmentChanges) {
  const auto before =
      written(Rows({{kOne, "c1", "R1", 0}, {kTwo, "c2", "R2", 0}, {"x", "c", "R", 0}}));
  const auto after = written(Rows(
      {{kOne, "c1", "R9", 0}, {kOne, "c1", "R3", 5}, {kTwo, "c2", "R2", 0}, {"y", "c", "R", 0}}));
  const auto counts = compare_supply(before.get(), *after);
  ASSERT_TRUE(counts);
  EXPECT_EQ(
      *counts,
      (Counts{.added = 2, .withdrawn = 1, .corrected = 1, .unchanged = 1, .contradicted = 1}));
  EXPECT_EQ(*compare_supply(nullptr, *before), (Counts{.added = 3}));
}

TEST_F(SupplyTest, ADeltaTakesThePlaceOfItsBeginnings) {
  const auto base =
      written(Rows({{kOne, "c1", "R1", 0}, {kOne, "c1", "R2", 10}, {kTwo, "c2", "R2", 0}}));
  const auto merged = written(
      Rows({{kOne, "c1", "R3", 10}, {kTwo, "c2", "R2", 0, Instant{0}}, {"new", "c", "R", 0}},
           "b.csv"),
      base.get());
  EXPECT_EQ(said(*merged, kOne), "R1:c1@0;R3:c1@10;");
  EXPECT_EQ(said(*merged, kTwo), "");
  EXPECT_EQ(said(*merged, "new"), "R:c@0;");
  ASSERT_EQ(merged->files().size(), 2u);
  const auto rows = merged->history(kOne);
  EXPECT_EQ(merged->files()[(*rows)[0].file].name, "a.csv");
  EXPECT_EQ(merged->files()[(*rows)[1].file].name, "b.csv");
}

// Whatever a byte is changed to, opening and reading end with an answer or an error.
TEST_F(SupplyTest, DamageIsAnErrorAndNeverMore) {
  written(Rows({{kOne, "c1", "R1", 0}, {"other", "c2", "R2", 0}}));
  std::ifstream in(last_path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  const std::string whole = content.str();
  const auto path = scratch.path() / "damaged";
  int refused = 0;
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const char value : {'\xFF', '\x7F'}) {
      std::string bytes = whole;
      if (bytes[at] == value) continue;
      bytes[at] = value;
      std::ofstream(path, std::ios::binary) << bytes;
      const auto opened = reg::SupplySegment::open(path);
      if (!opened) {
        ++refused;
        continue;
      }
      [[maybe_unused]] const auto order = (*opened)->in_order();
      for (uint64_t point = 0; point < (*opened)->points(); ++point) {
        [[maybe_unused]] const auto rows = (*opened)->history((*opened)->key(point));
      }
    }
  }
  EXPECT_GT(refused, 0);
  for (size_t size = 0; size < whole.size(); ++size) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, size);
    EXPECT_FALSE(reg::SupplySegment::open(path)) << size;
  }
}

}  // namespace
}  // namespace sekisho::store

#include "service/serve/result_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "text/csv.h"

namespace sekisho::service {
namespace {

using Table = std::shared_ptr<const ResultTable>;

// Rows whose `file` is their number, so that they can be told apart.
struct Sample {
  std::vector<std::array<std::string, 3>> rows;  // file, time, system

  std::string csv() const {
    std::string out;
    text::CsvWriter writer(out);
    writer.row({"file", "time", "system"});
    for (const auto& row : rows) writer.row({row[0], row[1], row[2]});
    return out;
  }
};

Sample some_rows() {
  Sample out;
  const auto count = *rc::gen::inRange<size_t>(0, 60);
  for (size_t i = 0; i < count; ++i) {
    const int hour = *rc::gen::inRange(0, 5);
    const int system = *rc::gen::inRange(0, 3);
    out.rows.push_back({std::to_string(i), "2022-10-05T0" + std::to_string(hour) + ":00:00+09:00",
                        "s\"" + std::to_string(system) + "\n"});
  }
  return out;
}

// Page by page until there is no next.
std::vector<uint32_t> all_rows(const ResultTable& table, const ResultTable::Filter& filter,
                               const ResultTable::Order& order, size_t most) {
  std::vector<uint32_t> out;
  std::optional<uint32_t> from = 0;
  while (from) {
    const ResultTable::Page page = table.page(filter, order, *from, most);
    RC_ASSERT(page.rows.size() <= most);
    out.insert(out.end(), page.rows.begin(), page.rows.end());
    from = page.next;
  }
  return out;
}

RC_GTEST_PROP(ResultTable, PagesAreASortedAndFilteredListWhateverTheirSize, ()) {
  const Sample sample = some_rows();
  const Table table = ResultTable::parse(sample.csv(), "findings.csv").value();
  RC_ASSERT(table->rows() == sample.rows.size());
  const auto most = *rc::gen::inRange<size_t>(1, 20);
  const auto column = *rc::gen::inRange<size_t>(0, 3);
  const bool descending = *rc::gen::arbitrary<bool>();
  ResultTable::Filter filter;
  if (*rc::gen::arbitrary<bool>()) filter.equal.push_back({2, "s\"1\n"});

  // One by one, each behind those that are equal: as plain as a stable order can be.
  std::vector<uint32_t> wanted;
  const auto before = [&](uint32_t one, uint32_t other) {
    const std::string& a = sample.rows[one][column];
    const std::string& b = sample.rows[other][column];
    return descending ? b < a : a < b;
  };
  for (uint32_t i = 0; i < sample.rows.size(); ++i) {
    if (!filter.equal.empty() && sample.rows[i][2] != filter.equal[0].value) continue;
    wanted.insert(std::upper_bound(wanted.begin(), wanted.end(), i, before), i);
  }
  const size_t total = wanted.size();
  RC_ASSERT(all_rows(*table, filter, {column, descending}, most) == wanted);
  RC_ASSERT(table->page(filter, {column, descending}, 0, most).total == total);
}

RC_GTEST_PROP(ResultTable, GroupsAreWhatIsCountedRowByRow, ()) {
  const Sample sample = some_rows();
  const Table table = ResultTable::parse(sample.csv(), "findings.csv").value();
  ResultTable::Filter filter;
  if (*rc::gen::arbitrary<bool>()) filter.equal.push_back({2, "s\"1\n"});
  if (*rc::gen::arbitrary<bool>()) filter.period.from = Instant{1'664'906'400 * kMicrosPerSecond};
  const std::optional<ResultTable::Key> also =
      *rc::gen::arbitrary<bool>() ? std::optional(ResultTable::Key{2}) : std::nullopt;
  // Of times the first bytes: the hour.
  const ResultTable::Key by{1, 13};

  std::map<std::pair<std::string, std::string>, uint64_t> wanted;
  for (const uint32_t row : table->page(filter, {}, 0, table->rows()).rows) {
    const auto& cells = sample.rows[row];
    ++wanted[{cells[1].substr(0, 13), also ? cells[2] : ""}];
  }
  std::map<std::pair<std::string, std::string>, uint64_t> found;
  std::vector<std::pair<std::string_view, std::string_view>> order;
  for (const ResultTable::Group& group : table->groups(filter, by, also)) {
    found[{std::string(group.keys.first), std::string(group.keys.second)}] += group.rows;
    order.push_back(group.keys);
  }
  RC_ASSERT(found == wanted);
  RC_ASSERT(order.size() == found.size());
  RC_ASSERT(std::ranges::is_sorted(order));
}

TEST(ResultTable, TheOrderOfTheFileTurnsRound) {
  const Table table = ResultTable::parse("file\nb\na\nc\n", "x.csv").value();
  EXPECT_EQ(table->page({}, {}, 0, 10).rows, (std::vector<uint32_t>{0, 1, 2}));
  EXPECT_EQ(table->page({}, {{}, true}, 0, 10).rows, (std::vector<uint32_t>{2, 1, 0}));
  EXPECT_EQ(table->page({}, {{}, true}, 0, 2).next, 2);
  EXPECT_EQ(table->field(1, 0), "a");
}

TEST(ResultTable, ATimeIsComparedAsAnInstant) {
  const Table table = ResultTable::parse(
                          "time\n2022-10-05T09:00:00+09:00\n2022-10-05T00:00:01Z\n"
                          "2022-10-05T08:59:59.5+09:00\n",
                          "x.csv")
                          .value();
  EXPECT_EQ(table->page({}, {0, false}, 0, 10).rows, (std::vector<uint32_t>{2, 0, 1}));
  ResultTable::Filter filter;
  filter.period.from = Instant{1'664'928'000 * kMicrosPerSecond};
  EXPECT_EQ(table->page(filter, {}, 0, 10).rows, (std::vector<uint32_t>{0, 1}));
  filter.period = {kBeginning, filter.period.from};
  EXPECT_EQ(table->page(filter, {}, 0, 10).rows, (std::vector<uint32_t>{2}));
}

TEST(ResultTable, WhatIsNoTableIsRefusedWithItsPlace) {
  EXPECT_EQ(ResultTable::parse("", "x.csv").error().place.line, 1U);
  const Error few = ResultTable::parse("a,b\n1,2\n3\n", "x.csv").error();
  EXPECT_EQ(few.code, ErrorCode::kBadInput);
  EXPECT_EQ(few.place.line, 3U);
  EXPECT_EQ(ResultTable::parse("time\nyesterday\n", "x.csv").error().message,
            "`yesterday` is no time");
}

}  // namespace
}  // namespace sekisho::service

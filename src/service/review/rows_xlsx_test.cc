#include "service/review/rows_xlsx.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/cancellation.h"
#include "base/temporary_directory_test.h"
#include "service/review/limits.h"

namespace sekisho::service {
namespace {

TableRows rows_of(uint64_t count) {
  return {"demo", "run-7", {"line", "route"}, count, [](uint64_t row, size_t column) {
            return column == 0 ? std::to_string(row) : std::string("lent-id");
          }};
}

class RowsXlsxTest : public testing::Test {
 protected:
  Result<MappedFile> made(uint64_t count) {
    return rows_xlsx(rows_of(count), true, SEKISHO_ROOT "/policies", scratch_.path() / "books");
  }
  bool left_nothing() const { return std::filesystem::is_empty(scratch_.path() / "books"); }

  TemporaryDirectory scratch_;
};

TEST_F(RowsXlsxTest, IsTheSameOfTheSameRowsAndLeavesNothingBehind) {
  const auto one = made(3000), other = made(3000), less = made(2999);
  ASSERT_TRUE(one && other && less) << one.error().message;
  EXPECT_TRUE(one->bytes().starts_with("PK"));
  EXPECT_EQ(one->bytes(), other->bytes());
  EXPECT_NE(one->bytes(), less->bytes());
  EXPECT_TRUE(left_nothing());
}

TEST_F(RowsXlsxTest, TakesNoMoreRowsThanASheetHolds) {
  const auto refused = made(kMaxBookRows + 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
  EXPECT_NE(refused.error().help.find("CSV"), std::string::npos);
}

TEST_F(RowsXlsxTest, IsCalledOffWithWhoeverWantedIt) {
  const std::atomic<bool> off = true;
  const CancellationScope scope(off);
  EXPECT_FALSE(made(3000));
  EXPECT_TRUE(left_nothing());
}

TEST_F(RowsXlsxTest, NeedsTheTitlesOfItsRoutes) {
  const auto refused = rows_xlsx(rows_of(1), true, scratch_.path() / "none", scratch_.path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotFound) << refused.error().message;
}

}  // namespace
}  // namespace sekisho::service

#include "register/area.h"

#include <gtest/gtest.h>

#include "text/fold.h"

namespace sekisho::reg {
namespace {

TEST(Area, ASupplyPointSaysItsOwn) {
  EXPECT_EQ(supply_area_of("0900000000000000000017"), 9);
  EXPECT_EQ(supply_area_of("1000000000000000000017"), 10);
  EXPECT_EQ(supply_area_of("1100000000000000000017"), 0);
  EXPECT_EQ(supply_area_of("0000000000000000000017"), 0);
  EXPECT_EQ(supply_area_of("K-0017"), 0);
  EXPECT_EQ(supply_area_of(""), 0);
}

TEST(Area, TwoDigitsAreTheSupplyArea) {
  EXPECT_EQ(within("09", {.supply_area = 9}), Within::kInside);
  EXPECT_EQ(within("０９", {.supply_area = 9}), Within::kInside);
  EXPECT_EQ(within("09", {.supply_area = 6}), Within::kOutside);
  EXPECT_EQ(within("09", {.supply_area = 0, .address = "福岡県朝倉市"}), Within::kUnknown);
}

TEST(Area, AnAddressBeginsAsTheAreaDoes) {
  const auto at = [](std::string_view area, std::string_view address) {
    return within(area, {.supply_area = 9, .address = address});
  };
  EXPECT_EQ(at("福岡県朝倉市", "福岡県朝倉市杷木1-2"), Within::kInside);
  EXPECT_EQ(at("福岡県朝倉市", "〒838-0001 福岡県 朝倉市 甘木1"), Within::kInside);
  EXPECT_EQ(at("茨城県龍ケ崎市", "茨城県龍ヶ崎市1"), Within::kInside);
  EXPECT_EQ(at("福岡県朝倉市", "福岡県久留米市1"), Within::kOutside);
  EXPECT_EQ(at("福岡県朝倉市", "大分県日田市1"), Within::kOutside);
}

TEST(Area, WhatIsNotSaidIsNotOutside) {
  const auto at = [](std::string_view area, std::string_view address) {
    return within(area, {.supply_area = 9, .address = address});
  };
  EXPECT_EQ(at("福岡県朝倉市", ""), Within::kUnknown);
  EXPECT_EQ(at("福岡県朝倉市", "福岡県"), Within::kUnknown);
  EXPECT_EQ(at("福岡県朝倉市", "久留米市1"), Within::kUnknown);
  EXPECT_EQ(at("朝倉市", "福岡県久留米市1"), Within::kUnknown);
  EXPECT_EQ(at("朝倉市", "福岡県朝倉市1"), Within::kInside);
  EXPECT_EQ(at("", "福岡県朝倉市1"), Within::kUnknown);
}

// Prefectures are compared after their spelling was folded.
TEST(Area, EveryPrefectureIsKnownAsItIsFolded) {
  for (const char* name :
       {"北海道", "埼玉県", "茨城県", "宮崎県", "長崎県", "神奈川県", "沖縄県"}) {
    EXPECT_EQ(within("福岡県朝倉市", {.address = name}), Within::kOutside) << name;
  }
}

}  // namespace
}  // namespace sekisho::reg

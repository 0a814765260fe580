#include <gtest/gtest.h>

#include "barrier/decide.h"
#include "barrier/fact_image.h"
#include "barrier/fact_source.h"
#include "barrier/judge.h"
#include "barrier/memo_key.h"
#include "barrier/sample_world_test.h"
#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho::barrier {
namespace {

constexpr std::string_view kHere = "0900000000000000000017";
constexpr std::string_view kThere = "0600000000000000000017";

// Hana of the affiliate was lent account `h1` and terminal `T-9` for disaster D1, from day 10
// to 20.
class DisasterAreaTest : public testing::Test {
 protected:
  DisasterAreaTest() {
    world.works("hana", "AFF", SampleWorld::since(0));
    world.issue("h1", "hana", SampleWorld::days(10, 20), reg::AccountKind::kTemporary);
    world.place("T-9", "NET", "", SampleWorld::since(0));
    world.grant("hana", "h1", "T-9", SampleWorld::days(10, 20));
  }

  static Access access(std::string_view record, std::string_view address = {}) {
    Access out{.system = "nol", .person = "hana", .account = "h1", .terminal = "T-9"};
    out.record_id = record;
    out.record_address = address;
    if (!record.empty()) {
      out.record = {RecordKind::kSupplyPoint, {}, reg::supply_area_of(record)};
    }
    return out;
  }
  Judgement judged(const Access& access, int64_t day = 15) {
    world.registers.index();
    const FactBase base(world.registers);
    return judge(rules, FactBaseSource(base), access, SampleWorld::day(day));
  }

  SampleWorld world;
  Rules rules = shipped_rules();
};

TEST_F(DisasterAreaTest, WithoutAreasNobodyIsLimited) {
  world.declare({}, SampleWorld::days(10, 20));
  EXPECT_TRUE(judged(access(kThere)).allowed);
  EXPECT_EQ(judged(access(kThere)).reasons, std::vector<std::string>{"disaster-helper"});
}

TEST_F(DisasterAreaTest, ASupplyPointIsInTheAreaOfItsNumber) {
  world.declare({"09"}, SampleWorld::days(10, 20));
  EXPECT_EQ(judged(access(kHere)).reasons, std::vector<std::string>{"disaster-helper"});
  const Judgement there = judged(access(kThere));
  EXPECT_FALSE(there.allowed);
  EXPECT_EQ(there.reasons, std::vector<std::string>{"disaster-helper/within-area"});
  // A form that shows no record lies nowhere.
  EXPECT_EQ(judged(access("")).reasons, std::vector<std::string>{"disaster-helper"});
}

TEST_F(DisasterAreaTest, WhatNobodyKnowsPassesWithItsDoubt) {
  world.declare({"熊本県"}, SampleWorld::days(10, 20));
  const Judgement unknown = judged(access(kHere));
  EXPECT_TRUE(unknown.allowed);
  EXPECT_TRUE(unknown.area_unknown);
  EXPECT_EQ(unknown.reasons, std::vector<std::string>{"doubt/disaster-area-unknown"});
  EXPECT_FALSE(unknown.obligations.none());
  const Judgement inside = judged(access(kHere, "熊本県阿蘇市1"));
  EXPECT_EQ(inside.reasons, std::vector<std::string>{"disaster-helper"});
  EXPECT_FALSE(inside.area_unknown);
  EXPECT_EQ(judged(access(kHere, "福岡県朝倉市1")).reasons,
            std::vector<std::string>{"disaster-helper/within-area"});
}

// What the shipped doubt lets pass, another one does not.
TEST_F(DisasterAreaTest, AGateDeniesWhatIsDoubtfulOtherwise) {
  world.declare({"熊本県"}, SampleWorld::days(10, 20));
  const auto more = cedar::parse_policies(
      R"(@id("also") permit (principal, action, resource) when { context has disasterArea };)",
      {.ids_from_annotation = true, .file = "more.cedar"});
  ASSERT_TRUE(more.has_value() && rules.doubts.merge(*more).has_value());
  EXPECT_FALSE(judged(access(kHere)).allowed);
}

TEST_F(DisasterAreaTest, AreasAreThoseOfTheMoment) {
  world.declare({"09"}, SampleWorld::days(10, 14));
  world.declare({"09", "06"}, SampleWorld::days(14, 20));
  EXPECT_FALSE(judged(access(kThere), 13).allowed);
  EXPECT_TRUE(judged(access(kThere), 14).allowed);
}

// Two disasters overlap, and the same things are lent for both.
TEST_F(DisasterAreaTest, OneDisasterOfSeveralIsEnough) {
  world.declare({"09"}, SampleWorld::days(10, 20));
  const DisasterId other(world.registers.disaster_codes.intern("D2"));
  world.registers.disasters.push_back(
      {other, world.text("D2"), {world.text("06")}, SampleWorld::days(10, 20), {}});
  world.registers.grants.push_back({other,
                                    world.person("hana"),
                                    world.account("h1"),
                                    world.terminal("T-9"),
                                    SampleWorld::days(12, 20),
                                    {}});
  EXPECT_FALSE(judged(access(kThere), 11).allowed);
  EXPECT_TRUE(judged(access(kThere), 12).allowed);
  EXPECT_TRUE(judged(access(kHere), 12).allowed);
}

TEST_F(DisasterAreaTest, AnImageSaysTheSame) {
  world.declare({"09", "熊本県"}, SampleWorld::days(10, 20));
  world.registers.index();
  const FactBase base(world.registers);
  const TemporaryDirectory directory;
  const auto file = directory.path() / "image";
  ASSERT_TRUE(write_file(file, fact_image(base, {"r", "p", SampleWorld::day(1)})).has_value());
  const auto image = FactImage::open(file);
  ASSERT_TRUE(image.has_value());
  for (const std::string_view address : {"", "熊本県阿蘇市", "福岡県朝倉市"}) {
    for (const std::string_view record : {kHere, kThere}) {
      const Access asked = access(record, address);
      const Judgement expected = judge(rules, FactBaseSource(base), asked, SampleWorld::day(15));
      const Judgement got = judge(rules, **image, asked, SampleWorld::day(15));
      EXPECT_EQ(got.allowed, expected.allowed);
      EXPECT_EQ(got.reasons, expected.reasons);
      EXPECT_EQ(got.area_unknown, expected.area_unknown);
    }
  }
}

// Situations that only differ in where the record lies share no decision, and the rest does.
TEST_F(DisasterAreaTest, MemoKeysTellWhereTheRecordLies) {
  world.declare({"09"}, SampleWorld::days(10, 20));
  world.registers.index();
  const FactBase base(world.registers);
  const Relevant relevant(rules.footprint);
  const auto key = [&](uint8_t area) {
    const auto& account = base.account(base.account_readings(
        base.accounts().at(world.account("h1").value, world.day(15)).state)[0]);
    const auto& terminal = base.terminal(base.terminal_readings(
        base.places().at(base.place_of(world.terminal("T-9")), world.day(15)).state)[0]);
    std::string out;
    append_memo_key(
        base.registers(), relevant,
        situation_of(base, account, terminal, "view", {RecordKind::kSupplyPoint, {}, area}), out);
    return out;
  };
  EXPECT_NE(key(9), key(6));
  EXPECT_NE(key(9), key(0));
  EXPECT_EQ(key(6), key(5));
}

}  // namespace
}  // namespace sekisho::barrier

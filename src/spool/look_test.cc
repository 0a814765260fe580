#include "spool/look.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "spool/limits.h"

namespace sekisho::spool {
namespace {

const std::string kPolicySet(64, 'a');

// A list of supply points that a helper saw with masks.
struct Sample {
  std::vector<std::string> records{"0300111234567890123456", "0300111234567890123457"};
  std::vector<std::string> reasons{"helpers-in-disaster"};
  Look look{.time = {1'795'654'923'456'789},
            .gate = "gate-1",
            .request = "20261126-7f3a9c01",
            .session = "s-5Ue2mQ",
            .system = "nol",
            .person = "P4",
            .account = "h4",
            .terminal = "T-4",
            .address = "10.0.0.4",
            .action = "list",
            .record_kind = "supply_point",
            .records = records,
            .permitted = true,
            .reasons = reasons,
            .obligations = "supplier: remove, others: show",
            .policy_set = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            .facts_revision = "2026-11-26.3"};
};
const Gap kGap{.gate = "gate-1",
               .period = {{1'795'654'923'000'000}, {1'795'654'983'000'000}},
               .looks = 12,
               .reason = "the recorder was not there during a declared disaster"};

std::string written(const Look& look) {
  std::string out;
  EXPECT_TRUE(append_look(out, look));
  return out;
}

// Written once more it is the same, which has every member of it.
TEST(Look, IsReadAsItWasWritten) {
  const Sample sample;
  const std::string bytes = written(sample.look);
  const auto entry = SpoolEntry::parse(bytes);
  ASSERT_TRUE(entry) << to_string(entry.error());
  ASSERT_NE(entry->look(), nullptr);
  EXPECT_EQ(entry->gap(), nullptr);
  EXPECT_EQ(written(*entry->look()), bytes);
  EXPECT_EQ(entry->look()->records.size(), 2u);
  EXPECT_EQ(entry->look()->time.micros, 1'795'654'923'456'789);
  EXPECT_TRUE(entry->look()->permitted);
}

TEST(Look, SaysByWhatItSearched) {
  Sample sample;
  EXPECT_EQ(written(sample.look).find("terms"), std::string::npos);
  const std::vector<std::string> terms{"phone=0921234567", "name=a\"b"};
  sample.look.terms = terms;
  const std::string bytes = written(sample.look);
  const auto entry = SpoolEntry::parse(bytes);
  ASSERT_TRUE(entry) << to_string(entry.error());
  EXPECT_TRUE(std::ranges::equal(entry->look()->terms, terms));
  EXPECT_EQ(written(*entry->look()), bytes);
}

TEST(Look, SaysThatNobodyConfirmedByWhatItWasDecided) {
  Sample sample;
  EXPECT_EQ(written(sample.look).find("outage_plan"), std::string::npos);
  sample.look.outage_plan = "7";
  sample.look.unconfirmed_since = Instant{1'795'654'900'000'000};
  const std::string bytes = written(sample.look);
  const auto entry = SpoolEntry::parse(bytes);
  ASSERT_TRUE(entry) << to_string(entry.error());
  EXPECT_EQ(entry->look()->outage_plan, "7");
  EXPECT_EQ(entry->look()->unconfirmed_since.micros, 1'795'654'900'000'000);
  EXPECT_EQ(written(*entry->look()), bytes);
  // It does not say it without saying since when.
  std::string half = bytes;
  half.erase(half.find(",\"unconfirmed_since\""), half.size());
  EXPECT_FALSE(SpoolEntry::parse(half + "}"));
}

TEST(Look, AGapIsReadAsItWasWritten) {
  std::string bytes = "before";
  ASSERT_TRUE(append_gap(bytes, kGap));
  const auto entry = SpoolEntry::parse(std::string_view(bytes).substr(6));
  ASSERT_TRUE(entry) << to_string(entry.error());
  ASSERT_NE(entry->gap(), nullptr);
  EXPECT_EQ(entry->look(), nullptr);
  std::string again = "before";
  ASSERT_TRUE(append_gap(again, *entry->gap()));
  EXPECT_EQ(again, bytes);
}

TEST(Look, HasOnlyWhatIsKnownAndNothingThatBreaksOut) {
  const Look look{.gate = "g",
                  .request = "r",
                  .system = "nol",
                  .person = "a\"b\\c\n\xff",
                  .policy_set = kPolicySet,
                  .facts_revision = "files"};
  const std::string bytes = written(look);
  EXPECT_EQ(bytes, R"({"v":1,"time":0,"gate":"g","request":"r","system":"nol","person":"a\"b\\c\n)"
                   "\xEF\xBF\xBD"
                   R"(","action":"view","decision":"deny","policy_set":")" +
                       kPolicySet + R"(","facts_revision":"files"})");
  EXPECT_TRUE(SpoolEntry::parse(bytes));
}

TEST(Look, TooMuchIsRefusedAndLeavesNothing) {
  Sample sample;
  std::string out = "x";
  sample.records.assign(kMaxLookRecords + 1, "1");
  sample.look.records = sample.records;
  EXPECT_FALSE(append_look(out, sample.look));
  sample.records.assign(kMaxLookRecords, std::string(64, '1'));
  sample.look.records = sample.records;
  EXPECT_FALSE(append_look(out, sample.look));
  EXPECT_EQ(out, "x");
  sample.records.resize(kMaxLookRecords / 2);
  sample.look.records = sample.records;
  EXPECT_TRUE(append_look(out, sample.look));
}

TEST(Look, WhatIsNoEntryIsSaid) {
  const std::string whole = written(Sample().look);
  const auto without = [&](std::string_view name) {
    std::string out = whole;
    return out.replace(out.find(fmt::format("\"{}\"", name)), name.size() + 2, "\"other\"");
  };
  for (const char* name : {"v", "time", "gate", "request", "system", "action", "decision",
                           "policy_set", "facts_revision"}) {
    const auto entry = SpoolEntry::parse(without(name));
    ASSERT_FALSE(entry) << name;
    EXPECT_EQ(entry.error().message, fmt::format("an entry of the spool has no `{}`", name));
  }
  EXPECT_FALSE(SpoolEntry::parse(""));
  EXPECT_FALSE(SpoolEntry::parse("[]"));
  EXPECT_FALSE(SpoolEntry::parse(whole.substr(0, whole.size() - 1)));
  EXPECT_EQ(SpoolEntry::parse(R"({"v":2})").error().code, ErrorCode::kUnsupported);
  EXPECT_FALSE(SpoolEntry::parse(R"({"v":1,"gate":"g","gap":{"from":2,"until":1,"looks":1}})"));
}

// The examples of docs/formats/gate-look.md, byte for byte.
TEST(Look, TheDocumentsExamplesAreEntries) {
  const std::string text = read_file(SEKISHO_ROOT "/docs/formats/gate-look.md", 1 << 20).value();
  EXPECT_NE(text.find("\n" + written(Sample().look) + "\n"), std::string::npos)
      << written(Sample().look);
  std::string gap;
  ASSERT_TRUE(append_gap(gap, kGap));
  EXPECT_NE(text.find("\n" + gap + "\n"), std::string::npos) << gap;
}

}  // namespace
}  // namespace sekisho::spool

#include "casework/delivery.h"

#include <gtest/gtest.h>

#include "casework/cases_test.h"

namespace sekisho::casework {
namespace {

constexpr Instant day(int64_t number) {
  return Instant{number * kMicrosPerDay};
}

class DeliveryTest : public CaseworkTest {
 protected:
  static Slip slip(char hash = 'a', const std::string& file = "logs/nol/a.csv", int64_t from = 0) {
    return {.system = "nol",
            .file = file,
            .extracted_by = "it1",
            .query = "SELECT * FROM access_log",
            .period = {day(from), day(from + 30)},
            .counted = 10,
            .sha256 = std::string(64, hash)};
  }
  static Received received(const Slip& slip, const std::string& segment = "seg") {
    return {.sha256 = slip.sha256,
            .bytes = 100,
            .lines = 11,
            .records = 10,
            .rejects = 0,
            .period = slip.period,
            .segment = segment};
  }
  int64_t handed_in(const Slip& slip) {
    int64_t id = 0;
    must("it1", [&](Journal& journal) -> Result<void> {
      const auto made = hand_in(journal, slip, "nol.toml", "upload");
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
    return id;
  }
  int64_t archived(const Slip& slip) {
    const int64_t id = handed_in(slip);
    must("it1", [&](Journal& journal) { return archive(journal, id, received(slip)); });
    return id;
  }
  Meeting met(int64_t id, const std::string& sha256) {
    const auto delivery = find_delivery(*connection, id);
    const auto out = meet(*connection, delivery.value(), sha256);
    EXPECT_TRUE(out) << to_string(out.error());
    return out.value_or(Meeting{});
  }
};
SEKISHO_ON_BOTH(DeliveryTest);

TEST_P(DeliveryTest, OneThatIsAsItsSlipSaysHasNoDifference) {
  const int64_t id = archived(slip());
  const auto found = find_delivery(*connection, id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, DeliveryState::kArchived);
  EXPECT_EQ(found->slip.query, "SELECT * FROM access_log");
  EXPECT_EQ(found->received.period, slip().period);
  EXPECT_EQ(found->received.segment, "seg");
  EXPECT_EQ(differences_of(*connection, id)->size(), 0U);
  EXPECT_EQ(history({ThingKind::kDelivery, id}),
            (std::vector<std::string>{"it1 handed-in", "it1 archived"}));
}

TEST_P(DeliveryTest, SaysInWhatItDiffers) {
  Slip said = slip();
  said.counted = 12;
  said.period = {day(1), day(29)};
  Received got = received(said);
  got.period = {day(0), day(30)};
  got.rejects = 2;
  const std::vector<Difference> expected{
      {DifferenceKind::kCount, 0, 12, 10},
      {DifferenceKind::kPeriod, 0, day(1).micros, day(0).micros},
      {DifferenceKind::kPeriod, 0, day(29).micros, day(30).micros},
      {DifferenceKind::kRejects, 0, 0, 2}};
  EXPECT_EQ(reconcile(said, got), expected);
  const int64_t id = handed_in(said);
  must("it1", [&](Journal& journal) { return archive(journal, id, got); });
  EXPECT_EQ(differences_of(*connection, id), expected);
}

TEST_P(DeliveryTest, AnEmptyLogIsInsideEveryPeriod) {
  Slip said = slip();
  said.counted = 0;
  Received got;
  got.sha256 = said.sha256;
  EXPECT_TRUE(reconcile(said, got).empty());
}

TEST_P(DeliveryTest, OtherBytesThanTheSlipSaysAreRefused) {
  const int64_t id = handed_in(slip());
  EXPECT_EQ(met(id, std::string(64, 'b')).refusal, Refusal::kHash);
  EXPECT_EQ(met(id, std::string(64, 'a')).refusal, Refusal::kNone);
}

TEST_P(DeliveryTest, TheSameBytesAreKnownUnderAnyName) {
  const int64_t first = archived(slip());
  const int64_t again = handed_in(slip('a', "logs/nol/other.csv"));
  EXPECT_EQ(met(again, std::string(64, 'a')).same_as, first);
  must("it1", [&](Journal& journal) { return note_known(journal, again, first); });
  const auto found = find_delivery(*connection, again);
  EXPECT_EQ(found->state, DeliveryState::kKnown);
  EXPECT_EQ(found->same_as, first);
  EXPECT_EQ(found->received.segment, "seg");
  // It is no third one's overlap.
  const int64_t next = archived(slip('c', "logs/nol/next.csv", 60));
  EXPECT_TRUE(differences_of(*connection, next)->empty());
}

TEST_P(DeliveryTest, OverlapsAreSaidWithHowMuch) {
  const int64_t first = archived(slip());
  const int64_t second = archived(slip('b', "logs/nol/b.csv", 29));
  EXPECT_EQ(differences_of(*connection, second),
            (std::vector<Difference>{{DifferenceKind::kOverlap, first, 0, kMicrosPerDay}}));
}

TEST_P(DeliveryTest, ALogTakesThePlaceOfAnotherOnlyWhereItsSlipSaysSo) {
  const int64_t first = archived(slip());
  const int64_t silent = handed_in(slip('b'));
  EXPECT_EQ(met(silent, std::string(64, 'b')).refusal, Refusal::kName);
  Slip correction = slip('c');
  correction.corrects = first;
  const int64_t second = archived(correction);
  EXPECT_EQ(find_delivery(*connection, first)->corrected_by, second);
  EXPECT_EQ(differences_of(*connection, second),
            (std::vector<Difference>{{DifferenceKind::kCorrects, first, 0, 0}}));
  EXPECT_EQ(history({ThingKind::kDelivery, first}).back(), "it1 corrected");
  // The first one is not there to be corrected any more, and another log never was.
  EXPECT_NE(refusal(as("it1",
                       [&](Journal& journal) -> Result<void> {
                         const auto made = hand_in(journal, correction, "nol.toml", "u");
                         if (!made) return std::unexpected(made.error());
                         return {};
                       }))
                .find("was corrected by delivery"),
            std::string::npos);
  Slip elsewhere = slip('d', "logs/nol/d.csv");
  elsewhere.corrects = second;
  EXPECT_NE(refusal(as("it1",
                       [&](Journal& journal) -> Result<void> {
                         const auto made = hand_in(journal, elsewhere, "nol.toml", "u");
                         if (!made) return std::unexpected(made.error());
                         return {};
                       }))
                .find("is of `logs/nol/a.csv`"),
            std::string::npos);
}

TEST_P(DeliveryTest, WhatWasSettledStays) {
  const int64_t id = handed_in(slip());
  must("it1", [&](Journal& journal) {
    return refuse(journal, id, {}, Refusal::kDamaged, "it ends in the middle");
  });
  EXPECT_EQ(find_delivery(*connection, id)->detail, "it ends in the middle");
  EXPECT_NE(
      refusal(as("it1", [&](Journal& journal) { return archive(journal, id, received(slip())); })),
      "none");
  EXPECT_NE(refusal(as("audit", [&](Journal& journal) { return note_copy(journal, id, {}); })),
            "none");
}

TEST_P(DeliveryTest, CopiesOfAuditStandBesideIt) {
  const int64_t id = archived(slip());
  must("audit", [&](Journal& journal) {
    return note_copy(journal, id, {std::string(64, 'e'), 90, 9, 2, 0, "copy"});
  });
  const auto copies = copies_of(*connection, id);
  ASSERT_EQ(copies->size(), 1U);
  EXPECT_EQ(copies->front().only_delivered, 2);
  EXPECT_EQ(copies->front().obtained_by, "audit");
}

TEST_P(DeliveryTest, ASlipThatLacksSomethingIsRefused) {
  const auto lacks = [&](const Slip& said) {
    return refusal(as("it1", [&](Journal& journal) -> Result<void> {
      const auto made = hand_in(journal, said, "nol.toml", "u");
      if (!made) return std::unexpected(made.error());
      return {};
    }));
  };
  Slip said = slip();
  said.query.clear();
  EXPECT_NE(lacks(said), "none");
  said = slip();
  said.extracted_by.clear();
  EXPECT_NE(lacks(said), "none");
  said = slip();
  said.period.until = kForever;
  EXPECT_NE(lacks(said), "none");
  said = slip();
  said.sha256 = "abc";
  EXPECT_NE(lacks(said), "none");
}

}  // namespace
}  // namespace sekisho::casework

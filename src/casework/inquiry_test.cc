#include "casework/inquiry.h"

#include "casework/case_rows.h"
#include "casework/cases_test.h"
#include "crypto/sha256.h"

namespace sekisho::casework {
namespace {

class InquiryTest : public CaseworkTest {
 protected:
  void SetUp() override {
    CaseworkTest::SetUp();
    if (IsSkipped()) return;
    gathered("r1", {finding(3, "lent", "P2", "P1", "nol"), finding(2, "lent", "P2", "P1", "nws"),
                    finding(9, "kept", "P1", "P1", "nol")});
  }
  Result<int64_t> asked(const Question& question, int64_t about = 2) {
    int64_t id = 0;
    const auto done = as("clerk", [&](Journal& journal) -> Result<void> {
      auto made = ask(journal, {about, {}}, question);
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return id;
  }
  static Question by_link() {
    Question out;
    out.addressee = "配電部 配電課長";
    out.subject = "P2";
    out.question = "業務上の理由をお知らせください";
    out.due = "2026-12-03";
    out.link_sha256 = crypto::sha256_hex("link");
    return out;
  }
  Inquiry found(int64_t id) { return find_inquiry(*connection, id).value(); }
};
SEKISHO_ON_BOTH(InquiryTest);

TEST_P(InquiryTest, ShowsOnePersonsTimesAndSystems) {
  const Result<int64_t> id = asked(by_link());
  ASSERT_TRUE(id) << to_string(id.error());
  const Inquiry inquiry = found(*id);
  EXPECT_EQ(inquiry.looks, (std::vector<Look>{{Instant{2 * kMicrosPerSecond}, "nws"},
                                              {Instant{3 * kMicrosPerSecond}, "nol"}}));
  EXPECT_EQ(history({ThingKind::kCase, 2}),
            (std::vector<std::string>{"clerk opened", "clerk inquired"}));
  EXPECT_EQ(history({ThingKind::kInquiry, *id}), (std::vector<std::string>{"clerk asked"}));
  Question other = by_link();
  other.subject = "P3";
  EXPECT_FALSE(asked(other)) << "they have no access in this case";
  other.subject = "P2";
  other.during = {Instant{100 * kMicrosPerSecond}, kForever};
  EXPECT_FALSE(asked(other));
}

TEST_P(InquiryTest, IsAnsweredOnceByItsLink) {
  const int64_t id = asked(by_link()).value();
  EXPECT_FALSE(linked_inquiry(*connection, crypto::sha256_hex("guess")));
  EXPECT_FALSE(linked_inquiry(*connection, ""));
  const auto linked = linked_inquiry(*connection, crypto::sha256_hex("link"));
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->id, id);
  const auto answered = [&] {
    return as("answer-link",
              [&](Journal& j) { return answer(j, *linked, "当番表のとおりです", "課長 山田"); });
  };
  EXPECT_TRUE(answered());
  EXPECT_FALSE(answered()) << "once";
  EXPECT_FALSE(linked_inquiry(*connection, crypto::sha256_hex("link")));
  EXPECT_EQ(found(id).answer, "当番表のとおりです");
  EXPECT_EQ(found(id).answered_by, "課長 山田");
}

TEST_P(InquiryTest, IsAnsweredByTheNamedUserAndNobodyElse) {
  Question question = by_link();
  question.link_sha256.clear();
  EXPECT_FALSE(asked(question)) << "nobody could answer";
  question.named_user = "manager";
  const Inquiry inquiry = found(asked(question).value());
  EXPECT_FALSE(as("clerk", [&](Journal& j) { return answer(j, inquiry, "x"); }));
  EXPECT_TRUE(as("manager", [&](Journal& j) { return answer(j, inquiry, "x"); }));
}

TEST_P(InquiryTest, IsWithdrawnForAReason) {
  const Inquiry inquiry = found(asked(by_link()).value());
  EXPECT_FALSE(as("clerk", [&](Journal& j) { return withdraw(j, inquiry, ""); }));
  EXPECT_TRUE(as("clerk", [&](Journal& j) { return withdraw(j, inquiry, "wrong section"); }));
  EXPECT_FALSE(linked_inquiry(*connection, crypto::sha256_hex("link")));
  EXPECT_FALSE(as("x", [&](Journal& j) { return answer(j, inquiry, "late", "x"); }));
  EXPECT_EQ(list_inquiries(*connection, 2, "withdrawn").value().size(), 1U);
  EXPECT_TRUE(list_inquiries(*connection, 0, "open").value().empty());
}

TEST_P(InquiryTest, RefusesAQuestionThatNamesARecordOrASupplier) {
  const std::string forbidden[] = {"0900000000001234567812", "ハナビ電力株式会社", "K-77"};
  Question question = by_link();
  question.forbidden = forbidden;
  for (const char* text :
       {"なぜハナビ電力株式会社のお客さまを", "ﾊﾅﾋﾞ電力 株式会社のお客さまですか",
        "K-77 was looked at", "ｋ－７７", "地点 09-0000-0000-0012-3456-7812",
        "０９０００００００００１２３４５６７８１２"}) {
    question.question = text;
    const auto refused = asked(question);
    ASSERT_FALSE(refused) << text;
    EXPECT_NE(refused.error().message.find("names a record or a supplier"), std::string::npos)
        << text;
  }
  question.question = "2026-10-05 12:34 と 10-06 09:00 の利用理由 (内線 092-123-4567)";
  EXPECT_TRUE(asked(question)) << "days, times and telephones are no records";
}

// Whatever a review knows of a record or its supplier, a letter is made without it: a Look and a
// CaseFinding have no place for it. What goes in by the other fields of a finding is not in it
// either.
TEST_P(InquiryTest, ItsLetterHasNothingOfTheFindingButTimeAndSystem) {
  Finding secret = finding(1, "ROUTE-X", "P7", "P8", "nol");
  secret.says.file = "FILE-X";
  secret.says.account = "ACCOUNT-X";
  secret.says.disposition = "DISPOSITION-X";
  secret.reason = "REASON-X";
  gathered("r2", {secret}, "other");
  Question question = by_link();
  question.subject = "P7";
  const int64_t about = list_cases(*connection, {.scope = "other"}, {}, 0, 1).value().cases[0].id;
  const Inquiry inquiry = found(asked(question, about).value());
  const Letter letter{"行為規制担当部署", "https://example.jp/answer#abc"};
  for (const std::string& text : {letter_ja(inquiry, letter), letter_en(inquiry, letter)}) {
    EXPECT_NE(text.find("nol"), std::string::npos);
    EXPECT_NE(text.find(letter.link), std::string::npos);
    EXPECT_NE(text.find("P7"), std::string::npos);
    for (const char* part : {"-X", "P8"}) EXPECT_EQ(text.find(part), std::string::npos) << text;
  }
}

TEST_P(InquiryTest, IsRemindedOf) {
  const Inquiry inquiry = found(asked(by_link()).value());
  const ReminderRule rule{.days_before = {3, 0}, .every_days_after = 3};
  const auto day = [](const char* text) { return day_named(text).value(); };
  EXPECT_FALSE(wants_reminder(inquiry, rule, day("2026-11-29")));
  EXPECT_TRUE(wants_reminder(inquiry, rule, day("2026-11-30")));
  must("clerk", [&](Journal& j) { return note_reminder(j, inquiry); });
  const Inquiry reminded = found(inquiry.id);
  EXPECT_FALSE(wants_reminder(reminded, rule, day("2026-12-02")));
  EXPECT_TRUE(wants_reminder(reminded, rule, day("2026-12-03")));
  Inquiry twice = reminded;
  twice.reminders = 2;
  EXPECT_FALSE(wants_reminder(twice, rule, day("2026-12-05")));
  EXPECT_TRUE(wants_reminder(twice, rule, day("2026-12-06")));
  twice.state = InquiryState::kAnswered;
  EXPECT_FALSE(wants_reminder(twice, rule, day("2027-12-06")));
}

TEST(Letters, ReadAsAClerkWouldWriteThem) {
  Inquiry inquiry;
  inquiry.id = 12;
  inquiry.addressee = "配電部 配電課長";
  inquiry.subject = "P2";
  inquiry.question = "業務上の理由をお知らせください";
  inquiry.due = "2026-12-03";
  inquiry.asked_at = Instant{1'795'700'000'000'000};
  inquiry.looks = {{Instant{1'664'928'000'000'000}, "nol"}};
  const std::string text = letter_ja(inquiry, {"行為規制担当部署", ""});
  for (const char* part :
       {"照会番号  第12号\n2026年11月26日\n", "配電部 配電課長 様\n",
        "3 回答期限       2026年12月3日\n", "    2022年10月5日 9時00分00秒  nol\n",
        "照会番号を選んでご回答ください。\n", "以上\n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  inquiry.kind = Addressee::kAffiliateDesk;
  EXPECT_NE(letter_ja(inquiry, {}).find("御中"), std::string::npos);
  EXPECT_NE(letter_en(inquiry, {}).find("3. Answer by:  2026-12-03\n"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::casework

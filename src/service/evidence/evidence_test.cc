// The record from a line of JSON to what people read of it. tests/evidence_test.py drives the
// program itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "evidence/schema.h"
#include "service/evidence/evidence_append.h"
#include "service/evidence/evidence_init.h"
#include "service/evidence/evidence_list.h"
#include "service/evidence/evidence_text.h"
#include "service/evidence/evidence_verify.h"
#include "service/evidence/evidence_words.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

class EvidenceTest : public testing::Test {
 public:
  EvidenceTest() {
    request_.directory = base_ / "store";
    key_ = begin_evidence(request_.directory, "", "test.example/record")->verifier_key;
  }

  // `input` comes in pieces of so many bytes.
  Result<AppendedEvidence> append(std::string_view input, size_t piece = 1000) {
    const AppendChannel channel{
        .read = [&](std::span<char> into) -> Result<size_t> {
          const size_t size = std::min({piece, input.size(), into.size()});
          input.copy(into.data(), size);
          input.remove_prefix(size);
          return size;
        },
        .acknowledge = [&](std::string_view indices) -> Result<void> {
          acknowledged_ += indices;
          if (refuses_) return fail(ErrorCode::kIo, "nobody listens");
          return {};
        },
        .say = [&](std::string_view text) { said_ += text; },
        .progress = [](uint64_t, uint64_t) {},
        .now = [this] { return now_; },
    };
    return append_evidence(request_, channel);
  }

  std::string listed(EvidenceList list) const {
    list.directory = request_.directory;
    std::string out;
    const auto done = list_evidence(
        list, [&](std::string_view lines) { out += lines; }, [](uint64_t, uint64_t) {});
    EXPECT_TRUE(done) << to_string(done.error());
    return out;
  }

  const TemporaryDirectory temporary_;
  const fs::path base_ = temporary_.path();
  EvidenceAppend request_;
  Instant now_{1'795'654'923'456'000};
  std::string key_, acknowledged_, said_;
  bool refuses_ = false;
};

constexpr std::string_view kLogin =
    R"({"kind":"login","system":"nws","actor":"p-00000001","result":"failure"})";

TEST_F(EvidenceTest, CountsEveryLineHoweverItComes) {
  const std::string input = std::string(kLogin) + "\n\n{\"a\":1}\n[]\n" + std::string(kLogin);
  for (const size_t piece : {1, 7, 1000}) {
    acknowledged_.clear();
    const auto appended = append(input, piece);
    ASSERT_TRUE(appended) << to_string(appended.error());
    EXPECT_EQ(appended->lines, 5U);
    EXPECT_EQ(appended->entries, 3U);
    EXPECT_EQ(appended->rejects, 1U);
    EXPECT_EQ(appended->empty, 1U);
    EXPECT_EQ(appended->published, appended->first + 3);
    std::string expected;
    for (uint64_t i = 0; i < 3; ++i) expected += std::to_string(appended->first + i) + "\n";
    EXPECT_EQ(acknowledged_, expected);
  }
  EXPECT_EQ(append_summary({5, 3, 1, 1, 6, 9}, false),
            "5 lines = 3 entries (6 to 8) + 1 reject + 1 empty; the log has 9 entries");
}

TEST_F(EvidenceTest, AClockThatWentBackIsSaidAndNothingIsLost) {
  const std::string line = std::string(kLogin) + "\n";
  EXPECT_EQ(append(line)->entries, 1U);
  now_ = shifted(now_, -kMicrosPerSecond);
  EXPECT_EQ(append(line)->entries, 1U);
  EXPECT_EQ(said_, "");
  now_ = shifted(now_, -2 * kMicrosPerSecond);
  EXPECT_EQ(append(line + line, 10)->published, 4U);
  EXPECT_EQ(said_,
            "note: the clock went back: it says 2026-11-26T10:02:00.456+09:00, and the record has "
            "an entry of 2026-11-26T10:02:02.456+09:00; entries keep their order\n");
}

TEST_F(EvidenceTest, SaysOnlySoManyRejects) {
  std::string input;
  for (int i = 0; i < 500; ++i) input += "x\n";
  EXPECT_EQ(append(input)->rejects, 500U);
  EXPECT_EQ(std::ranges::count(said_, '\n'), 101);
  EXPECT_TRUE(
      said_.ends_with("400 rejects more are only counted; --rejects FILE keeps all of "
                      "them\n"))
      << said_;
}

TEST_F(EvidenceTest, EndsWhenNobodyCanBeTold) {
  refuses_ = true;
  const auto appended = append(std::string(kLogin) + "\n");
  ASSERT_FALSE(appended);
  EXPECT_EQ(appended.error().code, ErrorCode::kIo);
  EXPECT_TRUE(appended.error().help.contains("Lines acknowledged: 0 of 1;"));
  EXPECT_TRUE(append(""));
}

TEST_F(EvidenceTest, IsFoundByTheReferenceNumberOfAGate) {
  ASSERT_TRUE(append(std::string(kLogin) + "\n{\"request\":\"20261126-7f3a9c01d2e4b586\"}\n"));
  EXPECT_EQ(std::ranges::count(listed({.request = "20261126-7f3a9c01d2e4b586"}), '\n'), 2);
  EXPECT_EQ(listed({.request = "20261126-7f3a9c01d2e4b58"}), "");
}

TEST_F(EvidenceTest, IsListedForPeople) {
  ASSERT_TRUE(append(std::string(kLogin) + "\n{\"actor\":\"p-00000001\",\"x\":\"\\u001b[31m\"}\n"));
  EXPECT_EQ(listed({.system = "nws"}),
            "index  time (Japan)         kind            system    what\n"
            "    0  2026-11-26 10:02:03  login           nws       failure, by p-00000001\n");
  EXPECT_EQ(listed({.kind = "login", .japanese = true}),
            " 番号  日時(日本時間)       種別            システム  内容\n"
            "    0  2026-11-26 10:02:03  ログイン        nws       失敗、実行者 p-00000001\n");
  EXPECT_EQ(std::ranges::count(listed({.person = "p-00000001"}), '\n'), 3);
  EXPECT_EQ(listed({.person = "p-0000000"}), "");
  EXPECT_EQ(listed({.last = 1}).find('\x1b'), std::string::npos);
  const Instant t{1'795'654'923'456'000};
  EXPECT_EQ(listed({.period = {t, shifted(t, 1)}, .last = 2}), listed({}));
  EXPECT_EQ(listed({.period = {kBeginning, t}}), "");
  EXPECT_FALSE(asked_period("2026-02-01", "2026-01-01"));
  EXPECT_FALSE(asked_index("-1"));
  EXPECT_FALSE(asked_index("1x"));
}

TEST_F(EvidenceTest, IsVerifiedWithTheKeyThatOneWasGiven) {
  ASSERT_TRUE(append(std::string(kLogin) + "\n"));
  const auto verified = [&](EvidenceVerify request) {
    request.path = request_.directory;
    return verify_evidence(request, [](uint64_t, uint64_t) {});
  };
  EXPECT_EQ(verified({}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(verified({.keys = {"none"}}).error().code, ErrorCode::kUsage);
  EXPECT_TRUE(verified({.keys = {key_}})->good);
  EXPECT_TRUE(verified({.keys = {request_.directory + "/keys"}})->good);
  EXPECT_EQ(verified({.entry = "x", .keys = {key_}}).error().code, ErrorCode::kUsage);
  const auto text = verified({.keys = {key_}, .japanese = true})->text;
  EXPECT_TRUE(text.starts_with("「test.example/record」の全 1 件")) << text;
  const auto other = begin_evidence(base_ / "other", "", "test.example/record");
  EXPECT_FALSE(verified({.keys = {other->verifier_key}})->good);
}

TEST(EvidenceText, ShowsBytesThatAreNoEntry) {
  EXPECT_EQ(entry_line(7, 10, "\x9B\xFF\u009B1m\u202E", false),
            "    7  \uFFFD\uFFFD\uFFFD1m\uFFFD\n");
  EXPECT_TRUE(entry_rows("[1]", false).starts_with("  [1]\n"));
  EXPECT_TRUE(entry_json(7, "\xFF").contains(R"("bytes":"/w==")"));
  EXPECT_TRUE(entry_json(7, "[1]").contains(R"("entry":[1])"));
}

TEST(EvidenceText, ShowsMembersOfObjectsUnderTheirPath) {
  const std::string rows = entry_rows(
      R"({"approval":{"by":"p-00000001","number":"7"},"kind":"act","on":"fact","z/z":{"q":[1,2]}})",
      true);
  EXPECT_TRUE(
      rows.starts_with("  種別                     管理操作\n"
                       "  承認・承認者             p-00000001\n"
                       "  承認・決裁番号           7\n"
                       "  対象種別                 台帳\n"
                       "  z/z・q                   1\n"
                       "  z/z・q                   2\n"))
      << rows;
}

// Every name that people may meet has a word in Japanese.
TEST(EvidenceWords, KnowTheWholeSchema) {
  std::set<std::string_view> names;
  const auto add = [&](std::span<const evidence::Member> members) {
    for (const evidence::Member& member : members) {
      names.insert(member.name);
      for (std::string_view rest = member.words; !rest.empty();) {
        const size_t end = std::min(rest.find('|'), rest.size());
        names.insert(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  };
  add(evidence::common_members());
  for (const evidence::ObjectRule& rule : evidence::object_rules()) add(rule.members);
  for (const evidence::Kind& kind : evidence::kinds()) {
    names.insert(kind.name);
    add(kind.members);
  }
  for (const std::string_view name : names) EXPECT_NE(evidence_word(name, true), name);
}

}  // namespace
}  // namespace sekisho::service

#include "casework/audit.h"

#include <array>
#include <set>

#include "base/file.h"
#include "casework/campaigns_test.h"
#include "casework/limits.h"

namespace sekisho::casework {
namespace {

class AuditTest : public CampaignTestBase {
 protected:
  Result<void> drawn(int64_t id, const std::string& seed, size_t count) {
    return as("auditor", [&](Journal& j) { return draw(j, id, seed, count); });
  }
  Result<void> judged(int64_t id, int64_t place, const std::string& verdict,
                      const std::string& note) {
    return as("auditor", [&](Journal& j) { return judge(j, id, place, verdict, note); });
  }
  Result<void> reported(int64_t id, const std::vector<std::string>& findings) {
    return as("auditor", [&](Journal& j) { return report(j, id, findings); });
  }
};
SEKISHO_ON_BOTH(AuditTest);

TEST_P(AuditTest, DrawsOnceFromItsOwnPopulation) {
  EXPECT_FALSE(drawn(frozen(), "s", 5)) << "a half-yearly review is no audit";
  const int64_t id = frozen(CampaignKind::kAudit);
  EXPECT_FALSE(drawn(id, "", 5));
  EXPECT_FALSE(drawn(id, "s", 0));
  ASSERT_TRUE(drawn(id, "2026-11-26", 5));
  EXPECT_FALSE(drawn(id, "another", 5)) << "until it pleases";
  const auto sample = sample_of(*connection, id).value();
  const auto again =
      draw_sample("2026-11-26", {{"logs/nws.csv", 20}, {"logs/nol.csv", 30}}, 5).value();
  ASSERT_EQ(sample.size(), again.size());
  for (size_t i = 0; i < again.size(); ++i) EXPECT_EQ(sample[i].line, again[i]);
  EXPECT_EQ(find_campaign(*connection, id)->seed, "2026-11-26");
}

TEST_P(AuditTest, ReportsOnlyWhatWasLookedAt) {
  const int64_t id = frozen(CampaignKind::kAudit);
  EXPECT_FALSE(reported(id, {}));
  ASSERT_TRUE(drawn(id, "s", 2));
  EXPECT_FALSE(judged(id, 2, "agrees", ""));
  EXPECT_FALSE(judged(id, 0, "perhaps", ""));
  EXPECT_FALSE(judged(id, 0, "differs", "")) << "a note is needed";
  ASSERT_TRUE(judged(id, 0, "differs", "当番表と合わない"));
  EXPECT_NE(refusal(reported(id, {})).find("1 lines"), std::string::npos);
  ASSERT_TRUE(judged(id, 1, "agrees", ""));
  EXPECT_FALSE(judged(id, 1, "cannot-tell", "")) << "a second thought says why";
  EXPECT_NE(refusal(reported(id, {})).find("not performed again"), std::string::npos);
  must("auditor", [&](Journal& j) { return note_re_performance(j, id, {true}); });
  EXPECT_FALSE(audit_report(*connection, id));
  ASSERT_TRUE(reported(id, {"抽出者の確認が遅い"}));
  EXPECT_FALSE(judged(id, 1, "differs", "too late"));

  const AuditReport out = audit_report(*connection, id).value();
  EXPECT_EQ(out.findings, (std::vector<std::string>{"抽出者の確認が遅い"}));
  const std::string japanese = report_ja(out);
  for (const char* part : {"2025年度下期分", "3システム、2ファイル、50行", "ログなし(確認不能)",
                           "同意 1行、相違 1行、判断不能 0行", "当番表と合わない",
                           "バイト単位で一致した", "(1) 抽出者の確認が遅い"}) {
    EXPECT_NE(japanese.find(part), std::string::npos) << part << "\n" << japanese;
  }
  EXPECT_NE(report_en(out).find("byte for byte"), std::string::npos);
}

TEST_P(AuditTest, SaysWhatDiffersWhenPerformedAgain) {
  const int64_t id = frozen(CampaignKind::kAudit);
  ASSERT_TRUE(drawn(id, "s", 1));
  ASSERT_TRUE(judged(id, 0, "agrees", ""));
  must("auditor", [&](Journal& j) {
    return note_re_performance(j, id, {false, {"findings.csv"}, {"people.csv differs"}});
  });
  ASSERT_TRUE(reported(id, {}));
  const std::string text = report_en(audit_report(*connection, id).value());
  for (const char* part : {"Not the same", "findings.csv", "people.csv differs", "    none"}) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  }
}

TEST(Samples, AreThoseOfTheDocument) {
  const std::string document = read_file(SEKISHO_ROOT "/docs/formats/sample.md", 1 << 20).value();
  const size_t begin = document.find("```sample\n") + 10;
  const std::string wanted = document.substr(begin, document.find("```", begin) - begin);
  std::string drawn;
  const auto sample = draw_sample("2026-11-26", {{"logs/b.csv", 1000}, {"logs/a.csv", 3}}, 5);
  ASSERT_TRUE(sample);
  for (const SampledLine& one : *sample) drawn += fmt::format("{} {}\n", one.file, one.line);
  EXPECT_EQ(drawn, wanted);
}

TEST(Samples, HaveEveryLineOnceAndInItsFile) {
  const std::vector<SampledFile> files{{"a", 3}, {"b", 0}, {"c", 7}};
  const auto all = draw_sample("seed", files, 100).value();
  ASSERT_EQ(all.size(), 10U);
  std::set<std::pair<std::string, int64_t>> seen;
  for (const SampledLine& one : all) {
    EXPECT_TRUE(seen.emplace(one.file, one.line).second);
    EXPECT_GE(one.line, 1);
    EXPECT_LE(one.line, one.file == "a" ? 3 : 7);
    EXPECT_NE(one.file, "b");
  }
  const auto fewer = draw_sample("seed", files, 4).value();
  for (size_t i = 0; i < fewer.size(); ++i) EXPECT_EQ(fewer[i], all[i]);
  EXPECT_NE(draw_sample("other", files, 10).value(), all);
  EXPECT_TRUE(draw_sample("seed", {}, 5).value().empty());
  EXPECT_FALSE(draw_sample("seed", files, kMaxSample + 1));
}

// Each of ten lines is drawn first about a tenth of the time.
TEST(Samples, PreferNoLine) {
  std::array<int, 10> first{};
  for (int seed = 0; seed < 5000; ++seed) {
    ++first[static_cast<size_t>(draw_sample(std::to_string(seed), {{"a", 10}}, 1).value()[0].line -
                                1)];
  }
  for (const int count : first) {
    EXPECT_GT(count, 400);
    EXPECT_LT(count, 600);
  }
}

}  // namespace
}  // namespace sekisho::casework

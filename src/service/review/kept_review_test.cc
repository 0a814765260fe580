#include "service/review/kept_review.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace sekisho::service {
namespace {

// The example of the document, without its indentation.
std::string example() {
  const std::string page = read_file(SEKISHO_ROOT "/docs/formats/kept.md", 1 << 20).value_or("");
  std::string out;
  for (size_t at = page.find("## Example"); at < page.size();) {
    const size_t end = std::min(page.find('\n', at), page.size());
    const std::string_view line = std::string_view(page).substr(at, end - at);
    if (line.starts_with("    {")) out += std::string(line.substr(4)) + "\n";
    at = end + 1;
  }
  return out;
}

std::vector<KeptLog> logs_of(const KeptReview& review) {
  std::vector<KeptLog> out;
  for (const auto& [name, log] : review.logs) out.push_back(log);
  return out;
}

TEST(KeptReview, ReadsAndWritesTheExampleOfTheDocument) {
  const auto kept = parse_kept(example(), "kept.md");
  ASSERT_TRUE(kept) << to_string(kept.error());
  ASSERT_EQ((*kept)->logs.size(), 1U);
  const KeptLog& log = (*kept)->logs.begin()->second;
  ASSERT_EQ(log.read.kept.looks.size(), 1U);
  EXPECT_EQ((*kept)->texts.text(log.read.kept.looks[0].account), "x9");
  EXPECT_EQ(log.read.kept.groups[0].accesses, 1U);
  EXPECT_EQ(log.read.counts.violations, 1U);
  EXPECT_EQ(log.addresses.at("10.0.0.1"), "-");
  EXPECT_EQ(kept_ndjson((*kept)->head, logs_of(**kept), (*kept)->texts), example());
}

TEST(KeptReview, RefusesWhatItDoesNotKnow) {
  const std::string good = example();
  for (const auto& [what, with] : std::vector<std::pair<std::string, std::string>>{
           {"\"version\":1", "\"version\":2"},
           {"\"lines\":[1,0,1,0,1,0]", "\"lines\":[1,0,1,0,1]"},
           {"0,0,3,0]]", "0,0,300,0]]"},
           {"\"steps\":[],", ""}}) {
    std::string bad = good;
    const size_t at = bad.find(what);
    ASSERT_NE(at, std::string::npos) << what;
    bad.replace(at, what.size(), with);
    EXPECT_FALSE(parse_kept(bad, "bad")) << what;
  }
  EXPECT_FALSE(parse_kept(good.substr(0, good.size() - 1), "cut"));
}

TEST(KeptReview, LeavesOutWhatIsNoText) {
  const auto kept = parse_kept(example(), "kept.md");
  ASSERT_TRUE(kept);
  std::vector<KeptLog> logs = logs_of(**kept);
  logs[0].accounts.emplace("\x82", "-");
  const std::string written = kept_ndjson((*kept)->head, logs, (*kept)->texts);
  const auto again = parse_kept(written, "again");
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_TRUE((*again)->logs.empty());
}

}  // namespace
}  // namespace sekisho::service

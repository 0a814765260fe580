#include <gtest/gtest.h>

#include <fstream>

#include "logs/coverage.h"
#include "logs/reader.h"
#include "logs/testing_test.h"
#include "register/describe.h"
#include "register/load.h"

namespace sekisho::logs {
namespace {

// tests/foreign: systems that nobody wrote code for.
const std::filesystem::path kForeign = SEKISHO_ROOT "/tests/foreign";

TEST(ForeignLayouts, AreReadByProfilesAlone) {
  const auto profiles = load_log_profiles(kForeign / "sources");
  ASSERT_TRUE(profiles) << to_string(profiles.error());
  const auto logs = find_logs(kForeign / "logs", *profiles);
  ASSERT_TRUE(logs) << to_string(logs.error());
  EXPECT_TRUE(logs->unclaimed.empty());
  std::string found;
  for (const LogFile& file : logs->files) {
    auto reader = BlockReader::open(file, (*profiles)[file.profile]);
    ASSERT_TRUE(reader);
    const auto block = reader->next();
    ASSERT_TRUE(block && block->last);
    Decoder decoder((*profiles)[file.profile]);
    const Decoded d = decode(decoder, *block);
    found += file.name + "\n";
    for (const std::string& line : d.lines) found += line + "\n";
    for (const std::string& line : d.refused) found += line + "\n";
    CoverageTally tally;
    tally.add(d.events, 0, (*profiles)[file.profile].zone_offset_seconds, d.rejects);
    for (const Gap& gap : tally.sequence_jumps(file.name)) found += gap.detail + "\n";
    EXPECT_TRUE(reader->problems().empty());
  }
  std::ifstream in(kForeign / "events.txt");
  EXPECT_EQ(found, std::string(std::istreambuf_iterator<char>(in), {}));
}

TEST(ForeignLayouts, HaveTheirScreensItems) {
  const auto profiles = load_log_profiles(kForeign / "sources");
  ASSERT_TRUE(profiles);
  EXPECT_EQ((*profiles)[0].item_sets,
            (std::vector<Strings>{{}, {"住所", "氏名", "電話番号"}, {"小売電気事業者"}}));
  EXPECT_TRUE((*profiles)[0].shows.items);
  EXPECT_FALSE((*profiles)[1].shows.items);
}

TEST(ForeignLayouts, HoldRegistersToo) {
  const auto loaded = reg::load_registers(kForeign / "register", kForeign / "sources");
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  Strings rows;
  for (const auto& row : loaded->registers.accounts)
    rows.push_back(reg::describe(loaded->registers, row));
  for (const auto& row : loaded->registers.terminals)
    rows.push_back(reg::describe(loaded->registers, row));
  for (const auto& row : loaded->report.rejected)
    rows.push_back(row.error.place.file + ":" + std::to_string(row.error.place.line));
  EXPECT_EQ(rows, (Strings{"host/a0123, personal, m-001, 2019-04-01 – ",
                           "host/b0007, personal, m-002, 2019-05-01 – 2022-10-06",
                           "host/b0007, personal, m-003, 2022-10-06 – ",
                           "ポート1, MINATO, 港, 2020-04-01 – ", "GIS-01, MINATO, x,  – "}));
}

}  // namespace
}  // namespace sekisho::logs

#include "service/review/reject_spool.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace sekisho::service {
namespace {

TEST(RejectSpool, PutsBlocksOfAnyOrderInTheOrderOfFilesAndLines) {
  const std::filesystem::path directory =
      std::filesystem::path(::testing::TempDir()) / "sekisho_spool";
  std::filesystem::create_directories(directory);
  {
    auto spool = RejectSpool::open(directory, {"logs/a.csv", "logs/b,1.csv"});
    ASSERT_TRUE(spool.has_value());
    const auto add = [&](uint32_t file, uint64_t index, uint64_t line, std::string_view bytes) {
      logs::Block block;
      block.bytes = bytes;
      block.index = index;
      logs::Reject reject;
      reject.line = line;
      reject.reason = logs::RejectReason::kBadTime;
      reject.raw = {0, static_cast<uint32_t>(bytes.size())};
      ASSERT_TRUE((*spool)->add(file, block, {reject}).has_value());
    };
    add(1, 0, 5, "x");
    add(0, 1, 900, std::string_view("\x82\0", 2));
    add(0, 0, 3, "");
    ASSERT_TRUE((*spool)->write(directory / "rejects.csv").has_value());
  }
  EXPECT_EQ(read_file(directory / "rejects.csv", 1000),
            "file,line,reason,raw\n"
            "logs/a.csv,3,bad-time,\n"
            "logs/a.csv,900,bad-time,ggA=\n"
            "\"logs/b,1.csv\",5,bad-time,eA==\n");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory), {}), 1);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace sekisho::service

#include "service/serve/demo_guide.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace sekisho::service {
namespace {

class DemoGuides : public testing::Test {
 protected:
  void SetUp() override {
    root_ = std::filesystem::temp_directory_path() / ("demo-guide-" + std::to_string(getpid()));
    std::filesystem::remove_all(root_);
    places_.emplace(DataPlaces::open(root_, {}, {}).value());
  }
  void TearDown() override {
    places_.reset();
    std::filesystem::remove_all(root_);
  }
  std::optional<DemoGuide> guide_of(const std::string& json) {
    std::ofstream(root_ / "guide.json") << json;
    return demo_guide(*places_);
  }

  std::filesystem::path root_;
  std::optional<DataPlaces> places_;
};

TEST_F(DemoGuides, AreOfMadeUpDataOnly) {
  EXPECT_FALSE(demo_guide(*places_));
  const auto guide =
      guide_of(R"({"before":"r1","after":"r2","registers":"corrected","system":"nol",)"
               R"("time":"2024-10-01T09:00:00+09:00","file":"logs/nol/a.csv","line":"12"})");
  ASSERT_TRUE(guide);
  EXPECT_EQ(guide->before, "r1");
  EXPECT_EQ(guide->after, "r2");
  EXPECT_EQ(guide->registers, "corrected");
  EXPECT_EQ(guide->line, "12");
}

TEST_F(DemoGuides, LeadNowhereWhereAMemberIsMissing) {
  for (const char* json :
       {"", "{", "[]", R"({"before":"r1"})",
        R"({"before":"r1","after":"r2","registers":"corrected","system":"nol",)"
        R"("time":"2024-10-01T09:00:00+09:00","file":"logs/nol/a.csv","line":12})"})
    EXPECT_FALSE(guide_of(json)) << json;
}

}  // namespace
}  // namespace sekisho::service

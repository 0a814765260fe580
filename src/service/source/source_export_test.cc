#include "service/source/source_export.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

TEST(SourceExport, WritesEachEventAsALineOfOcsf) {
  const std::filesystem::path log =
      std::filesystem::path(::testing::TempDir()) / "sekisho_export.jsonl";
  ASSERT_TRUE(
      write_file(log,
                 R"({"time": "2022-10-05T01:02:03.004Z", "actor": {"id": "K1"}, "src": "10.0.0.1",)"
                 R"( "op": "read", "point": "0900000000000000000011", "status": 200})"
                 "\n{\"time\": \"20\n")
          .has_value());
  std::string out;
  const auto done = export_source(SEKISHO_ROOT "/sources/logs/nws.toml", log,
                                  [&](std::string_view lines) { out += lines; });
  std::filesystem::remove(log);
  ASSERT_TRUE(done.has_value()) << to_string(done.error());
  EXPECT_EQ(done->event_lines, 1U);
  EXPECT_EQ(done->reject_lines, 1U);
  EXPECT_EQ(done->lines, 2U);
  ASSERT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  const auto json = text::JsonValue::parse(out);
  ASSERT_TRUE(json.has_value()) << to_string(json.error());
  EXPECT_EQ(json->at_pointer("/class_uid")->as_int(), 6005);
  EXPECT_EQ(json->at_pointer("/time")->as_int(), 1664931723004);
}

TEST(SourceExport, SaysWhatIsMissing) {
  const auto ignore = [](std::string_view) {};
  EXPECT_EQ(export_source("no.toml", "no.log", ignore).error().code, ErrorCode::kIo);
  EXPECT_EQ(export_source(SEKISHO_ROOT "/sources/logs/nws.toml", "no.log", ignore).error().code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace sekisho::service

#include "service/evidence/evidence_body.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/temporary_directory_test.h"
#include "evidence/store.h"
#include "service/evidence/evidence_init.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'795'654'923'456'000};

class EvidenceBodyTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(begin_evidence(record(), "", "test.example/record")); }
  std::string record(const std::string& name = "record") const { return temporary.path() / name; }

  static Result<std::string> put(const std::string& record, const std::string& month = "2022-10") {
    std::string_view rest = "a body";
    return put_body({{record, {}, {}}, {}, "wheeling", month},
                    [&](std::span<char> into) -> Result<size_t> {
                      const size_t size = std::min(rest.size(), into.size());
                      rest.copy(into.data(), size);
                      rest.remove_prefix(size);
                      return size;
                    });
  }
  std::unique_ptr<evidence::Store> open_quietly() const {
    tlog::LogOptions quiet;
    quiet.publish_every = std::chrono::hours(1);
    return evidence::Store::open(evidence::store_at(record()), quiet).value();
  }
  static text::JsonValue destruction() {
    return text::JsonValue::parse(
               R"({"kind":"destruction","key":"class.wheeling.2022-10","class":"wheeling",)"
               R"("actor":"p-000001","approval":{"by":"p-000002","number":"7"},"policy_set":")" +
               std::string(64, '0') + R"(","bodies":1,"bytes":6})")
        .value();
  }

  const TemporaryDirectory temporary;
};

// The process that destroyed the key was killed when its entry was durable, and nothing more.
TEST_F(EvidenceBodyTest, IsPutUnderNoKeyWhoseDestructionIsDurable) {
  ASSERT_TRUE(put(record()));
  const auto store = open_quietly();
  ASSERT_TRUE(store->append(destruction(), kNow));
  for (const char* end : {"", ".private"})
    fs::copy(record() + end, record("killed") + end, fs::copy_options::recursive);
  const Result<std::string> after = put(record("killed"));
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().code, ErrorCode::kUsage);
  EXPECT_TRUE(after.error().message.contains("destroyed")) << after.error().message;
  EXPECT_TRUE(put(record("killed"), "2022-11"));
}

TEST_F(EvidenceBodyTest, IsNotPutWhileAnotherWritesTheLog) {
  auto store = open_quietly();
  EXPECT_EQ(put(record()).error().message, "another process writes here");
  store.reset();
  EXPECT_TRUE(put(record()));
}

}  // namespace
}  // namespace sekisho::service

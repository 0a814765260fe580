#include "evidence/succession.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/temporary_directory_test.h"
#include "crypto/sha256.h"
#include "evidence/store_reader.h"
#include "tlog/file_system.h"
#include "tlog/key_file.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"
#include "tlog/note.h"

namespace sekisho::evidence {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'795'654'923'456'000};
const std::string kOrigin = "test.example/evidence";
const std::string kNext = "test.example/evidence-2";

class SuccessionTest : public testing::Test {
 protected:
  void SetUp() override { first_key = Store::create(place(), kOrigin).value(); }

  StorePlace place(const std::string& name = "store") const { return store_at(base / name); }
  static uint64_t append(const StorePlace& place) {
    return Store::open(place).value()->append(record_of(text::JsonValue::object({})), kNow).value();
  }
  static text::JsonValue entry(const StorePlace& place, uint64_t index) {
    const std::string bytes = StoreReader::open(place.directory)->prove(index).value().entry;
    EXPECT_TRUE(parse_entry(bytes)) << bytes;
    return text::JsonValue::parse(bytes).value();
  }
  static std::string at(const text::JsonValue& entry, std::string_view pointer) {
    const text::JsonValue* found = entry.at_pointer(pointer);
    return std::string(found == nullptr ? "" : found->as_string().value_or(""));
  }
  // Which of the keys signed the checkpoint that stands there.
  std::vector<size_t> signed_by(const std::vector<tlog::VerifierKey>& keys) const {
    const auto directory = tlog::open_directory(place().directory).value();
    const auto note = tlog::parse_note(
        tlog::read_whole(*directory, tlog::kCheckpointFile, tlog::kMaxNoteBytes).value());
    std::vector<size_t> out;
    for (const tlog::Signed& one : tlog::verify_note(*note, keys).value()) out.push_back(one.key);
    return out;
  }
  static std::string said(const auto& result) { return result ? "" : result.error().message; }

  const TemporaryDirectory temporary;
  const fs::path base = temporary.path();
  std::optional<tlog::VerifierKey> first_key;
};

TEST_F(SuccessionTest, TwoKeysSignUntilTheOldOneIsRetired) {
  EXPECT_EQ(append(place()), 0u);
  EXPECT_EQ(said(finish_rotation(place(), kNow)),
            "one key signs, and no other one is to take its place");
  const tlog::VerifierKey next = begin_rotation(place(), kNow).value();
  const std::vector<tlog::VerifierKey> keys{*first_key, next};
  EXPECT_EQ(signed_by(keys), (std::vector<size_t>{0, 1}));
  const text::JsonValue added = entry(place(), 1);
  EXPECT_EQ(at(added, "/kind"), "key");
  EXPECT_EQ(at(added, "/event"), "added");
  EXPECT_EQ(at(added, "/verifier"), next.to_string());
  EXPECT_EQ(at(added, "/key"), fmt::format("{}+{:08x}", kOrigin, next.id()));
  EXPECT_EQ(said(begin_rotation(place(), kNow)), "two keys sign already");
  EXPECT_TRUE(begin_rotation(place(), kNow).error().help.ends_with(next.to_string()));
  // Whoever appends meanwhile signs with both.
  EXPECT_EQ(append(place()), 2u);
  EXPECT_EQ(signed_by(keys), (std::vector<size_t>{0, 1}));

  EXPECT_EQ(finish_rotation(place(), kNow).value(), next);
  EXPECT_EQ(signed_by(keys), std::vector<size_t>{1});
  EXPECT_EQ(at(entry(place(), 3), "/event"), "retired");
  EXPECT_EQ(at(entry(place(), 3), "/verifier"), first_key->to_string());
  EXPECT_FALSE(fs::exists(base / "store.private" / kNextLogKeyFile));
  EXPECT_EQ(tlog::read_key_file(base / "store.private" / kLogKeyFile)->verifier(), next);
  EXPECT_EQ(append(place()), 4u);
  EXPECT_EQ(signed_by(keys), std::vector<size_t>{1});
}

// The key's file is there, and nothing else was done.
TEST_F(SuccessionTest, ARotationThatWasCutOffGoesOnWithTheSameKey) {
  const auto key = tlog::SignerKey::generate(kOrigin, tlog::KeyType::kEd25519).value();
  ASSERT_TRUE(tlog::write_key_file(base / "store.private" / kNextLogKeyFile, key));
  EXPECT_EQ(append(place()), 0u);
  EXPECT_EQ(signed_by({*first_key, key.verifier()}), std::vector<size_t>{0});
  EXPECT_EQ(begin_rotation(place(), kNow).value(), key.verifier());
  EXPECT_EQ(signed_by({*first_key, key.verifier()}), (std::vector<size_t>{0, 1}));
}

TEST_F(SuccessionTest, AFrozenStoreTakesNothingAnyMore) {
  EXPECT_EQ(append(place()), 0u);
  EXPECT_EQ(freeze(place(), "", kNow)->size, 2u);
  EXPECT_EQ(at(entry(place(), 1), "/event"), "frozen");
  EXPECT_EQ(said(Store::open(place())), "the log is frozen");
  EXPECT_EQ(said(freeze(place(), "", kNow)), "the log is frozen");
  EXPECT_EQ(said(begin_rotation(place(), kNow)), "the log is frozen");
  EXPECT_EQ(said(continue_store(place(), place("next"), kNext, kNow)),
            "the log was frozen without naming a successor");
  EXPECT_FALSE(fs::exists(base / "next"));
}

void expect_linked(const text::JsonValue& last, const text::JsonValue& first,
                   const tlog::Checkpoint& end) {
  EXPECT_EQ(last.find("successor")->as_string(), kNext);
  EXPECT_EQ(first.find("event")->as_string(), "continued");
  EXPECT_EQ(first.at_pointer("/checkpoint/origin")->as_string(), kOrigin);
  EXPECT_EQ(first.at_pointer("/checkpoint/size")->as_uint(), end.size);
  EXPECT_EQ(first.at_pointer("/checkpoint/root")->as_string(),
            crypto::to_hex(crypto::view(end.root)));
}

TEST_F(SuccessionTest, AStoreGoesOnUnderAnotherNameAndEachNamesTheOther) {
  EXPECT_EQ(append(place()), 0u);
  const tlog::VerifierKey next = continue_store(place(), place("next"), kNext, kNow).value();
  EXPECT_EQ(next.name(), kNext);
  expect_linked(entry(place(), 1), entry(place("next"), 0),
                StoreReader::open(place().directory)->checkpoint());
  EXPECT_EQ(append(place("next")), 1u);
  EXPECT_EQ(said(continue_store(place(), place("next"), kNext, kNow)), "there is a log already");
}

// Cut off behind each of its steps.
TEST_F(SuccessionTest, AContinuationThatWasCutOffIsFinishedByAskingAgain) {
  const tlog::VerifierKey next = Store::create(place("next"), kNext).value();
  EXPECT_TRUE(freeze(place(), kNext, kNow));
  EXPECT_EQ(said(continue_store(place(), place("other"), "test.example/other", kNow)),
            "the log was frozen for `test.example/evidence-2`");
  EXPECT_EQ(continue_store(place(), place("next"), kNext, kNow).value(), next);
  expect_linked(entry(place(), 0), entry(place("next"), 0),
                StoreReader::open(place().directory)->checkpoint());
}

// The entry that continues the old store is durable, and was not published.
TEST_F(SuccessionTest, AContinuationThatIsDurableIsToldByAskingAgain) {
  ASSERT_TRUE(continue_store(place(), place("whole"), kNext, kNow));
  const tlog::VerifierKey next = Store::create(place("next"), kNext).value();
  tlog::LogOptions quiet;
  quiet.publish_every = std::chrono::hours(1);
  const auto store = Store::open(place("next"), quiet).value();
  ASSERT_TRUE(store->append(entry(place("whole"), 0), kNow));
  for (const std::string end : {"", ".private"})
    fs::copy(base / ("next" + end), base / ("cut" + end), fs::copy_options::recursive);
  EXPECT_EQ(continue_store(place(), place("cut"), kNext, kNow).value(), next);
  expect_linked(entry(place(), 0), entry(place("cut"), 0),
                StoreReader::open(place().directory)->checkpoint());
}

TEST_F(SuccessionTest, TheOldStoreDoesNotEndForOneThatCannotBegin) {
  fs::create_directory(base / "full");
  fs::create_directory(base / "full" / "something");
  EXPECT_FALSE(continue_store(place(), place("full"), kNext, kNow));
  EXPECT_EQ(append(place()), 0u);
}

}  // namespace
}  // namespace sekisho::evidence

#include "evidence/store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "evidence/store_reader.h"
#include "tlog/receipt.h"
#include "tlog/verify_log.h"

namespace sekisho::evidence {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'795'654'923'456'000};
const std::string kOrigin = "test.example/evidence";

class StoreTest : public testing::Test {
 public:
  ~StoreTest() override { fs::permissions(base_ / "store", fs::perms::owner_all, quiet_); }

  StorePlace place(const std::string& name = "store") const { return store_at(base_ / name); }
  std::unique_ptr<Store> begun() const {
    EXPECT_TRUE(Store::create(place(), kOrigin));
    return Store::open(place()).value();
  }
  static text::JsonValue draft(int number) {
    return record_of(text::JsonValue::object({{"number", text::JsonValue::integer(number)}}));
  }
  static std::string said(const auto& result) { return result ? "" : to_string(result.error()); }

  const TemporaryDirectory temporary_;
  const fs::path base_ = temporary_.path();
  std::error_code quiet_;
};

TEST_F(StoreTest, HoldsWhatWasAppendedUnderItsOwnKey) {
  const tlog::VerifierKey key = Store::create(place(), kOrigin).value();
  EXPECT_EQ(key.name(), kOrigin);
  constexpr int kEntries = 300;
  {
    const auto store = Store::open(place()).value();
    for (int i = 0; i < kEntries; ++i) {
      EXPECT_EQ(store->append(draft(i), kNow).value(), static_cast<uint64_t>(i));
    }
    EXPECT_FALSE(store->append(text::JsonValue(), kNow));
  }
  auto reader = StoreReader::open(place().directory).value();
  ASSERT_EQ(reader.size(), kEntries);
  for (const uint64_t index : {0, 255, 256, 299}) {
    const StoreReader::Proved proved = reader.prove(index).value();
    EXPECT_EQ(parse_entry(proved.entry)->at_pointer("/content/number")->as_uint(), index);
    EXPECT_TRUE(tlog::verify_receipt(proved.receipt, proved.entry));
    EXPECT_TRUE(tlog::verify_note(tlog::parse_note(proved.receipt.checkpoint).value(), {&key, 1}));
  }
  uint64_t expected = 250;
  ASSERT_TRUE(reader.visit(250, 1000, [&](uint64_t index, std::string_view entry) {
    EXPECT_EQ(index, expected++);
    EXPECT_EQ(parse_entry(entry)->at_pointer("/content/number")->as_uint(), index);
    return index < 260;
  }));
  EXPECT_EQ(expected, 261U);
  EXPECT_EQ(said(reader.prove(300)),
            "there is no entry 300\n  help: The published ones are 0 to 299.");
}

TEST_F(StoreTest, ReadsWhatStoodThereWhenItWasOpened) {
  const auto store = begun();
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(store->append(draft(i), kNow));
  ASSERT_TRUE(store->log().publish());
  auto reader = StoreReader::open(place().directory).value();
  for (int i = 200; i < 300; ++i) ASSERT_TRUE(store->append(draft(i), kNow));
  ASSERT_TRUE(store->log().publish());  // removes the partial tiles that the reader began with
  EXPECT_EQ(reader.size(), 200U);
  EXPECT_TRUE(reader.prove(199)) << said(reader.prove(199));
  uint64_t seen = 0;
  EXPECT_TRUE(reader.visit(0, 1000, [&](uint64_t, std::string_view) { return ++seen > 0; }));
  EXPECT_EQ(seen, 200U);
}

TEST_F(StoreTest, BeginsOnlyOnce) {
  ASSERT_TRUE(Store::create(place(), kOrigin));
  EXPECT_EQ(said(Store::create(place(), kOrigin)),
            place().directory +
                ": there is a log already\n"
                "  help: Append to it, or name another directory for a new one.");
  EXPECT_EQ(said(Store::create(store_at(base_ / "b", place().private_directory), "other")),
            place().private_directory +
                "/log.key: there is the key of `test.example/evidence` already\n"
                "  help: Name another private directory: a key signs for one log.");
  // The log is gone, and what it signed is not: it cannot begin again.
  const auto store = Store::open(place()).value();
  ASSERT_TRUE(store->append(draft(1), kNow));
  ASSERT_TRUE(store->log().publish());
  fs::remove_all(place().directory);
  EXPECT_TRUE(said(Store::create(place(), kOrigin)).contains("a guard of another log already"));
}

TEST_F(StoreTest, TakesUpWhatACrashLeftOfItsBeginning) {
  const auto key = Store::create(place(), kOrigin).value();
  fs::remove(base_ / "store/checkpoint");
  fs::remove_all(base_ / "store/journal");
  EXPECT_EQ(Store::create(place(), kOrigin).value(), key);
  EXPECT_TRUE(Store::open(place()));
}

TEST_F(StoreTest, RefusesPlacesThatAreNone) {
  fs::create_directory(base_ / "full");
  ASSERT_TRUE(write_file(base_ / "full/letter.txt", "x"));
  EXPECT_TRUE(said(Store::create(place("full"), kOrigin)).contains("other files: `letter.txt`"));
  EXPECT_TRUE(said(Store::create(store_at(base_ / "a", base_ / "a/private"), kOrigin))
                  .contains("the private directory is inside the store's"));
  EXPECT_TRUE(said(Store::create(place("no/such"), kOrigin)).contains("cannot make the directory"));
  EXPECT_TRUE(said(Store::create(place(), "a name")).contains("`a name` cannot be the name"));
  EXPECT_FALSE(fs::exists(base_ / "store.private"));
  EXPECT_TRUE(said(Store::open(place("none"))).contains("cannot open the directory"));
  EXPECT_TRUE(said(Store::open(place("full"))).contains("there is no log"));
  EXPECT_TRUE(said(StoreReader::open(base_ / "full")).contains("there is no log"));
}

TEST_F(StoreTest, KeepsItsPrivateDirectoryPrivate) {
  begun();
  const fs::path apart = place().private_directory;
  EXPECT_EQ(fs::status(apart).permissions(), fs::perms::owner_all);
  fs::permissions(apart, fs::perms{0750});
  EXPECT_TRUE(said(Store::open(place()))
                  .contains("others may enter the private directory: "
                            "its mode is 0750"));
  fs::permissions(apart, fs::perms{0700});
  fs::permissions(apart / kLogKeyFile, fs::perms{0644});
  EXPECT_TRUE(said(Store::open(place())).contains("others may use the key: its mode is 0644"));
  fs::permissions(apart / kLogKeyFile, fs::perms{0600});
  EXPECT_TRUE(Store::open(place()));
}

TEST_F(StoreTest, SaysWhatIsMissingOrAnothers) {
  begun();
  ASSERT_TRUE(Store::create(place("other"), "other.example"));
  const fs::path apart = place().private_directory;
  fs::rename(apart / kLogKeyFile, base_ / "key");
  EXPECT_TRUE(said(Store::open(place())).contains("log.key: cannot open the key: No such file"));
  fs::copy(base_ / "other.private/log.key", apart / kLogKeyFile);
  EXPECT_TRUE(said(Store::open(place())).contains("is not one of the log `test.example/evidence`"));
  fs::rename(base_ / "key", apart / kLogKeyFile);

  fs::rename(apart / kGuardFile, base_ / "guard");
  EXPECT_TRUE(said(Store::open(place())).contains("the guard of the log is missing"));
  fs::rename(base_ / "guard", apart / kGuardFile);

  fs::rename(base_ / "store/checkpoint", base_ / "checkpoint");
  fs::copy(base_ / "other/checkpoint", base_ / "store/checkpoint");
  EXPECT_TRUE(said(Store::open(place()))
                  .contains("checkpoint: the checkpoint is that of "
                            "`other.example`, and none of the keys is"));
  EXPECT_TRUE(said(StoreReader::open(place().directory)).contains("that of `other.example`"));
  fs::rename(base_ / "checkpoint", base_ / "store/checkpoint");

  fs::rename(apart, base_ / "elsewhere");
  EXPECT_TRUE(said(Store::open(place())).contains("say with --private where it is"));
  EXPECT_TRUE(Store::open(store_at(place().directory, base_ / "elsewhere")));
}

TEST_F(StoreTest, HasOneWriter) {
  const auto store = begun();
  EXPECT_TRUE(said(Store::open(place())).contains("another process writes here"));
  EXPECT_TRUE(StoreReader::open(place().directory));
}

TEST_F(StoreTest, NeedsADirectoryThatItMayWrite) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  begun();
  fs::permissions(base_ / "store", fs::perms{0555});
  EXPECT_TRUE(said(Store::open(place())).contains("Give this process the right to write there."));
  EXPECT_TRUE(StoreReader::open(place().directory));
}

TEST_F(StoreTest, FindsAnEntryThatWasChangedWhenItIsProved) {
  {
    const auto store = begun();
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(store->append(draft(i), kNow));
  }
  const fs::path bundle = base_ / "store/tile/entries/000.p/3";
  std::string bytes = read_file(bundle, 1 << 20).value();
  bytes[bytes.rfind("number") + 8] = '7';
  ASSERT_TRUE(write_file(bundle, bytes));
  auto reader = StoreReader::open(place().directory).value();
  EXPECT_TRUE(reader.prove(1));
  EXPECT_TRUE(said(reader.prove(2)).contains("entry 2 is not the one in the tree"));
  ASSERT_TRUE(write_file(bundle, bytes.substr(1)));
  EXPECT_TRUE(
      said(StoreReader::open(place().directory)->prove(1)).starts_with("tile/entries/000.p/3: "));
}

TEST(StorePlace, IsPrivateBesideTheDirectory) {
  EXPECT_EQ(store_at("a/b///").directory, "a/b");
  EXPECT_EQ(store_at("a/b///").private_directory, "a/b.private");
  EXPECT_EQ(store_at("a", "p").private_directory, "p");
  EXPECT_EQ(store_at("/").directory, "/");
}

}  // namespace
}  // namespace sekisho::evidence

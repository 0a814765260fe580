#include "evidence/vault.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "base/file.h"
#include "crypto/secret_box.h"
#include "evidence/temporary_vault_test.h"
#include "text/base64.h"

namespace sekisho::evidence {
namespace {

using Failure = tlog::SimulatedDisk::Failure;

KeyId id_of(std::string_view text) {
  return KeyId::parse(text).value();
}

std::string document(const std::string& name) {
  return read_file(SEKISHO_ROOT "/docs/formats/" + name, 1 << 20).value();
}

TEST(KeyId, IsItsText) {
  for (const std::string text : {"person.0f0f0f0f", "class.wheeling.2022-10", "segment.a-1"})
    EXPECT_EQ(id_of(text).text(), text);
  EXPECT_EQ(id_of("class.wheeling.2022-10").name(), "wheeling");
  EXPECT_EQ(id_of("class.wheeling.2022-10").month(), "2022-10");
  for (const std::string text :
       {"", "person", "person.", "person.A0f0f0f0", "person.0f", "person.a.b", "person.../x",
        "class.wheeling", "class.wheeling.2022-13", "class.wheeling.2022-00",
        "class.wheeling.2022-1", "class..2022-10", "segment.", "key.a", "pseudonyms"}) {
    EXPECT_FALSE(KeyId::parse(text)) << text;
  }
  EXPECT_FALSE(KeyId::of_person(std::string(65, 'a')));
}

TEST(Vault, MakesAKeyOnceAndFindsItAgain) {
  TemporaryVault place;
  const KeyId id = id_of("segment.a");
  std::string secret;
  {
    Vault vault = place.open();
    EXPECT_EQ(vault.find(id)->state, KeyState::kMissing);
    secret = secret_of(*vault.find_or_make(id));
    EXPECT_EQ(secret_of(*vault.find_or_make(id)), secret);
    EXPECT_NE(secret_of(*vault.find_or_make(id_of("segment.b"))), secret);
  }
  place.disk().crash();
  EXPECT_EQ(secret_of(*place.open().find(id)->key), secret);
  EXPECT_EQ(place.open().keys().value(), (std::vector{id, id_of("segment.b")}));
}

TEST(Vault, ADestroyedKeyIsGoneFromTheDiskAndNeverMadeAgain) {
  TemporaryVault place;
  const KeyId id = id_of("person.0f0f0f0f");
  {
    Vault vault = place.open();
    ASSERT_TRUE(vault.find_or_make(id));
    ASSERT_TRUE(vault.destroy(id));
    ASSERT_TRUE(vault.destroy(id));
    EXPECT_EQ(vault.find(id)->state, KeyState::kDestroyed);
    EXPECT_EQ(vault.find_or_make(id).error().code, ErrorCode::kUsage);
    ASSERT_TRUE(vault.destroy(id_of("person.10101010")));  // that never was
    EXPECT_FALSE(vault.find_or_make(id_of("person.10101010")));
  }
  place.disk().crash();
  Vault vault = place.open();
  EXPECT_EQ(vault.find(id)->state, KeyState::kDestroyed);
  EXPECT_FALSE(vault.find_or_make(id));
  EXPECT_TRUE(vault.keys()->empty());
}

TEST(Vault, HasOneWriterAndReadersBesideIt) {
  TemporaryVault place;
  Vault writer = place.open();
  EXPECT_EQ(place.try_open().error().code, ErrorCode::kUsage);
  const KeyId id = id_of("segment.a");
  const std::string secret = secret_of(*writer.find_or_make(id));
  Vault reader = place.open(Vault::Access::kRead);
  EXPECT_EQ(secret_of(*reader.find(id)->key), secret);
  EXPECT_FALSE(reader.find_or_make(id_of("segment.b")));
  EXPECT_FALSE(reader.destroy(id));
  EXPECT_FALSE(reader.set_replayed({"a", 1}));
  reader.refuse(id);
  EXPECT_EQ(reader.find(id)->state, KeyState::kDestroyed);
}

TEST(Vault, IsNothingWithoutItsMasterKey) {
  TemporaryVault place;
  const std::string secret = secret_of(*place.open().find_or_make(id_of("segment.a")));
  const auto other = Vault::open(place.directory(), counted_key(1), Vault::Access::kRead);
  EXPECT_EQ(other.error().message, "the vault does not open under this master key");
  EXPECT_EQ(Vault::create(*place.directory(), counted_key(1)).error().code, ErrorCode::kUsage);
  const std::string pseudonym = place.open().pseudonym("T-10023");
  EXPECT_TRUE(Vault::create(*place.directory(), counted_key(0)));
  EXPECT_EQ(place.open().pseudonym("T-10023"), pseudonym);
  for (const std::string& name : place.directory()->names().value()) {
    const std::string text = tlog::read_whole(*place.directory(), name, 1 << 20).value();
    EXPECT_EQ(crypto::to_hex(text).find(secret), std::string::npos) << name;
  }
}

TEST(Vault, AnyChangedBitOfAKeysFileIsFound) {
  TemporaryVault place;
  const KeyId id = id_of("segment.a");
  ASSERT_TRUE(place.open().find_or_make(id));
  const size_t size = tlog::read_whole(*place.directory(), "segment.a.key", 1000)->size();
  for (uint64_t bit = 0; bit < 8 * size; ++bit) {
    ASSERT_TRUE(place.disk().flip("vault/segment.a.key", bit));
    const auto found = place.open().find(id);
    ASSERT_FALSE(found) << bit;
    EXPECT_EQ(found.error().code, ErrorCode::kBadInput);
    ASSERT_TRUE(place.disk().flip("vault/segment.a.key", bit));
  }
  // Nor can one key's file stand for another.
  const std::string text = tlog::read_whole(*place.directory(), "segment.a.key", 1000).value();
  ASSERT_TRUE(tlog::write_durably(*place.directory(), "segment.b.key", text));
  EXPECT_FALSE(place.open().find(id_of("segment.b")));
}

TEST(Vault, PseudonymsAreStableAndOfThisVaultAlone) {
  TemporaryVault place;
  TemporaryVault other;
  const std::string pseudonym = place.open().pseudonym("T-10023");
  EXPECT_EQ(pseudonym.size(), 32u);
  EXPECT_TRUE(KeyId::of_person(pseudonym));
  EXPECT_EQ(place.open().pseudonym("T-10023"), pseudonym);
  EXPECT_NE(place.open().pseudonym("T-10024"), pseudonym);
  EXPECT_NE(other.open().pseudonym("T-10023"), pseudonym);
}

TEST(Vault, ForgetsWhatWasReplayedWhereTombstonesAreOthers) {
  TemporaryVault place;
  Vault vault = place.open();
  EXPECT_EQ(vault.replayed().value(), Replayed{});
  ASSERT_TRUE(vault.destroy(id_of("segment.a")));
  ASSERT_TRUE(vault.set_replayed({"example.com/log", 7}));
  EXPECT_EQ(vault.replayed().value(), (Replayed{"example.com/log", 7}));
  const std::string tombstone =
      tlog::read_whole(*place.directory(), "segment.a.destroyed", 100).value();
  ASSERT_TRUE(place.directory()->remove("segment.a.destroyed"));
  EXPECT_EQ(vault.replayed().value(), Replayed{});
  ASSERT_TRUE(tlog::write_durably(*place.directory(), "segment.a.destroyed", tombstone));
  EXPECT_EQ(vault.replayed()->size, 7u);
  const size_t size = tlog::read_whole(*place.directory(), "replayed", 1000)->size();
  ASSERT_TRUE(place.disk().flip("vault/replayed", 8 * (size - 3)));
  EXPECT_EQ(vault.replayed().value(), Replayed{});
}

TEST(Vault, TheDocumentsExamplesAreAKeyAndAPseudonym) {
  const std::string text = document("vault.md");
  const size_t begin = text.find("```text\n") + 8;
  TemporaryVault place;
  ASSERT_TRUE(tlog::write_durably(*place.directory(), "class.wheeling.2022-10.key",
                                  text.substr(begin, text.find("```", begin) - begin)));
  ASSERT_EQ(place.open().find(id_of("class.wheeling.2022-10"))->state, KeyState::kThere);
  EXPECT_EQ(secret_of(*place.open().find(id_of("class.wheeling.2022-10"))->key),
            secret_of(counted_key(32)));

  const auto names = place.directory();
  ASSERT_TRUE(names->remove("pseudonyms.key"));
  const std::string head = "sekisho-vault-key 1\npseudonyms\n";
  ASSERT_TRUE(tlog::write_durably(
      *names, "pseudonyms.key",
      head + text::base64_encode(crypto::wrap(counted_key(0), counted_key(32), head)) + "\n"));
  EXPECT_NE(text.find("`T-10023` is `" + place.open().pseudonym("T-10023") + "`"),
            std::string::npos);
}

// A run that makes and destroys keys on a disk that fails at a call. What was acknowledged holds
// afterwards: a key that was given out is the same key, and one that was destroyed stays so.
class CrashRun {
 public:
  explicit CrashRun(uint64_t seed) : random_(seed), place_(seed) {}

  tlog::SimulatedDisk& disk() { return place_.disk(); }

  void work(int steps) {
    Result<Vault> vault = place_.try_open();
    for (int step = 0; vault && step < steps; ++step) {
      const KeyId id = id_of(fmt::format("segment.{}", random_() % 6));
      if (random_() % 3 == 0) {
        begun_.insert(id);
        if (!vault->destroy(id)) return;
        destroyed_.insert(id);
      } else if (const auto key = vault->find_or_make(id)) {
        given_[id] = secret_of(*key);
      } else if (key.error().code != ErrorCode::kUsage) {
        return;
      }
    }
  }

  void expect_whole() {
    const Vault vault = place_.open();
    for (const auto& [id, secret] : given_) {
      const FoundKey found = std::move(vault.find(id).value());
      if (begun_.contains(id) && found.state == KeyState::kDestroyed) continue;
      ASSERT_EQ(found.state, KeyState::kThere) << id.text();
      EXPECT_EQ(secret_of(*found.key), secret) << id.text();
    }
    const std::vector<std::string> names = place_.directory()->names().value();
    for (const KeyId& id : destroyed_) {
      EXPECT_EQ(vault.find(id)->state, KeyState::kDestroyed) << id.text();
      EXPECT_FALSE(std::ranges::binary_search(names, id.text() + ".key")) << id.text();
    }
  }

 private:
  std::mt19937_64 random_;
  TemporaryVault place_;
  std::map<KeyId, std::string> given_;  // acknowledged
  std::set<KeyId> begun_, destroyed_;
};

TEST(Vault, HoldsWhatItAcknowledgedWhereTheDiskFailsAtAnyCall) {
  const uint64_t points = tlog::fail_at_every_call<CrashRun>(
      3, [](CrashRun& run) { run.work(12); },
      [](CrashRun& run, Failure failure, uint64_t) {
        if (failure != Failure::kStop) run.work(3);  // a new process on what memory shows
        run.disk().crash();
        run.expect_whole();
        run.work(3);
        run.disk().crash();
        run.expect_whole();
      });
  EXPECT_GE(points, 200u);
}

}  // namespace
}  // namespace sekisho::evidence

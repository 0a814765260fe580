#include "evidence/bodies.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "base/hex_example_test.h"
#include "evidence/temporary_vault_test.h"

namespace sekisho::evidence {
namespace {

using Failure = tlog::SimulatedDisk::Failure;

const KeyId kOctober = KeyId::parse("class.wheeling.2022-10").value();
const KeyId kNovember = KeyId::parse("class.wheeling.2022-11").value();

class BodiesTest : public testing::Test {
 protected:
  std::shared_ptr<tlog::Directory> directory() { return place.directory("bodies"); }
  static std::string file_of(const BodyReference& reference) { return reference.hash + ".body"; }

  TemporaryVault place;
  Vault vault = place.open();
  Bodies bodies{directory(), vault};
};

TEST_F(BodiesTest, GiveBackWhatWasPut) {
  for (const size_t size : {0u, 1u, 65'535u, 65'536u, 65'537u, 131'072u, 200'000u}) {
    std::string plain(size, 'x');
    for (size_t i = 0; i < size; ++i) plain[i] = static_cast<char>(i * 7 + i / 256);
    const BodyReference reference = bodies.put(kOctober, plain).value();
    EXPECT_GT(reference.bytes, size);
    const BodyAnswer answer = bodies.get(reference).value();
    EXPECT_EQ(answer.state, BodyState::kWhole) << answer.reason;
    EXPECT_EQ(answer.bytes, plain);
    EXPECT_EQ(bodies.check(reference)->state, BodyState::kWhole);
  }
}

TEST_F(BodiesTest, ArePutInPieces) {
  BodyWriter writer = bodies.begin(kOctober).value();
  std::string plain;
  for (size_t i = 0; i < 100; ++i) {
    const std::string piece(i * 37, static_cast<char>('a' + i % 26));
    ASSERT_TRUE(writer.append(piece));
    plain += piece;
  }
  EXPECT_EQ(bodies.get(writer.finish().value())->bytes, plain);
}

TEST_F(BodiesTest, AreReadChunkByChunkToTheEndOfWhatWasOpened) {
  std::string plain(300'000, 'x');
  for (size_t i = 0; i < plain.size(); ++i) plain[i] = static_cast<char>(i * 7 + i / 256);
  const BodyReference reference = bodies.put(kOctober, plain).value();
  OpenedBody opened = bodies.open(reference).value();
  ASSERT_TRUE(opened.reader) << opened.reason;
  std::string all;
  Result<bool> more = opened.reader->next(all);
  // Another one meanwhile, and the file is gone.
  EXPECT_EQ(bodies.get(reference)->bytes, plain);
  ASSERT_TRUE(directory()->remove(file_of(reference)));
  while (more && *more) {
    std::string piece;
    more = opened.reader->next(piece);
    EXPECT_LE(piece.size(), crypto::kStreamChunkBytes);
    all += piece;
  }
  ASSERT_TRUE(more) << to_string(more.error());
  EXPECT_EQ(all, plain);
  EXPECT_EQ(bodies.open(reference)->state, BodyState::kMissing);
}

TEST_F(BodiesTest, ReferencesTellNothingOfWhatIsInThem) {
  const BodyReference first = bodies.put(kOctober, "0900000000012345678901").value();
  EXPECT_NE(bodies.put(kOctober, "0900000000012345678901")->hash, first.hash);
  const std::string file = tlog::read_whole(*directory(), file_of(first), 1000).value();
  EXPECT_EQ(file.find("0900"), std::string::npos);
  EXPECT_EQ(crypto::sha256_hex(file), first.hash);
}

TEST_F(BodiesTest, MissingErasedAndDamagedAreDifferentAnswers) {
  const BodyReference reference = bodies.put(kOctober, "a body").value();
  const BodyReference other = bodies.put(kNovember, "another").value();
  const std::string file = tlog::read_whole(*directory(), file_of(reference), 1000).value();

  ASSERT_TRUE(directory()->remove(file_of(reference)));
  EXPECT_EQ(bodies.get(reference)->state, BodyState::kMissing);
  ASSERT_TRUE(tlog::write_durably(*directory(), file_of(reference), file));

  for (uint64_t bit = 0; bit < 8 * file.size(); ++bit) {
    ASSERT_TRUE(place.disk().flip("bodies/" + file_of(reference), bit));
    EXPECT_EQ(bodies.get(reference)->state, BodyState::kDamaged) << bit;
    EXPECT_EQ(bodies.check(reference)->state, BodyState::kDamaged) << bit;
    ASSERT_TRUE(place.disk().flip("bodies/" + file_of(reference), bit));
  }
  ASSERT_TRUE(tlog::write_durably(*directory(), file_of(reference), file.substr(0, 80)));
  EXPECT_EQ(bodies.get(reference)->state, BodyState::kDamaged);
  ASSERT_TRUE(tlog::write_durably(*directory(), file_of(reference), file));
  EXPECT_EQ(bodies.get(reference)->bytes, "a body");

  ASSERT_TRUE(vault.destroy(kOctober));
  const BodyAnswer erased = bodies.get(reference).value();
  EXPECT_EQ(erased.state, BodyState::kErased);
  EXPECT_EQ(erased.bytes, "");
  EXPECT_EQ(bodies.check(reference)->state, BodyState::kWhole);  // what nobody can read
  EXPECT_FALSE(bodies.put(kOctober, "more"));
  EXPECT_EQ(bodies.get(other)->bytes, "another");

  ASSERT_TRUE(place.directory()->remove("class.wheeling.2022-11.key"));
  EXPECT_EQ(bodies.get(other)->state, BodyState::kMissing);
}

TEST_F(BodiesTest, OpenUnderTheirOwnKeyAlone) {
  const BodyReference reference = bodies.put(kOctober, "a body").value();
  ASSERT_TRUE(vault.find_or_make(kNovember));
  EXPECT_EQ(bodies.get({reference.hash, kNovember, reference.bytes})->state, BodyState::kDamaged);
  EXPECT_EQ(bodies.get({reference.hash, kOctober, reference.bytes + 1})->state,
            BodyState::kDamaged);
}

TEST_F(BodiesTest, TheDocumentsExampleIsABody) {
  const std::string text = read_file(SEKISHO_ROOT "/docs/formats/bodies.md", 1 << 20).value();
  const std::string file = hex_example(text);
  const BodyReference reference{crypto::sha256_hex(file), kOctober, file.size()};
  EXPECT_NE(text.find("`" + reference.hash + "`"), std::string::npos);
  ASSERT_TRUE(tlog::write_durably(*directory(), file_of(reference), file));
  const std::string vault = read_file(SEKISHO_ROOT "/docs/formats/vault.md", 1 << 20).value();
  const size_t begin = vault.find("```text\n") + 8;
  ASSERT_TRUE(tlog::write_durably(*place.directory(), kOctober.text() + ".key",
                                  vault.substr(begin, vault.find("```", begin) - begin)));
  EXPECT_EQ(bodies.get(reference)->bytes, "0123456789");
}

// Bodies that were acknowledged are there, whatever call of the disk fails.
TEST(Bodies, AreOnTheDiskBeforeAnEntryMayNameThem) {
  for (const Failure failure : {Failure::kStop, Failure::kIoError, Failure::kNoSpace}) {
    for (uint64_t call = 0; call < 60; ++call) {
      SCOPED_TRACE(fmt::format("call {}, failure {}", call, static_cast<int>(failure)));
      TemporaryVault place(call);
      std::map<std::string, BodyReference> acknowledged;
      const auto work = [&](int life) {
        Result<Vault> vault = place.try_open();
        if (!vault) return;
        Bodies bodies(place.directory("bodies"), *vault);
        for (int i = 0; i < 5; ++i) {
          const std::string plain = fmt::format("{} of life {}", i, life);
          const auto reference = bodies.put(i % 2 == 0 ? kOctober : kNovember, plain);
          if (!reference) return;
          acknowledged.emplace(plain, *reference);
        }
      };
      place.disk().fail_at(place.disk().calls() + call, failure);
      work(1);
      if (failure != Failure::kStop) work(2);
      place.disk().crash();
      work(3);
      place.disk().crash();
      Vault vault = place.open();
      const Bodies bodies(place.directory("bodies"), vault);
      for (const auto& [plain, reference] : acknowledged)
        ASSERT_EQ(bodies.get(reference)->bytes, plain);
      ASSERT_GE(acknowledged.size(), 5u);
    }
  }
}

}  // namespace
}  // namespace sekisho::evidence

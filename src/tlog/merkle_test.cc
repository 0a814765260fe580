#include "tlog/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "text/base64.h"
#include "text/json.h"
#include "tlog/memory_tree_test.h"

namespace sekisho::tlog {
namespace {

// RFC 6962 section 2.1, written as it stands there.
Hash tree_hash(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(tree_hash(leaves.first(k)), tree_hash(leaves.subspan(k)));
}

TEST(Merkle, RootsAreThoseOfTheStandard) {
  MemoryTree tree(300);
  for (uint64_t size = 0; size <= 300; ++size) {
    const Hash expected = tree_hash(std::span(tree.leaves()).first(size));
    EXPECT_EQ(root_of(size, tree).value(), expected) << size;
    EXPECT_EQ(Frontier::load(size, tree)->root(), expected) << size;
  }
  EXPECT_EQ(tree.frontier().root(), tree_hash(tree.leaves()));
}

TEST(Merkle, EveryEntryIsProvedInEverySmallTree) {
  MemoryTree tree(40);
  for (uint64_t size = 1; size <= 40; ++size) {
    const Hash root = root_of(size, tree).value();
    for (uint64_t index = 0; index < size; ++index) {
      const Proof proof = prove_inclusion(index, size, tree).value();
      EXPECT_TRUE(verify_inclusion(index, size, tree.leaves()[index], root, proof));
      EXPECT_FALSE(
          verify_inclusion((index + 1) % (size + 1), size, tree.leaves()[index], root, proof));
    }
  }
}

TEST(Merkle, EverySmallTreeContinuesTheOnesBefore) {
  MemoryTree tree(40);
  for (uint64_t size = 0; size <= 40; ++size) {
    const Hash root = root_of(size, tree).value();
    for (uint64_t old_size = 1; old_size <= size; ++old_size) {
      const Proof proof = prove_consistency(old_size, size, tree).value();
      const Hash old_root = root_of(old_size, tree).value();
      EXPECT_TRUE(verify_consistency(old_size, size, old_root, root, proof));
      if (old_size == size) continue;
      EXPECT_FALSE(verify_consistency(old_size, size, root, root, proof));
      EXPECT_FALSE(verify_consistency(old_size, size, old_root, old_root, proof));
    }
  }
}

RC_GTEST_PROP(Merkle, AChangedProofProvesNothing, ()) {
  static MemoryTree tree(600);
  const auto size = *rc::gen::inRange<uint64_t>(2, 601);
  const auto index = *rc::gen::inRange<uint64_t>(0, size);
  const Hash root = root_of(size, tree).value();
  Proof proof = prove_inclusion(index, size, tree).value();
  const Hash& leaf = tree.leaves()[index];
  RC_ASSERT(verify_inclusion(index, size, leaf, root, proof).has_value());
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      proof[*rc::gen::inRange<size_t>(0, proof.size())][*rc::gen::inRange(0, 32)] ^= 1;
      break;
    case 1:
      proof.erase(proof.begin() + *rc::gen::inRange<long>(0, static_cast<long>(proof.size())));
      break;
    case 2:
      proof.push_back(root);
      break;
    default:
      proof.insert(proof.begin(), leaf);
  }
  RC_ASSERT(!verify_inclusion(index, size, leaf, root, proof).has_value());
}

TEST(Merkle, RefusesWhatIsOutsideTheTree) {
  MemoryTree tree(4);
  EXPECT_EQ(prove_inclusion(4, 4, tree).error().code, ErrorCode::kUsage);
  EXPECT_EQ(prove_consistency(5, 4, tree).error().code, ErrorCode::kUsage);
  EXPECT_FALSE(verify_inclusion(0, 0, tree.leaves()[0], empty_root(), {}));
  EXPECT_FALSE(verify_consistency(2, 4, empty_root(), empty_root(), {}));
}

// The vectors of transparency-dev/merkle, where they are at hand: `holds` says of one whether our
// verifier accepts it.
template <class Holds>
void check_vectors(const char* kind, Holds holds) {
  const std::filesystem::path root = std::filesystem::path(SEKISHO_SHARED) / "tlog/vectors" / kind;
  if (!std::filesystem::exists(root)) GTEST_SKIP() << root << " is not there";
  size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".json") continue;
    const auto json = text::JsonValue::parse(read_file(entry.path(), 1 << 20).value());
    ASSERT_TRUE(json.has_value()) << entry.path();
    EXPECT_EQ(holds(*json), !json->find("wantErr")->as_bool().value()) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 20U);
}

std::optional<Hash> hash_in(const text::JsonValue& value) {
  const auto bytes = text::base64_decode(value.as_string().value_or(""));
  // Some roots of the vectors are words like "don't care".
  const bool word = bytes && bytes->starts_with("don't care");
  if (!bytes || (bytes->size() != sizeof(Hash) && !word)) return std::nullopt;
  Hash hash{};
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::optional<Proof> proof_in(const text::JsonValue& json) {
  Proof out;
  for (const text::JsonValue& one : json.find("proof")->items()) {
    const std::optional<Hash> hash = hash_in(one);
    if (!hash) return std::nullopt;
    out.push_back(*hash);
  }
  return out;
}

TEST(Merkle, AgreesWithTheInclusionVectors) {
  check_vectors("inclusion", [](const text::JsonValue& json) {
    const auto leaf = hash_in(*json.find("leafHash"));
    const auto root = hash_in(*json.find("root"));
    const auto proof = proof_in(json);
    return leaf && root && proof &&
           verify_inclusion(json.find("leafIdx")->as_uint().value(),
                            json.find("treeSize")->as_uint().value(), *leaf, *root, *proof);
  });
}

TEST(Merkle, AgreesWithTheConsistencyVectors) {
  check_vectors("consistency", [](const text::JsonValue& json) {
    const auto root1 = hash_in(*json.find("root1"));
    const auto root2 = hash_in(*json.find("root2"));
    const auto proof = proof_in(json);
    return root1 && root2 && proof &&
           verify_consistency(json.find("size1")->as_uint().value(),
                              json.find("size2")->as_uint().value(), *root1, *root2, *proof);
  });
}

}  // namespace
}  // namespace sekisho::tlog

#include "tlog/note.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tlog/checkpoint.h"
#include "tlog/memory_tree_test.h"
#include "tlog/receipt.h"

namespace sekisho::tlog {
namespace {

// The example of the Go documentation of signed notes.
constexpr const char* kVerifier =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kSigner =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr const char* kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr const char* kSignature =
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n";

TEST(Note, IsSignedAsTheExampleIs) {
  const SignerKey signer = SignerKey::parse(kSigner).value();
  EXPECT_EQ(signer.verifier().to_string(), kVerifier);
  EXPECT_EQ(signer.to_secret_string(), kSigner);
  EXPECT_EQ(to_string(sign_note(kText, signer)), kSignature);

  const Note note = parse_note(std::string(kText) + "\n" + kSignature).value();
  EXPECT_EQ(note.text, kText);
  const std::vector<VerifierKey> keys{VerifierKey::parse(kVerifier).value()};
  EXPECT_EQ(verify_note(note, keys)->size(), 1U);
}

TEST(Note, UnknownKeysAreIgnoredAndForgeriesRefused) {
  const SignerKey known = SignerKey::generate("log.example", KeyType::kEd25519).value();
  const SignerKey other = SignerKey::generate("other.example", KeyType::kEd25519).value();
  Note note{"text\n", {sign_note("text\n", other), sign_note("text\n", known)}};
  const std::vector<VerifierKey> keys{known.verifier()};
  ASSERT_EQ(verify_note(note, keys)->size(), 1U);
  note.text = "Text\n";
  EXPECT_EQ(verify_note(note, keys).error().code, ErrorCode::kBadInput);
  const std::vector<VerifierKey> nobody;
  EXPECT_TRUE(verify_note(note, nobody)->empty());
}

TEST(Note, ACosignatureCarriesItsTime) {
  const SignerKey witness = SignerKey::generate("audit.example", KeyType::kCosignatureV1).value();
  const Note note =
      parse_note(to_string(Note{"o\n1\n", {sign_note("o\n1\n", witness, 77)}})).value();
  const std::vector<VerifierKey> keys{VerifierKey::parse(witness.verifier().to_string()).value()};
  const auto signers = verify_note(note, keys).value();
  ASSERT_EQ(signers.size(), 1U);
  EXPECT_EQ(signers[0].time, 77U);
  Note later = note;
  later.signatures[0].bytes[7] = 78;  // the time is signed, too
  EXPECT_FALSE(verify_note(later, keys).has_value());
}

TEST(Note, OtherTextsAreNone) {
  for (const char* text :
       {"", "a", "a\n", "a\n\n", "a\n\n\u2014 n\n", "a\n\n\u2014 n AAAA\n", "a\n\n- n AAAAAAAA\n",
        "a\n\n\u2014 n AAAAAAAA", "a\t\n\n\u2014 n AAAAAAAA\n", "a\n\n\u2014 n+m AAAAAAAA\n",
        "a\n\n\u2014 n A*AAAAAA\n"}) {
    EXPECT_EQ(parse_note(text).error().code, ErrorCode::kBadInput) << text;
  }
  EXPECT_TRUE(parse_note("a\n\n\u2014 n AAAAAAAA\n").has_value());
}

TEST(Note, KeysWithAnotherIdOrNameAreRefused) {
  std::string key = kVerifier;
  key[14] = key[14] == '0' ? '1' : '0';
  EXPECT_FALSE(VerifierKey::parse(key).has_value());
  EXPECT_FALSE(VerifierKey::parse("no key").has_value());
  EXPECT_FALSE(SignerKey::parse(kVerifier).has_value());
  EXPECT_FALSE(SignerKey::generate("a b", KeyType::kEd25519).has_value());
  // A secret is in no message.
  std::string secret = kSigner;
  secret.back() = '!';
  EXPECT_EQ(SignerKey::parse(secret).error().message.find("AYEK"), std::string::npos);
}

TEST(Checkpoint, IsReadBackAndExtensionsAreAllowed) {
  MemoryTree tree(300);
  const Checkpoint checkpoint{"example.com/log", 300, tree.frontier().root()};
  const std::string text = checkpoint_text(checkpoint);
  EXPECT_EQ(parse_checkpoint(text).value(), checkpoint);
  EXPECT_EQ(parse_checkpoint(text + "an extension\n").value(), checkpoint);
}

TEST(Checkpoint, OtherTextsAreNone) {
  const std::string root = hash_text(empty_root());
  for (const std::string& text :
       {std::string("o\n0\n") + root, "\n0\n" + root + "\n", "o\n00\n" + root + "\n",
        "o\n-1\n" + root + "\n", "o\n99999999999999999999\n" + root + "\n",
        std::string("o\n0\nAAAA\n"), std::string("o\n0\n")}) {
    EXPECT_EQ(parse_checkpoint(text).error().code, ErrorCode::kBadInput) << text;
  }
  EXPECT_TRUE(parse_checkpoint("o\n0\n" + root + "\n").has_value());
}

TEST(Receipt, ProvesAnEntryOffline) {
  MemoryTree tree(300);
  const SignerKey key = SignerKey::generate("example.com/log", KeyType::kEd25519).value();
  const std::string text = checkpoint_text({"example.com/log", 300, tree.frontier().root()});
  const Receipt receipt{123, prove_inclusion(123, 300, tree).value(),
                        to_string(Note{text, {sign_note(text, key)}})};
  const Receipt again = parse_receipt(to_string(receipt)).value();
  EXPECT_EQ(again, receipt);
  EXPECT_TRUE(verify_receipt(again, "entry 123").has_value());
  EXPECT_FALSE(verify_receipt(again, "entry 124").has_value());
}

}  // namespace
}  // namespace sekisho::tlog

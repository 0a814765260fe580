#include "tlog/add_checkpoint.h"

#include <gtest/gtest.h>

#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

// The example of the standard.
constexpr std::string_view kExample =
    "old 20852014\n"
    "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
    "\n"
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

TEST(AddCheckpoint, IsReadAndWrittenAsTheExampleIs) {
  const AddCheckpoint request = parse_add_checkpoint(kExample).value();
  EXPECT_EQ(request.old_size, 20852014u);
  EXPECT_EQ(request.proof.size(), 4u);
  EXPECT_EQ(request.checkpoint.signatures.size(), 1u);
  EXPECT_EQ(to_string(request), kExample);
}

TEST(AddCheckpoint, WhatIsMalformedIsRefused) {
  const std::string checkpoint(kExample.substr(kExample.find("\n\n") + 2));
  const std::string hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
  const auto read = [](const std::string& body) { return parse_add_checkpoint(body).has_value(); };
  EXPECT_TRUE(read("old 0\n\n" + checkpoint));
  EXPECT_FALSE(read(""));
  EXPECT_FALSE(read("old 0"));
  EXPECT_FALSE(read("new 0\n\n" + checkpoint));
  EXPECT_FALSE(read("old 00\n\n" + checkpoint));
  EXPECT_FALSE(read("old 01\n\n" + checkpoint));
  EXPECT_FALSE(read("old -1\n\n" + checkpoint));
  EXPECT_FALSE(read("old  1\n\n" + checkpoint));
  EXPECT_FALSE(read("old 99999999999999999999\n\n" + checkpoint));
  EXPECT_FALSE(read("old 1\r\n\n" + checkpoint));
  EXPECT_FALSE(read("old 1\n" + hash.substr(1) + "\n" + checkpoint));
  EXPECT_FALSE(read("old 1\n" + hash));
  EXPECT_FALSE(read("old 1\n" + checkpoint));
  EXPECT_FALSE(read("old 1\n\n" + checkpoint.substr(0, checkpoint.size() - 1)));

  std::string proof;
  for (size_t i = 0; i < kMaxProofHashes; ++i) proof += hash;
  EXPECT_TRUE(read("old 1\n" + proof + "\n" + checkpoint));
  EXPECT_FALSE(read("old 1\n" + proof + hash + "\n" + checkpoint));
  EXPECT_FALSE(read("old 1\n\n" + std::string(kMaxAddCheckpointBytes, 'x') + checkpoint));
}

TEST(AddCheckpoint, AnAnswerIsOneSizeOrSignatureLines) {
  EXPECT_EQ(parse_conflict("0\n").value(), 0u);
  EXPECT_EQ(parse_conflict("20852163\n").value(), 20852163u);
  for (const char* bad : {"", "12", "\n", "012\n", "12\n\n", " 12\n", "twelve\n"}) {
    EXPECT_FALSE(parse_conflict(bad)) << bad;
  }
  const AddCheckpoint request = parse_add_checkpoint(kExample).value();
  const std::string line = to_string(request.checkpoint.signatures[0]);
  const std::string& text = request.checkpoint.text;
  EXPECT_EQ(parse_cosignatures(text, line)->size(), 1u);
  EXPECT_EQ(parse_cosignatures(text, line + line)->size(), 2u);
  EXPECT_FALSE(parse_cosignatures(text, ""));
  EXPECT_FALSE(parse_cosignatures(text, "nothing\n"));
  // Never a longer text than the one that was sent.
  EXPECT_FALSE(parse_cosignatures(text, "more\n\n" + line));
}

}  // namespace
}  // namespace sekisho::tlog

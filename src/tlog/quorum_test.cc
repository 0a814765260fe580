#include "tlog/quorum.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>

#include "base/file.h"
#include "crypto/time_stamp_authority_test.h"
#include "tlog/checkpoint.h"

namespace sekisho::tlog {
namespace {

const std::string& certificates() {
  static const std::string pem = crypto::TimeStampAuthority().roots();
  return pem;
}

Result<QuorumPolicy> parse(const std::string& text) {
  return QuorumPolicy::parse(text, "p", [](const std::string& name) -> Result<std::string> {
    if (name == "roots.pem") return certificates();
    return fail(ErrorCode::kNotFound, "no such file", {name});
  });
}

SignerKey make(const std::string& name, KeyType type) {
  return SignerKey::generate(name, type).value();
}

const SignerKey kLog = make("log.example/one", KeyType::kEd25519);
const std::array<SignerKey, 3> kWitnesses{make("a.example", KeyType::kCosignatureV1),
                                          make("b.example", KeyType::kCosignatureV1),
                                          make("c.example", KeyType::kCosignatureV1)};

std::string witness_line(size_t index) {
  return fmt::format("witness w{} {}\n", index, kWitnesses.at(index).verifier().to_string());
}
const std::string kThree = witness_line(0) + witness_line(1) + witness_line(2);

TEST(Quorum, IsReadWithBlanksAndComments) {
  const QuorumPolicy policy =
      parse("# who counts\n\n  log\t" + kLog.verifier().to_string() + "  https://log.example/ \n" +
            kThree + "tsa t roots.pem http://tsa.example/\ngroup two 2 w0 w1 w2\n" +
            "group all all two t\nquorum all\n")
          .value();
  EXPECT_EQ(policy.logs().front().url, "https://log.example/");
  EXPECT_EQ(policy.witnesses().size(), 3u);
  EXPECT_EQ(policy.witnesses()[1].url, "");
  EXPECT_EQ(policy.authorities().front().url, "http://tsa.example/");
  EXPECT_TRUE(policy.met({true, false, true}, {true}));
  EXPECT_FALSE(policy.met({true, false, true}, {false}));
  EXPECT_FALSE(policy.met({true, false, false}, {true}));
  EXPECT_TRUE(parse("quorum none\n")->met({}, {}));
  EXPECT_TRUE(parse(kThree + "quorum w1\n")->met({false, true, false}, {}));
}

TEST(Quorum, WhatIsWrongIsNamedWithItsLine) {
  const auto line_of = [](const std::string& text) {
    const Result<QuorumPolicy> policy = parse(text);
    EXPECT_FALSE(policy) << text;
    if (policy) return uint64_t{99};
    EXPECT_EQ(policy.error().place.file, "p") << text;
    return policy.error().place.line;
  };
  const std::string log = "log " + kLog.verifier().to_string() + "\n";
  EXPECT_EQ(line_of(""), 0u);
  EXPECT_EQ(line_of(kThree), 0u);
  EXPECT_EQ(line_of("quorum none"), 1u);
  EXPECT_EQ(line_of("quorum none\nquorum none\n"), 2u);
  EXPECT_EQ(line_of("quorum none more\n"), 1u);
  EXPECT_EQ(line_of("quorum w0\n" + kThree), 1u);
  EXPECT_EQ(line_of("\nbelieve x\n"), 2u);
  EXPECT_EQ(line_of("# \r\n"), 1u);
  EXPECT_EQ(line_of(log + log), 2u);
  EXPECT_EQ(line_of("log " + kWitnesses[0].verifier().to_string() + "\n"), 1u);
  EXPECT_EQ(line_of("witness w " + kLog.verifier().to_string() + "\n"), 1u);
  EXPECT_EQ(line_of("witness w a+00000000+BAAA\n"), 1u);
  EXPECT_EQ(line_of(kThree + kThree), 4u);
  EXPECT_EQ(line_of("witness none " + kWitnesses[0].verifier().to_string() + "\n"), 1u);
  EXPECT_EQ(line_of(kThree + "tsa w0 roots.pem\n"), 4u);
  EXPECT_EQ(line_of("tsa ../t roots.pem\n"), 1u);
  EXPECT_EQ(line_of(kThree + "group g 0 w0\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g 2 w0\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g 01 w0\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g some w0\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g any\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g any w9\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g any g\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g any none\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g any w0 w0\n"), 4u);
  EXPECT_EQ(line_of(kThree + "group g any w0\ngroup h any w0 w1\n"), 5u);
  EXPECT_EQ(parse("tsa t nowhere.pem\nquorum t\n").error().code, ErrorCode::kNotFound);
}

TEST(Quorum, CountsOnlyWhatVerifies) {
  const QuorumPolicy policy = parse("log " + kLog.verifier().to_string() + "\n" + kThree +
                                    "tsa t roots.pem\ngroup two 2 w0 w1 w2\nquorum two\n")
                                  .value();
  const std::string text = checkpoint_text({"log.example/one", 3, leaf_hash("x")});
  Note note{text, {sign_note(text, kLog), sign_note(text, kWitnesses[1], 5)}};
  QuorumVerdict verdict = judge_quorum(policy, note, {true});
  EXPECT_TRUE(verdict.signed_by_log);
  EXPECT_FALSE(verdict.met);
  EXPECT_EQ(verdict.vouched, (std::vector<std::string>{"w1", "t"}));
  EXPECT_EQ(verdict.missing, (std::vector<std::string>{"w0", "w2"}));

  note.signatures.push_back(sign_note("another text\n", kWitnesses[2], 5));
  EXPECT_FALSE(judge_quorum(policy, note, {false}).met);
  note.signatures.push_back(sign_note(text, kWitnesses[0], 5));
  verdict = judge_quorum(policy, note, {false});
  EXPECT_TRUE(verdict.met);
  EXPECT_EQ(verdict.missing, (std::vector<std::string>{"w2", "t"}));

  note.signatures.erase(note.signatures.begin());
  EXPECT_FALSE(judge_quorum(policy, note, {false}).signed_by_log);
}

// Against the definition: a group of k is met by k of its members.
RC_GTEST_PROP(Quorum, AGroupIsMetByAsManyAsItSays, ()) {
  const auto needed = *rc::gen::inRange<size_t>(1, 4);
  const auto seen = *rc::gen::container<std::vector<bool>>(3, rc::gen::arbitrary<bool>());
  const QuorumPolicy policy =
      parse(kThree + fmt::format("group g {} w0 w1 w2\nquorum g\n", needed)).value();
  RC_ASSERT(policy.met(seen, {}) ==
            (static_cast<size_t>(std::ranges::count(seen, true)) >= needed));
}

// The example of docs/formats/quorum.md.
TEST(Quorum, ReadsWhatTheDocumentShows) {
  const std::string document = read_file(SEKISHO_ROOT "/docs/formats/quorum.md", 1 << 20).value();
  const std::string fence = "```text\n";
  const size_t begin = document.find(fence) + fence.size();
  const QuorumPolicy policy =
      QuorumPolicy::parse(document.substr(begin, document.find("```", begin) - begin), "example",
                          [](const std::string&) { return Result<std::string>(certificates()); })
          .value();
  EXPECT_FALSE(policy.met({true, true}, {false}));
  EXPECT_FALSE(policy.met({false, false}, {true}));
  EXPECT_TRUE(policy.met({false, true}, {true}));
}

}  // namespace
}  // namespace sekisho::tlog

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "barrier/rules.h"
#include "cedar/parser.h"
#include "policy/obligations.h"
#include "service/decide_request.h"
#include "service/explanation_utility_test.h"

namespace sekisho::service {
namespace {

std::string contents(const std::string& name) {
  std::ifstream in(std::string(SEKISHO_ROOT) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The nth block between ``` of a document, without its first line.
std::string code_block(const std::string& document, size_t n) {
  size_t at = 0;
  for (size_t i = 0; i < 2 * n + 1; ++i) at = document.find("```", at) + 3;
  const size_t begin = document.find('\n', at) + 1;
  return document.substr(begin, document.find("```", begin) - begin);
}

TEST(ExplanationDocsTest, NameEveryAttributeOfTheSchema) {
  const std::string schema = contents("policies/barrier.cedarschema");
  const std::string document = contents("docs/formats/barrier-schema.md");
  const std::regex attribute(R"(^\s+(\w+)\??: )", std::regex::multiline);
  std::set<std::string> names;
  for (std::sregex_iterator it(schema.begin(), schema.end(), attribute), end; it != end; ++it)
    names.insert((*it)[1]);
  ASSERT_GT(names.size(), 20U);
  for (const std::string& name : names)
    EXPECT_NE(document.find("`" + name + "`"), std::string::npos) << name;
}

TEST(ExplanationDocsTest, ShowWhatAClauseReads) {
  const ExplanationUtility utility;
  const auto answer = decide_request(utility.request("k2", "T-2", "2022-10-03"));
  ASSERT_TRUE(answer);
  const std::string said = decide_json(*answer);
  const std::string example = code_block(contents("docs/formats/barrier-schema.md"), 0);
  // Only what the nearest permit's clauses read stands in the answer.
  for (const std::string_view line :
       {"principal.employers = [LegalEntity::\\\"AF\\\"]", "context.account.inForce = true",
        "context.terminal.owner = LegalEntity::\\\"TD\\\""}) {
    EXPECT_NE(said.find(line), std::string::npos) << line << "\n" << said;
    std::string plain(line);
    std::erase(plain, '\\');
    EXPECT_NE(example.find(plain), std::string::npos) << plain;
  }
}

TEST(ExplanationDocsTest, HoldExamplesThatWork) {
  const std::string document = contents("docs/formats/barrier-policies.md");
  const ExplanationUtility utility;
  const std::filesystem::path policies = utility.root() / "policies";
  std::filesystem::copy(std::string(SEKISHO_ROOT) + "/policies", policies,
                        std::filesystem::copy_options::recursive);
  utility.write("policies/barrier/40-no-prints.cedar", code_block(document, 0));
  utility.write("policies/routes/prints.cedar", code_block(document, 1));
  DecideRequest request = utility.request("k1", "T-1", "2022-10-03");
  request.places.policies = policies;
  const auto look = decide_request(request);
  ASSERT_TRUE(look) << to_string(look.error());
  EXPECT_EQ(look->verdict(), "permitted");
  request.action = "print";
  const auto print = decide_request(request);
  ASSERT_TRUE(print) << to_string(print.error());
  EXPECT_EQ(print->verdict(), "denied");
  const ExplainedReading& reading = print->explanation.readings.at(0);
  EXPECT_EQ(reading.outcome.reason, "forbid/no-prints");
  EXPECT_EQ(reading.outcome.route, "printed");
  ASSERT_EQ(reading.deciding.size(), 1U);
  EXPECT_EQ(reading.deciding[0].basis.ja, "要則第7条");
  EXPECT_EQ(reading.reason.ja, "禁止ルール「他社のお客さまの記録の印刷の禁止」に該当する");
  EXPECT_TRUE(reading.would_allow.empty());
}

TEST(ExplanationDocsTest, MergeObligationsAsTheDocumentSays) {
  const std::string document = contents("docs/formats/obligations.md");
  const auto vocabulary = policy::Vocabulary::parse(code_block(document, 1), "obligations.md");
  ASSERT_TRUE(vocabulary) << to_string(vocabulary.error());
  const auto policies = cedar::parse_policies(code_block(document, 0));
  ASSERT_TRUE(policies) << to_string(policies.error());
  const auto merged = policy::obligations_of(policies->policies()[0], *vocabulary);
  ASSERT_TRUE(merged) << to_string(merged.error());
  EXPECT_NE(document.find("\n    " + policy::to_string(*merged) + "\n"), std::string::npos)
      << policy::to_string(*merged);
  const auto shown = policy::parse_obligations("mask:minimum, mask:supplier=show", *vocabulary);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->mask_of("supplier").method, policy::MaskMethod::kRemove);
}

}  // namespace
}  // namespace sekisho::service

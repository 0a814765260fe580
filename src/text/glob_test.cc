#include "text/glob.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace sekisho::text {
namespace {

TEST(Glob, Matches) {
  const struct {
    const char* pattern;
    const char* path;
    bool fits;
  } cases[] = {
      {"*.csv", "a.csv", true},
      {"*.csv", "x/a.csv", false},
      {"logs/nol/NOL_*.csv", "logs/nol/NOL_202210.csv", true},
      {"**/*.csv", "a.csv", true},
      {"**/*.csv", "x/y/a.csv", true},
      {"**/*.csv", "x/y/a.csv.gz", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},
      {"a/**", "a/x/y", true},
      {"**", "a/b/c", true},
      {"a**b", "a/x/b", true},
      {"**/x*/**/y*z", "p/xq/r/s/yaz", true},
      {"**/x*/**/y*z", "p/xq/r/s/yab", false},
      {"?.csv", "髙.csv", true},
      {"?", "/", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]x", "bx", false},
      {"[!a-c]x", "dx", true},
      {"[!a]", "/", false},
      {"[]a]", "]", true},
      {"[a\\]]", "]", true},
      {"[あ-ん]", "か", true},
      {"{a,b*}.csv", "bcd.csv", true},
      {"{a,b{c,d}}.csv", "bd.csv", true},
      {"{a,}b", "b", true},
      {"{a,b}.{csv,txt}", "b.txt", true},
      {"{a,b}", "c", false},
      {"a\\*b", "a*b", true},
      {"a\\*b", "axb", false},
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"*a*b*c*", "xaxbxcx", true},
      {"*a*b*c*", "xaxcxbx", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(glob_match(c.pattern, c.path), c.fits) << c.pattern << " " << c.path;
    EXPECT_TRUE(glob_valid(c.pattern)) << c.pattern;
  }
}

TEST(Glob, RefusesWhatIsMalformed) {
  std::string many;
  for (int i = 0; i < 9; ++i) many += "{a,b}";
  for (const std::string& bad :
       {std::string("[a"), std::string("{a"), std::string("a}"), std::string("a\\"),
        std::string("[a\\"), many, std::string(2000, 'a')}) {
    EXPECT_FALSE(glob_valid(bad)) << bad;
    EXPECT_FALSE(glob_match(bad, bad)) << bad;
  }
}

// The plain reference for stars, question marks and letters.
bool reference(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return path.empty();
  if (pattern.starts_with("**")) {
    for (size_t i = 0; i <= path.size(); ++i) {
      if (reference(pattern.substr(2), path.substr(i))) return true;
    }
    return false;
  }
  if (pattern[0] == '*') {
    for (size_t i = 0; i <= path.size(); ++i) {
      if (reference(pattern.substr(1), path.substr(i))) return true;
      if (i < path.size() && path[i] == '/') return false;
    }
    return false;
  }
  if (path.empty() || (pattern[0] == '?' ? path[0] == '/' : pattern[0] != path[0])) return false;
  return reference(pattern.substr(1), path.substr(1));
}

RC_GTEST_PROP(Glob, AgreesWithThePlainReference, ()) {
  const auto text = [](const char* letters) {
    return *rc::gen::resize(
        12, rc::gen::container<std::string>(rc::gen::elementOf(std::string(letters))));
  };
  const std::string pattern = text("aab/**?");
  const std::string path = text("aab/");
  if (pattern.find("**/") != std::string::npos || pattern.find("***") != std::string::npos) return;
  RC_ASSERT(glob_match(pattern, path) == reference(pattern, path));
}

}  // namespace
}  // namespace sekisho::text

#include "text/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace sekisho::text {
namespace {

TEST(Base64, KnowsTheVectorsOfRfc4648) {
  const char* vectors[][2] = {{"", ""},
                              {"f", "Zg=="},
                              {"fo", "Zm8="},
                              {"foo", "Zm9v"},
                              {"foob", "Zm9vYg=="},
                              {"fooba", "Zm9vYmE="},
                              {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
  EXPECT_EQ(base64url_encode("\xFB\xFF"), "-_8");
  EXPECT_EQ(base64url_decode("-_8"), "\xFB\xFF");
}

TEST(Base64, IsStrict) {
  for (const char* bad : {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zm 9", "====", "Zg==Zg==", "-_8="}) {
    EXPECT_FALSE(base64_decode(bad)) << bad;
  }
  for (const char* bad : {"Z", "Zh", "Zg==", "+/8"}) EXPECT_FALSE(base64url_decode(bad)) << bad;
}

RC_GTEST_PROP(Base64, WhatIsEncodedIsDecoded, (const std::string& bytes)) {
  RC_ASSERT(base64_decode(base64_encode(bytes)) == bytes);
  RC_ASSERT(base64url_decode(base64url_encode(bytes)) == bytes);
}

// A text that decodes is the only one for its bytes.
RC_GTEST_PROP(Base64, DecodingIsCanonical, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("AQgw+/=x")));
  if (const auto bytes = base64_decode(text)) RC_ASSERT(base64_encode(*bytes) == text);
}

}  // namespace
}  // namespace sekisho::text

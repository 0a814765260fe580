#include "text/html.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace sekisho::text {
namespace {

TEST(Html, Escapes) {
  EXPECT_EQ(html_escape("<a href=\"x\">髙 & 'b'</a>"),
            "&lt;a href=&quot;x&quot;&gt;髙 &amp; &#39;b&#39;&lt;/a&gt;");
  EXPECT_EQ(html_escape(std::string_view("a\0b\x1B\n", 5)), "a\uFFFDb\uFFFD\n");
}

RC_GTEST_PROP(Html, NothingGetsOut, (const std::string& text)) {
  RC_ASSERT(html_escape(text).find_first_of("<>\"'") == std::string::npos);
}

}  // namespace
}  // namespace sekisho::text

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/encoding.h"

namespace sekisho::text {
namespace {

TEST(Utf8, EveryCodePointSurvivesTheRoundTrip) {
  std::string out;
  for (char32_t code = 0; code <= 0x110000; ++code) {
    out.clear();
    append_code_point(code, out);
    size_t offset = 0;
    const auto read = next_code_point(out, offset);
    const bool exists = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    ASSERT_EQ(read.has_value(), exists) << static_cast<uint32_t>(code);
    ASSERT_EQ(valid_utf8(out), exists);
    ASSERT_EQ(offset, exists ? out.size() : 1);
    if (exists) ASSERT_EQ(*read, code);
  }
}

RC_GTEST_PROP(Utf8, ValidMeansThatEveryCodePointReads, ()) {
  const auto bytes = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE3"
                                     "\xED\xEE\xEF\xF0\xF1\xF4\xF5\xFF",
                                     23)));
  size_t offset = 0;
  bool all = true;
  while (offset < bytes.size()) all = next_code_point(bytes, offset).has_value() && all;
  RC_ASSERT(all == valid_utf8(bytes));
}

}  // namespace
}  // namespace sekisho::text

#include "service/evidence/line_splitter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace sekisho::service {
namespace {

using Lines = std::vector<std::pair<std::string, bool>>;

Lines split(const std::vector<std::string>& pieces, size_t limit, size_t kept) {
  Lines out;
  const LineSplitter::Take take = [&](std::string_view line, bool cut) {
    out.emplace_back(line, cut);
  };
  LineSplitter splitter(limit, kept);
  for (const std::string& piece : pieces) splitter.add(piece, take);
  splitter.finish(take);
  return out;
}

TEST(LineSplitter, CutsAtEachEndOfLine) {
  EXPECT_EQ(split({"a\nb", "c\r\n", "\n", "\r\nlast"}, 10, 5),
            (Lines{{"a", false}, {"bc", false}, {"", false}, {"", false}, {"last", false}}));
  EXPECT_EQ(split({"a\n"}, 10, 5), (Lines{{"a", false}}));
  EXPECT_EQ(split({}, 10, 5), Lines{});
  EXPECT_EQ(split({"a\r", "\nb\rc\n"}, 10, 5), (Lines{{"a", false}, {"b\rc", false}}));
}

TEST(LineSplitter, KeepsTheBeginningOfALineThatIsTooLong) {
  EXPECT_EQ(split({"12345\n123456\nx\n"}, 5, 3),
            (Lines{{"12345", false}, {"123", true}, {"x", false}}));
  EXPECT_EQ(split({"1234", "56", "78", "\nx"}, 5, 3), (Lines{{"123", true}, {"x", false}}));
  EXPECT_EQ(split({"123456"}, 5, 0), (Lines{{"", true}}));
}

RC_GTEST_PROP(LineSplitter, DoesNotDependOnThePieces, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\r\n\n")));
  std::vector<std::string> bytes;
  for (const char c : text) bytes.emplace_back(1, c);
  RC_ASSERT(split({text}, 4, 2) == split(bytes, 4, 2));
}

}  // namespace
}  // namespace sekisho::service

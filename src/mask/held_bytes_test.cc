#include "mask/held_bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <string>

#include "text/cp932.h"

namespace sekisho::mask {
namespace {

// How many bytes are whole characters, byte by byte; nothing where one is broken.
std::optional<size_t> whole_cp932(std::string_view bytes) {
  size_t at = 0;
  while (at < bytes.size()) {
    if (!text::is_cp932_lead(bytes[at])) {
      ++at;
    } else if (at + 1 == bytes.size()) {
      break;
    } else if (text::is_cp932_trail(bytes[at + 1])) {
      at += 2;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

// Long rows of bytes that may be either of the two, over many windows, cut anywhere.
RC_GTEST_PROP(HeldBytes, TakeWholeCharactersOfCp932HoweverTheyAreCut, ()) {
  const std::string some = *rc::gen::element<std::string>(
      "\x81\x9F\xE0\xFC\x81\x81", "\x81\x40\x7E\x80\xA0\xDF\xFC", "a,\"\n\x83\x5C\x83\x83\xB1",
      "\x81\x9F\xFD\xFF\x3F\x7F\x40\x41\x42\x43\x44\x45\x46\x47\x48\x49\x4A\x4B\x4C");
  const size_t size = *rc::gen::inRange<size_t>(0, 300);
  std::string bytes;
  for (size_t i = 0; i < size; ++i) bytes += *rc::gen::elementOf(some);
  const size_t first = *rc::gen::inRange<size_t>(0, size + 1);
  HeldBytes held;
  const std::string_view all = bytes;
  const bool good = held.append_cp932(all.substr(0, first)) && held.append_cp932(all.substr(first));
  const std::optional<size_t> expected = whole_cp932(bytes);
  RC_ASSERT(good == expected.has_value());
  if (!good) return;
  RC_ASSERT(held.view() == all.substr(0, *expected));
  RC_ASSERT(held.whole() == (*expected == size));
}

// A character stands over the end of a window, or is broken there.
TEST(HeldBytes, KnowCharactersOverTheEndOfAWindow) {
  for (size_t pad = 60; pad < 68; ++pad) {
    const std::string before(pad, 'a');
    HeldBytes held;
    EXPECT_TRUE(held.append_cp932(before + "\x95\x5C" + before)) << pad;
    EXPECT_TRUE(held.whole());
    EXPECT_FALSE(HeldBytes().append_cp932(before + "\x95" + "1" + before)) << pad;
  }
}

}  // namespace
}  // namespace sekisho::mask

#include "mask/held_bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

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

// However much is pushed at once and forgotten behind each slice: what is held is the end of what
// was taken, also when what was lent is gone.
RC_GTEST_PROP(HeldBytes, HoldTheEndOfWhatWasTaken, ()) {
  HeldBytes held;
  std::string document;
  const size_t pushes = *rc::gen::inRange<size_t>(1, 6);
  for (size_t push = 0; push < pushes; ++push) {
    const size_t size =
        *rc::gen::elementOf(std::vector<size_t>{0, 1, 100, 513, 5000, 20'000, 70'000});
    std::string lent;
    for (size_t i = 0; i < size; ++i) lent += static_cast<char>('a' + (document.size() + i) % 23);
    size_t taken = document.size();
    document += lent;
    held.in_slices(lent, [&](std::string_view slice) {
      RC_ASSERT(held.append_utf8(slice));
      taken += slice.size();
      const std::string_view end = std::string_view(document).substr(held.begin());
      RC_ASSERT(held.view() == end.substr(0, taken - held.begin()));
      const size_t more = *rc::gen::elementOf(std::vector<size_t>{0, 1, 300, 60'000, 1'000'000});
      static_cast<void>(held.forget(std::min(more, held.size())));
      return true;
    });
    RC_ASSERT(taken == document.size());
    std::ranges::fill(lent, '!');
    RC_ASSERT(held.view() == std::string_view(document).substr(held.begin()));
  }
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

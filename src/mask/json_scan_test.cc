#include "mask/json_scan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace sekisho::mask {
namespace {

constexpr auto kEngines = {JsonScan::Engine::kScalar, JsonScan::Engine::kAvx2,
                           JsonScan::Engine::kAvx512, JsonScan::Engine::kBest};

// A window at a time, behind 1000 bytes that were forgotten.
std::vector<uint32_t> ends_of(std::string text, JsonScan::Engine engine) {
  constexpr uint32_t kBase = 1000;
  text.resize((text.size() / 64 + 1) * 64, ' ');
  JsonScan scan(engine);
  JsonEnds ends;
  for (size_t at = 0; at < text.size(); at += JsonScan::kWindow) {
    const std::string_view window = std::string_view(text).substr(at, JsonScan::kWindow);
    scan.run(window, static_cast<uint32_t>(kBase + at), ends);
  }
  ends.forget(0, kBase);
  std::vector<uint32_t> out(ends.offsets.begin(),
                            ends.offsets.begin() + static_cast<ptrdiff_t>(ends.count));
  if (scan.saw_control()) out.push_back(UINT32_MAX);
  return out;
}

// Byte by byte, without a bit operation.
std::vector<uint32_t> plain_ends(const std::string& text) {
  std::vector<uint32_t> out;
  bool in_string = false;
  bool in_scalar = false;
  bool control = false;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    bool scalar = false;
    const size_t before = i == 0 ? 0 : text.find_last_not_of('\\', i - 1) + 1;
    const bool escaped = i > 0 && (i - before) % 2 == 1;
    const bool quote = c == '"' && !escaped;
    if (quote && in_string) {
      out.push_back(static_cast<uint32_t>(i));
    } else if (!quote && in_string) {
      control = control || static_cast<unsigned char>(c) < 0x20;
    } else if (!quote) {
      scalar = !std::string_view("{}[]:, \r\n\t").contains(c);
    }
    in_string = in_string != quote;
    if (in_scalar && !scalar) out.push_back(static_cast<uint32_t>(i));
    in_scalar = scalar;
  }
  if (control) out.push_back(UINT32_MAX);
  return out;
}

RC_GTEST_PROP(JsonScan, EnginesAndThePlainWayAgree, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("{}[]:,\"\"\"\\\\\\\\ \n\t\r\x01 truenull012.5aé")));
  const auto plain = plain_ends(text);
  for (const auto engine : kEngines) RC_ASSERT(ends_of(text, engine) == plain);
}

TEST(JsonScan, KeepsItsStateBetweenWindows) {
  for (size_t pad = 50; pad < 70; ++pad) {
    const std::string text = std::string(pad, ' ') + R"({"a\\\"b":[tru,"\\"]} )";
    for (const auto engine : kEngines) {
      EXPECT_EQ(ends_of(text, engine), plain_ends(text)) << pad;
    }
  }
}

// `,` and `:` with the bit that tells a bracket from its brace are control characters.
TEST(JsonScan, TellsEveryByte) {
  std::string text;
  for (int c = 0; c < 256; ++c) text += {static_cast<char>(c), ' '};
  for (const auto engine : kEngines) EXPECT_EQ(ends_of(text, engine), plain_ends(text));
}

TEST(JsonScan, ForgetsEnds) {
  JsonScan scan;
  JsonEnds ends;
  scan.run(std::string(58, ' ') + "[1,20]", 0, ends);
  ends.forget(1, 50);
  ASSERT_EQ(ends.count, 1U);
  EXPECT_EQ(ends.offsets[0], 13U);
}

}  // namespace
}  // namespace sekisho::mask

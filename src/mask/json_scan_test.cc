#include "mask/json_scan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace sekisho::mask {
namespace {

std::vector<uint32_t> tokens_of(std::string text, JsonScan::Engine engine) {
  text.resize((text.size() + 63) / 64 * 64, ' ');
  JsonScan scan(engine);
  std::vector<uint32_t> out;
  out.resize(scan.run(text, 0, out, 0));
  if (scan.saw_control()) out.push_back(UINT32_MAX);
  return out;
}

// Byte by byte, without a bit operation.
std::vector<uint32_t> plain_tokens(const std::string& text) {
  std::vector<uint32_t> out;
  bool in_string = false;
  bool in_scalar = false;
  bool control = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    bool scalar = false;
    const size_t before = i == 0 ? 0 : text.find_last_not_of('\\', i - 1) + 1;
    const bool escaped = i > 0 && (i - before) % 2 == 1;
    if (c == '"' && !escaped) {
      out.push_back(static_cast<uint32_t>(i));
      in_string = !in_string;
    } else if (in_string) {
      control = control || static_cast<unsigned char>(c) < 0x20;
    } else if (std::string_view("{}[]:,").contains(c)) {
      out.push_back(static_cast<uint32_t>(i));
    } else if (!std::string_view(" \r\n\t").contains(c)) {
      scalar = true;
      if (!in_scalar) out.push_back(static_cast<uint32_t>(i));
    }
    in_scalar = scalar;
  }
  if (control) out.push_back(UINT32_MAX);
  return out;
}

RC_GTEST_PROP(JsonScan, EnginesAndThePlainWayAgree, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("{}[]:,\"\"\"\\\\\\\\ \n\t\r\x01 truenull012.5aé")));
  const auto best = tokens_of(text, JsonScan::Engine::kBest);
  RC_ASSERT(best == tokens_of(text, JsonScan::Engine::kScalar));
  RC_ASSERT(best == plain_tokens(text));
}

TEST(JsonScan, KeepsItsStateBetweenWindows) {
  for (size_t pad = 50; pad < 70; ++pad) {
    const std::string text = std::string(pad, ' ') + R"({"a\\\"b":[tru,"\\"]} )";
    EXPECT_EQ(tokens_of(text, JsonScan::Engine::kBest), plain_tokens(text)) << pad;
    EXPECT_EQ(tokens_of(text, JsonScan::Engine::kScalar), plain_tokens(text)) << pad;
  }
}

}  // namespace
}  // namespace sekisho::mask

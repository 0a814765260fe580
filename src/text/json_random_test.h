#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace sekisho::text {

// Random JSON text for tests: all kinds of values, odd spacing, escapes, Japanese.
inline std::string random_json(int depth) {
  const int first_kind = depth >= 3 ? 6 : 0;  // the outermost value is an array or an object
  const auto pick = [](std::vector<std::string> choices) {
    return *rc::gen::elementOf(std::move(choices));
  };
  const auto space = [&] { return pick({"", "", "", " ", "\n", "\t \r\n"}); };
  const auto string = [&] {
    std::string out = "\"";
    const int parts = *rc::gen::inRange(0, 5);
    for (int i = 0; i < parts; ++i) {
      out += pick({"a", "key", "髙橋", "\\n", "\\\"", "\\u3042", "\\ud83d\\ude00", "\\/", "😀",
                   "\\\\", "twelve bytes", "x"});
    }
    return out + "\"";
  };
  switch (*rc::gen::inRange(first_kind, depth > 0 ? 8 : 6)) {
    case 0:
      return pick({"null", "true", "false"});
    case 1:
      return std::to_string(*rc::gen::arbitrary<int64_t>());
    case 2:
      return std::to_string(*rc::gen::arbitrary<uint64_t>());
    case 3:
      return pick(
          {"0", "-0", "1.5", "1e3", "-2.5E-7", "0.1", "123456.789", "18446744073709551615"});
    case 4:
    case 5:
      return string();
    case 6: {
      std::string out = "[" + space();
      const int count = *rc::gen::inRange(0, 5);
      for (int i = 0; i < count; ++i) {
        out += (i == 0 ? "" : ",") + space() + random_json(depth - 1) + space();
      }
      return out + "]";
    }
    default: {
      std::string out = "{" + space();
      const int count = *rc::gen::inRange(0, 5);
      for (int i = 0; i < count; ++i) {
        out += (i == 0 ? "" : ",") + space() + string() + space() + ":" + space() +
               random_json(depth - 1) + space();
      }
      return out + "}";
    }
  }
}

// The same with some bytes changed, taken away or doubled.
inline std::string damaged(std::string text) {
  const int changes = *rc::gen::inRange(0, 4);
  for (int i = 0; i < changes && !text.empty(); ++i) {
    const auto at = *rc::gen::inRange<size_t>(0, text.size());
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        text[at] = *rc::gen::elementOf(std::string("{}[]\",:\\0129.-eE+ tfnu\n\x01\x80\xE3\xFF"));
        break;
      case 1:
        text.erase(at, 1);
        break;
      default:
        text.insert(at, 1, text[at]);
    }
  }
  return text;
}

}  // namespace sekisho::text

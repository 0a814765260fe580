#include "text/encoding.h"

#include <gtest/gtest.h>
#include <iconv.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "text/cp932.h"

namespace sekisho::text {
namespace {

// glibc's converter, the other source of truth.
class Iconv {
 public:
  Iconv(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Iconv() { iconv_close(handle_); }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;

  // What could be converted, and whether that was everything.
  std::pair<std::string, bool> convert(std::string in) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string out(in.size() * 4 + 16, '\0');
    char* from = in.data();
    size_t from_left = in.size();
    char* to = out.data();
    size_t to_left = out.size();
    const bool whole = iconv(handle_, &from, &from_left, &to, &to_left) == 0;
    out.resize(out.size() - to_left);
    return {out, whole};
  }

 private:
  iconv_t handle_;
};

std::pair<std::string, bool> decode(Encoding encoding, std::string_view bytes) {
  std::string out;
  const bool whole = append_utf8(encoding, bytes, out);
  return {out, whole};
}

TEST(Encoding, Cp932AgreesWithIconvOnEveryCode) {
  Iconv iconv("UTF-8", "CP932");
  int characters = 0;
  for (int first = 0; first < 256; ++first) {
    const std::string one(1, static_cast<char>(first));
    ASSERT_EQ(decode(Encoding::kCp932, one), iconv.convert(one)) << first;
    for (int second = 0; second < 256; ++second) {
      const std::string two{static_cast<char>(first), static_cast<char>(second)};
      const auto decoded = decode(Encoding::kCp932, two);
      ASSERT_EQ(decoded, iconv.convert(two)) << first << " " << second;
      characters += is_cp932_lead(two[0]) && decoded.second;
    }
  }
  EXPECT_EQ(characters, 9604);  // 1880 of them the user-defined area
}

TEST(Encoding, WritesCp932AsIconvDoes) {
  Iconv iconv("CP932", "UTF-8");
  for (char32_t code = 0; code < 0x10000; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string utf8;
    append_code_point(code, utf8);
    const auto written = to_cp932(utf8);
    const auto [expected, known] = iconv.convert(utf8);
    // These two would change their meaning: a yen sign into a backslash, an overline into a tilde.
    if (code == 0xA5 || code == 0x203E) {
      EXPECT_FALSE(written);
      continue;
    }
    if (!known) {
      EXPECT_FALSE(written) << static_cast<uint32_t>(code);
      continue;
    }
    ASSERT_TRUE(written) << static_cast<uint32_t>(code);
    EXPECT_EQ(*written, expected) << static_cast<uint32_t>(code);
  }
  EXPECT_FALSE(to_cp932("a😀"));
  EXPECT_FALSE(to_cp932("a\xFF"));
}

TEST(Encoding, Cp932KnowsTheExtensionsAndKeepsACommaBehindABrokenLead) {
  EXPECT_EQ(decode(Encoding::kCp932, "\x87\x40\x87\x8A\xFB\xFC\xFA\xB1\xFA\x40\xEE\xEF").first,
            "①㈱髙﨑ⅰⅰ");
  EXPECT_EQ(decode(Encoding::kCp932, "\xB6\xDE").first, "ｶﾞ");
  EXPECT_EQ(decode(Encoding::kCp932, "a\x82,b"), (std::pair<std::string, bool>("a", false)));
  EXPECT_EQ(decode(Encoding::kCp932, "\xF0\x40").first, "\uE000");
}

RC_GTEST_PROP(Encoding, Cp932AgreesWithIconvOnAnyText, ()) {
  static Iconv iconv("UTF-8", "CP932");
  const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{"a", ",", "1234567", "plain ascii text of some length, ", "\x82\xA0",
                               "\x8D\x82", "\xFB\xFC", "\xB6", "\r\n", "\x81\x40", "\x83\x5C"}));
  std::string text;
  for (const std::string& part : parts) text += part;
  if (*rc::gen::inRange(0, 3) == 0 && !text.empty()) {
    text[*rc::gen::inRange<size_t>(0, text.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
  }
  RC_ASSERT(decode(Encoding::kCp932, text) == iconv.convert(text));
}

TEST(Encoding, Cp932CrossesItsPortions) {
  for (const size_t pad : {size_t{65533}, size_t{65534}, size_t{65535}, size_t{65536}}) {
    std::string text(pad, 'x');
    for (int i = 0; i < 70'000; ++i) text += "\x82\xA0";
    const auto [out, whole] = decode(Encoding::kCp932, text);
    ASSERT_TRUE(whole);
    ASSERT_EQ(out.size(), pad + 70'000 * 3);
    ASSERT_TRUE(out.ends_with("あ"));
    ASSERT_FALSE(decode(Encoding::kCp932, text + "\x82").second);
  }
}

TEST(Encoding, ReadsUtf16) {
  EXPECT_EQ(decode(Encoding::kUtf16Le, std::string_view("\x42\x30\x61\0\x3D\xD8\x00\xDE", 8)).first,
            "あa😀");
  EXPECT_EQ(decode(Encoding::kUtf16Be, std::string_view("\x30\x42\0\x61", 4)).first, "あa");
  for (const std::string_view bad :
       {std::string_view("a\0b", 3), std::string_view("a\0\x3D\xD8", 4),
        std::string_view("a\0\x00\xDE", 4), std::string_view("a\0\x3D\xD8\x41\x00", 6)}) {
    EXPECT_EQ(decode(Encoding::kUtf16Le, bad), (std::pair<std::string, bool>("a", false)));
  }
}

RC_GTEST_PROP(Encoding, Utf16AgreesWithIconv, (const std::string& bytes)) {
  static Iconv iconv("UTF-8", "UTF-16BE");
  RC_ASSERT(decode(Encoding::kUtf16Be, bytes) == iconv.convert(bytes));
}

TEST(Encoding, Utf8KeepsWhatCameBeforeTheOffence) {
  EXPECT_EQ(decode(Encoding::kUtf8, "髙\xE3\x81"), (std::pair<std::string, bool>("髙", false)));
  EXPECT_EQ(decode(Encoding::kUtf8, "髙"), (std::pair<std::string, bool>("髙", true)));
}

TEST(Encoding, HasNames) {
  EXPECT_EQ(encoding_named("UTF-8"), Encoding::kUtf8);
  EXPECT_EQ(encoding_named("Shift_JIS"), Encoding::kCp932);
  EXPECT_EQ(encoding_named("Windows-31J"), Encoding::kCp932);
  EXPECT_EQ(encoding_named("utf-16"), Encoding::kUtf16Le);
  EXPECT_FALSE(encoding_named("latin-1"));
  for (const Encoding e :
       {Encoding::kUtf8, Encoding::kCp932, Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    EXPECT_EQ(encoding_named(name_of(e)), e);
  }
}

TEST(Encoding, Sniffs) {
  const auto expect = [](std::string_view bytes, std::optional<Encoding> encoding, size_t bom) {
    const Sniffed sniffed = sniff(bytes);
    EXPECT_EQ(sniffed.encoding, encoding) << bytes;
    EXPECT_EQ(sniffed.bom_bytes, bom) << bytes;
  };
  expect("\xEF\xBB\xBFid", Encoding::kUtf8, 3);
  expect("\xFF\xFEi", Encoding::kUtf16Le, 2);
  expect("\xFE\xFF", Encoding::kUtf16Be, 2);
  expect("", Encoding::kUtf8, 0);
  expect("日時", Encoding::kUtf8, 0);
  expect(std::string_view("日時").substr(0, 5), Encoding::kUtf8, 0);
  expect(std::string_view("日時").substr(0, 4), Encoding::kUtf8, 0);
  expect("\x93\xFA\x8E\x9E", Encoding::kCp932, 0);
  expect("\x93\xFA\x8E", Encoding::kCp932, 0);
  expect("\x93\xFA\xFF", std::nullopt, 0);
}

// Of every text of up to four bytes that are first bytes, second bytes, both, or neither.
TEST(Cp932, TellsTheLastCharacterAsGoingThroughAllOfThemDoes) {
  constexpr std::string_view kBytes = "1\x5C\xB1\x95\xE0";
  for (size_t number = 0; number < 5 * 5 * 5 * 5; ++number) {
    std::string bytes;
    for (size_t i = 0, rest = number; i < 4; ++i, rest /= 5) bytes += kBytes[rest % 5];
    for (const size_t size : {1, 2, 3, 4}) {
      const std::string_view text = std::string_view(bytes).substr(0, size);
      size_t last = 0;
      size_t at = 0;
      bool whole = true;
      while (at < size) {
        last = at;
        at += cp932_character_bytes(text.substr(at));
        whole = whole && (at > last + 1 || !is_cp932_lead(text[last]));
      }
      if (whole) EXPECT_EQ(last_cp932_character(text), last) << number << " " << size;
    }
  }
}

}  // namespace
}  // namespace sekisho::text

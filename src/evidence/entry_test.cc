#include "evidence/entry.h"

#include <gtest/gtest.h>

#include <set>

#include "evidence/limits.h"
#include "evidence/schema.h"
#include "text/base64.h"
#include "text/canonical_json.h"
#include "text/time_format.h"

namespace sekisho::evidence {
namespace {

constexpr Instant kNow{1'795'654'923'456'000};  // 2026-11-26T01:02:03.456Z
constexpr Nonce kNonce{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

text::JsonValue parsed(std::string_view json) {
  return text::JsonValue::parse(json).value();
}

std::string made(std::string_view json) {
  const auto entry = make_entry(parsed(json), kNow, kNonce);
  return entry ? *entry : to_string(entry.error());
}

TEST(Entry, IsCompletedAndCanonical) {
  const std::string entry = made(
      R"({"system":"nws", "kind":"login", "result":"success", "actor":"p-00000001", "factors":["card"]})");
  EXPECT_EQ(entry, R"({"actor":"p-00000001","factors":["card"],"kind":"login",)"
                   R"("nonce":"AAECAwQFBgcICQoLDA0ODw","result":"success","system":"nws",)"
                   R"("time":"2026-11-26T01:02:03.456Z","v":1})");
  EXPECT_TRUE(parse_entry(entry));
  // What it has already stays.
  EXPECT_EQ(make_entry(parsed(entry), Instant{0}, Nonce{}).value(), entry);
}

TEST(Entry, NamesTheMemberThatIsWrong) {
  const struct {
    const char* json;
    const char* message;
    const char* help;
  } cases[] = {
      {R"([])", "an entry is one JSON object", ""},
      {R"({})", "`/kind` is missing", ""},
      {R"({"kind":"logim"})", "`/kind` is none that this version knows", "Did you mean `login`?"},
      {R"({"kind":5})", "`/kind` is none that this version knows", ""},
      {R"({"kind":"login","actor":"p-00000001","system":"nws"})", "`/result` is missing",
       "An entry of the kind `login` needs it."},
      {R"({"kind":"login","actor":"p-00000001","result":"success"})", "`/system` is missing",
       "An entry of the kind `login` needs it."},
      {R"({"kind":"login","acter":"p-00000001"})", "`/acter` is not a member in the kind `login`",
       "Did you mean `actor`?"},
      {R"({"kind":"login","actor":"山田太郎"})", "`/actor` is no pseudonym",
       "Write 8 to 64 ASCII letters, digits, `-` or `_`, never a name or an employee number: an "
       "entry stays for ever."},
      {R"({"kind":"login","result":"ok"})", "`/result` is not `success` or `failure`", ""},
      {R"({"kind":"login","factors":"card"})", "`/factors` is no list of 1 to 1000", ""},
      {R"({"kind":"login","factors":["card","a b"]})", "`/factors/1` is no name",
       "Write 1 to 128 printable ASCII characters without spaces."},
      {R"({"kind":"act","approval":{"by":"p-00000001"}})", "`/approval/number` is missing",
       "An entry of the kind `act` needs it."},
      {R"({"kind":"act","approval":"123"})", "`/approval` is no object", ""},
      {R"({"kind":"act","approval":{"a/b":1}})",
       "`/approval/a~1b` is not a member in the kind `act`",
       "docs/formats/evidence.md lists the members."},
      {R"({"kind":"record","content":{},"v":2})",
       "`/v` is not the version that this program writes", "Write 1, or leave it out."},
      {R"({"kind":"record","content":{},"nonce":"AAECAwQFBgcICQoLDA0ODx"})", "`/nonce` is no nonce",
       "Write 128 random bits in base64url, or leave it out."},
      {R"({"kind":"record","content":{"a":[1,9007199254740993]}})",
       "`/content/a/1`: an integer beyond 2^53",
       "Write it as a string: most readers would round it."},
      {R"({"kind":"record","content":{"a":1,"a":1}})", "`/content/a`: the key stands there twice",
       ""},
      {R"({"kind":"record","kind":"record","content":{}})", "`/kind`: the key stands there twice",
       ""},
      {R"({"kind":"record","content":[]})", "`/content` is no object", ""},
      {R"({"kind":"seal","lines":-1})", "`/lines` is no whole number from 0 on", ""},
      {R"({"kind":"seal","lines":1.5})", "`/lines` is no whole number from 0 on", ""},
      {R"({"kind":"seal","hash":"AB"})", "`/hash` is no SHA-256",
       "Write 64 hexadecimal digits in lower case."},
      {R"({"kind":"export","what":"a\nb"})", "`/what` is no text of one line",
       "Write 1 to 4096 bytes without control characters."},
  };
  for (const auto& c : cases) {
    const auto entry = make_entry(parsed(c.json), kNow, kNonce);
    ASSERT_FALSE(entry) << c.json;
    EXPECT_EQ(entry.error().code, ErrorCode::kBadInput) << c.json;
    EXPECT_EQ(entry.error().message, c.message) << c.json;
    EXPECT_EQ(entry.error().help, c.help) << c.json;
  }
}

TEST(Entry, HasTimesOfOneForm) {
  const auto accepts = [](const std::string& time) {
    return check_entry(parsed(R"({"kind":"record","content":{},"v":1,)"
                              R"("nonce":"AAECAwQFBgcICQoLDA0ODw","time":")" +
                              time + "\"}"))
        .has_value();
  };
  for (const char* good : {"2026-11-26T01:02:03Z", "2026-11-26T01:02:03.100Z",
                           "2026-11-26T01:02:03.123456Z", "2024-02-29T23:59:59Z"}) {
    EXPECT_TRUE(accepts(good)) << good;
  }
  for (const char* bad :
       {"", "Z", "2026-11-26", "2026-11-26T01:02:03", "2026-11-26T01:02:03+09:00",
        "2026-11-26T01:02:03+00:00", "2026-11-26t01:02:03z", "2026-11-26 01:02:03Z",
        "2026-11-26T01:02:03.1Z", "2026-11-26T01:02:03.000Z", "2026-11-26T01:02:03.100000Z",
        "2025-02-29T00:00:00Z", "2026-11-26T24:00:00Z", "2026-11-26T01:60:00Z",
        "2026-11-2601:02:03ZZZ", "2026-11-26T01:02:0/Z", "2026-11-26T01:02:03,123Z"}) {
    EXPECT_FALSE(accepts(bad)) << bad;
  }
}

TEST(Entry, HasALimit) {
  const std::string head = R"({"kind":"record","content":{"a":")";
  const size_t rest = made(head + "\"}}").size();
  EXPECT_EQ(made(head + std::string(kMaxEntryBytes - rest, 'x') + "\"}}").size(), kMaxEntryBytes);
  const auto longer =
      make_entry(parsed(head + std::string(kMaxEntryBytes - rest + 1, 'x') + "\"}}"), kNow, kNonce);
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().code, ErrorCode::kLimit);
  EXPECT_EQ(longer.error().message, "the entry has 65536 bytes, more than 65535");
}

TEST(Entry, IsReadOnlyInItsCanonicalForm) {
  const std::string entry = made(R"({"kind":"record","content":{"b":1,"a":"髙"}})");
  EXPECT_EQ(text::canonical_json(parse_entry(entry).value()).value(), entry);
  EXPECT_FALSE(parse_entry(entry + "\n"));
  EXPECT_FALSE(parse_entry(" " + entry));
  std::string escaped = entry;
  escaped.replace(escaped.find("髙"), 3, "\\u9ad9");
  EXPECT_EQ(parse_entry(escaped).error().message, "the entry is not in its canonical form");
  EXPECT_FALSE(parse_entry(entry.substr(1)));
  EXPECT_FALSE(parse_entry(std::string(kMaxEntryBytes + 1, ' ')));
}

TEST(Entry, HoldsAnyObjectAsARecord) {
  const auto entry =
      make_entry(record_of(parsed(R"({"kind":"else","n":[1.50]})")), kNow, kNonce).value();
  EXPECT_EQ(parse_entry(entry)->at_pointer("/content")->to_json(), R"({"kind":"else","n":[1.5]})");
}

TEST(NonceSource, NeverRepeats) {
  NonceSource source;
  std::set<Nonce> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(source.next()).second);
}

}  // namespace
}  // namespace sekisho::evidence

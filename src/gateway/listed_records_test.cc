#include "gateway/listed_records.h"

#include <gtest/gtest.h>

#include "text/encoding.h"

namespace sekisho::gateway {
namespace {

using Keys = std::vector<std::string>;
using mask::DocumentFormat;
using mask::DocumentType;

Route route() {
  Route out;
  out.kind = barrier::RecordKind::kCustomer;
  out.lists = {.json = {"/rows/*/id"}, .csv = {"お客さま番号"}, .html = {"id"}};
  return out;
}

Result<Keys> keys(DocumentType type, std::string_view document, mask::CsvMasker::Options csv = {}) {
  const auto records = listed_records(route(), {.type = type, .csv = csv}, document);
  if (!records) return std::unexpected(records.error());
  Keys out;
  for (const ListedRecord& one : *records) out.push_back(one.key);
  return out;
}

TEST(ListedRecords, AreFoundInJson) {
  EXPECT_EQ(keys(DocumentType::kJson, R"({"rows":[{"id":"a"},{"id":7},{"id":"a"}]})"),
            (Keys{"a", "7"}));
  EXPECT_EQ(keys(DocumentType::kJson, R"({"rows":[]})"), Keys{});
  EXPECT_EQ(
      keys(DocumentType::kJsonLines, "{\"rows\":[{\"id\":\"a\"}]}\n\n{\"rows\":[{\"id\":\"b\"}]}"),
      (Keys{"a", "b"}));
  for (const char* text :
       {"", "{", "[]", R"({"rows":null})", R"({"rows":{}})", R"({"rows":[{"name":"x"}]})",
        R"({"rows":[{"id":null}]})", R"({"rows":[{"id":""}]})", R"({"rows":[{"id":{"a":1}}]})",
        R"({"rows":[{"id":"a","id":"b"}]})", R"({"rows":[{"id":"a","\u0069d":"b"}]})",
        R"({"rows":[],"rows":[{"id":"a"}]})", R"({"rows":[{"id":1.5}]})"}) {
    EXPECT_FALSE(keys(DocumentType::kJson, text)) << text;
  }
}

TEST(ListedRecords, AreFoundInCsv) {
  const std::string text = "氏名,お客さま番号\r\n山田,\"a\"\r\n鈴木,b\r\n";
  EXPECT_EQ(keys(DocumentType::kCsv, text), (Keys{"a", "b"}));
  EXPECT_EQ(keys(DocumentType::kCsv, "\xEF\xBB\xBF" + text), (Keys{"a", "b"}));
  EXPECT_EQ(keys(DocumentType::kCsv, text::to_cp932(text).value(),
                 {.encoding = mask::CsvMasker::Encoding::kCp932}),
            (Keys{"a", "b"}));
  for (const char* broken :
       {"", "氏名\r\n山田\r\n", "お客さま番号,お客さま番号\r\na,b\r\n",
        "氏名,お客さま番号\r\n山田\r\n", "氏名,お客さま番号\r\n山田,a,b\r\n",
        "氏名,お客さま番号\r\n山田,\"a\r\n", "氏名,お客さま番号\r\n山田,\r\n"}) {
    EXPECT_FALSE(keys(DocumentType::kCsv, broken)) << broken;
  }
}

TEST(ListedRecords, AreFoundInHtml) {
  EXPECT_EQ(
      keys(DocumentType::kHtml, R"(<table><tr><td class="x id"> a </td><td>b</td></tr></table>)"),
      Keys{"a"});
  EXPECT_EQ(keys(DocumentType::kHtml, "<p>none</p>"), Keys{});
  for (const char* broken : {R"(<td class="id">a)", R"(<td class="id"><b>a</b></td>)",
                             R"(<td class="id"></td>)", R"(<td class="id">a%20b</td>)"}) {
    EXPECT_FALSE(keys(DocumentType::kHtml, broken)) << broken;
  }
}

TEST(ListedRecords, NeedAPlaceForTheType) {
  EXPECT_FALSE(keys(DocumentType::kText, "a"));
  Route none = route();
  none.lists = {.json = {"/id"}, .csv = {}, .html = {}};
  EXPECT_FALSE(listed_records(none, {.type = DocumentType::kHtml}, "<p>a</p>"));
  EXPECT_FALSE(listed_records(none, {.type = DocumentType::kCsv}, "a\r\n"));
}

TEST(ListedRecords, HaveTheAddressThatIsTheirs) {
  Route with = route();
  with.addresses = {.json = {"/rows/*/at"}, .csv = {"住所"}, .html = {"at"}};
  using Records = std::vector<ListedRecord>;
  const auto found = [&](DocumentType type, std::string_view document) {
    return listed_records(with, {.type = type, .csv = {}}, document);
  };
  EXPECT_EQ(
      found(DocumentType::kJson,
            R"({"rows":[{"id":"a","at":"X"},{"id":"b"},{"at":"Y","id":"a"},{"id":"a","at":"X"}]})"),
      (Records{{"a", "X"}, {"b", ""}, {"a", "Y"}}));
  EXPECT_EQ(found(DocumentType::kCsv, "住所,お客さま番号\r\nX,a\r\n,b\r\n"),
            (Records{{"a", "X"}, {"b", ""}}));
  EXPECT_EQ(found(DocumentType::kHtml, R"(<p class="id">a</p><p class="at">X</p>)"),
            (Records{{"a", "X"}}));
  // Whose the address is cannot be told.
  EXPECT_FALSE(
      found(DocumentType::kHtml, R"(<p class="id">a</p><p class="id">b</p><p class="at">X</p>)"));
  EXPECT_FALSE(found(DocumentType::kCsv, "お客さま番号\r\na\r\n"));
}

}  // namespace
}  // namespace sekisho::gateway

#include "gateway/search_terms.h"

#include <gtest/gtest.h>

namespace sekisho::gateway {
namespace {

constexpr std::string_view kRoutes = R"(
system = "cc"
[[route]]
methods = ["GET"]
path = "/customers"
action = "search"
kind = "customer"
harmless = ["page"]
[route.lists]
json = ["/*/id"]
[[route.term]]
in = "query:name"
field = "name"
[[route.term]]
in = "query:supplier"
field = "supplier"
[[route.term]]
in = "query:phone"
field = "phone"
told = { least = 10, hits = 2 }
[route.term.shown]
json = ["/*/phone"]
[[route.term]]
in = "query:number"
field = "customer-number"
told = { least = 8, hits = 1 }
[route.term.shown]
json = ["/*/number"]
[[route]]
methods = ["POST"]
path = "/customers"
action = "search"
kind = "customer"
[route.lists]
json = ["/*/id"]
[[route.term]]
in = "json:/by/phone"
field = "phone"
[[route]]
methods = ["GET"]
path = "/"
query = ["tab"]
)";

class SearchTerms : public testing::Test {
 protected:
  SearchTerms() : routes(Routes::parse(kRoutes, "r").value()) {
    vocabulary = policy::Vocabulary::parse(R"([fields]
name = { ja = "n", en = "n" }
phone = { ja = "p", en = "p" }
customer-number = { ja = "c", en = "c" }
supplier = { ja = "s", en = "s" }
)",
                                           "o")
                     .value();
  }
  Search search(std::string_view target, bool unread = false) const {
    const auto mapped = routes.map("GET", target);
    EXPECT_TRUE(mapped.has_value()) << target;
    return search_of(*mapped->route, mapped->given, unread);
  }
  policy::Obligations masks(std::string_view text) const {
    return policy::parse_obligations(text, vocabulary).value();
  }
  std::string_view refusal(std::string_view target, std::string_view text) const {
    return search_refusal(search(target), masks(text));
  }
  std::string_view hits(std::string_view target, size_t count, std::string_view document) const {
    return hits_refusal(search(target), masks("mask:phone=redact"), count,
                        {.type = mask::DocumentType::kJson, .csv = {}}, document);
  }

  Routes routes;
  policy::Vocabulary vocabulary;
};

TEST_F(SearchTerms, WhoSeesEverythingSearchesByAnything) {
  for (const char* target :
       {"/customers?supplier=S", "/customers?phone=0", "/customers?phone=1&phone=2"}) {
    EXPECT_EQ(search_refusal(search(target), {}), "") << target;
  }
  EXPECT_EQ(search_refusal(search("/customers", true), {}), "");
}

TEST_F(SearchTerms, AFieldThatIsSeenMayBeSearchedBy) {
  EXPECT_EQ(refusal("/customers?name=%E9%AB%98&page=2", "mask:supplier=remove"), "");
  EXPECT_EQ(refusal("/customers?phone=09", "mask:supplier=remove"), "");
  EXPECT_EQ(refusal("/customers?supplier=&name=a", "mask:supplier=remove"), "");
  EXPECT_EQ(refusal("/?tab=1", "mask:supplier=remove"), "");  // it lists nothing
}

TEST_F(SearchTerms, AMaskedFieldIsNotSearchedBy) {
  EXPECT_EQ(refusal("/customers?supplier=S", "mask:supplier=remove"), "search/masked-field");
  EXPECT_EQ(refusal("/customers?name=a&supplier=S", "mask:supplier=first1"), "search/masked-field");
}

TEST_F(SearchTerms, ButByTheWholeOfWhatOneWasTold) {
  for (const char* whole :
       {"/customers?phone=092-123-4567", "/customers?phone=0921234567",
        "/customers?phone=%EF%BC%90921234567", "/customers?phone=092(123)4567"}) {
    EXPECT_EQ(refusal(whole, "mask:phone=redact"), "") << whole;
    EXPECT_EQ(search(whole).told(), std::vector<std::string>{"phone=0921234567"});
  }
  for (const char* part :
       {"/customers?phone=092", "/customers?phone=092-123-456", "/customers?phone=092123456*",
        "/customers?phone=0921234567%25", "/customers?phone=----------"}) {
    EXPECT_EQ(refusal(part, "mask:phone=redact"), "search/not-whole") << part;
  }
}

// A hit for both would say that they belong together.
TEST_F(SearchTerms, TwoMaskedFieldsWouldTellOfOneAnother) {
  constexpr std::string_view kBoth = "/customers?phone=0921234567&number=12345678";
  EXPECT_EQ(refusal(kBoth, "mask:phone=redact, mask:customer-number=redact"), "search/several");
  EXPECT_EQ(refusal(kBoth, "mask:phone=redact"), "");
}

TEST_F(SearchTerms, WhatNobodyExplainsIsNotForThoseWhoSeeLess) {
  const std::string_view kMasked = "mask:supplier=remove";
  EXPECT_EQ(refusal("/customers?phone=0921234567&phone=0921234568", kMasked), "search/unexplained");
  EXPECT_EQ(refusal("/customers?name=" + std::string(600, 'a'), kMasked), "search/unexplained");
  EXPECT_EQ(search_refusal(search("/customers?name=a", true), masks(kMasked)),
            "search/unexplained");
  // Of a JSON body every member counts.
  const Route& post = routes.routes()[1];
  const auto of_body = [&](std::string_view body) {
    const auto read = read_body(post, "application/json", "", body);
    EXPECT_TRUE(read.has_value());
    return search_refusal(search_of(post, read->given, false), masks(kMasked));
  };
  EXPECT_EQ(of_body(R"({"by":{"phone":"092"}})"), "");
  EXPECT_EQ(of_body(R"({"by":{"phone":"092"},"sort":"supplier"})"), "search/unexplained");
  EXPECT_EQ(of_body(R"({"by":{"phone":["092"]}})"), "search/unexplained");
}

TEST_F(SearchTerms, AHitHasWhatWasTold) {
  constexpr std::string_view kTold = "/customers?phone=0921234567";
  EXPECT_EQ(hits(kTold, 1, R"([{"id":"a","phone":"092-123-4567"}])"), "");
  EXPECT_EQ(hits(kTold, 0, "[]"), "");
  EXPECT_EQ(hits(kTold, 1, R"([{"id":"a","phone":"092-123-4568"}])"), "search/other-hits");
  EXPECT_EQ(hits(kTold, 1, R"([{"id":"a"}])"), "search/other-hits");
  EXPECT_EQ(
      hits(kTold, 3, R"([{"phone":"0921234567"},{"phone":"0921234567"},{"phone":"0921234567"}])"),
      "search/other-hits");
  // By a field that is seen, hits are as the system has them.
  EXPECT_EQ(hits("/customers?name=a", 3, R"([{"id":"a"}])"), "");
}

TEST_F(SearchTerms, PointAtMistakes) {
  const std::string head =
      "system = \"cc\"\n[[route]]\nmethods = [\"GET\"]\npath = \"/\"\nkind = \"customer\"\n";
  const std::string lists = "[route.lists]\njson = [\"/*/id\"]\n";
  const std::string shown = "[route.term.shown]\njson = [\"/*/p\"]\n";
  const auto parses = [&](const std::string& rest) {
    return Routes::parse(head + rest, "r").has_value();
  };
  const std::string term = "[[route.term]]\nin = \"query:p\"\nfield = \"phone\"\n";
  EXPECT_TRUE(parses(lists + term));
  EXPECT_FALSE(parses(term));
  EXPECT_TRUE(parses(lists + term + "told = { least = 10, hits = 1 }\n" + shown));
  EXPECT_FALSE(parses(lists + term + "told = { least = 10, hits = 1 }\n"));
  EXPECT_FALSE(parses(lists + term + "told = { least = 3, hits = 1 }\n" + shown));
  EXPECT_FALSE(parses(lists + term + "told = { least = 10, hits = 21 }\n" + shown));
  EXPECT_FALSE(parses(lists + "[[route.term]]\nin = \"path:p\"\nfield = \"phone\"\n"));
  EXPECT_FALSE(parses(lists + "[[route.term]]\nin = \"json:/p\"\nfield = \"a\"\n"
                              "[[route.term]]\nin = \"form:p\"\nfield = \"a\"\n"));
}

}  // namespace
}  // namespace sekisho::gateway

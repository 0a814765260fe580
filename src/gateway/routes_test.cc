#include "gateway/routes.h"

#include <gtest/gtest.h>

#include <sstream>

#include "barrier/situation.h"
#include "base/file.h"
#include "gateway/limits.h"

namespace sekisho::gateway {
namespace {

constexpr std::string_view kPoint = "0900000000000000000017";

Routes routes(std::string_view toml) {
  auto out = Routes::parse(toml, "routes.toml");
  EXPECT_TRUE(out) << to_string(out.error());
  return std::move(*out);
}

std::string document() {
  return read_file(std::string(SEKISHO_ROOT) + "/docs/formats/gate-routes.md", 1 << 20).value();
}

std::string example() {
  const std::string text = document();
  const size_t begin = text.find("```toml\n") + 8;
  return text.substr(begin, text.find("```", begin) - begin);
}

// What a request is, in the words of the document.
std::string meaning(const Routes& routes, std::string_view method, std::string_view target) {
  const auto mapped = routes.map(method, target);
  if (!mapped) return "denied";
  if (mapped->route == nullptr) return "static";
  std::string out = mapped->route->action;
  if (mapped->route->lists.any())
    return out + " and every " + std::string(barrier::name_of(mapped->route->kind)) +
           " of the answer";
  out += " " + std::string(barrier::name_of(mapped->route->kind)) + " ";
  return out + (mapped->needs_body ? "in the body" : mapped->record);
}

TEST(Routes, MeanWhatTheirDocumentSays) {
  const Routes parsed = routes(example());
  EXPECT_EQ(parsed.system(), "nol");
  std::istringstream lines(document());
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string bar, method, target;
    words >> bar >> method >> target;
    if (bar != "|" || !target.starts_with('/') || !target.ends_with('`')) continue;
    ++rows;
    const size_t begin = line.rfind(" | ") + 3;
    EXPECT_EQ(meaning(parsed, method.substr(1), target.substr(0, target.size() - 1)),
              line.substr(begin, line.size() - begin - 2))
        << line;
  }
  EXPECT_EQ(rows, 7);
}

TEST(Routes, AreShippedAsAnExample) {
  const std::string file = std::string(SEKISHO_ROOT) + "/examples/gate/network-online.routes.toml";
  EXPECT_EQ(meaning(routes(read_file(file, 1 << 20).value()), "GET", "/points.csv?area=09"),
            "export and every supply_point of the answer");
}

TEST(Routes, DenyWhatCouldBeReadInTwoWays) {
  const Routes parsed = routes(example());
  const std::string point(kPoint);
  EXPECT_TRUE(parsed.map("GET", "/points/" + point));
  for (const std::string& target : std::initializer_list<std::string>{
           "/points//" + point,
           "/points/./" + point,
           "/a/../points/" + point,
           "/points/%2e%2e/" + point,
           "/points%2f" + point,
           "/points/" + point + "%2f",
           "/points\\" + point,
           "/points/" + point + "%5c",
           "/points/" + point + "%00",
           "/points/" + point + "%2500",
           "/points/%30900000000000000000017%25",
           "/points/" + point + ";x=1",
           "/points/" + point + "%3b",
           "/points/" + point + ".",
           "/points/" + point + "%20",
           "/points/" + point + "%2",
           "/points/" + point + "%zz",
           "/points/" + point + "%c0%af",
           "/points/" + point + "%ff",
           "/points/" + point + "\x7f",
           "/points/" + point + "\xe3\x81\x82",
           "/points/" + point + "#a",
           "/points/" + point + " ",
           "/points/" + point + "?tab=a;b",
           "/points/" + point + "?tab=%00",
           "/Points/" + point,
           "points/" + point,
           std::string(),
           "*" + std::string(),
           "http://a/points/" + point,
           "/points/" + point + "?" + std::string(kMaxTargetBytes, 'a')}) {
    EXPECT_FALSE(parsed.map("GET", target)) << target;
  }
  for (const char* method : {"get", "POST", "TRACE", "CONNECT", ""})
    EXPECT_FALSE(parsed.map(method, "/points/" + point)) << method;
}

TEST(Routes, SayWhichRedirectionsSayNoMoreThanAKey) {
  const Routes parsed = routes(R"(
system = "nol"
static = ["/assets/"]
cookies = ["SID", "JSESSIONID"]
[[route]]
methods = ["GET"]
path = "/points/{spid}"
query = ["tab"]
record = "path:spid"
kind = "supply_point"
[[route]]
methods = ["GET"]
path = "/points/{spid}/{what}"
record = "path:spid"
kind = "supply_point"
[[route]]
methods = ["GET"]
path = "/by-name/{name}"
action = "search"
[[route]]
methods = ["POST"]
path = "/notes"
action = "update"
)");
  EXPECT_EQ(parsed.cookies(), (std::vector<std::string>{"SID", "JSESSIONID"}));
  const std::string point = "/points/" + std::string(kPoint);
  for (const std::string& plain : {point, std::string("/assets/app.js")})
    EXPECT_TRUE(parsed.leads_plainly(plain)) << plain;
  for (const std::string& other : std::initializer_list<std::string>{
           "", "/", point + "?tab=S", point + "#S", point + "/S", "/points/S", "/by-name/S",
           "/notes", "/unknown/S", "https://network-online.example" + point, "//S" + point, "S",
           "\\S"}) {
    EXPECT_FALSE(parsed.leads_plainly(other)) << other;
  }
}

TEST(Routes, TakeEachKeyOnce) {
  const Routes parsed = routes(R"(
system = "nol"
[[route]]
methods = ["GET"]
path = "/look"
query = ["page"]
record = "query:id"
kind = "customer"
)");
  const auto one = parsed.map("GET", "/look?page=1&id=%EF%BC%A17");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->record, "A7");  // its width folded, its case kept
  for (const char* target :
       {"/look", "/look?page=1", "/look?id=", "/look?id=1&id=2", "/look?id=1&ID=2",
        "/look?id=1%2F2", "/look?id=a%2525", "/look?id[]=1"}) {
    EXPECT_FALSE(parsed.map("GET", target)) << target;
  }
}

TEST(Routes, FoldTheCaseOfPathsButNotOfKeys) {
  const Routes parsed = routes(R"(
system = "nol"
fold_case = true
[[route]]
methods = ["GET"]
path = "/Customers/{id}"
record = "path:id"
kind = "customer"
)");
  const auto one = parsed.map("GET", "/CUSTOMERS/Ab7");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->record, "Ab7");
}

TEST(Routes, FindTheKeyInABody) {
  const Routes parsed = routes(R"(
system = "nol"
[[route]]
methods = ["POST"]
path = "/json"
record = "json:/point/spid"
kind = "supply_point"
[[route]]
methods = ["POST"]
path = "/form"
record = "form:spid"
kind = "supply_point"
)");
  const Route& json = parsed.routes()[0];
  const Route& form = parsed.routes()[1];
  const std::string body = R"({"point":{"spid":"09-0000-0000-0000-0000-0017"}})";
  EXPECT_EQ(read_body(json, "application/json", "", body)->record, kPoint);
  EXPECT_EQ(read_body(json, "Application/JSON; charset=UTF-8", "identity", body)->record, kPoint);
  EXPECT_EQ(
      read_body(form, "application/x-www-form-urlencoded", "", "a=b&spid=" + std::string(kPoint))
          ->record,
      kPoint);
  EXPECT_FALSE(read_body(json, "application/json; charset=utf-16", "", body));
  EXPECT_FALSE(read_body(json, "application/json", "gzip", body));
  EXPECT_FALSE(read_body(json, "text/plain", "", body));
  EXPECT_FALSE(read_body(json, "", "", body));
  EXPECT_FALSE(
      read_body(json, "application/json", "", body + std::string(kMaxMappedBodyBytes, ' ')));
  for (const char* text : {"", "{", R"({"point":{"spid":null}})", R"({"point":{"spid":["1"]}})",
                           R"({"point":{"spid":"0900000000000000000017","spid":"1"}})",
                           R"({"point":{"spid":"0900000000000000000017","\u0073pid":"1"}})",
                           R"({"point":{"spid":"0900000000000000000017"}} x)"}) {
    EXPECT_FALSE(read_body(json, "application/json", "", text)) << text;
  }
  EXPECT_FALSE(read_body(form, "application/x-www-form-urlencoded", "", "spid=1&spid=2"));
}

TEST(Routes, PointAtMistakes) {
  const std::string head = "system = \"nol\"\n[[route]]\nmethods = [\"GET\"]\npath = \"/a/{id}\"\n";
  const auto mistake = [&](const std::string& line) {
    const auto parsed = Routes::parse(head + line + "\n", "routes.toml");
    EXPECT_FALSE(parsed) << line;
    return parsed ? "" : to_string(parsed.error());
  };
  EXPECT_NE(mistake("record = \"path:no\"\nkind = \"customer\"").find("routes.toml:5"),
            std::string::npos);
  EXPECT_NE(mistake("record = \"path:id\"").find("kind"), std::string::npos);
  EXPECT_NE(mistake("record = \"path:id\"\nkind = \"custoner\"").find("customer"),
            std::string::npos);
  EXPECT_NE(mistake("action = \"veiw\"").find("view"), std::string::npos);
  mistake("lists = {}\nkind = \"customer\"");
  mistake("record = \"header:id\"\nkind = \"customer\"");
  mistake("recrod = \"path:id\"");
  EXPECT_FALSE(Routes::parse("system = \"a\"\nstatic = [\"/assets\"]\n", "f"));
  EXPECT_FALSE(Routes::parse("system = \"a\"\nstatic = [\"/\"]\n", "f"));
}

}  // namespace
}  // namespace sekisho::gateway

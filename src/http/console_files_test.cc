#include "http/console_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "http/limits.h"

namespace sekisho::http {
namespace {

namespace fs = std::filesystem;

class ConsoleFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    directory = fs::path(testing::TempDir()) / "sekisho_console_files";
    fs::remove_all(directory);
    fs::create_directories(directory / "assets");
    write("index.html", "<!doctype html>page");
    write("assets/index-1a2b.js", "plain script");
    write("assets/index-1a2b.js.gz", "gzipped");
    write("assets/index-1a2b.js.br", "brotli");
  }
  void TearDown() override { fs::remove_all(directory); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(directory / name) << text;
  }
  Response ask(const std::string& path, const std::string& encodings = {},
               const std::string& method = "GET") const {
    Request request{.method = method, .path = path, .body = ""};
    if (!encodings.empty()) request.headers.push_back({"accept-encoding", encodings});
    return ConsoleFiles::read(directory).value().answer(request);
  }
  static std::string header(const Response& response, std::string_view name) {
    for (const Header& one : response.headers) {
      if (one.name == name) return one.value;
    }
    return {};
  }

  fs::path directory;
};

TEST_F(ConsoleFilesTest, GivesEachPageTheOneDocument) {
  for (const char* page : {"/console/", "/console/findings", "/console/findings/a/b"}) {
    const Response response = ask(page);
    EXPECT_EQ(response.status, 200) << page;
    EXPECT_EQ(response.body, "<!doctype html>page") << page;
    EXPECT_EQ(response.cache_control, "no-cache") << page;
  }
  EXPECT_EQ(ask("/").status, 303);
  EXPECT_EQ(header(ask("/console"), "Location"), "/console/");
}

TEST_F(ConsoleFilesTest, GivesAFileInTheFormThatTheClientTakes) {
  const std::string script = "/console/assets/index-1a2b.js";
  EXPECT_EQ(ask(script).body, "plain script");
  EXPECT_EQ(ask(script, "gzip, deflate, br").body, "brotli");
  EXPECT_EQ(header(ask(script, "gzip, br"), "Content-Encoding"), "br");
  EXPECT_EQ(ask(script, "gzip;q=0.5,br;q=0").body, "gzipped");
  EXPECT_EQ(ask(script, "br;q=0, gzip;q=0.0").body, "plain script");
  EXPECT_EQ(ask(script, "brotli").body, "plain script");
  EXPECT_NE(ask(script).etag, ask(script, "gzip").etag);
  EXPECT_NE(ask(script).cache_control.find("immutable"), std::string::npos);
  EXPECT_EQ(ask(script).content_type, "text/javascript; charset=utf-8");
}

TEST_F(ConsoleFilesTest, GivesNothingElse) {
  for (const char* path : {"/console/assets/index-9.js", "/console/../index.html",
                           "/console/assets/index-1a2b.js.gz", "/console/.."}) {
    EXPECT_EQ(ask(path).status, 404) << path;
  }
  EXPECT_EQ(ask("/console/", {}, "POST").status, 405);
  for (const char* path : {"/consoles", "/api/v1/jobs", "/healthz", ""}) {
    EXPECT_FALSE(ConsoleFiles::owns(path)) << path;
  }
}

TEST_F(ConsoleFilesTest, LetsAPageUseNothingButThisServer) {
  for (const char* path : {"/", "/console/", "/console/no.js"}) {
    const std::string policy = header(ask(path), "Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'")) << path;
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << path;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << path;
    EXPECT_EQ(policy.find("http"), std::string::npos) << path;
  }
}

TEST_F(ConsoleFilesTest, SaysWhereItWasNotBuilt) {
  fs::remove_all(directory);
  const Response response = ask("/console/findings");
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.body.find("./dev build"), std::string::npos);
}

TEST_F(ConsoleFilesTest, IsNeverWhereTheServerWasStarted) {
  const fs::path before = fs::current_path();
  fs::current_path(directory);
  const auto none = ConsoleFiles::read("");
  fs::current_path(before);
  const Request request{.method = "GET", .path = "/console/index.html", .body = ""};
  EXPECT_EQ(none.value().answer(request).status, 503);
}

TEST_F(ConsoleFilesTest, IsBounded) {
  fs::resize_file(directory / "assets/index-1a2b.js", kMaxConsoleBytes);
  EXPECT_EQ(ConsoleFiles::read(directory).error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::http

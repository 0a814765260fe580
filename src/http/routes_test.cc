#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "http/log_routes.h"
#include "http/witness_routes.h"
#include "tlog/checkpoint.h"
#include "tlog/log.h"
#include "tlog/note.h"

namespace sekisho::http {
namespace {

namespace fs = std::filesystem;
using tlog::KeyType;
using tlog::SignerKey;

class RoutesTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* directory : {"log", "guard", "witness"})
      fs::create_directory(base / directory);
  }
  std::shared_ptr<tlog::Directory> directory(const char* name) const {
    return tlog::open_directory(base / name).value();
  }
  void write(const std::string& name, const std::string& bytes) const {
    const fs::path path = base / "log" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
  }
  void make_log(int entries) const {
    const SignerKey key = SignerKey::generate("log.example/one", KeyType::kEd25519).value();
    const tlog::LogPlace place{directory("log"), directory("guard"), "guard"};
    ASSERT_TRUE(tlog::Log::create(place, key));
    std::vector<SignerKey> signers;
    signers.push_back(SignerKey::parse(key.to_secret_string()).value());
    const auto log = tlog::Log::open(place, std::move(signers)).value();
    const std::vector<std::string_view> batch(static_cast<size_t>(entries), "entry");
    ASSERT_TRUE(log->append(batch));
    ASSERT_TRUE(log->publish());
  }

  const TemporaryDirectory temporary;
  const fs::path base = temporary.path();
};

TEST_F(RoutesTest, ServeWhatIsForEverybody) {
  make_log(300);
  write("timestamps/300-tsa.tsr", "a stamp");
  write("cosigned", "a note");
  const Handler routes = log_routes(directory("log"));
  for (const char* path : {"/checkpoint", "/keys", "/cosigned"}) {
    const Response response = routes({.path = path, .body = {}});
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.content_type, "text/plain; charset=utf-8") << path;
    EXPECT_EQ(response.cache_control, "public, max-age=1") << path;
    EXPECT_EQ(response.body, read_file(base / "log" / (path + 1), 1 << 20).value()) << path;
  }
  for (const char* path : {"/tile/0/000", "/tile/0/001.p/44", "/tile/1/000.p/1",
                           "/tile/entries/000", "/tile/entries/001.p/44"}) {
    const Response response = routes({.path = path, .body = {}});
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.content_type, "application/octet-stream") << path;
    EXPECT_TRUE(response.cache_control.contains("immutable")) << path;
    EXPECT_EQ(response.etag.size(), 34u) << path;
  }
  EXPECT_EQ(routes({.path = "/timestamps/300-tsa.tsr", .body = {}}).content_type,
            "application/timestamp-reply");
  EXPECT_EQ(routes({.method = "POST", .path = "/checkpoint", .body = {}}).status, 405);
}

TEST_F(RoutesTest, HashesOnlyTellNothingElse) {
  make_log(300);
  write("timestamps/300-tsa.tsr", "a stamp");
  const Handler routes = log_routes(directory("log"), {.hashes_only = true});
  EXPECT_EQ(routes({.path = "/checkpoint", .body = {}}).status, 200);
  EXPECT_EQ(routes({.path = "/tile/0/000", .body = {}}).status, 200);
  EXPECT_EQ(routes({.path = "/tile/entries/000", .body = {}}).status, 404);
  EXPECT_EQ(routes({.path = "/timestamps/300-tsa.tsr", .body = {}}).status, 404);
}

TEST_F(RoutesTest, NothingElseIsServedWhateverItsName) {
  make_log(300);
  write("log.key", "secret");
  write(".hidden", "secret");
  write("checkpoint.tmp", "half");
  write("timestamps/300-tsa.tsr.tmp", "half");
  ASSERT_TRUE(fs::exists(base / "log/lock") && fs::exists(base / "log/journal"));
  fs::create_symlink(base / "log/log.key", base / "log/frozen");
  const Handler routes = log_routes(directory("log"));
  std::vector<std::string> paths{"",
                                 "/",
                                 "checkpoint",
                                 "//checkpoint",
                                 "/checkpoint/",
                                 "/./checkpoint",
                                 "/../log/checkpoint",
                                 "/lock",
                                 "/log.key",
                                 "/.hidden",
                                 "/checkpoint.tmp",
                                 "/timestamps",
                                 "/timestamps/",
                                 "/timestamps/300-tsa.tsr.tmp",
                                 "/tile",
                                 "/tile/",
                                 "/tile/0",
                                 "/tile/../log.key",
                                 "/tile/0/../../log.key",
                                 "/tile/0/%2e%2e/000",
                                 "/%63heckpoint",
                                 "/tile/00/000",
                                 "/tile/0/x000/000",
                                 "/tile/0/000.p/0",
                                 "/tile/0/000.p/256",
                                 "/journal",
                                 "http://x/checkpoint",
                                 std::string("/checkpoint\0", 12)};
  for (const auto& file : fs::recursive_directory_iterator(base / "log/journal")) {
    paths.push_back("/" + fs::relative(file.path(), base / "log").string());
  }
  for (const std::string& path : paths) {
    EXPECT_EQ(routes({.path = path, .body = {}}).status, 404) << path;
  }
  // A link is not followed, and what it leads to is not named.
  const Response link = routes({.path = "/frozen", .body = {}});
  EXPECT_NE(link.status, 200);
  EXPECT_FALSE(link.body.contains("secret"));
}

TEST_F(RoutesTest, ATileThatIsNotPublishedIsNotThere) {
  make_log(300);
  write("tile/0/001", std::string(100, 'x'));
  write("tile/0/001.p/45", std::string(45 * 32, 'x'));
  write("tile/entries/001", "half");
  write("tile/1/000.p/2", std::string(64, 'x'));
  const Handler routes = log_routes(directory("log"));
  for (const char* path :
       {"/tile/0/001", "/tile/0/001.p/45", "/tile/entries/001", "/tile/1/000.p/2",
        "/tile/7/x999/x999/999", "/tile/0/x018/x446/x744/x073/x709/x551/616"}) {
    EXPECT_EQ(routes({.path = path, .body = {}}).status, 404) << path;
  }
}

TEST_F(RoutesTest, AWitnessIsAskedInOneWay) {
  const SignerKey log = SignerKey::generate("log.example/one", KeyType::kEd25519).value();
  ASSERT_TRUE(tlog::add_witnessed_log(*directory("witness"), log.verifier()));
  const auto witness =
      tlog::Witness::open(directory("witness"),
                          SignerKey::generate("w.example", KeyType::kCosignatureV1).value())
          .value();
  bool stopped = false;
  const Handler routes = witness_routes(
      *witness, [] { return Instant{5 * kMicrosPerSecond}; }, [&] { stopped = true; });
  const std::string text = tlog::checkpoint_text({"log.example/one", 2, tlog::leaf_hash("x")});
  const tlog::AddCheckpoint request{0, {}, {text, {sign_note(text, log)}}};
  const Request asked{"POST", "/add-checkpoint", to_string(request)};
  const Response cosigned = routes(asked);
  EXPECT_EQ(cosigned.status, 200);
  EXPECT_EQ(tlog::parse_cosignatures(text, cosigned.body)->front().name, "w.example");
  const Response conflict = routes(asked);
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.content_type, "text/x.tlog.size");
  EXPECT_EQ(conflict.body, "2\n");
  EXPECT_EQ(routes({"GET", "/add-checkpoint", ""}).status, 405);
  EXPECT_EQ(routes({"POST", "/add-checkpoint/", to_string(request)}).status, 404);
  EXPECT_EQ(routes({"GET", "/witness.key", ""}).status, 404);
  EXPECT_FALSE(stopped);
}

}  // namespace
}  // namespace sekisho::http

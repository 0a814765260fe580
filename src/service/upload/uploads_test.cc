#include "service/upload/uploads.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "crypto/sha256.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

class UploadsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string made = (fs::temp_directory_path() / "sekisho_uploads_XXXXXX").string();
    ASSERT_NE(::mkdtemp(made.data()), nullptr);
    root = made;
    open();
  }
  void TearDown() override {
    uploads.reset();
    fs::remove_all(root);
  }
  // As the next life of a server does.
  void open() {
    uploads.reset();
    auto opened = Uploads::open(root / "uploads", [this] { return now; }, limits);
    ASSERT_TRUE(opened) << to_string(opened.error());
    uploads = std::move(*opened);
  }
  Upload begin(const std::string& content, const std::string& name = "nol/a.csv") {
    const auto begun = uploads->begin("u1", {name, content.size(), crypto::sha256_hex(content)});
    EXPECT_TRUE(begun) << to_string(begun.error());
    return begun ? *begun : Upload();
  }
  Result<Upload> send(const Upload& upload, uint64_t offset, std::string_view bytes) {
    const auto writer = uploads->write("u1", upload.id, offset);
    if (!writer) return std::unexpected(writer.error());
    if (auto done = (*writer)->append(bytes); !done) return std::unexpected(done.error());
    return (*writer)->finish();
  }
  std::string content_of(const Upload& upload) {
    const auto file = uploads->file("u1", upload.id);
    EXPECT_TRUE(file) << to_string(file.error());
    std::ifstream in(*file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path root;
  Instant now{1'795'654'923'456'000};
  UploadLimits limits{.spare_bytes = 0};
  std::unique_ptr<Uploads> uploads;
};

TEST_F(UploadsTest, PiecesBecomeTheFile) {
  const Upload upload = begin("abcdefgh");
  EXPECT_EQ(send(upload, 0, "abc")->offset, 3U);
  EXPECT_FALSE(uploads->file("u1", upload.id));
  open();
  EXPECT_EQ(uploads->find("u1", upload.id)->offset, 3U);
  const auto wrong = send(upload, 4, "efgh");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "3 bytes have arrived");
  const auto done = send(upload, 3, "defgh");
  ASSERT_TRUE(done) << to_string(done.error());
  EXPECT_TRUE(done->complete);
  open();
  EXPECT_EQ(content_of(upload), "abcdefgh");
  EXPECT_FALSE(send(upload, 8, ""));
}

TEST_F(UploadsTest, WhatArrivedStaysWhereTheConnectionBroke) {
  const Upload upload = begin("abcdefgh");
  {
    const auto writer = uploads->write("u1", upload.id, 0);
    ASSERT_TRUE((*writer)->append("abcd"));
    EXPECT_FALSE(uploads->write("u1", upload.id, 0)) << "one at a time";
    EXPECT_FALSE(uploads->drop("u1", upload.id));
  }
  EXPECT_EQ(uploads->find("u1", upload.id)->offset, 4U);
  EXPECT_TRUE(send(upload, 4, "efgh")->complete);
}

TEST_F(UploadsTest, AnotherHashBeginsAnew) {
  const Upload upload = begin("abcd");
  const auto other = send(upload, 0, "abce");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(uploads->find("u1", upload.id)->offset, 0U);
  EXPECT_TRUE(send(upload, 0, "abcd")->complete);
  EXPECT_EQ(content_of(upload), "abcd");
}

TEST_F(UploadsTest, AnEmptyFileIsOne) {
  const Upload upload = begin("");
  EXPECT_TRUE(send(upload, 0, "")->complete);
  EXPECT_EQ(content_of(upload), "");
}

TEST_F(UploadsTest, MoreThanWasSaidIsRefused) {
  const Upload upload = begin("abcd");
  const auto more = send(upload, 0, "abcde");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::kLimit);
  EXPECT_EQ(uploads->find("u1", upload.id)->offset, 0U);
}

TEST_F(UploadsTest, NobodyElseKnowsOfIt) {
  const Upload upload = begin("abcd");
  EXPECT_EQ(uploads->find("u2", upload.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(uploads->write("u2", upload.id, 0).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(uploads->file("u2", upload.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(uploads->drop("u2", upload.id).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(uploads->list("u2").empty());
  EXPECT_EQ(uploads->list("u1").size(), 1U);
}

TEST_F(UploadsTest, Limits) {
  limits = {.file_bytes = 100, .caller_bytes = 150, .caller_uploads = 3, .spare_bytes = 0};
  open();
  const std::string hash = crypto::sha256_hex("");
  EXPECT_EQ(uploads->begin("u1", {"a", 101, hash}).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(uploads->begin("u1", {"a", 100, hash}));
  EXPECT_EQ(uploads->begin("u1", {"b", 51, hash}).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(uploads->begin("u1", {"b", 50, hash}));
  EXPECT_TRUE(uploads->begin("u1", {"c", 0, hash}));
  EXPECT_EQ(uploads->begin("u1", {"d", 0, hash}).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(uploads->begin("u2", {"d", 100, hash}));
  limits.spare_bytes = UINT64_MAX;
  open();
  EXPECT_EQ(uploads->begin("u3", {"a", 1, hash}).error().message,
            "the server's disk has no room for it");
}

TEST_F(UploadsTest, NamesStayBelow) {
  for (const char* name :
       {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".a", "a/.b", "a\\b", "a\nb", "\xFF"}) {
    EXPECT_FALSE(uploads->begin("u1", {name, 1, ""})) << name;
  }
  EXPECT_TRUE(uploads->begin("u1", {"発令/令和8年.csv", 1, ""}));
}

TEST_F(UploadsTest, WhatNobodySendsAnythingToExpires) {
  const Upload old = begin("abcd");
  now.micros += (kUploadKeptSeconds - 1) * kMicrosPerSecond;
  const Upload young = begin("abcd");
  now.micros += 2 * kMicrosPerSecond;
  begin("abcd");
  EXPECT_FALSE(uploads->find("u1", old.id));
  EXPECT_TRUE(uploads->find("u1", young.id));
  open();
  EXPECT_EQ(uploads->list("u1").size(), 2U);
}

}  // namespace
}  // namespace sekisho::service

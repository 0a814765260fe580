#include "service/masking/mask_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "text/encoding.h"

namespace sekisho::service {
namespace {

MaskRequest request_for(std::string profile, std::string type) {
  MaskRequest out;
  out.profile = std::move(profile);
  out.type = std::move(type);
  out.policies = SEKISHO_ROOT "/policies";
  return out;
}

Result<std::string> masked(const MaskRequest& request, std::string_view text) {
  const auto order = mask_order(request);
  if (!order) return std::unexpected(order.error());
  const auto format = mask_format(request, "");
  if (!format) return std::unexpected(format.error());
  std::string out;
  const auto done = mask_document(
      request, *order, *format,
      [&](std::span<char> into) -> Result<size_t> {
        const size_t size = std::min({into.size(), text.size(), size_t{100}});
        std::copy_n(text.begin(), size, into.begin());
        text.remove_prefix(size);
        return size;
      },
      [&](std::string_view bytes) -> Result<void> {
        out += bytes;
        return {};
      });
  if (!done) return std::unexpected(done.error());
  return out;
}

constexpr std::string_view kCustomer =
    R"({"name":"髙橋一郎","address":"福岡県福岡市中央区渡辺通2-1-82","supplier":"アルソネ電力","usage":312,)"
    R"("switching":{"to":"B"},"notes":"090-1234-5678 へ"})";

TEST(MaskDocument, ShippedProfilesDoWhatTheyAreFor) {
  EXPECT_EQ(masked(request_for("minimum", "json"), kCustomer).value(),
            R"({"name":"髙橋一郎","address":"福岡県福岡市中央区渡辺通2-1-82","usage":"***",)"
            R"("notes":"***"})");
  EXPECT_EQ(masked(request_for("supplier-blind", "json"), kCustomer).value(),
            R"({"name":"髙橋一郎","address":"福岡県福岡市中央区渡辺通2-1-82","usage":312,)"
            R"("notes":"090-1234-5678 へ"})");
  EXPECT_EQ(
      masked(request_for("own", "json"), kCustomer).value(),
      R"({"name":"髙橋一郎","address":"福岡県福岡市中央区渡辺通2-1-82","supplier":"アルソネ電力",)"
      R"("usage":312,"notes":"***"})");
}

TEST(MaskDocument, MasksAddToAProfile) {
  MaskRequest request = request_for("supplier-blind", "json");
  request.masks = {"phone=last4", "address=city", "supplier=show"};
  EXPECT_EQ(
      masked(request, R"({"address":"福岡県福岡市中央区","supplier":"A","notes":"090-1234-5678"})")
          .value(),
      R"({"address":"福岡県福岡市","notes":"***5678"})");
}

TEST(MaskDocument, PseudonymsAreOfAKeyAndAnEntity) {
  const TemporaryDirectory directory;
  const std::string key = (directory.path() / "key").string();
  ASSERT_TRUE(write_file(key, std::string(32, 'k')));
  MaskRequest request = request_for("", "csv");
  request.masks = {"phone=pseudonym"};
  const auto token = [&](const std::string& entity, const std::string& file) {
    request.entity = entity;
    request.key = file;
    return masked(request, "TEL\n0901234567\n").value();
  };
  EXPECT_EQ(token("A", key), token("A", key));
  EXPECT_EQ(token("A", key).size(), std::string_view("TEL\n\n").size() + 16);
  EXPECT_NE(token("A", key), token("B", key));
  EXPECT_NE(token("A", ""), token("A", ""));
  ASSERT_TRUE(write_file(key, "short"));
  EXPECT_EQ(masked(request, "").has_value(), true) << "a key of its own";
  request.key = key;
  EXPECT_EQ(masked(request, "").error().code, ErrorCode::kBadInput);
}

TEST(MaskDocument, SeesTheEncodingOfCsv) {
  const std::string cp932 =
      text::to_cp932("電話番号,小売電気事業者\r\n0901234567,アルソネ\r\n").value();
  EXPECT_EQ(masked(request_for("supplier-blind", "csv"), cp932).value(),
            text::to_cp932("電話番号\r\n0901234567\r\n").value());
}

TEST(MaskDocument, SaysWhatIsWrong) {
  EXPECT_TRUE(to_string(masked(request_for("minimun", "json"), "").error()).contains("`minimum`"));
  EXPECT_EQ(masked(request_for("minimum", "pdf"), "").error().code, ErrorCode::kUsage);
  EXPECT_EQ(masked(request_for("", "json"), "").error().code, ErrorCode::kUsage);
  EXPECT_EQ(mask_format(request_for("minimum", ""), "a/b.html")->type, mask::DocumentType::kHtml);
  EXPECT_EQ(mask_format(request_for("minimum", ""), "a").error().code, ErrorCode::kUsage);
}

// The example in docs/formats/mask-places.md.
TEST(MaskDocument, TheDocumentsExampleHolds) {
  const auto document = read_file(SEKISHO_ROOT "/docs/formats/mask-places.md", 1 << 20);
  ASSERT_TRUE(document);
  const auto block = [&](std::string_view fence, size_t from) {
    const size_t begin = document->find(fence, from) + fence.size();
    return document->substr(begin, document->find("```", begin) - begin);
  };
  const size_t example = document->find("## Example");
  ASSERT_NE(example, std::string::npos);
  const TemporaryDirectory directory;
  MaskRequest request = request_for("minimum", "json");
  request.places = (directory.path() / "places.toml").string();
  ASSERT_TRUE(write_file(request.places, block("```toml\n", example)));
  const size_t before = document->find("```json\n", example);
  EXPECT_EQ(masked(request, block("```json\n", before)).value(), block("```json\n", before + 10));
}

}  // namespace
}  // namespace sekisho::service

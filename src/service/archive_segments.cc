#include "service/archive_segments.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "evidence/key_id.h"
#include "text/date.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kSegmentEnd = ".segment";

class FileBytes final : public logs::SegmentBytes {
 public:
  explicit FileBytes(std::unique_ptr<tlog::File> file) : file_(std::move(file)) {}
  Result<uint64_t> size() const override { return file_->size(); }
  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    return file_->read(offset, out);
  }

 private:
  std::unique_ptr<tlog::File> file_;
};

// Members of an entry that has passed its check, or was written by another version: what is
// missing is empty.
std::string text_of(const text::JsonValue& entry, std::string_view pointer) {
  const text::JsonValue* const value = entry.at_pointer(pointer);
  return std::string(value == nullptr ? "" : value->as_string().value_or(""));
}
uint64_t count_of(const text::JsonValue& entry, std::string_view pointer) {
  const text::JsonValue* const value = entry.at_pointer(pointer);
  return value == nullptr ? 0 : value->as_uint().value_or(0);
}

Period period_of(const text::JsonValue& entry) {
  static const text::InstantParser parser =
      text::InstantParser::compile(std::array<std::string, 1>{"iso"}, text::kUtc).value();
  const auto from = parser.parse(text_of(entry, "/period/from"));
  const auto until = parser.parse(text_of(entry, "/period/until"));
  return from && until ? Period{*from, *until} : Period{kForever, kBeginning};
}

SealedSegment read_seal(uint64_t index, const text::JsonValue& entry) {
  return {.entry = index,
          .id = text_of(entry, "/segment"),
          .file = text_of(entry, "/files/0/name"),
          .received_sha256 = text_of(entry, "/files/0/hash"),
          .received_bytes = count_of(entry, "/files/0/bytes"),
          .system = text_of(entry, "/system"),
          .retention_class = text_of(entry, "/class"),
          .key = text_of(entry, "/key"),
          .seal = {.hash = text_of(entry, "/hash"),
                   .lines = count_of(entry, "/lines"),
                   .bytes = count_of(entry, "/bytes"),
                   .sha256 = text_of(entry, "/content")},
          .events = count_of(entry, "/counts/events"),
          .rejects = count_of(entry, "/counts/rejects"),
          .period = period_of(entry)};
}

}  // namespace

std::string segment_file_name(const std::string& id) {
  return id + std::string(kSegmentEnd);
}

Result<std::vector<SealedSegment>> seals_of(evidence::StoreReader& log) {
  std::vector<SealedSegment> seals;
  const auto visited = log.visit(0, log.size(), [&](uint64_t index, std::string_view entry) {
    // Cheaper than parsing each of a million; canonical JSON has no other spelling.
    if (entry.find(R"("kind":"seal")") == std::string_view::npos) return true;
    const Result<text::JsonValue> value = text::JsonValue::parse(entry);
    if (value && text_of(*value, "/kind") == "seal") seals.push_back(read_seal(index, *value));
    return true;
  });
  if (!visited) return std::unexpected(visited.error());
  for (const SealedSegment& sealed : seals) {
    if (const auto proved = log.prove(sealed.entry); !proved)
      return std::unexpected(proved.error());
  }
  return seals;
}

Result<std::unique_ptr<logs::SegmentBytes>> open_segment(tlog::Directory& archive,
                                                         const std::string& id) {
  // An entry of another program may name anything: no file of another directory.
  if (!evidence::KeyId::of_segment(id))
    return fail(ErrorCode::kNotFound, fmt::format("`{}` is no segment's id", id));
  Result<std::unique_ptr<tlog::File>> file =
      archive.open(segment_file_name(id), tlog::OpenMode::kRead);
  if (!file) return std::unexpected(file.error());
  return std::make_unique<FileBytes>(std::move(*file));
}

}  // namespace sekisho::service

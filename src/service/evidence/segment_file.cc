#include "service/evidence/segment_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "logs/byte_source.h"
#include "logs/decoder.h"
#include "logs/segment_events.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr size_t kIdDigits = 20;
constexpr size_t kFirstBytes = 4;  // have a byte order mark
constexpr size_t kReadBytes = size_t{1} << 18;

std::unexpected<Error> changed(const logs::LogFile& file) {
  return fail(ErrorCode::kBadInput, "the file changes while it is read", {file.name},
              "Seal a file when nobody writes it any more.");
}

Result<std::string> first_bytes(const logs::LogFile& file) {
  const auto source = logs::ByteSource::open(file.path);
  if (!source) return std::unexpected(source.error());
  std::string bytes(kFirstBytes, '\0');
  const Result<size_t> got = (*source)->read(bytes);
  if (!got) return std::unexpected(got.error());
  bytes.resize(*got);
  return bytes;
}

// The bytes of the file, unpacked, as lines.
Result<void> copy_lines(const logs::LogFile& file, const SealedSegment& sealed,
                        logs::SegmentWriter& writer, const std::function<void(uint64_t)>& heard) {
  const auto source = logs::ByteSource::open(file.path);
  if (!source) return std::unexpected(source.error());
  std::string buffer(kReadBytes, '\0');
  for (bool ended = false; !ended;) {
    const uint64_t before = (*source)->bytes_read();
    const Result<size_t> got = (*source)->read(buffer);
    if (!got) return std::unexpected(got.error());
    ended = *got < buffer.size();
    if (auto done = writer.append(std::string_view(buffer).substr(0, *got)); !done) return done;
    heard((*source)->bytes_read() - before);
  }
  if (const auto& problem = (*source)->problem())
    return fail(ErrorCode::kBadInput, problem->message, {file.name}, "Copy the file again.");
  if ((*source)->sha256() != sealed.received_sha256) return changed(file);
  return {};
}

// What the profile reads in the same file. Every line is counted once more on the way.
Result<void> copy_events(const logs::LogFile& file, const logs::LogProfile& profile,
                         SealedSegment& sealed, logs::SegmentWriter& writer, uint64_t& lines,
                         const std::function<void(uint64_t)>& heard) {
  Result<logs::BlockReader> reader = logs::BlockReader::open(file, profile);
  if (!reader) return std::unexpected(reader.error());
  logs::Decoder decoder(profile);
  logs::EventBlock events;
  std::vector<logs::Reject> rejects;
  logs::LineCounts counts;
  for (bool last = false; !last;) {
    const uint64_t before = reader->bytes_read();
    const Result<logs::Block> block = reader->next();
    if (!block) return std::unexpected(block.error());
    last = block->last;
    const logs::LineCounts of_block = decoder.decode(*block, events, rejects);
    counts += of_block;
    for (const Instant time : events.time) {
      sealed.period.from = std::min(sealed.period.from, time);
      sealed.period.until = std::max(sealed.period.until, shifted(time, 1));
    }
    if (events.size() > 0) {
      if (auto done = writer.append_events(block->first_line, of_block.lines,
                                           logs::encode_events(*block, events, decoder));
          !done) {
        return done;
      }
    }
    heard(reader->bytes_read() - before);
  }
  if (reader->sha256() != sealed.received_sha256) return changed(file);
  sealed.events = counts.events;
  sealed.rejects = counts.rejects;
  lines = counts.lines;
  if (lines != counts.header_lines + counts.event_lines + counts.reject_lines)
    return fail(ErrorCode::kInternal, "headers, events and rejects are not all lines", {file.name});
  return {};
}

text::JsonValue string(std::string_view text) {
  return text::JsonValue::string(std::string(text));
}
text::JsonValue count(uint64_t number) {
  return text::JsonValue::integer(static_cast<int64_t>(number));
}

}  // namespace

std::string segment_id(const std::string& system, const std::string& file,
                       const std::string& received_sha256) {
  return crypto::sha256_hex(
             fmt::format("sekisho-segment-id 1\n{}\n{}\n{}\n", system, file, received_sha256))
      .substr(0, kIdDigits);
}

Result<void> write_segment(tlog::Directory& archive, const logs::LogFile& file,
                           const logs::LogProfile& profile, const crypto::SecretKey* key,
                           SealedSegment& sealed, const std::function<void(uint64_t)>& heard) {
  const Result<std::string> first = first_bytes(file);
  if (!first) return std::unexpected(first.error());
  const std::string name = segment_file_name(sealed.id);
  const std::string beside = name + ".tmp";
  Result<std::unique_ptr<tlog::File>> out = tlog::write_new(archive, beside, "");
  if (!out) return std::unexpected(out.error());
  uint64_t written = 0;
  logs::SegmentWriter writer({.segment = sealed.id,
                              .file = sealed.file,
                              .system = sealed.system,
                              .encoding = logs::encoding_of(profile, *first),
                              .profile_sha256 = profile.sha256,
                              .key = sealed.key,
                              .key_check = {}},
                             key, [&](std::string_view bytes) {
                               const uint64_t at = written;
                               written += bytes.size();
                               return (*out)->write(at, bytes);
                             });
  uint64_t lines = 0;
  Result<void> done = copy_lines(file, sealed, writer, heard);
  if (done) done = copy_events(file, profile, sealed, writer, lines, heard);
  Result<logs::SegmentSeal> seal = done ? writer.finish() : std::unexpected(done.error());
  if (seal && seal->lines != lines) {
    seal =
        fail(ErrorCode::kInternal,
             fmt::format("the file has {} lines, the segment {}", lines, seal->lines), {file.name});
  }
  if (!seal) {
    [[maybe_unused]] const auto removed = archive.remove(beside);
    return std::unexpected(seal.error());
  }
  sealed.seal = *seal;
  if (auto synced = (*out)->sync(); !synced) return synced;
  if (auto moved = archive.rename(beside, name); !moved) return moved;
  return archive.sync();
}

text::JsonValue seal_draft(const SealedSegment& sealed) {
  std::vector<text::JsonMember> period;
  if (!sealed.period.empty()) {
    period = {{"from", string(text::rfc3339(sealed.period.from, text::kUtc))},
              {"until", string(text::rfc3339(sealed.period.until, text::kUtc))}};
  }
  std::vector<text::JsonMember> members{
      {"kind", string("seal")},
      {"segment", string(sealed.id)},
      {"hash", string(sealed.seal.hash)},
      {"system", string(sealed.system)},
      {"class", string(sealed.retention_class)},
      {"period", text::JsonValue::object(std::move(period))},
      {"lines", count(sealed.seal.lines)},
      {"bytes", count(sealed.seal.bytes)},
      {"content", string(sealed.seal.sha256)},
      {"files", text::JsonValue::array(
                    {text::JsonValue::object({{"name", string(sealed.file)},
                                              {"hash", string(sealed.received_sha256)},
                                              {"bytes", count(sealed.received_bytes)}})})},
      {"counts", text::JsonValue::object({{"lines", count(sealed.seal.lines)},
                                          {"events", count(sealed.events)},
                                          {"rejects", count(sealed.rejects)}})}};
  if (!sealed.key.empty()) members.push_back({"key", string(sealed.key)});
  return text::JsonValue::object(std::move(members));
}

}  // namespace sekisho::service

#include "service/deliveries/deliveries.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "logs/byte_source.h"
#include "service/archived_logs.h"
#include "service/deliveries/line_set.h"
#include "service/deliveries/log_sealing.h"
#include "service/evidence/archive.h"
#include "service/evidence/segment_file.h"
#include "service/file_hash.h"
#include "text/json_members.h"
#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using casework::Delivery;
using casework::DeliveryState;
using casework::Received;
using casework::Refusal;

constexpr size_t kReadBytes = size_t{1} << 18;

std::unexpected<Error> usage(std::string message, std::string help = {}) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

Received received_of(const SealedSegment& sealed) {
  return {.sha256 = sealed.received_sha256,
          .bytes = static_cast<int64_t>(sealed.received_bytes),
          .lines = static_cast<int64_t>(sealed.seal.lines),
          .records = static_cast<int64_t>(sealed.events + sealed.rejects),
          .rejects = static_cast<int64_t>(sealed.rejects),
          .period = sealed.period,
          .segment = sealed.id};
}

// Whether an error is the file's own, so that reading it again would not help.
bool is_of_the_file(const Error& error) {
  return error.code == ErrorCode::kBadInput || error.code == ErrorCode::kLimit;
}

}  // namespace

struct Deliveries::File {
  logs::LogFile log;
  logs::LogProfile profile;
  std::string sha256;
};

Result<std::unique_ptr<Deliveries>> Deliveries::open(Parts parts) {
  if (auto made = tlog::make_and_open_private_directory(parts.directory.string()); !made)
    return std::unexpected(made.error());
  return std::make_unique<Deliveries>(std::move(parts));
}

Result<void> Deliveries::act(const std::string& caller, const Desk::Work& work) const {
  const auto done = parts_.desk->act({caller, parts_.now()}, work);
  return done ? Result<void>() : std::unexpected(done.error());
}

Result<Delivery> Deliveries::find(int64_t delivery) const {
  std::optional<Delivery> out;
  auto read = parts_.desk->read([&](store::Database& database) -> Result<void> {
    Result<Delivery> found = casework::find_delivery(database, delivery);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return *out;
}

Result<std::string> Deliveries::run(const Job& job, JobWatch& watch) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const text::JsonValue* number = request->find("delivery");
  const std::string file = text::text_member(*request, "upload");
  if (number == nullptr || file.empty()) return fail(ErrorCode::kBadInput, "it asks nothing");
  const Result<Delivery> delivery = find(number->as_int().value_or(0));
  if (!delivery) return std::unexpected(delivery.error());
  Result<void> done;
  if (job.kind == kCopyJob) {
    done = compare_copy(*delivery, file, job.caller, watch);
  } else if (delivery->state == DeliveryState::kReceiving) {
    done = receive(*delivery, parts_.directory / file, job.caller, watch);
  }
  if (!done) return std::unexpected(done.error());
  std::error_code ignored;
  fs::remove(parts_.directory / file, ignored);
  return std::to_string(delivery->id);
}

Result<Deliveries::File> Deliveries::file_of(const Delivery& delivery, const fs::path& path,
                                             const std::string& name) const {
  auto profiles = this->profiles();
  if (!profiles) return std::unexpected(profiles.error());
  const auto profile = std::ranges::find(*profiles, delivery.profile, &logs::LogProfile::file);
  if (profile == profiles->end())
    return usage(fmt::format("there is no profile `{}` any more", delivery.profile));
  const Result<std::string> hash = sha256_of_file(path);
  if (!hash) return std::unexpected(hash.error());
  std::error_code code;
  const uint64_t bytes = fs::file_size(path, code);
  if (code) return fail(ErrorCode::kIo, code.message(), {name});
  return File{{.path = path, .name = name, .bytes = bytes}, std::move(*profile), *hash};
}

Result<void> Deliveries::refuse(const Delivery& delivery, const std::string& caller,
                                const Received& received, Refusal refusal,
                                const std::string& detail) {
  return act(caller, [&](casework::Journal& journal) {
    return casework::refuse(journal, delivery.id, received, refusal, detail);
  });
}

Result<void> Deliveries::receive(const Delivery& delivery, const fs::path& path,
                                 const std::string& caller, JobWatch& watch) {
  const Result<File> file = file_of(delivery, path, delivery.slip.file);
  if (!file) return std::unexpected(file.error());
  casework::Meeting meeting;
  auto read = parts_.desk->read([&](store::Database& database) -> Result<void> {
    Result<casework::Meeting> met = casework::meet(database, delivery, file->sha256);
    if (!met) return std::unexpected(met.error());
    meeting = std::move(*met);
    return {};
  });
  if (!read) return read;
  if (meeting.same_as != 0) {
    return act(caller, [&](casework::Journal& journal) {
      return casework::note_known(journal, delivery.id, meeting.same_as);
    });
  }
  if (meeting.refusal != Refusal::kNone) {
    const Received received{.sha256 = file->sha256, .bytes = static_cast<int64_t>(file->log.bytes)};
    return refuse(delivery, caller, received, meeting.refusal, meeting.detail);
  }
  return seal(delivery, *file, caller, watch);
}

Result<void> Deliveries::seal(const Delivery& delivery, const File& file, const std::string& caller,
                              JobWatch& watch) {
  const Result<std::vector<SealedSegment>> seals = seals_of(*parts_.ledger);
  if (!seals) return std::unexpected(seals.error());
  const std::string id = segment_id(file.profile.system, file.log.name, file.sha256);
  // It may have been sealed at a terminal, without a slip.
  const auto there = std::ranges::find(*seals, id, &SealedSegment::id);
  std::optional<SealedSegment> sealed;
  if (there != seals->end()) sealed = *there;
  if (!sealed && delivery.slip.corrects == 0) {
    const auto named = std::ranges::find(*seals, file.log.name, &SealedSegment::file);
    if (named != seals->end()) {
      return refuse(delivery, caller, {.sha256 = file.sha256}, Refusal::kName,
                    fmt::format("segment {} is of `{}`", named->id, file.log.name));
    }
  }
  if (!sealed) {
    uint64_t done = 0;
    auto written = write_log(
        *parts_.ledger, file.log, file.profile, file.sha256,
        [&](uint64_t bytes) { watch.progress({"log", done += bytes, 2 * file.log.bytes}); });
    if (!written && is_of_the_file(written.error())) {
      return refuse(delivery, caller, {.sha256 = file.sha256}, Refusal::kDamaged,
                    written.error().message);
    }
    if (!written) return std::unexpected(written.error());
    sealed = std::move(*written);
  }
  const bool is_new = there == seals->end();
  Received received = received_of(*sealed);
  if (is_new && watch.unwanted()) {
    if (auto dropped = drop_log(*parts_.ledger, id); !dropped) return dropped;
    return usage("the delivery was cancelled", "Run it again.");
  }
  if (is_new && 2 * received.rejects > received.records) {
    if (auto dropped = drop_log(*parts_.ledger, id); !dropped) return dropped;
    received.segment.clear();
    return refuse(delivery, caller, received, Refusal::kLayout,
                  fmt::format("`{}` cannot read {} of {} records", file.profile.file,
                              received.rejects, received.records));
  }
  return act(caller, [&](casework::Journal& journal) {
    auto settled = casework::archive(journal, delivery.id, received);
    if (settled && is_new) journal.also(seal_draft(*sealed));
    return settled;
  });
}

// Of both the bytes as they are unpacked, since a system may pack the same log in another way.
Result<casework::Copy> Deliveries::apart(const Delivery& delivery, const File& file) {
  if (auto shown = parts_.ledger->publish(); !shown) return std::unexpected(shown.error());
  LineSet delivered, copy;
  const EvidencePlace place{parts_.ledger->directory().record(), {}, {}};
  auto read = extract_lines(place, delivery.received.segment, std::nullopt,
                            [&](std::string_view bytes) { return delivered.take(bytes); });
  if (read) read = delivered.finish();
  if (!read) return std::unexpected(read.error());
  const auto source = logs::ByteSource::open(file.log.path);
  if (!source) return std::unexpected(source.error());
  std::string buffer(kReadBytes, '\0');
  for (bool ended = false; !ended;) {
    const Result<size_t> got = (*source)->read(buffer);
    if (!got) return std::unexpected(got.error());
    ended = *got < buffer.size();
    if (auto taken = copy.take(std::string_view(buffer).substr(0, *got)); !taken)
      return std::unexpected(taken.error());
  }
  if (auto finished = copy.finish(); !finished) return std::unexpected(finished.error());
  const LineSet::Apart apart = LineSet::compare(delivered, copy);
  return casework::Copy{file.sha256,
                        static_cast<int64_t>(file.log.bytes),
                        static_cast<int64_t>(copy.lines()),
                        static_cast<int64_t>(apart.only_first),
                        static_cast<int64_t>(apart.only_second),
                        {}};
}

Result<void> Deliveries::compare_copy(const Delivery& delivery, const std::string& upload,
                                      const std::string& caller, JobWatch& watch) {
  const std::string name =
      fmt::format("{}/{}", kAuditCopies, delivery.slip.file.substr(kLogNames.size()));
  const Result<File> file = file_of(delivery, parts_.directory / upload, name);
  if (!file && file.error().code == ErrorCode::kNotFound) return {};  // an attempt before did it
  if (!file) return std::unexpected(file.error());
  casework::Copy copy{
      file->sha256, static_cast<int64_t>(file->log.bytes), delivery.received.lines, 0, 0, {}};
  std::optional<SealedSegment> sealed;
  bool is_new = false;
  if (file->sha256 != delivery.received.sha256) {
    Result<casework::Copy> found = apart(delivery, *file);
    if (!found) return std::unexpected(found.error());
    copy = std::move(*found);
    const Result<std::vector<SealedSegment>> seals = seals_of(*parts_.ledger);
    if (!seals) return std::unexpected(seals.error());
    copy.segment = segment_id(file->profile.system, name, file->sha256);
    is_new = std::ranges::find(*seals, copy.segment, &SealedSegment::id) == seals->end();
    if (is_new) {
      uint64_t done = 0;
      auto written = write_log(
          *parts_.ledger, file->log, file->profile, file->sha256,
          [&](uint64_t bytes) { watch.progress({"copy", done += bytes, 2 * file->log.bytes}); });
      if (!written) return std::unexpected(written.error());
      sealed = std::move(*written);
    }
  }
  return act(caller, [&](casework::Journal& journal) {
    auto noted = casework::note_copy(journal, delivery.id, copy);
    if (noted && is_new) journal.also(seal_draft(*sealed));
    return noted;
  });
}

}  // namespace sekisho::service

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
#include "service/installation.h"
#include "text/json.h"
#include "text/json_writer.h"
#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using casework::Delivery;
using casework::DeliveryState;
using casework::Received;
using casework::Refusal;

constexpr std::string_view kLogs = "logs/";  // the names of logs begin so, as in a review
constexpr size_t kReadBytes = size_t{1} << 18;

std::unexpected<Error> usage(std::string message, std::string help = {}) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

std::string request_json(int64_t delivery, const std::string& upload) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("delivery", delivery).member("upload", upload).end_object();
  return out;
}

Result<std::vector<logs::LogProfile>> profiles_of(fs::path directory) {
  if (directory.empty()) {
    Result<fs::path> found = shipped("sources");
    if (!found) return std::unexpected(found.error());
    directory = std::move(*found);
  }
  return logs::load_log_profiles(directory);
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

// Links it: nothing is copied.
Result<void> Deliveries::take_file(const std::string& caller, const std::string& upload) const {
  const Result<fs::path> data = parts_.uploads->file(caller, upload);
  if (!data) return std::unexpected(data.error());
  std::error_code code;
  const fs::path to = parts_.directory / upload;
  fs::remove(to, code);  // what a crash left
  fs::create_hard_link(*data, to, code);
  if (!code) return {};
  return fail(ErrorCode::kIo, fmt::format("cannot make `{}`: {}", to.string(), code.message()));
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

Result<Deliveries::HandedIn> Deliveries::hand_in(const std::string& caller,
                                                 const std::string& upload, casework::Slip slip,
                                                 Jobs& jobs) {
  const Result<Upload> file = parts_.uploads->find(caller, upload);
  if (!file) return std::unexpected(file.error());
  const auto profiles = profiles_of(parts_.profiles);
  if (!profiles) return std::unexpected(profiles.error());
  const auto claimed = logs::claimant(file->name, file->name, *profiles);
  if (!claimed) return std::unexpected(claimed.error());
  if (!*claimed || (*profiles)[**claimed].system != slip.system) {
    return usage(fmt::format("no profile reads `{}` as a log of `{}`", file->name, slip.system),
                 "Upload it under the name that the system's profile claims.");
  }
  slip.file = std::string(kLogs) + file->name;
  if (auto taken = take_file(caller, upload); !taken) return std::unexpected(taken.error());
  HandedIn out;
  auto done = act(caller, [&](casework::Journal& journal) {
    const auto made = casework::hand_in(journal, slip, (*profiles)[**claimed].file, upload);
    if (made) out.delivery = *made;
    return made ? Result<void>() : std::unexpected(made.error());
  });
  std::error_code ignored;
  if (!done) {
    fs::remove(parts_.directory / upload, ignored);
    return std::unexpected(done.error());
  }
  if (auto dropped = parts_.uploads->drop(caller, upload); !dropped)
    return std::unexpected(dropped.error());
  Result<Job> job =
      jobs.submit({std::string(kDeliveryJob), request_json(out.delivery, upload), caller});
  if (!job) {
    const Result<Delivery> delivery = find(out.delivery);
    if (!delivery) return std::unexpected(delivery.error());
    if (auto told = refuse(*delivery, caller, {}, Refusal::kNotRead, job.error().message); !told)
      return std::unexpected(told.error());
    return std::unexpected(job.error());
  }
  out.job = std::move(*job);
  return out;
}

Result<Job> Deliveries::compare(const std::string& caller, int64_t delivery,
                                const std::string& upload, Jobs& jobs) {
  const Result<Delivery> found = find(delivery);
  if (!found) return std::unexpected(found.error());
  if (found->state != DeliveryState::kArchived) {
    return usage(fmt::format("delivery {} is {}", delivery, name_of(found->state)),
                 "Compare with one that is archived.");
  }
  if (auto taken = take_file(caller, upload); !taken) return std::unexpected(taken.error());
  Result<Job> job = jobs.submit({std::string(kCopyJob), request_json(delivery, upload), caller});
  if (!job) {
    std::error_code ignored;
    fs::remove(parts_.directory / upload, ignored);
    return job;
  }
  if (auto dropped = parts_.uploads->drop(caller, upload); !dropped)
    return std::unexpected(dropped.error());
  return job;
}

Result<std::string> Deliveries::run(const Job& job, JobWatch& watch) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const text::JsonValue* number = request->find("delivery");
  const text::JsonValue* upload = request->find("upload");
  if (number == nullptr || upload == nullptr) return fail(ErrorCode::kBadInput, "it asks nothing");
  const Result<Delivery> delivery = find(number->as_int().value_or(0));
  if (!delivery) return std::unexpected(delivery.error());
  const std::string file(upload->as_string().value_or(""));
  Result<void> done;
  if (job.kind == kCopyJob) {
    done = compare_copy(*delivery, file, job.caller, watch);
  } else if (delivery->state == DeliveryState::kReceiving) {
    done = receive(*delivery, job.caller, watch);
  }
  if (!done) return std::unexpected(done.error());
  std::error_code ignored;
  fs::remove(parts_.directory / file, ignored);
  return std::to_string(delivery->id);
}

Result<Deliveries::File> Deliveries::file_of(const Delivery& delivery, const std::string& upload,
                                             const std::string& name) const {
  auto profiles = profiles_of(parts_.profiles);
  if (!profiles) return std::unexpected(profiles.error());
  const auto profile = std::ranges::find(*profiles, delivery.profile, &logs::LogProfile::file);
  if (profile == profiles->end())
    return usage(fmt::format("there is no profile `{}` any more", delivery.profile));
  const fs::path path = parts_.directory / upload;
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

Result<void> Deliveries::receive(const Delivery& delivery, const std::string& caller,
                                 JobWatch& watch) {
  const Result<File> file = file_of(delivery, delivery.upload, delivery.slip.file);
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
        [&](uint64_t bytes) { watch.progress("log", done += bytes, 2 * file.log.bytes, 0); });
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
      fmt::format("{}/{}", kAuditCopies, delivery.slip.file.substr(kLogs.size()));
  const Result<File> file = file_of(delivery, upload, name);
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
          [&](uint64_t bytes) { watch.progress("copy", done += bytes, 2 * file->log.bytes, 0); });
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

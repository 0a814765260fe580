#include <fmt/format.h>

#include <set>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "service/deliveries/deliveries.h"
#include "service/installation.h"
#include "text/json_members.h"
#include "text/json_writer.h"

// How logs are handed in: what is taken before a job reads it, and what a crash left of that.
namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using casework::Delivery;
using casework::DeliveryState;
using casework::Refusal;

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

std::string request_json(int64_t delivery, const std::string& upload) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("delivery", delivery).member("upload", upload).end_object();
  return out;
}

}  // namespace

// Links it: nothing is copied. On the disk when it returns, for the delivery is acknowledged next.
Result<void> Deliveries::take_file(const std::string& caller, const std::string& upload) const {
  const Result<fs::path> data = parts_.uploads->file(caller, upload);
  if (!data) return std::unexpected(data.error());
  std::error_code code;
  const fs::path to = parts_.directory / upload;
  fs::remove(to, code);  // what a crash left
  fs::create_hard_link(*data, to, code);
  if (!code) return sync_name(to);
  return fail(ErrorCode::kIo, fmt::format("cannot make `{}`: {}", to.string(), code.message()));
}

Result<Deliveries::HandedIn> Deliveries::hand_in(const std::string& caller,
                                                 const std::string& upload, casework::Slip slip,
                                                 Jobs& jobs) {
  const Result<Upload> file = parts_.uploads->find(caller, upload);
  if (!file) return std::unexpected(file.error());
  const auto profile = profile_of(file->name, slip.system);
  if (!profile) return std::unexpected(profile.error());
  slip.file = std::string(kLogNames) + file->name;
  if (auto taken = take_file(caller, upload); !taken) return std::unexpected(taken.error());
  const Result<int64_t> made = begin(caller, slip, *profile, upload);
  if (!made) {
    std::error_code ignored;
    fs::remove(parts_.directory / upload, ignored);
    return std::unexpected(made.error());
  }
  HandedIn out{.delivery = *made, .job = {}};
  // The delivery is made. An upload that stays for now is nobody's any more, and expires.
  [[maybe_unused]] const auto dropped = parts_.uploads->drop(caller, upload);
  Result<Job> job = queue(out.delivery, upload, caller, jobs);
  if (!job) return std::unexpected(job.error());
  out.job = std::move(*job);
  return out;
}

Result<std::vector<logs::LogProfile>> Deliveries::profiles() const {
  if (!parts_.profiles.empty()) return logs::load_log_profiles(parts_.profiles);
  const Result<fs::path> found = shipped("sources");
  if (!found) return std::unexpected(found.error());
  return logs::load_log_profiles(*found);
}

Result<std::string> Deliveries::profile_of(const std::string& name,
                                           const std::string& system) const {
  const auto profiles = this->profiles();
  if (!profiles) return std::unexpected(profiles.error());
  const auto claimed = logs::claimant(name, name, *profiles);
  if (!claimed) return std::unexpected(claimed.error());
  if (*claimed && (*profiles)[**claimed].system == system) return (*profiles)[**claimed].file;
  return usage(fmt::format("no profile reads `{}` as a log of `{}`", name, system),
               "Hand it in under the name that the system's profile claims.");
}

Result<int64_t> Deliveries::begin(const std::string& caller, const casework::Slip& slip,
                                  const std::string& profile, const std::string& upload) const {
  int64_t out = 0;
  auto done = act(caller, [&](casework::Journal& journal) {
    const auto made = casework::hand_in(journal, slip, profile, upload);
    if (made) out = *made;
    return made ? Result<void>() : std::unexpected(made.error());
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<int64_t> Deliveries::hand_in_file(const std::string& caller, const fs::path& file,
                                         const std::string& name, casework::Slip slip,
                                         JobWatch& watch) {
  const auto profile = profile_of(name, slip.system);
  if (!profile) return std::unexpected(profile.error());
  slip.file = std::string(kLogNames) + name;
  const Result<int64_t> made = begin(caller, slip, *profile, {});
  if (!made) return made;
  const Result<Delivery> delivery = find(*made);
  if (!delivery) return std::unexpected(delivery.error());
  auto received = receive(*delivery, file, caller, watch);
  if (received) return made;
  // Nothing reads it later.
  if (auto told = refuse(*delivery, caller, {}, Refusal::kNotRead, received.error().message); !told)
    return std::unexpected(told.error());
  return std::unexpected(received.error());
}

Result<Job> Deliveries::queue(int64_t id, const std::string& upload, const std::string& caller,
                              Jobs& jobs) {
  Result<Job> job = jobs.submit({std::string(kDeliveryJob), request_json(id, upload), caller});
  if (job) return job;
  const Result<Delivery> delivery = find(id);
  if (!delivery) return std::unexpected(delivery.error());
  if (auto told = refuse(*delivery, caller, {}, Refusal::kNotRead, job.error().message); !told)
    return std::unexpected(told.error());
  return job;
}

Result<void> Deliveries::take_up(Jobs& jobs) {
  std::set<int64_t> asked;
  std::set<std::string, std::less<>> needed;
  for (const Job& job : jobs.list()) {
    if (job.kind != kDeliveryJob && job.kind != kCopyJob) continue;
    const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
    if (!request) return std::unexpected(request.error());
    if (job.state() != JobState::kDone) needed.insert(text::text_member(*request, "upload"));
    const text::JsonValue* number = request->find("delivery");
    if (job.kind == kDeliveryJob && number != nullptr) asked.insert(number->as_int().value_or(0));
  }
  std::vector<Delivery> waiting;
  auto read = parts_.desk->read([&](store::Database& database) -> Result<void> {
    auto found = casework::list_deliveries(
        database, {.state = std::string(name_of(DeliveryState::kReceiving))});
    if (!found) return std::unexpected(found.error());
    waiting = std::move(*found);
    return {};
  });
  if (!read) return read;
  for (const Delivery& one : waiting) {
    if (asked.contains(one.id)) continue;
    std::error_code missing;
    if (one.upload.empty() || !fs::exists(parts_.directory / one.upload, missing)) {
      if (auto told = refuse(one, one.handed_in_by, {}, Refusal::kNotRead, "its file is gone");
          !told)
        return told;
      continue;
    }
    // Where there is no room for it now, it is refused, and told so.
    [[maybe_unused]] const auto job = queue(one.id, one.upload, one.handed_in_by, jobs);
    if (job) needed.insert(one.upload);
  }
  std::vector<fs::path> left;
  std::error_code code;
  for (fs::directory_iterator at(parts_.directory, code), end; !code && at != end;
       at.increment(code)) {
    if (!needed.contains(at->path().filename().string())) left.push_back(at->path());
  }
  for (const fs::path& file : left) fs::remove(file, code);
  if (!code) return {};
  return fail(ErrorCode::kIo,
              fmt::format("cannot tidy `{}`: {}", parts_.directory.string(), code.message()));
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

}  // namespace sekisho::service

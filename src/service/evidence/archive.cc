#include "service/evidence/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "evidence/beside.h"
#include "evidence/store.h"
#include "logs/segment_check.h"
#include "service/evidence/retention_file.h"
#include "service/file_hash.h"
#include "service/installation.h"
#include "service/opened_archive.h"
#include "text/glob.h"

namespace sekisho::service {
namespace {

using evidence::Beside;
using evidence::KeyId;
using evidence::Vault;

evidence::StorePlace store_of(const EvidencePlace& place) {
  return evidence::store_at(place.directory, place.private_directory);
}

struct Claimed {
  logs::LogSet set;
  std::vector<logs::LogProfile> profiles;
};

Result<Claimed> find_files(const ArchiveAdd& request) {
  std::filesystem::path profiles = request.profiles;
  if (profiles.empty()) {
    Result<std::filesystem::path> found = shipped("sources");
    if (!found) return std::unexpected(found.error());
    profiles = std::move(*found);
  }
  Result<std::vector<logs::LogProfile>> loaded = logs::load_log_profiles(profiles);
  if (!loaded) return std::unexpected(loaded.error());
  Result<logs::LogSet> set = logs::find_logs(request.logs, *loaded);
  if (!set) return std::unexpected(set.error());
  // Names are relative to the parent of the directory that people name.
  const auto unwanted = [&](std::string_view name) {
    const std::string_view below = name.substr(name.find('/') + 1);
    return !request.only.empty() &&
           std::ranges::none_of(request.only, [&](const std::string& glob) {
             return text::glob_match(glob, below);
           });
  };
  std::erase_if(set->files, [&](const logs::LogFile& file) { return unwanted(file.name); });
  std::erase_if(set->unclaimed, unwanted);
  if (set->files.empty()) {
    return fail(ErrorCode::kNotFound, "no profile claims any of the files", {request.logs},
                "`--logs` takes the directory that holds a directory a system.");
  }
  return Claimed{std::move(*set), std::move(*loaded)};
}

Result<std::string> class_of(const ArchiveAdd& request) {
  const Result<evidence::RetentionPolicy> policy = load_retention(request.retention);
  if (!policy) return std::unexpected(policy.error());
  const std::string& name =
      request.retention_class.empty() ? policy->segments : request.retention_class;
  if (policy->find(name) != nullptr) return name;
  return fail(ErrorCode::kUsage, fmt::format("the retention policy has no class `{}`", name), {},
              "Name one of its classes with --class.");
}

// Seals files one by one.
class Sealer {
 public:
  Sealer(const ArchiveAdd& request, evidence::Store& store, Beside& beside,
         std::string retention_class, Instant now, const HeardBytes& heard)
      : request_(request),
        store_(store),
        beside_(beside),
        retention_class_(std::move(retention_class)),
        now_(now),
        heard_(heard) {}

  Result<ArchiveAdded> run(const Claimed& claimed, const std::vector<SealedSegment>& seals) {
    for (const SealedSegment& sealed : seals) known_.emplace(sealed.id, sealed);
    for (const logs::LogFile& file : claimed.set.files) total_ += kTimesRead * file.bytes;
    added_.unclaimed = claimed.set.unclaimed;
    for (const logs::LogFile& file : claimed.set.files) {
      const Result<void> done = seal(file, claimed.profiles[file.profile]);
      if (done) continue;
      // A file that is not as it should be is its own affair; anything else would repeat itself.
      if (done.error().code != ErrorCode::kBadInput && done.error().code != ErrorCode::kUsage &&
          done.error().code != ErrorCode::kLimit) {
        return std::unexpected(done.error());
      }
      Error error = done.error();
      if (error.place.file.empty()) error.place.file = file.name;
      added_.refused.push_back(std::move(error));
    }
    if (auto published = store_.log().publish(); !published)
      return std::unexpected(published.error());
    return std::move(added_);
  }

 private:
  static constexpr uint64_t kTimesRead = 2;

  Result<void> seal(const logs::LogFile& file, const logs::LogProfile& profile) {
    Result<std::string> hash = sha256_of_file(file.path);
    if (!hash) return std::unexpected(hash.error());
    SealedSegment sealed{.id = segment_id(profile.system, file.name, *hash),
                         .file = file.name,
                         .received_sha256 = *hash,
                         .received_bytes = file.bytes,
                         .system = profile.system,
                         .retention_class = retention_class_,
                         .key = {},
                         .seal = {}};
    if (const auto found = known_.find(sealed.id); found != known_.end()) {
      added_.known.push_back(found->second);
      return {};
    }
    std::optional<crypto::SecretKey> key;
    if (!request_.plain) {
      const KeyId id = KeyId::of_segment(sealed.id).value();
      Result<crypto::SecretKey> found = beside_.vault().find_or_make(id);
      if (!found) return std::unexpected(found.error());
      key = std::move(*found);
      sealed.key = id.text();
    }
    const auto heard = [&](uint64_t bytes) { heard_(done_ += bytes, total_); };
    if (auto written =
            write_segment(beside_.archive(), file, profile, key ? &*key : nullptr, sealed, heard);
        !written) {
      return written;
    }
    const Result<uint64_t> entry = store_.append(seal_draft(sealed), now_);
    if (!entry) return std::unexpected(entry.error());
    sealed.entry = *entry;
    known_.emplace(sealed.id, sealed);
    added_.sealed.push_back(std::move(sealed));
    return {};
  }

  const ArchiveAdd& request_;
  evidence::Store& store_;
  Beside& beside_;
  std::string retention_class_;
  Instant now_;
  const HeardBytes& heard_;
  std::map<std::string, SealedSegment> known_;
  uint64_t done_ = 0, total_ = 0;
  ArchiveAdded added_;
};

// Holds one segment against its seal, and counts it.
Result<void> verify_segment(const OpenedArchive& opened, const SealedSegment& sealed,
                            ArchiveCheck& check) {
  const Result<std::unique_ptr<logs::SegmentBytes>> bytes =
      open_segment(*opened.archive, sealed.id);
  if (!bytes && bytes.error().code != ErrorCode::kNotFound) return std::unexpected(bytes.error());
  // Nobody can read what is erased, so that its file may go, too.
  const bool erased = opened.erased(sealed);
  if (!bytes && erased) {
    ++check.erased;
    return {};
  }
  if (!bytes) {
    check.damaged.push_back(
        {sealed.id,
         sealed.file,
         {{1, std::max<uint64_t>(sealed.seal.lines, 1), "the segment's file is missing"}}});
    return {};
  }
  const Result<std::optional<crypto::SecretKey>> key = opened.key_of(sealed);
  if (!key && key.error().code != ErrorCode::kBadInput) return std::unexpected(key.error());
  const Result<logs::SegmentCheck> checked =
      logs::check_segment(**bytes, sealed.seal, key && *key ? &**key : nullptr);
  if (!checked) return std::unexpected(checked.error());
  std::vector<logs::SegmentProblem> problems = checked->problems;
  const bool lost = !checked->opened && !erased && opened.beside != nullptr;
  if (lost && problems.empty()) {
    problems.push_back({1, std::max<uint64_t>(sealed.seal.lines, 1),
                        key ? "the vault has no key of the segment" : key.error().message});
  }
  if (!problems.empty()) {
    check.damaged.push_back({sealed.id, sealed.file, std::move(problems)});
    return {};
  }
  ++(erased ? check.erased : check.whole);
  if (!erased) check.lines += sealed.seal.lines;
  if (checked->opened) ++check.opened;
  return {};
}

}  // namespace

Result<ArchiveAdded> add_to_archive(const ArchiveAdd& request, Instant now,
                                    const HeardBytes& heard) {
  Result<std::string> retention_class = class_of(request);
  if (!retention_class) return std::unexpected(retention_class.error());
  const Result<Claimed> claimed = find_files(request);
  if (!claimed) return std::unexpected(claimed.error());
  // The store first: opening it publishes all that was durable, and nobody else writes.
  const auto store = evidence::Store::open(store_of(request.place));
  if (!store) return std::unexpected(store.error());
  Result<evidence::StoreReader> log = evidence::StoreReader::open(request.place.directory);
  if (!log) return std::unexpected(log.error());
  const Result<std::vector<SealedSegment>> seals = seals_of(*log);
  if (!seals) return std::unexpected(seals.error());
  const auto beside =
      Beside::open(store_of(request.place), request.place.master, Vault::Access::kWrite, *log);
  if (!beside) return std::unexpected(beside.error());
  return Sealer(request, **store, **beside, std::move(*retention_class), now, heard)
      .run(*claimed, *seals);
}

std::string_view name_of(SegmentState state) {
  switch (state) {
    case SegmentState::kThere:
      return "there";
    case SegmentState::kErased:
      return "erased";
    case SegmentState::kMissing:
      return "missing";
  }
  return "missing";
}

Result<std::vector<ListedSegment>> list_archive(const EvidencePlace& place) {
  const Result<OpenedArchive> opened = open_sealed_archive(store_of(place), place.master);
  if (!opened) return std::unexpected(opened.error());
  std::vector<ListedSegment> out;
  for (const SealedSegment& sealed : opened->seals) {
    const auto bytes = open_segment(*opened->archive, sealed.id);
    const SegmentState state = opened->erased(sealed) ? SegmentState::kErased
                               : bytes                ? SegmentState::kThere
                                                      : SegmentState::kMissing;
    out.push_back({sealed, state});
  }
  return out;
}

Result<ArchiveCheck> verify_archive(const EvidencePlace& place, const HeardBytes& heard) {
  const Result<OpenedArchive> opened = open_sealed_archive(store_of(place), place.master);
  if (!opened) return std::unexpected(opened.error());
  ArchiveCheck check;
  check.segments = opened->seals.size();
  check.no_vault = opened->no_vault;
  uint64_t total = 0;
  for (const SealedSegment& sealed : opened->seals) total += sealed.seal.bytes;
  uint64_t done = 0;
  std::set<std::string> known;
  for (const SealedSegment& sealed : opened->seals) {
    known.insert(segment_file_name(sealed.id));
    if (auto verified = verify_segment(*opened, sealed, check); !verified)
      return std::unexpected(verified.error());
    heard(done += sealed.seal.bytes, total);
  }
  const Result<std::vector<std::string>> names = opened->archive->names();
  if (!names) return std::unexpected(names.error());
  std::ranges::copy_if(*names, std::back_inserter(check.strays),
                       [&](const std::string& name) { return !known.contains(name); });
  return check;
}

Result<void> extract_lines(const EvidencePlace& place, const std::string& segment,
                           const std::optional<LineRange>& lines,
                           const std::function<Result<void>(std::string_view)>& take) {
  const Result<OpenedArchive> opened = open_sealed_archive(store_of(place), place.master);
  if (!opened) return std::unexpected(opened.error());
  const auto sealed = std::ranges::find(opened->seals, segment, &SealedSegment::id);
  if (sealed == opened->seals.end()) {
    return fail(ErrorCode::kNotFound, fmt::format("the log has no segment `{}`", segment), {},
                "`sekisho archive list` shows them.");
  }
  if (opened->erased(*sealed)) {
    return fail(ErrorCode::kUsage, fmt::format("the segment `{}` was erased", segment), {},
                "`sekisho archive list` says which were; the log says on whose approval.");
  }
  const auto bytes = open_segment(*opened->archive, segment);
  if (!bytes) return std::unexpected(bytes.error());
  const Result<std::optional<crypto::SecretKey>> key = opened->key_of(*sealed);
  if (!key) return std::unexpected(key.error());
  const crypto::SecretKey* const secret = *key ? &**key : nullptr;
  const auto reader = logs::SegmentReader::open(**bytes, sealed->seal.hash, secret);
  const Result<void> read = !reader ? std::unexpected(reader.error())
                            : lines ? reader->read_lines(lines->first, lines->last, take)
                                    : reader->read_all(take);
  if (read || !read.error().place.file.empty()) return read;
  Error error = read.error();
  error.place.file = segment_file_name(segment);
  return std::unexpected(std::move(error));
}

}  // namespace sekisho::service

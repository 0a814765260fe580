#include "service/archived_logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "logs/segment_source.h"
#include "service/opened_archive.h"

namespace sekisho::service {
namespace {

// The archive, for the threads of a review.
class Shelf {
 public:
  explicit Shelf(OpenedArchive opened) : opened_(std::move(opened)) {}
  const OpenedArchive& opened() const { return opened_; }

  Result<std::unique_ptr<logs::ByteSource>> open(const SealedSegment& sealed) {
    std::optional<crypto::SecretKey> key;
    {
      const std::lock_guard lock(mutex_);
      Result<std::optional<crypto::SecretKey>> found = opened_.key_of(sealed);
      if (!found) return std::unexpected(found.error());
      key = std::move(*found);
    }
    if (!sealed.key.empty() && !key) {
      return fail(ErrorCode::kUsage, "there is no key of the segment", {sealed.file},
                  opened_.no_vault.empty() ? "`sekisho archive verify` says what became of it."
                                           : "Name the vault's master key with --master.");
    }
    Result<std::unique_ptr<logs::SegmentBytes>> bytes = open_segment(*opened_.archive, sealed.id);
    if (!bytes) return std::unexpected(bytes.error());
    return logs::open_segment_source(
        std::move(*bytes),
        {sealed.file, sealed.seal, sealed.received_sha256, sealed.received_bytes}, std::move(key));
  }

 private:
  const OpenedArchive opened_;
  std::mutex mutex_;  // of the keys
};

// Of each name the segment that was sealed last, as a file takes the place of one before it.
std::map<std::string, SealedSegment> newest(const OpenedArchive& opened,
                                            const std::vector<std::string>& only,
                                            ArchivedLogs& out) {
  using Why = ArchivedLogs::LeftOut::Why;
  std::map<std::string, SealedSegment> by_name;
  for (const SealedSegment& sealed : opened.seals) {
    if (!only.empty() && std::ranges::find(only, sealed.id) == only.end()) continue;
    if (opened.erased(sealed)) {
      out.left_out.push_back({sealed.id, sealed.file, Why::kErased});
      continue;
    }
    if (sealed.file.starts_with(fmt::format("{}/", kAuditCopies))) {
      out.left_out.push_back({sealed.id, sealed.file, Why::kAuditCopy});
      continue;
    }
    const auto [known, is_new] = by_name.try_emplace(sealed.file, sealed);
    if (is_new) continue;
    out.left_out.push_back({known->second.id, sealed.file, Why::kReplaced});
    known->second = sealed;
  }
  return by_name;
}

}  // namespace

Result<ArchivedLogs> archived_logs(const ArchivePlace& place,
                                   const std::vector<logs::LogProfile>& profiles) {
  Result<OpenedArchive> opened = open_sealed_archive(place.store, place.master);
  if (!opened) return std::unexpected(opened.error());
  const auto shelf = std::make_shared<Shelf>(std::move(*opened));
  ArchivedLogs out;
  for (const auto& [name, sealed] : newest(shelf->opened(), place.only, out)) {
    const std::string_view below = std::string_view(name).substr(name.find('/') + 1);
    const Result<std::optional<size_t>> claimed = logs::claimant(below, name, profiles);
    if (!claimed) return std::unexpected(claimed.error());
    if (!*claimed) {
      out.set.unclaimed.push_back(name);
      continue;
    }
    if (const auto there = open_segment(*shelf->opened().archive, sealed.id); !there) {
      Error error = there.error();
      error.place.file = name;
      error.help = "`sekisho archive verify` names everything that is missing.";
      return std::unexpected(std::move(error));
    }
    out.set.files.push_back({{}, name, **claimed, sealed.received_bytes, [shelf, sealed] {
                               return shelf->open(sealed);
                             }});
    out.seals.push_back({sealed.id, sealed.seal.hash, sealed.received_sha256});
  }
  if (!out.set.files.empty()) return out;
  return fail(ErrorCode::kNotFound, "the archive holds no log that a profile claims",
              {place.store.directory}, "Seal some with `sekisho archive add`.");
}

}  // namespace sekisho::service

#include "service/store/register_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "crypto/sha256.h"
#include "service/asked.h"
#include "service/installation.h"
#include "service/store/import_planner.h"
#include "service/store/import_reader.h"

namespace sekisho::service {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

Result<PlannedImport> read_and_plan(store::Database& database,
                                    const store::StoreDirectory& directory,
                                    const RegisterImport& request, Instant now,
                                    const HeardBytes& heard) {
  std::filesystem::path profiles = request.profiles;
  if (profiles.empty()) {
    Result<std::filesystem::path> found = shipped("sources");
    if (!found) return std::unexpected(found.error());
    profiles = std::move(*found);
  }
  std::optional<Instant> effective;
  if (!request.effective.empty()) {
    const Result<Instant> asked = asked_instant(request.effective);
    if (!asked) return std::unexpected(asked.error());
    effective = *asked;
  }
  Result<ReadImport> read = read_import(request.places, profiles, heard);
  if (!read) return std::unexpected(read.error());
  const store::SupplyFiles segments = directory.segments();
  return plan(database, segments, std::move(*read), effective, now);
}

// The bytes of a file that was read before. They must be the same still: what is sealed is what was
// compared.
Result<void> put_file(const std::filesystem::path& path, const store::SealedContent& content,
                      const store::Put& put) {
  std::ifstream in(path, std::ios::binary);
  crypto::Sha256 hash;
  std::string block(kBlockBytes, '\0');
  uint64_t bytes = 0;
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    const auto got = static_cast<size_t>(in.gcount());
    const std::string_view some = std::string_view(block).substr(0, got);
    hash.update(some);
    bytes += got;
    if (auto done = put(some); !done) return done;
  }
  if (!in.bad() && bytes == content.bytes && hash.hex() == content.sha256) return {};
  return fail(ErrorCode::kIo, "the file is not what it was when it was read", {path.string()},
              "Import it again when nobody writes to it any more.");
}

}  // namespace

Result<ImportPreview> preview_import(const RegisterImport& request, Instant now,
                                     const HeardBytes& heard) {
  const Result<store::StoreDirectory> directory =
      store::find_store_directory(request.store.directory);
  if (!directory) return std::unexpected(directory.error());
  const auto database = store::open_store(*directory);
  if (!database) return std::unexpected(database.error());
  return preview_import(**database, *directory, request, now, heard);
}

Result<ImportPreview> preview_import(store::Database& database,
                                     const store::StoreDirectory& directory,
                                     const RegisterImport& request, Instant now,
                                     const HeardBytes& heard) {
  Result<PlannedImport> planned = read_and_plan(database, directory, request, now, heard);
  if (!planned) return std::unexpected(planned.error());
  return std::move(planned->preview);
}

Result<ImportDone> import_registers(const RegisterImport& request, Instant now,
                                    const HeardBytes& heard) {
  if (auto checked = check_consent(request.consent); !checked)
    return std::unexpected(checked.error());
  const auto session = StoreSession::open(request.store);
  if (!session) return std::unexpected(session.error());
  return import_registers(**session, request, now, heard);
}

Result<ImportDone> import_registers(StoreSession& open, const RegisterImport& request, Instant now,
                                    const HeardBytes& heard) {
  if (auto checked = check_consent(request.consent); !checked)
    return std::unexpected(checked.error());
  Result<PlannedImport> planned =
      read_and_plan(open.database(), open.directory(), request, now, heard);
  if (!planned) return std::unexpected(planned.error());
  ImportDone done;
  done.preview = planned->preview;
  if (!request.expected.empty() && request.expected != done.preview.hash) {
    return usage("this is not what the preview showed", "Look at a new preview.");
  }
  if (done.preview.nothing) return done;
  if (!done.preview.grounds.empty() && !has_second_person(request.consent)) {
    return usage("a second person is needed: " + done.preview.grounds.front(),
                 "Let somebody look at --preview, and name them with --approved-by, or a "
                 "decision's number with --approval.");
  }
  for (DraftSegment& segment : planned->segments) {
    if (auto kept = segment.keep(); !kept) return std::unexpected(kept.error());
  }
  store::ChangeBody body = body_of(*planned, request.consent);
  const auto put_content = [&](size_t index, const store::Put& put) {
    const store::SealedContent& content = body.contents[index];
    const auto file = std::ranges::find_if(
        planned->read.files,
        [&](const store::ImportedFile& one) { return one.read.sha256 == content.sha256; });
    const auto at = static_cast<size_t>(file - planned->read.files.begin());
    return put_file(planned->read.paths[at], content, put);
  };
  const Result<uint64_t> entry = open.commit(body, put_content, now);
  if (!entry) return std::unexpected(entry.error());
  done.change = body.change.id;
  done.entry = *entry;
  return done;
}

}  // namespace sekisho::service

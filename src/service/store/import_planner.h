#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/store/import_reader.h"
#include "service/store/register_import.h"
#include "store/change_body.h"
#include "store/database.h"
#include "store/supply_files.h"

namespace sekisho::service {

// A supply segment of an import that nothing refers to yet. Its file is removed with it, unless
// `keep` gave it its name.
class DraftSegment {
 public:
  DraftSegment(store::SupplyFiles files, std::filesystem::path path, store::NewSegment segment)
      : files_(std::move(files)), path_(std::move(path)), segment_(std::move(segment)) {}
  DraftSegment(DraftSegment&& other) noexcept;
  DraftSegment& operator=(DraftSegment&&) = delete;
  ~DraftSegment();

  const store::NewSegment& segment() const { return segment_; }
  Result<void> keep();

 private:
  store::SupplyFiles files_;
  std::filesystem::path path_;  // empty: kept
  store::NewSegment segment_;
};

// An import that was read and compared with what is known now.
struct PlannedImport {
  ReadImport read;  // without rows
  ImportPreview preview;
  std::vector<DraftSegment> segments;
};

// `effective` is when facts end whose row is absent; nothing: the beginning of the day of `now` in
// the profile's zone.
Result<PlannedImport> plan(store::Database& database, const store::SupplyFiles& segments,
                           ReadImport read, std::optional<Instant> effective, Instant now);

// The change that was planned, and the files that go into its body.
store::ChangeBody body_of(const PlannedImport& planned, const store::Consent& consent);

}  // namespace sekisho::service

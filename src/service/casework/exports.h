#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/bodies.h"
#include "service/store/ledger.h"

// What is taken out of the house, as a file that is frozen: it is made once, its hash and the
// approval are an entry of the record, and whoever fetches it gets these bytes.
namespace sekisho::service {

struct ExportFile {
  int64_t id = 0;
  std::string what = {};       // `review/demo findings`, `figure/press-2026-11`
  std::string review = {};     // empty: of none
  std::string format = {};     // `csv`, `json-lines`, `ocsf`
  std::string recipient = {};  // an organisation, never a person
  std::string approval = {};   // 決裁番号
  bool masked = true;          // nobody's personal data is in it in plain
  uint64_t items = 0, bytes = 0;
  std::string sha256 = {};
  std::optional<evidence::BodyReference> body = {};  // none: it is not kept
  std::string made_by = {};                          // a pseudonym
  Instant made_at = {};
};

// Appends some of a file; false where that was the last.
using FilePieces = std::function<bool(std::string& out)>;

// Keeps the pieces, encrypted beside the record, and notes that they are to go out: what of `about`
// they tell is filled in. kBadInput without an approval; kLimit beyond kMaxExportBytes.
Result<ExportFile> freeze_export(Ledger& ledger, ExportFile about, const FilePieces& next);
// That `actor` takes these bytes out, as an entry of the record alone.
Result<void> record_export(Ledger& ledger, const ExportFile& about, const std::string& actor,
                           Instant now);

Result<std::vector<ExportFile>> list_exports(Ledger& ledger);  // the newest first
Result<ExportFile> find_export(Ledger& ledger, int64_t id);    // kNotFound
// The bytes, which are what was frozen. kNotFound where they were erased after their retention;
// kBadInput where they are damaged.
Result<std::string> export_bytes(Ledger& ledger, const ExportFile& file);

std::string export_json(const ExportFile& file);

}  // namespace sekisho::service

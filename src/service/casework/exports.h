#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/sha256.h"
#include "evidence/bodies.h"
#include "service/store/ledger.h"

// What is taken out of the house, as a file that is frozen: it is made once, its hash and the
// approval are an entry of the record, and whoever fetches it gets these bytes.
namespace sekisho::service {

struct ExportFile {
  int64_t id = 0;
  std::string what = {};       // `review/demo findings`, `figure/press-2026-11`
  std::string review = {};     // empty: of none
  std::string run = {};        // the id of that review's run
  std::string job = {};        // that made it; empty: none did
  std::string format = {};     // `csv`, `json-lines`, `ocsf`, `pdf`, `xlsx`
  std::string recipient = {};  // an organisation, never a person
  std::string approval = {};   // 決裁番号; empty: a draft, which says so itself
  bool may_be_draft = false;   // of freeze_export: it needs neither approval nor recipient
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
// they tell is filled in. What a job made is kept once: another time the first one is given.
// kBadInput without an approval or a recipient, kLimit beyond kMaxExportBytes.
Result<ExportFile> freeze_export(Ledger& ledger, ExportFile about, const FilePieces& next);
// That `actor` takes these bytes out, as an entry of the record alone.
Result<void> record_export(Ledger& ledger, const ExportFile& about, const std::string& actor,
                           Instant now);

Result<std::vector<ExportFile>> list_exports(Ledger& ledger);  // the newest first
Result<ExportFile> find_export(Ledger& ledger, int64_t id);    // kNotFound
// What a job made; nothing where it made none.
Result<std::optional<ExportFile>> find_export_of_job(Ledger& ledger, const std::string& job);

// The bytes of a file, some at a time, from where they are kept. Not thread-safe.
class ExportReader {
 public:
  ExportReader(evidence::BodyReader body, std::string sha256)
      : body_(std::move(body)), sha256_(std::move(sha256)) {}
  // Appends some of them, at most a chunk of the body; false where that was the last. kBadInput
  // where all of them together are not what was frozen.
  Result<bool> next(std::string& out);

 private:
  evidence::BodyReader body_;
  std::string sha256_;
  crypto::Sha256 hash_;
};
// kNotFound where it was erased after its retention; kBadInput where it is damaged.
Result<ExportReader> open_export(Ledger& ledger, const ExportFile& file);

std::string export_json(const ExportFile& file);

}  // namespace sekisho::service

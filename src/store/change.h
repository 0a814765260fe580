#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "register/load.h"
#include "register/profile.h"
#include "store/fact.h"

namespace sekisho::store {

enum class ChangeKind : uint8_t { kImport, kCorrection, kWithdrawal };
std::string_view name_of(ChangeKind kind);  // "import", …
std::optional<ChangeKind> change_kind_named(std::string_view name);

// Who changes something, why, and who stands by it.
struct Consent {
  std::string by;
  std::string reason;
  std::string approved_by;  // the second person; may be empty
  std::string approval;     // the number of a decision (決裁番号); may be empty
  bool pseudonyms = false;  // `by` and `approved_by` are those of the record already
};

// What a change does to one register. added + corrected + unchanged = rows of its files, where no
// row of a delta ends a fact.
struct Counts {
  uint64_t added = 0;
  uint64_t ended = 0;      // no longer held from some day on
  uint64_t withdrawn = 0;  // never held, as we know now
  uint64_t corrected = 0;
  uint64_t unchanged = 0;
  uint64_t contradicted = 0;  // contradictions that were not there before
  uint64_t rejected = 0;      // rows that cannot be read

  bool changes() const { return added + ended + withdrawn + corrected != 0; }
  Counts& operator+=(const Counts& more);
  bool operator==(const Counts&) const = default;
};
using CountsByTable = std::array<Counts, reg::kTableCount>;

// What one profile read of one file of an import.
struct ImportedFile {
  int64_t id = 0;  // in the store; from 1
  reg::LoadReport::File read;
  std::string profile_sha256;
  reg::ImportMode mode = reg::ImportMode::kFull;
  Period coverage;
};

// One step of a change: a version that is no longer what we know, one that is from now on, or both.
struct Step {
  enum class What : uint8_t { kAdd, kCorrect, kEnd, kWithdraw };
  What what = What::kAdd;
  int64_t ends = 0;               // a fact; 0: none
  std::optional<Statement> says;  // none: kWithdraw
  std::string profile;
  uint32_t file = 0;  // from 1, of the change's files; 0: by hand, or as in the version before
  uint32_t line = 0;
};
std::string_view name_of(Step::What what);  // "add", …

// A supply segment that takes the place of the profile's last one.
struct NewSegment {
  std::string profile;
  std::string sha256;
  uint64_t points = 0;
  uint64_t rows = 0;
  bool operator==(const NewSegment&) const = default;
};

// Everything that one transaction does to the registers.
struct Change {
  int64_t id = 0;          // given when it is recorded
  Instant recorded_at;     // likewise
  int64_t first_fact = 0;  // likewise, of the versions that it adds, which have numbers in a row
  int64_t first_file = 0;  // likewise
  ChangeKind kind = ChangeKind::kImport;
  Consent consent;
  std::string preview;  // the hash of what was shown before it was done
  CountsByTable counts{};
  std::vector<ImportedFile> files;  // ids are given when it is recorded
  std::vector<Step> steps;
  std::vector<NewSegment> segments;
};

// The counts as JSON by register, those that are all zero left out; and back.
std::string counts_json(const CountsByTable& counts);
Result<CountsByTable> parse_counts(std::string_view json);

}  // namespace sekisho::store

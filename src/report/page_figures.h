#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

// The figures of a review page: what was counted, for which time, and what could not be counted.
// Plain data without rules of their own; the caller counts, the page only shows.
namespace sekisho::report {

// A text of ours, in both languages of the page, as UTF-8 without markup. What comes from a log or
// a register (names, numbers, raw lines) is data, the same in both languages: a std::string.
struct Bilingual {
  std::string ja = {};
  std::string en = {};

  bool empty() const { return ja.empty() && en.empty(); }
  bool operator==(const Bilingual&) const = default;
};

// How sure the review is of who sat at the keyboard.
enum class Certainty : uint8_t { kConfirmed, kPresumed, kUnknown };

enum class Disposition : uint8_t {
  kViewed,        // unauthorised, and the system showed the record
  kRefused,       // unauthorised, and the system itself refused it
  kDoubtful,      // people must decide
  kUndetermined,  // the registers do not decide it
};

// Rows that are shown out of `total` that exist. The page may show fewer than `rows` (limits.h); it
// then says how many exist and that the rest stands in the file `rest_in`.
template <class Row>
struct Excerpt {
  std::vector<Row> rows = {};
  uint64_t total = 0;        // at least rows.size(); a smaller number counts as rows.size()
  std::string rest_in = {};  // a file beside the page such as `findings.csv`, or empty
};

// A window in time, shown by its first and last moments. nullopt: there is none (say why in
// `note`). An end of kForever means that it still stands open, a start of kBeginning that it is not
// known.
struct Window {
  std::optional<Period> period = {};
  Bilingual note = {};  // for example "3 periods with gaps", or empty
};

// The three windows that stand beside every figure.
struct Windows {
  Window exposure = {};  // 権限開放期間: how long access stood open, by the registers
  Window logs = {};      // ログ現存期間: for which time logs exist
  Window examined = {};  // 調査対象期間: which time was examined
};

// Viewers of unauthorised accesses that were not refused. `presumed` are people who are presumed
// and nowhere confirmed. Who cannot be told cannot be counted in heads: those are accesses.
struct ViewerCounts {
  uint64_t confirmed = 0;
  uint64_t presumed = 0;
  uint64_t unknown_accesses = 0;
};

// What the records of a system are about. Counts that do not apply show as a dash.
enum class Subject : uint8_t { kSupply, kFacilities, kBoth };

// What is counted, for one system or as a distinct count over all. What is nullopt though it
// applies shows as "not determinable". All but the accesses are distinct counts; the page never
// adds any two of them up.
struct Figures {
  Subject subject = Subject::kSupply;
  // Whose: unauthorised and not refused, the supplier at that moment not an affiliate.
  std::optional<uint64_t> contracts = {};
  std::optional<uint64_t> points = {};
  std::optional<uint64_t> individuals = {};
  std::optional<uint64_t> facilities = {};
  std::optional<uint64_t> suppliers = {};
  // Counted apart, in none of the above.
  std::optional<uint64_t> affiliate_own = {};   // supply points of the affiliates' own customers
  std::optional<uint64_t> no_contract = {};     // supply points without a contract at that moment
  std::optional<uint64_t> switch_pending = {};  // supply points with a switch applied for
  // Who.
  ViewerCounts viewers = {};
  // How often (accesses; keyless ones are among the others and counted here once more).
  uint64_t viewed = 0;
  uint64_t refused = 0;
  uint64_t doubtful = 0;
  uint64_t undetermined = 0;
  uint64_t keyless = 0;
  // First and last unauthorised access that was not refused.
  std::optional<Instant> first = {};
  std::optional<Instant> last = {};
};

struct SystemRow {
  std::string id = {};  // `nol`
  Bilingual name = {};
  bool has_log = true;  // false: nothing of this system can be told; its figures are not shown
  Figures figures = {};
  Windows windows = {};
};

// Something that no figure covers, with bounds where there are any.
struct Undeterminable {
  Bilingual what = {};  // "looks at the billing system before April 2022"
  Bilingual why = {};   // "no log is left"
  Bilingual unit = {};  // 契約 / contracts; 件 / accesses
  std::optional<uint64_t> at_least = {};
  std::optional<uint64_t> at_most = {};
  std::optional<Period> period = {};
};

// What was read. lines = headers + events + rejects holds for every file.
struct ReadTotals {
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t lines = 0;
  uint64_t headers = 0;
  uint64_t events = 0;
  uint64_t rejects = 0;
};

struct TimelineBar {
  Instant from = {};  // start of the month or day, in the page's zone
  uint64_t viewed = 0;
  uint64_t refused = 0;
  uint64_t doubtful = 0;
  uint64_t undetermined = 0;
};

enum class BandKind : uint8_t { kDisaster, kExposure };

struct TimelineBand {
  BandKind kind = BandKind::kDisaster;
  Bilingual label = {};
  Period period = {};
};

enum class Grain : uint8_t { kDay, kMonth };

// Bars are in the order of time; a day or month without a bar had nothing.
struct Timeline {
  Grain grain = Grain::kMonth;
  std::vector<TimelineBar> bars = {};
  std::vector<TimelineBand> bands = {};
};

// What one viewer saw in one system. A cell with no accesses shows as empty.
struct MatrixCell {
  uint64_t accesses = 0;
  uint64_t contracts = 0;  // distinct; facilities where the system has no contracts
  Certainty certainty = Certainty::kConfirmed;
};

struct MatrixRow {
  std::string viewer = {};             // a name or an employee number; empty: nobody can be named
  std::string affiliation = {};        // where the person worked at that time
  std::vector<MatrixCell> cells = {};  // one for each of Matrix::systems, in that order
};

struct Matrix {
  std::vector<Bilingual> systems = {};
  Excerpt<MatrixRow> viewers = {};  // most contracts first
};

// How accesses came about. Counts of different routes may overlap; the page says so.
struct RouteRow {
  std::string id = {};         // `kept_after_transfer`
  Bilingual title = {};        // 異動後の権限残存
  Bilingual explanation = {};  // one sentence
  std::vector<Bilingual> systems = {};
  uint64_t accesses = 0;
  uint64_t contracts = 0;
  uint64_t viewers = 0;
  std::optional<uint64_t> givers =
      {};  // people who let others use an ID; nullopt where none is lent
  std::optional<uint64_t> takers = {};
  std::optional<Instant> first = {};
  std::optional<Instant> last = {};
};

}  // namespace sekisho::report

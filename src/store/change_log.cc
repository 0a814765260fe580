#include "store/change_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "register/tables.h"
#include "store/bulk_insert.h"

namespace sekisho::store {
namespace {

constexpr std::string_view kChangeColumns =
    "id, recorded_at, kind, changed_by, reason, approved_by, approval, preview, counts";
constexpr std::string_view kFileColumns =
    "id, change_id, name, sha256, bytes, register, profile, profile_sha256, import_mode, "
    "covered_from, covered_until, line_count, header_lines, row_lines, rejected_lines, row_count, "
    "rejected, refused";
constexpr size_t kFileColumnCount = 18;
constexpr size_t kFactColumns = 11;

Result<int64_t> next_id(Database& database, std::string_view largest) {
  const auto id = database.number(largest);
  if (!id) return std::unexpected(id.error());
  return id->value_or(0) + 1;
}

uint64_t natural(const ResultRow& row, int column) {
  return static_cast<uint64_t>(row.integer(column));
}

Result<Change> change_in(const ResultRow& row) {
  Change out;
  out.id = row.integer(0);
  out.recorded_at = Instant{row.integer(1)};
  const auto kind = change_kind_named(row.text(2));
  if (!kind) return fail(ErrorCode::kBadInput, "the store has a change of an unknown kind");
  out.kind = *kind;
  out.consent = {std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                 std::string(row.text(6))};
  out.preview = row.text(7);
  Result<CountsByTable> counts = parse_counts(row.text(8));
  if (!counts) return std::unexpected(counts.error());
  out.counts = *counts;
  return out;
}

Result<FoundImport> file_in(const ResultRow& row) {
  FoundImport out;
  out.file.id = row.integer(0);
  out.change = row.integer(1);
  reg::LoadReport::File& read = out.file.read;
  read.name = row.text(2);
  read.sha256 = row.text(3);
  read.bytes = natural(row, 4);
  const auto table = reg::table_named(row.text(5));
  if (!table) return fail(ErrorCode::kBadInput, "the store has a file of an unknown register");
  read.table = *table;
  read.profile = row.text(6);
  out.file.profile_sha256 = row.text(7);
  out.file.mode = row.text(8) == reg::name_of(reg::ImportMode::kDelta) ? reg::ImportMode::kDelta
                                                                       : reg::ImportMode::kFull;
  out.file.coverage = {Instant{row.integer(9)}, Instant{row.integer(10)}};
  read.lines = natural(row, 11);
  read.header_lines = natural(row, 12);
  read.row_lines = natural(row, 13);
  read.rejected_lines = natural(row, 14);
  read.rows = natural(row, 15);
  read.rejected = natural(row, 16);
  read.refused = row.integer(17) != 0;
  return out;
}

// Writes the parts of one change.
class Recorder {
 public:
  Recorder(Database& database, const Change& change, bool restores)
      : database_(database), change_(change), restores_(restores) {}

  Result<void> run() {
    for (auto part : {&Recorder::head, &Recorder::files, &Recorder::steps, &Recorder::segments}) {
      if (auto done = (this->*part)(); !done) return done;
    }
    return {};
  }

 private:
  Result<void> head() {
    const Consent& consent = change_.consent;
    const auto done = database_.run(
        fmt::format("INSERT INTO change ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    kChangeColumns),
        change_.id, change_.recorded_at, name_of(change_.kind), std::string_view(consent.by),
        std::string_view(consent.reason), std::string_view(consent.approved_by),
        std::string_view(consent.approval), std::string_view(change_.preview),
        std::string_view(counts_json(change_.counts)));
    if (!done) return std::unexpected(done.error());
    return {};
  }

  Result<void> files() {
    if (change_.files.empty()) return {};
    BulkInsert insert(database_, fmt::format("change_file ({})", kFileColumns), kFileColumnCount);
    int64_t id = change_.first_file;
    for (const ImportedFile& file : change_.files) {
      const reg::LoadReport::File& read = file.read;
      const Value row[] = {value_of(id++),
                           value_of(change_.id),
                           value_of(std::string_view(read.name)),
                           value_of(std::string_view(read.sha256)),
                           value_of(read.bytes),
                           value_of(reg::name_of(read.table)),
                           value_of(std::string_view(read.profile)),
                           value_of(std::string_view(file.profile_sha256)),
                           value_of(reg::name_of(file.mode)),
                           value_of(file.coverage.from),
                           value_of(file.coverage.until),
                           value_of(read.lines),
                           value_of(read.header_lines),
                           value_of(read.row_lines),
                           value_of(read.rejected_lines),
                           value_of(read.rows),
                           value_of(read.rejected),
                           value_of(read.refused ? 1 : 0)};
      if (auto done = insert.add(row); !done) return done;
    }
    return insert.flush();
  }

  Result<void> steps() {
    if (change_.steps.empty()) return {};
    int64_t id = change_.first_fact;
    BulkInsert insert(database_,
                      "fact (id, register, profile, subject, valid_from, valid_until, fields, "
                      "file_id, line, recorded_by, ended_by)",
                      kFactColumns);
    for (const Step& step : change_.steps) {
      std::optional<Origin> before;
      if (step.ends != 0) {
        if (auto done = end(step, before); !done) return done;
      }
      if (!step.says) continue;
      if (auto done = add(step, id++, before, insert); !done) return done;
    }
    return insert.flush();
  }

  struct Origin {
    int64_t file = 0;
    int64_t line = 0;
  };

  // `before` becomes where the version was read, for one whose end alone is new.
  Result<void> end(const Step& step, std::optional<Origin>& before) {
    if (step.what == Step::What::kEnd) {
      auto found = database_.query(
          [&](const ResultRow& row) -> Result<void> {
            before = Origin{row.integer(0), row.integer(1)};
            return {};
          },
          "SELECT file_id, line FROM fact WHERE id = $1", step.ends);
      if (!found) return found;
    }
    const auto ended = database_.run(
        "UPDATE fact SET ended_by = $1 WHERE id = $2 AND ended_by IS NULL", change_.id, step.ends);
    if (!ended) return std::unexpected(ended.error());
    if (*ended == 1 || restores_) return {};
    return fail(ErrorCode::kUsage,
                fmt::format("version {} of a fact is not what is known any more", step.ends), {},
                "Look at what would change once more.");
  }

  Result<void> add(const Step& step, int64_t id, const std::optional<Origin>& before,
                   BulkInsert& insert) {
    const Statement& says = *step.says;
    StatedRow row;
    if (auto read = row.read(says); !read) return read;
    Origin origin{step.file == 0 ? 0 : change_.first_file + step.file - 1, step.line};
    if (before) origin = *before;
    const std::string subject = subject_of(says.table, row.row());
    const Value values[kFactColumns] = {
        value_of(id),
        value_of(reg::name_of(says.table)),
        value_of(std::string_view(step.profile)),
        value_of(std::string_view(subject)),
        value_of(says.period.from),
        value_of(says.period.until),
        value_of(std::string_view(says.fields)),
        origin.file == 0 ? value_of(nullptr) : value_of(origin.file),
        value_of(origin.line),
        value_of(change_.id),
        value_of(nullptr)};
    return insert.add(values);
  }

  Result<void> segments() {
    for (const NewSegment& segment : change_.segments) {
      const auto done = database_.run(
          "INSERT INTO supply_segment (change_id, profile, sha256, points, row_count) "
          "VALUES ($1, $2, $3, $4, $5)",
          change_.id, std::string_view(segment.profile), std::string_view(segment.sha256),
          segment.points, segment.rows);
      if (!done) return std::unexpected(done.error());
    }
    return {};
  }

  Database& database_;
  const Change& change_;
  bool restores_;
};

Result<std::vector<FoundImport>> files_where(Database& database, std::string_view condition,
                                             int64_t change, std::string_view profile) {
  std::vector<FoundImport> out;
  auto done = database.query(
      [&](const ResultRow& row) -> Result<void> {
        Result<FoundImport> file = file_in(row);
        if (!file) return std::unexpected(file.error());
        out.push_back(std::move(*file));
        return {};
      },
      fmt::format("SELECT {} FROM change_file WHERE {} ORDER BY id", kFileColumns, condition),
      change, profile);
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace

Result<void> record_change(Database& database, Change& change, Instant now) {
  const auto last = newest_change(database);
  if (!last) return std::unexpected(last.error());
  const auto last_at = database.number("SELECT MAX(recorded_at) FROM change");
  if (!last_at) return std::unexpected(last_at.error());
  change.id = *last + 1;
  change.recorded_at = *last_at ? std::max(now, Instant{**last_at + 1}) : now;
  const Result<int64_t> file = next_id(database, "SELECT MAX(id) FROM change_file");
  if (!file) return std::unexpected(file.error());
  const Result<int64_t> fact = next_id(database, "SELECT MAX(id) FROM fact");
  if (!fact) return std::unexpected(fact.error());
  change.first_file = *file;
  change.first_fact = *fact;
  for (size_t i = 0; i < change.files.size(); ++i) {
    change.files[i].id = change.first_file + static_cast<int64_t>(i);
  }
  return Recorder(database, change, false).run();
}

Result<void> restore_change(Database& database, const Change& change) {
  return Recorder(database, change, true).run();
}

Result<int64_t> newest_change(Database& database) {
  const auto id = database.number("SELECT MAX(id) FROM change");
  if (!id) return std::unexpected(id.error());
  return id->value_or(0);
}

Result<int64_t> change_known_at(Database& database, Instant known_at) {
  const auto id = database.number("SELECT MAX(id) FROM change WHERE recorded_at <= $1", known_at);
  if (!id) return std::unexpected(id.error());
  return id->value_or(0);
}

Result<std::vector<Change>> changes_from(Database& database, int64_t first) {
  std::vector<Change> out;
  auto done = database.query(
      [&](const ResultRow& row) -> Result<void> {
        Result<Change> change = change_in(row);
        if (!change) return std::unexpected(change.error());
        out.push_back(std::move(*change));
        return {};
      },
      fmt::format("SELECT {} FROM change WHERE id >= $1 ORDER BY id", kChangeColumns), first);
  if (!done) return std::unexpected(done.error());
  auto files = files_where(database, "change_id >= $1 AND $2 = ''", first, "");
  if (!files) return std::unexpected(files.error());
  for (FoundImport& found : *files) {
    const auto change = std::ranges::find(out, found.change, &Change::id);
    if (change != out.end()) change->files.push_back(std::move(found.file));
  }
  return out;
}

Result<Change> find_change(Database& database, int64_t id) {
  Result<std::vector<Change>> changes = changes_from(database, id);
  if (!changes) return std::unexpected(changes.error());
  if (!changes->empty() && changes->front().id == id) return std::move(changes->front());
  return fail(ErrorCode::kNotFound, fmt::format("there is no change {}", id), {},
              "`sekisho store status` says how many there are.");
}

Result<std::vector<ImportedFile>> standing_files(Database& database, int64_t change,
                                                 const std::string& profile) {
  auto files =
      files_where(database, "change_id <= $1 AND (profile = $2 OR $2 = '')", change, profile);
  if (!files) return std::unexpected(files.error());
  std::map<std::string, int64_t> last_full;  // change, by profile
  for (const FoundImport& found : *files) {
    if (found.file.mode == reg::ImportMode::kFull) {
      last_full[found.file.read.profile] = found.change;
    }
  }
  std::vector<ImportedFile> out;
  for (FoundImport& found : *files) {
    if (found.change >= last_full[found.file.read.profile]) out.push_back(std::move(found.file));
  }
  return out;
}

Result<std::vector<FoundImport>> all_files(Database& database, int64_t change) {
  return files_where(database, "change_id <= $1 AND $2 = ''", change, "");
}

Result<std::vector<StandingSegment>> standing_segments(Database& database, int64_t change,
                                                       const std::string& profile) {
  std::map<std::string, StandingSegment> last;
  auto done = database.query(
      [&](const ResultRow& row) -> Result<void> {
        const std::string name(row.text(1));
        last[name] = {{name, std::string(row.text(2)), natural(row, 3), natural(row, 4)},
                      row.integer(0)};
        return {};
      },
      "SELECT change_id, profile, sha256, points, row_count FROM supply_segment "
      "WHERE change_id <= $1 AND (profile = $2 OR $2 = '') ORDER BY change_id",
      change, std::string_view(profile));
  if (!done) return std::unexpected(done.error());
  std::vector<StandingSegment> out;
  for (auto& [name, segment] : last) out.push_back(std::move(segment));
  return out;
}

}  // namespace sekisho::store

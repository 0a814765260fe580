#include "service/store/store_rebuild.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "service/store/evidence_fold.h"
#include "store/change_log.h"
#include "store/migrations.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// What is compared: a table, or those of its rows that are folded from evidence; what names a row,
// and the change that made it.
struct Compared {
  std::string_view table, what, key, change, columns;
};
constexpr Compared kTables[] = {
    {"change", "change", "id", "id",
     "id, recorded_at, kind, changed_by, reason, approved_by, approval, preview, counts"},
    {"change_file", "file", "id", "change_id",
     "id, name, sha256, bytes, register, profile, profile_sha256, import_mode, covered_from, "
     "covered_until, line_count, header_lines, row_lines, rejected_lines, row_count, rejected, "
     "refused"},
    {"fact", "fact", "id", "recorded_by",
     "id, register, profile, subject, valid_from, valid_until, fields, file_id, line, ended_by"},
    {"outbox WHERE change_id IS NOT NULL", "entry of change", "change_id", "change_id",
     "change_id, entry, leaf, entry_index"},
    {"supply_segment", "supply segment of change", "change_id", "change_id",
     "change_id, profile, sha256, points, row_count"},
};

struct Row {
  int64_t change = 0;
  std::string says;
};
using Rows = std::map<std::pair<int64_t, std::string>, Row>;  // by key, and by content where needed

int columns_of(std::string_view list) {
  return static_cast<int>(std::ranges::count(list, ',')) + 1;
}

Result<Rows> rows_of(store::Database& database, const Compared& compared) {
  Rows out;
  const int columns = columns_of(compared.columns);
  // Several segments may belong to one change: their profile names them, too.
  const bool by_text = compared.table == "supply_segment";
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        Row one{row.integer(0), {}};
        for (int i = 2; i < columns + 2; ++i) {
          one.says += row.is_null(i) ? "-" : row.text(i);
          one.says += '\n';
        }
        out[{row.integer(1), std::string(by_text ? row.text(3) : "")}] = std::move(one);
        return {};
      },
      fmt::format("SELECT {}, {}, {} FROM {}", compared.change, compared.key, compared.columns,
                  compared.table));
  if (!done) return std::unexpected(done.error());
  return out;
}

class Comparison {
 public:
  explicit Comparison(StoreCheck& out) : out_(out) {
    erased_.insert(out.erased.begin(), out.erased.end());
  }

  void add(std::string difference) {
    ++out_.different;
    if (out_.differences.size() < kMaxShownDifferences)
      out_.differences.push_back(std::move(difference));
  }

  void compare(const Compared& compared, const Rows& store, const Rows& evidence) {
    for (const auto& [key, row] : store) {
      const auto expected = evidence.find(key);
      const bool erased = erased_.contains(row.change) && compared.what != "entry of change";
      if (compared.table == "fact" && !erased) ++out_.facts;
      if (erased) continue;
      if (expected == evidence.end()) {
        add(fmt::format("{} {}: the evidence does not know it", compared.what, key.first));
      } else if (expected->second.says != row.says) {
        add(fmt::format("{} {}: it is not what the evidence says", compared.what, key.first));
      }
    }
    for (const auto& [key, row] : evidence) {
      if (!store.contains(key) && !erased_.contains(row.change))
        add(fmt::format("{} {}: the store does not have it", compared.what, key.first));
    }
  }

 private:
  StoreCheck& out_;
  std::set<int64_t> erased_;
};

// A directory that goes with it.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) {
    std::error_code ignored;
    fs::create_directories(path_, ignored);
    fs::permissions(path_, fs::perms::owner_all, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Result<void> check_segments(const store::StoreDirectory& directory, store::Database& database,
                            StoreCheck& check, Comparison& comparison) {
  std::set<std::string> hashes;
  auto listed = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        hashes.emplace(row.text(0));
        return {};
      },
      "SELECT sha256 FROM supply_segment");
  if (!listed) return listed;
  check.segments = hashes.size();
  for (const std::string& hash : hashes) {
    const Result<std::string> found = directory.segments().hash_of(hash);
    if (!found && found.error().code != ErrorCode::kNotFound) return std::unexpected(found.error());
    if (!found) {
      comparison.add(fmt::format("supply segment {}: its file is missing", hash));
    } else if (*found != hash) {
      comparison.add(fmt::format("supply segment {}: its file was changed", hash));
    }
  }
  return {};
}

Result<store::StoreDirectory> directory_to_rebuild(const StorePlace& place) {
  Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  std::error_code failed;
  if (directory || directory.error().code != ErrorCode::kNotFound ||
      !fs::is_directory(fs::path(place.directory) / store::kRecordDirectory, failed)) {
    return directory;
  }
  return store::make_store_directory(place.directory, {});
}

}  // namespace

Result<Rebuilt> rebuild_store(const StorePlace& place, const HeardBytes& heard) {
  const Result<store::StoreDirectory> directory = directory_to_rebuild(place);
  if (!directory) return std::unexpected(directory.error());
  {
    const auto database = store::open_database(directory->database);
    if (!database) return std::unexpected(database.error());
    if (auto migrated = store::migrate(**database, store::newest_schema()); !migrated)
      return std::unexpected(migrated.error());
  }
  // What waits in the outbox is published first, and nobody changes the store meanwhile.
  const auto session = StoreSession::open(place, Ledger::Behind::kAllow);
  if (!session) return std::unexpected(session.error());
  store::Database& database = (*session)->database();
  Folded folded;
  const store::SupplyFiles segments = directory->segments();
  auto done = database.transaction([&]() -> Result<void> {
    for (const char* table : {"outbox", "supply_segment", "fact", "change_file", "change"}) {
      const auto emptied = database.run(fmt::format("DELETE FROM {}", table));
      if (!emptied) return std::unexpected(emptied.error());
    }
    Result<Folded> made = fold_evidence(place, *directory, database, segments, heard);
    if (!made) return std::unexpected(made.error());
    folded = std::move(*made);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return Rebuilt{folded.changes, {folded.erased.begin(), folded.erased.end()}};
}

Result<StoreCheck> verify_store(const StorePlace& place, const HeardBytes& heard) {
  const Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  const auto database = store::open_store(*directory);
  if (!database) return std::unexpected(database.error());
  const Scratch scratch(fs::path(place.directory) / fmt::format("verify-{}.tmp", ::getpid()));
  const auto expected = store::open_sqlite((scratch.path() / "expected.db").string());
  if (!expected) return std::unexpected(expected.error());
  if (auto migrated = store::migrate(**expected, store::newest_schema()); !migrated)
    return std::unexpected(migrated.error());
  const store::SupplyFiles segments(scratch.path());
  Folded folded;
  auto done = (*expected)->transaction([&]() -> Result<void> {
    Result<Folded> made = fold_evidence(place, *directory, **expected, segments, heard);
    if (!made) return std::unexpected(made.error());
    folded = std::move(*made);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  StoreCheck check;
  check.changes = folded.changes + folded.erased.size();
  check.erased.assign(folded.erased.begin(), folded.erased.end());
  Comparison comparison(check);
  for (const Compared& compared : kTables) {
    const Result<Rows> store = rows_of(**database, compared);
    if (!store) return std::unexpected(store.error());
    const Result<Rows> evidence = rows_of(**expected, compared);
    if (!evidence) return std::unexpected(evidence.error());
    comparison.compare(compared, *store, *evidence);
  }
  if (auto checked = check_segments(*directory, **database, check, comparison); !checked)
    return std::unexpected(checked.error());
  return check;
}

std::string check_text(const StoreCheck& check, bool japanese) {
  std::string out =
      fmt::format(fmt::runtime(japanese ? "変更 {} 件、台帳の版 {} 件、供給契約のファイル {} 件\n"
                                        : "{} changes, {} versions of facts, {} supply segments\n"),
                  check.changes, check.facts, check.segments);
  if (!check.erased.empty()) {
    out += fmt::format(fmt::runtime(japanese ? "消去済みの変更: {}\n" : "erased changes: {}\n"),
                       fmt::join(check.erased, ", "));
  }
  for (const std::string& difference : check.differences) out += "  " + difference + "\n";
  if (check.different > check.differences.size()) out += "  …\n";
  if (check.different == 0)
    return out + (japanese ? "証跡と一致しています。\n" : "The store is what its evidence says.\n");
  return out +
         fmt::format(fmt::runtime(japanese ? "相違 {} 件\n" : "{} differences\n"), check.different);
}

std::string check_json(const StoreCheck& check) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("changes", check.changes)
      .member("facts", check.facts)
      .member("segments", check.segments)
      .member("different", check.different);
  json.key("erased").begin_array();
  for (const int64_t change : check.erased) json.value(change);
  json.end_array().key("differences").begin_array();
  for (const std::string& difference : check.differences) json.value(difference);
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service

#include "service/store/store_setup.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "base/file.h"
#include "register/tables.h"
#include "service/store/record_search.h"
#include "store/change_log.h"
#include "store/migrations.h"
#include "store/outbox.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

Result<std::string> begin_record(const store::StoreDirectory& directory,
                                 const std::string& origin) {
  const evidence::StorePlace place = evidence::store_at(directory.record());
  const Result<evidence::StoreReader> there = evidence::StoreReader::open(place.directory);
  if (there) return there->key().to_string();
  const Result<tlog::VerifierKey> key = evidence::Store::create(place, origin);
  if (!key) return std::unexpected(key.error());
  return key->to_string();
}

Result<uint64_t> facts_in(store::Database& database, reg::Table table) {
  if (table == reg::Table::kSupplyContracts) {
    uint64_t rows = 0;
    const auto newest = store::newest_change(database);
    if (!newest) return std::unexpected(newest.error());
    const auto segments = store::standing_segments(database, *newest);
    if (!segments) return std::unexpected(segments.error());
    for (const auto& standing : *segments) rows += standing.segment.rows;
    return rows;
  }
  const auto count = database.number(
      "SELECT COUNT(*) FROM fact WHERE register = $1 AND ended_by IS NULL", reg::name_of(table));
  if (!count) return std::unexpected(count.error());
  return static_cast<uint64_t>(count->value_or(0));
}

Result<std::unique_ptr<store::Database>> database_at(const StorePlace& place) {
  const Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  return store::open_database(directory->database);
}

// As long as it is held nobody else changes the store.
Result<std::unique_ptr<evidence::Store>> hold_record(const StorePlace& place) {
  const Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  return evidence::Store::open(evidence::store_at(directory->record()));
}

constexpr int kIdentitySchema = 6;  // the first with accounts
constexpr int kGateSchema = 14;     // the first with sessions at gates

Result<void> end_access(const std::string& file) {
  const auto database = store::open_sqlite(file);
  if (!database) return std::unexpected(database.error());
  const Result<int> schema = store::schema_of(**database);
  if (!schema) return std::unexpected(schema.error());
  if (*schema < kIdentitySchema) return {};
  return (*database)->transaction([&] {
    std::string ended =
        "DELETE FROM identity_session; DELETE FROM identity_api_token;"
        "DELETE FROM identity_pending_login; DELETE FROM identity_enrolment;"
        "DELETE FROM identity_recovery; DELETE FROM identity_device;"
        "DELETE FROM office_unmasking;";
    if (*schema >= kGateSchema) ended += "DELETE FROM gate_session;";
    return (*database)->script(ended);
  });
}

}  // namespace

Result<std::string> begin_store(const StoreInit& request) {
  const Result<store::StoreDirectory> directory =
      store::make_store_directory(request.directory, request.database);
  if (!directory) return std::unexpected(directory.error());
  const auto database = store::open_database(directory->database);
  if (!database) return std::unexpected(database.error());
  if (auto migrated = store::migrate(**database, store::newest_schema()); !migrated)
    return std::unexpected(migrated.error());
  const Result<int64_t> newest = store::newest_change(**database);
  if (!newest) return std::unexpected(newest.error());
  if (*newest != 0) {
    return fail(ErrorCode::kUsage, "there is a store with changes already", {request.directory},
                "Use it, or name another directory and another database.");
  }
  return begin_record(*directory, request.origin);
}

Result<StoreStatus> store_status(const StorePlace& place) {
  const auto database = database_at(place);
  if (!database) return std::unexpected(database.error());
  StoreStatus out;
  out.database = (*database)->kind() == store::Database::Kind::kSqlite ? "sqlite" : "postgresql";
  out.newest_schema = store::newest_schema();
  const Result<int> schema = store::schema_of(**database);
  if (!schema) return std::unexpected(schema.error());
  out.schema = *schema;
  if (out.schema != out.newest_schema) return out;  // the rest could be read otherwise
  const Result<int64_t> changes = store::newest_change(**database);
  if (!changes) return std::unexpected(changes.error());
  out.changes = *changes;
  if (out.changes != 0) {
    Result<store::Change> last = store::find_change(**database, out.changes);
    if (!last) return std::unexpected(last.error());
    out.last = std::move(*last);
  }
  const auto waiting = store::waiting_entries(**database);
  if (!waiting) return std::unexpected(waiting.error());
  out.waiting = static_cast<int64_t>(waiting->size());
  const Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  const Result<RecordSearch> searched = search_record(directory->record(), **database, *waiting);
  if (!searched) return std::unexpected(searched.error());
  out.behind = searched->unknown;
  for (const std::string_view name : reg::table_names()) {
    const Result<uint64_t> count = facts_in(**database, *reg::table_named(name));
    if (!count) return std::unexpected(count.error());
    out.facts.emplace_back(name, *count);
  }
  return out;
}

Result<void> migrate_store(const StorePlace& place, std::optional<int> to) {
  const auto database = database_at(place);
  if (!database) return std::unexpected(database.error());
  const int newest = store::newest_schema();
  const Result<int> schema = store::schema_of(**database);
  if (!schema) return std::unexpected(schema.error());
  if (*schema == newest && to.value_or(newest) < newest) {
    // An older schema may have no place for entries that still wait: they go into the log first.
    const auto ledger = Ledger::open(place, Ledger::Behind::kAllow);
    if (!ledger) return std::unexpected(ledger.error());
  }
  const auto held = hold_record(place);
  if (!held) return std::unexpected(held.error());
  return store::migrate(**database, to.value_or(newest));
}

Result<void> back_up_store(const StorePlace& place, const std::string& file) {
  const auto database = database_at(place);
  if (!database) return std::unexpected(database.error());
  return (*database)->back_up(file);
}

Result<void> restore_store(const StorePlace& place, const std::string& file) {
  const auto held = hold_record(place);
  if (!held) return std::unexpected(held.error());
  if (fs::exists(fs::path(place.directory) / store::kConfigFile)) {
    return fail(ErrorCode::kUnsupported, "the store is in PostgreSQL", {},
                "Use pg_restore, or the server's own backups.");
  }
  if (!fs::exists(file)) return fail(ErrorCode::kNotFound, "there is no such file", {file});
  const auto source = store::open_sqlite(file);
  if (!source) return std::unexpected(source.error());
  if (!store::newest_change(**source)) {
    return fail(ErrorCode::kBadInput, "this is no backup of a store", {file},
                "Name a file that `sekisho store backup` wrote.");
  }
  const fs::path target = fs::path(place.directory) / store::kSqliteFile;
  const fs::path fresh = target.string() + ".restored";
  std::error_code failed;
  fs::remove(fresh, failed);
  if (auto copied = (*source)->back_up(fresh.string()); !copied) return copied;
  if (auto ended = end_access(fresh.string()); !ended) return ended;
  // Its journal goes with the database that it belongs to.
  for (const char* ending : {"", "-wal", "-shm"}) {
    const fs::path old = target.string() + ending;
    if (fs::exists(old, failed)) fs::rename(old, target.string() + ".before" + ending, failed);
    if (failed) return fail(ErrorCode::kIo, "cannot rename: " + failed.message(), {old.string()});
  }
  fs::rename(fresh, target, failed);
  if (failed) return fail(ErrorCode::kIo, "cannot rename: " + failed.message(), {fresh.string()});
  return sync_name(target);
}

std::string status_text(const StoreStatus& status, bool japanese) {
  std::string out = fmt::format("{}: {}\n{}: {}", japanese ? "データベース" : "database",
                                status.database, japanese ? "スキーマ" : "schema", status.schema);
  if (status.schema != status.newest_schema) {
    return out + fmt::format(" ({}: {})\n", japanese ? "このプログラムが要するもの" : "needed",
                             status.newest_schema);
  }
  out += fmt::format("\n{}: {}\n", japanese ? "変更" : "changes", status.changes);
  if (status.last) {
    out += fmt::format("{}: {} {}\n", japanese ? "最後の変更" : "last change",
                       text::date_time_iso(status.last->recorded_at, text::kJst),
                       status.last->consent.reason);
  }
  if (status.waiting != 0) {
    out += fmt::format("{}: {}\n", japanese ? "証跡への記録待ち" : "waiting for the record",
                       status.waiting);
  }
  if (status.behind != 0) {
    out += fmt::format(
        fmt::runtime(japanese
                         ? "証跡にあってこのストアにない変更: {} (`sekisho store rebuild` で復元)\n"
                         : "changes of the record that the store does not have: {} "
                           "(run `sekisho store rebuild`)\n"),
        status.behind);
  }
  for (const auto& [name, count] : status.facts) {
    if (count != 0) out += fmt::format("  {:<22}{:>12}\n", name, count);
  }
  return out;
}

std::string status_json(const StoreStatus& status) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("database", status.database)
      .member("schema", status.schema)
      .member("newest_schema", status.newest_schema)
      .member("changes", status.changes)
      .member("waiting", status.waiting)
      .member("behind", status.behind);
  json.key("facts").begin_object();
  for (const auto& [name, count] : status.facts) json.member(name, count);
  json.end_object();
  if (status.last) {
    json.member("last_recorded_at", text::rfc3339(status.last->recorded_at, text::kJst));
  }
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service

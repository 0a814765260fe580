#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/store/store_session.h"
#include "store/change.h"

// Making a store and looking after it.
namespace sekisho::service {

struct StoreInit {
  std::string directory;
  std::string database;  // a connection string of PostgreSQL; empty: SQLite in the directory
  std::string origin;    // the name of the evidence log
};

// A store without any fact, and an evidence log of its own; the log's verifier key. What a crash
// left of an earlier attempt is used.
Result<std::string> begin_store(const StoreInit& request);

struct StoreStatus {
  std::string database;  // "sqlite" or "postgresql": never the connection string
  int schema = 0;
  int newest_schema = 0;
  int64_t changes = 0;
  int64_t waiting = 0;  // changes whose entry is not known to be in the log
  uint64_t behind = 0;  // changes of the record that the store does not have
  std::optional<store::Change> last;
  std::vector<std::pair<std::string, uint64_t>> facts;  // known now, by register; none left out
};
Result<StoreStatus> store_status(const StorePlace& place);

// To a schema, or to the newest one. kUsage where somebody has the store open.
Result<void> migrate_store(const StorePlace& place, std::optional<int> to);

// The database as one file; kUnsupported for PostgreSQL. The record and the segments are files that
// only grow and are copied as they are, after it.
Result<void> back_up_store(const StorePlace& place, const std::string& file);
// Puts a backup in the place of a database that is damaged or gone; what was there is kept beside
// it. What lets people and programs in without a proof is gone: sessions, tokens, codes, looks in
// plain. Some may have been ended since, and the backup cannot say which. kBadInput where the file
// is no store; kUsage where somebody has the store open.
Result<void> restore_store(const StorePlace& place, const std::string& file);

std::string status_text(const StoreStatus& status, bool japanese);
std::string status_json(const StoreStatus& status);

}  // namespace sekisho::service

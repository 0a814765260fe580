#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "base/mapped_file.h"

// Which sessions go on, in memory that the server and all workers share
// (docs/formats/gate-sessions.md). The server alone says who may be there; a worker can say only
// that somebody was, in a file of its own. The store is what counts: the table is made anew from it
// whenever the server starts, so nothing here has to survive a crash.
namespace sekisho::session {

struct SessionPlace;  // of the table
struct SessionHeader;

// Keeps the table. One process; one thread at a time.
class SessionTable {
 public:
  // An empty table in `directory`, for at least `sessions`. Whoever looked at an older one there
  // goes over to this.
  static Result<SessionTable> create(const std::filesystem::path& directory, uint32_t sessions,
                                     Instant now);

  // From now on it goes on, last used `seen`. Again is no error. Where there is no room, a larger
  // table takes the place of this one. kBadInput where `id` is no id.
  Result<void> add(std::string_view id, Instant seen);
  // From now on it has ended, for every worker. False where there is no such session.
  bool end(std::string_view id);
  // When it was last used; nothing where it is not there.
  std::optional<Instant> seen(std::string_view id) const;
  // Tells the workers that the server lives: at least every few seconds (kStaleAfterMicros).
  void beat(Instant now);

 private:
  struct Files {
    MappedFile table, seen;
  };
  SessionTable(std::filesystem::path directory, Files files)
      : directory_(std::move(directory)), files_(std::move(files)) {}
  static Result<Files> make(const std::filesystem::path& directory, uint32_t places, Instant now);
  SessionHeader& header();
  Result<void> take_over(MappedFile* old);
  Result<void> grow();

  std::filesystem::path directory_;
  Files files_;
  uint32_t used_ = 0;  // places, of sessions that have ended too
};

// Where a session stands, as a worker sees it.
enum class Standing : uint8_t {
  kGoesOn,
  kUnknown,  // it was never there, or has ended before the server started
  kEnded,
  kIdle,   // nobody used it for too long
  kStale,  // nothing was heard of the server for too long: nobody knows
};

// Looks into the table. One a worker; not thread-safe.
class SessionView {
 public:
  // kNotFound while no server has made the table; kBadInput where it is none.
  static Result<SessionView> open(std::filesystem::path directory);

  // Where it stands; one that goes on was used `now`.
  Standing use(std::string_view id, uint32_t idle_seconds, Instant now);
  // The same where that is kStale: as far as the server said when it was heard of last.
  Standing use_last_known(std::string_view id, uint32_t idle_seconds, Instant now);
  // When it was.
  Instant heard() const;

 private:
  explicit SessionView(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<void> load();
  void follow(Instant now);
  bool is_stale(Instant now) const;

  std::filesystem::path directory_;
  MappedFile table_, seen_;
  Instant tried_ = kBeginning;  // to find a newer table
};

}  // namespace sekisho::session

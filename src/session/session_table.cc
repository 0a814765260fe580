#include "session/session_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <optional>
#include <span>
#include <string>

#include "base/file.h"
#include "session/limits.h"
#include "text/base64.h"

namespace sekisho::session {

using Id = std::array<char, 16>;

// Both are in shared memory: the layout is that of docs/formats/gate-sessions.md.
struct SessionHeader {
  char magic[8];
  uint32_t version;
  uint32_t places;            // a power of two
  int64_t generation;         // names the file of times
  std::atomic<int64_t> beat;  // microseconds since 1970
  std::atomic<uint32_t> superseded;
  char unused[28];
};
struct SessionPlace {
  Id id;
  std::atomic<uint32_t> state;
  char unused[12];
};
using Seen = std::atomic<int64_t>;  // microseconds since 1970

static_assert(sizeof(SessionHeader) == 64 && sizeof(SessionPlace) == 32 && sizeof(Seen) == 8);
static_assert(Seen::is_always_lock_free && std::atomic<uint32_t>::is_always_lock_free);

namespace {

constexpr std::string_view kMagic("SKSESS\0\1", 8);
constexpr uint32_t kVersion = 1;
// A place is taken once, and never given to another session: a reader that finds an id may go by
// what stands beside it.
enum State : uint32_t { kFree = 0, kLive = 1, kOver = 2 };

std::filesystem::path table_path(const std::filesystem::path& directory) {
  return directory / "sessions";
}
std::filesystem::path seen_path(const std::filesystem::path& directory, int64_t generation) {
  return directory / fmt::format("seen.{}", generation);
}

std::optional<Id> parse_id(std::string_view text) {
  const auto bytes = text::base64url_decode(text);
  Id out;
  if (!bytes || bytes->size() != out.size()) return {};
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

const SessionHeader& header_of(const MappedFile& table) {
  return *reinterpret_cast<const SessionHeader*>(table.bytes().data());
}
SessionPlace& place_in(const MappedFile& table, uint32_t index) {
  const char* const at =
      table.bytes().data() + sizeof(SessionHeader) + index * sizeof(SessionPlace);
  // What is mapped to be read is only ever read.
  return *reinterpret_cast<SessionPlace*>(const_cast<char*>(at));
}
Seen& seen_in(const MappedFile& seen, uint32_t index) {
  const char* const at = seen.bytes().data() + index * sizeof(Seen);
  return *reinterpret_cast<Seen*>(const_cast<char*>(at));
}

// The place of an id, or the free one that it would take. Ids are random, so that their first bytes
// spread them. There always is a free one.
uint32_t find(const MappedFile& table, const Id& id) {
  const uint32_t mask = header_of(table).places - 1;
  uint32_t start = 0;
  std::memcpy(&start, id.data(), sizeof start);
  for (uint32_t i = start & mask, tried = 0; tried <= mask; i = (i + 1) & mask, ++tried) {
    const SessionPlace& place = place_in(table, i);
    if (place.state.load(std::memory_order_acquire) == kFree || place.id == id) return i;
  }
  return start & mask;  // only in a table that somebody has broken; its id is another
}

Result<void> write_zeroes(const std::filesystem::path& path, uint64_t bytes) {
  if (const auto written = write_file(path, ""); !written) return written;
  std::error_code failed;
  std::filesystem::resize_file(path, bytes, failed);
  if (!failed) return {};
  return fail(ErrorCode::kIo, fmt::format("cannot make `{}`: {}", path.string(), failed.message()));
}

}  // namespace

SessionHeader& SessionTable::header() {
  return *reinterpret_cast<SessionHeader*>(files_.table.data());
}

Result<SessionTable::Files> SessionTable::make(const std::filesystem::path& directory,
                                               uint32_t places, Instant now) {
  auto old = MappedFile::open(table_path(directory), MappedFile::Access::kShare);
  const bool had = old && old->bytes().size() >= sizeof(SessionHeader);
  const int64_t before = had ? header_of(*old).generation : 0;
  const int64_t generation = std::max(now.micros, before + 1);
  const std::filesystem::path beside = directory / "sessions.new";
  const std::filesystem::path seen = seen_path(directory, generation);
  const uint64_t bytes = sizeof(SessionHeader) + uint64_t{places} * sizeof(SessionPlace);
  if (const auto made = write_zeroes(seen, uint64_t{places} * sizeof(Seen)); !made) {
    return std::unexpected(made.error());
  }
  if (const auto made = write_zeroes(beside, bytes); !made) return std::unexpected(made.error());
  // Workers of another user write there; the group is the directory's.
  std::error_code ignored;
  std::filesystem::permissions(seen, std::filesystem::perms::group_write,
                               std::filesystem::perm_options::add, ignored);
  auto table = MappedFile::open(beside, MappedFile::Access::kShare);
  auto times = MappedFile::open(seen, MappedFile::Access::kShare);
  if (!table) return std::unexpected(table.error());
  if (!times) return std::unexpected(times.error());
  auto& head = *reinterpret_cast<SessionHeader*>(table->data());
  std::memcpy(head.magic, kMagic.data(), sizeof head.magic);
  head.version = kVersion;
  head.places = places;
  head.generation = generation;
  head.beat.store(now.micros, std::memory_order_relaxed);
  return Files{std::move(*table), std::move(*times)};
}

Result<SessionTable> SessionTable::create(const std::filesystem::path& directory, uint32_t sessions,
                                          Instant now) {
  if (sessions > kMaxPlaces / 2) {
    return fail(ErrorCode::kLimit, fmt::format("a table has no room for {} sessions", sessions),
                {directory.string()});
  }
  auto old = MappedFile::open(table_path(directory), MappedFile::Access::kShare);
  const uint32_t places = std::bit_ceil(std::max(kMinPlaces, sessions * 2));
  auto files = make(directory, places, now);
  if (!files) return std::unexpected(files.error());
  SessionTable out(directory, std::move(*files));
  if (const auto shown = out.take_over(old ? &*old : nullptr); !shown) {
    return std::unexpected(shown.error());
  }
  return out;
}

// Gives the new table its name, and tells those who look at the old one.
Result<void> SessionTable::take_over(MappedFile* old) {
  std::error_code failed;
  std::filesystem::rename(directory_ / "sessions.new", table_path(directory_), failed);
  if (failed) {
    return fail(ErrorCode::kIo,
                fmt::format("cannot show the table of sessions: {}", failed.message()),
                {table_path(directory_).string()});
  }
  if (old == nullptr || old->bytes().size() < sizeof(SessionHeader)) return {};
  auto& before = *reinterpret_cast<SessionHeader*>(old->data());
  before.superseded.store(1, std::memory_order_release);
  std::filesystem::remove(seen_path(directory_, before.generation), failed);
  return {};
}

Result<void> SessionTable::add(std::string_view id, Instant seen) {
  const auto wanted = parse_id(id);
  if (!wanted) return fail(ErrorCode::kBadInput, "this is no id of a session");
  if (used_ >= header().places / 4 * 3) {
    if (const auto grown = grow(); !grown) return grown;
  }
  const uint32_t index = find(files_.table, *wanted);
  SessionPlace& place = place_in(files_.table, index);
  if (place.state.load(std::memory_order_relaxed) != kFree) return {};
  ++used_;
  place.id = *wanted;
  seen_in(files_.seen, index).store(seen.micros, std::memory_order_relaxed);
  place.state.store(kLive, std::memory_order_release);
  return {};
}

bool SessionTable::end(std::string_view id) {
  const auto wanted = parse_id(id);
  if (!wanted) return false;
  SessionPlace& place = place_in(files_.table, find(files_.table, *wanted));
  uint32_t live = kLive;
  return place.state.compare_exchange_strong(live, kOver, std::memory_order_release);
}

std::optional<Instant> SessionTable::seen(std::string_view id) const {
  const auto wanted = parse_id(id);
  if (!wanted) return {};
  const uint32_t index = find(files_.table, *wanted);
  if (place_in(files_.table, index).state.load(std::memory_order_relaxed) == kFree) return {};
  return Instant{seen_in(files_.seen, index).load(std::memory_order_relaxed)};
}

void SessionTable::beat(Instant now) {
  header().beat.store(now.micros, std::memory_order_relaxed);
}

// A table without those that have ended, and of twice the room where it would be full all the same.
Result<void> SessionTable::grow() {
  const uint32_t places = header().places;
  uint32_t live = 0;
  for (uint32_t i = 0; i < places; ++i) {
    if (place_in(files_.table, i).state.load(std::memory_order_relaxed) == kLive) ++live;
  }
  const uint32_t wanted = live >= places / 2 ? places * 2 : places;
  if (wanted > kMaxPlaces) return fail(ErrorCode::kLimit, "there are too many sessions");
  const Instant beat{header().beat.load(std::memory_order_relaxed)};
  auto files = make(directory_, wanted, beat);
  if (!files) return std::unexpected(files.error());
  for (uint32_t i = 0; i < places; ++i) {
    const SessionPlace& from = place_in(files_.table, i);
    if (from.state.load(std::memory_order_relaxed) != kLive) continue;
    const uint32_t index = find(files->table, from.id);
    SessionPlace& to = place_in(files->table, index);
    to.id = from.id;
    seen_in(files->seen, index) = seen_in(files_.seen, i).load(std::memory_order_relaxed);
    to.state.store(kLive, std::memory_order_relaxed);
  }
  std::swap(files_, *files);
  used_ = live;
  return take_over(&files->table);
}

Result<SessionView> SessionView::open(std::filesystem::path directory) {
  SessionView out(std::move(directory));
  if (const auto loaded = out.load(); !loaded) return std::unexpected(loaded.error());
  return out;
}

Result<void> SessionView::load() {
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorCode::kBadInput, fmt::format("this is no table of sessions: {}", what),
                {table_path(directory_).string()}, "Start `sekisho serve`, which makes it anew.");
  };
  auto table = MappedFile::open(table_path(directory_));
  if (!table) return std::unexpected(table.error());
  if (table->bytes().size() < sizeof(SessionHeader)) return wrong("it is too short");
  const SessionHeader& head = header_of(*table);
  if (std::string_view(head.magic, sizeof head.magic) != kMagic || head.version != kVersion) {
    return wrong("it is of another kind");
  }
  const uint64_t places = head.places;
  if (!std::has_single_bit(places) || places > kMaxPlaces ||
      table->bytes().size() != sizeof(SessionHeader) + places * sizeof(SessionPlace)) {
    return wrong("its length does not fit");
  }
  auto seen = MappedFile::open(seen_path(directory_, head.generation), MappedFile::Access::kShare);
  if (!seen) return std::unexpected(seen.error());
  if (seen->bytes().size() != places * sizeof(Seen)) return wrong("its times do not fit");
  table_ = std::move(*table);
  seen_ = std::move(*seen);
  return {};
}

// Goes over to the table that took the place of this one. Where that fails it is tried again, and
// what is known meanwhile grows stale.
void SessionView::follow(Instant now) {
  constexpr int64_t kEvery = kMicrosPerSecond / 10;
  if (now < shifted(tried_, kEvery) && now >= tried_) return;
  tried_ = now;
  [[maybe_unused]] const auto loaded = load();
}

Instant SessionView::heard() const {
  return Instant{header_of(table_).beat.load(std::memory_order_relaxed)};
}

bool SessionView::is_stale(Instant now) const {
  return now.micros - heard().micros > kStaleAfterMicros;
}

Standing SessionView::use(std::string_view id, uint32_t idle_seconds, Instant now) {
  if (header_of(table_).superseded.load(std::memory_order_acquire) != 0 || is_stale(now))
    follow(now);
  if (is_stale(now)) return Standing::kStale;
  return use_last_known(id, idle_seconds, now);
}

Standing SessionView::use_last_known(std::string_view id, uint32_t idle_seconds, Instant now) {
  const auto wanted = parse_id(id);
  if (!wanted) return Standing::kUnknown;
  const uint32_t index = find(table_, *wanted);
  const SessionPlace& place = place_in(table_, index);
  const uint32_t state = place.state.load(std::memory_order_acquire);
  if (state == kFree || place.id != *wanted) return Standing::kUnknown;
  if (state != kLive) return Standing::kEnded;
  Seen& seen = seen_in(seen_, index);
  const int64_t since = now.micros - seen.load(std::memory_order_relaxed);
  if (since > int64_t{idle_seconds} * kMicrosPerSecond) return Standing::kIdle;
  // Once a second is enough, and spares the other workers' caches.
  if (since > kMicrosPerSecond) seen.store(now.micros, std::memory_order_relaxed);
  return Standing::kGoesOn;
}

}  // namespace sekisho::session

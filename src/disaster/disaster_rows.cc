#include <fmt/format.h>

#include "disaster/disaster.h"

// The rows of disasters.
namespace sekisho::disaster {
namespace {

// INVARIANT: in the order of opening_in.
constexpr std::string_view kOpeningColumns =
    "id, disaster_id, code, office, is_open, opens, closes, areas, systems, declared_by, "
    "declared_at, approved_by, approval, lifted_at, lifted_by, lifting_reason";

Opening opening_in(const store::ResultRow& row) {
  Opening out;
  out.id = row.integer(0);
  out.disaster = row.integer(1);
  out.code = row.text(2);
  out.office = row.text(3);
  out.is_open = row.integer(4) != 0;
  out.period = {Instant{row.integer(5)}, Instant{row.integer(6)}};
  out.areas = words_of(row.text(7));
  out.systems = words_of(row.text(8));
  out.declared_by = row.text(9);
  out.declared = Instant{row.integer(10)};
  out.approved_by = row.text(11);
  out.approval = row.text(12);
  if (!row.is_null(13)) out.lifted = Instant{row.integer(13)};
  out.lifted_by = row.text(14);
  out.lifting_reason = row.text(15);
  return out;
}

// Those of one disaster, or of all where none is named.
Result<std::vector<Opening>> openings(store::Database& database, int64_t disaster) {
  std::vector<Opening> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(opening_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM disaster_opening WHERE (disaster_id = $1 OR $1 = 0) ORDER BY id",
                  kOpeningColumns),
      disaster);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<Disaster>> disasters(store::Database& database, int64_t id) {
  std::vector<Disaster> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({row.integer(0),
                       row.integer(1),
                       std::string(row.text(2)),
                       std::string(row.text(3)),
                       Instant{row.integer(4)},
                       {}});
        return {};
      },
      "SELECT id, (SELECT MAX(revision) FROM work_step WHERE work_step.thing = disaster.thing), "
      "name, declared_by, declared_at FROM disaster WHERE (id = $1 OR $1 = 0) ORDER BY id DESC",
      id);
  if (!done) return std::unexpected(done.error());
  auto all = openings(database, id);
  if (!all) return std::unexpected(all.error());
  for (Opening& one : *all) {
    for (Disaster& disaster : out) {
      if (disaster.id == one.disaster) disaster.openings.push_back(one);
    }
  }
  return out;
}

}  // namespace

Result<Disaster> find_disaster(store::Database& database, int64_t id) {
  if (id > 0) {
    auto found = disasters(database, id);
    if (!found) return std::unexpected(found.error());
    if (!found->empty()) return std::move(found->front());
  }
  return fail(ErrorCode::kNotFound, fmt::format("there is no disaster {}", id));
}

Result<Opening> find_opening(store::Database& database, int64_t id) {
  std::optional<Opening> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = opening_in(row);
        return {};
      },
      fmt::format("SELECT {} FROM disaster_opening WHERE id = $1", kOpeningColumns), id);
  if (!done) return std::unexpected(done.error());
  if (!out) return fail(ErrorCode::kNotFound, fmt::format("there is no opening {}", id));
  return *out;
}

Result<std::vector<Disaster>> list_disasters(store::Database& database) {
  return disasters(database, 0);
}

std::string lines_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += word + "\n";
  return out;
}

std::vector<std::string> words_of(std::string_view lines) {
  std::vector<std::string> out;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    if (end != 0) out.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return out;
}

}  // namespace sekisho::disaster

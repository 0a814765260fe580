#include <fmt/format.h>

#include <algorithm>

#include "casework/delivery.h"

// The rows of deliveries.
namespace sekisho::casework {
namespace {

// INVARIANT: in the order of delivery_in.
constexpr std::string_view kColumns =
    "id, system, file, profile, upload, state, extracted_by, query, period_from, period_until, "
    "counted, stated_sha256, corrects, corrected_by, same_as, sha256, bytes, lines, records, "
    "rejects, received_from, received_until, segment, refusal, detail, handed_in_by, "
    "handed_in_at, (SELECT MAX(revision) FROM work_step WHERE thing = delivery.thing)";

template <class Enum, size_t kCount>
Enum named(const std::array<std::string_view, kCount>& names, std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

Delivery delivery_in(const store::ResultRow& row) {
  Delivery out;
  out.id = row.integer(0);
  out.slip.system = row.text(1);
  out.slip.file = row.text(2);
  out.profile = row.text(3);
  out.upload = row.text(4);
  out.state = named<DeliveryState>(kDeliveryStates, row.text(5));
  out.slip.extracted_by = row.text(6);
  out.slip.query = row.text(7);
  out.slip.period = {Instant{row.integer(8)}, Instant{row.integer(9)}};
  out.slip.counted = row.integer(10);
  out.slip.sha256 = row.text(11);
  out.slip.corrects = row.integer(12);
  out.corrected_by = row.integer(13);
  out.same_as = row.integer(14);
  out.received.sha256 = row.text(15);
  out.received.bytes = row.integer(16);
  out.received.lines = row.integer(17);
  out.received.records = row.integer(18);
  out.received.rejects = row.integer(19);
  if (!row.is_null(20)) out.received.period = {Instant{row.integer(20)}, Instant{row.integer(21)}};
  out.received.segment = row.text(22);
  out.refusal = named<Refusal>(kRefusals, row.text(23));
  out.detail = row.text(24);
  out.handed_in_by = row.text(25);
  out.handed_in_at = Instant{row.integer(26)};
  out.revision = row.integer(27);
  return out;
}

}  // namespace

Result<Delivery> find_delivery(store::Database& database, int64_t id) {
  std::optional<Delivery> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = delivery_in(row);
        return {};
      },
      fmt::format("SELECT {} FROM delivery WHERE id = $1", kColumns), id);
  if (!done) return std::unexpected(done.error());
  if (!out) return fail(ErrorCode::kNotFound, fmt::format("there is no delivery {}", id));
  return *out;
}

Result<std::vector<Delivery>> list_deliveries(store::Database& database,
                                              const DeliveryFilter& filter) {
  std::vector<Delivery> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(delivery_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM delivery WHERE (system = $1 OR $1 = '') "
                  "AND (state = $2 OR $2 = '') AND period_from < $3 AND period_until > $4 "
                  "ORDER BY id DESC",
                  kColumns),
      std::string_view(filter.system), std::string_view(filter.state), filter.during.until,
      filter.during.from);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<Difference>> differences_of(store::Database& database, int64_t id) {
  std::vector<Difference> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({named<DifferenceKind>(kDifferenceKinds, row.text(0)), row.integer(1),
                       row.integer(2), row.integer(3)});
        return {};
      },
      "SELECT kind, other, stated, found FROM delivery_difference WHERE delivery_id = $1 "
      "ORDER BY place",
      id);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<Copy>> copies_of(store::Database& database, int64_t id) {
  std::vector<Copy> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({std::string(row.text(0)), row.integer(1), row.integer(2), row.integer(3),
                       row.integer(4), std::string(row.text(5)), std::string(row.text(6)),
                       Instant{row.integer(7)}});
        return {};
      },
      "SELECT sha256, bytes, lines, only_delivered, only_copy, segment, obtained_by, obtained_at "
      "FROM delivery_copy WHERE delivery_id = $1 ORDER BY place",
      id);
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace sekisho::casework

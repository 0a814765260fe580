#include "casework/watched_look.h"

#include <fmt/format.h>

#include <algorithm>

#include "casework/emergency.h"
#include "casework/text_list.h"
#include "text/json_writer.h"

namespace sekisho::casework {
namespace {

// INVARIANT: in the order of look_in.
constexpr std::string_view kColumns =
    "id, spool, at, gate, request, system, person, account, terminal, address, act, record_kind, "
    "records, reasons, emergency, plan, unconfirmed_since, result, remark, reviewed_by, "
    "reviewed_at";

Result<WatchedLook> look_in(const store::ResultRow& row) {
  auto records = texts_in(row.text(12));
  if (!records) return std::unexpected(records.error());
  auto reasons = texts_in(row.text(13));
  if (!reasons) return std::unexpected(reasons.error());
  WatchedLook out{
      .id = row.integer(0),
      .spool = std::string(row.text(1)),
      .at = Instant{row.integer(2)},
      .gate = std::string(row.text(3)),
      .request = std::string(row.text(4)),
      .system = std::string(row.text(5)),
      .person = std::string(row.text(6)),
      .account = std::string(row.text(7)),
      .terminal = std::string(row.text(8)),
      .address = std::string(row.text(9)),
      .action = std::string(row.text(10)),
      .record_kind = std::string(row.text(11)),
      .records = std::move(*records),
      .reasons = std::move(*reasons),
      .emergency = row.integer(14),
      .plan = row.integer(15),
      .review = {std::string(row.text(17)), std::string(row.text(18)), std::string(row.text(19))}};
  if (!row.is_null(16)) out.unconfirmed_since = Instant{row.integer(16)};
  if (!row.is_null(20)) out.review.at = Instant{row.integer(20)};
  return out;
}

template <class... Values>
Result<std::vector<WatchedLook>> looks_where(store::Database& database, std::string_view condition,
                                             const Values&... values) {
  std::vector<WatchedLook> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        auto look = look_in(row);
        if (!look) return std::unexpected(look.error());
        out.push_back(std::move(*look));
        return {};
      },
      fmt::format("SELECT {} FROM watched_look WHERE {}", kColumns, condition), values...);
  if (!done) return std::unexpected(done.error());
  return out;
}

// A page of those that a condition without values, or with one, picks.
template <class... Values>
Result<LookPage> page_where(store::Database& database, std::string_view condition,
                            std::string_view order, uint64_t from, uint64_t most,
                            const Values&... values) {
  const auto total = database.number(
      fmt::format("SELECT COUNT(*) FROM watched_look WHERE {}", condition), values...);
  if (!total) return std::unexpected(total.error());
  auto looks = looks_where(
      database, fmt::format("{} ORDER BY {} LIMIT {} OFFSET {}", condition, order, most, from),
      values...);
  if (!looks) return std::unexpected(looks.error());
  return LookPage{std::move(*looks), static_cast<uint64_t>(total->value_or(0))};
}

}  // namespace

bool for_emergency(std::span<const std::string> reasons) {
  return std::ranges::find(reasons, kBreakGlassPolicy) != reasons.end();
}

Result<void> add_look(store::Database& database, const WatchedLook& look) {
  const auto there =
      database.number("SELECT id FROM watched_look WHERE spool = $1", std::string_view(look.spool));
  if (!there) return std::unexpected(there.error());
  if (*there) return {};
  const Result<int64_t> emergency =
      for_emergency(look.reasons) ? emergency_at(database, look.person, look.system, look.at) : 0;
  if (!emergency) return std::unexpected(emergency.error());
  const Result<int64_t> id = next_id(database, "SELECT MAX(id) FROM watched_look");
  if (!id) return std::unexpected(id.error());
  const auto done = database.run(
      "INSERT INTO watched_look (id, spool, at, gate, request, system, person, account, terminal, "
      "address, act, record_kind, records, reasons, emergency, plan, unconfirmed_since, result, "
      "remark, reviewed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15, $16, $17, '', '', '')",
      *id, std::string_view(look.spool), look.at, std::string_view(look.gate),
      std::string_view(look.request), std::string_view(look.system), std::string_view(look.person),
      std::string_view(look.account), std::string_view(look.terminal),
      std::string_view(look.address), std::string_view(look.action),
      std::string_view(look.record_kind), std::string_view(texts_json(look.records)),
      std::string_view(texts_json(look.reasons)), *emergency, look.plan, look.unconfirmed_since);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<LookPage> looks_of_emergency(store::Database& database, int64_t emergency, uint64_t from,
                                    uint64_t most) {
  return page_where(database, "emergency = $1", "at, id", from, most, emergency);
}

Result<LookPage> outage_looks(store::Database& database, std::optional<bool> reviewed,
                              uint64_t from, uint64_t most) {
  const std::string_view condition = !reviewed   ? "plan <> 0"
                                     : *reviewed ? "plan <> 0 AND result <> ''"
                                                 : "plan <> 0 AND result = ''";
  return page_where(database, condition, "at DESC, id DESC", from, most);
}

Result<WatchedLook> find_outage_look(store::Database& database, int64_t id) {
  auto found = looks_where(database, "id = $1 AND plan <> 0", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty())
    return fail(ErrorCode::kNotFound, fmt::format("there is no look {} of an outage", id));
  return std::move(found->front());
}

Result<void> review_look(Journal& journal, int64_t id, const Afterwards& said) {
  if (auto ok = check_afterwards(said); !ok) return ok;
  const auto look = find_outage_look(journal.database(), id);
  if (!look) return std::unexpected(look.error());
  if (!look->review.by.empty()) return not_now(fmt::format("look {} was reviewed already", id));
  const auto done = journal.database().run(
      "UPDATE watched_look SET result = $2, remark = $3, reviewed_by = $4, reviewed_at = $5 "
      "WHERE id = $1",
      id, std::string_view(said.result), std::string_view(said.comment),
      std::string_view(journal.author().by), journal.author().now);
  if (!done) return std::unexpected(done.error());
  const auto noted =
      journal.add({ThingKind::kOutageLook, id}, "reviewed", [&](text::JsonWriter& json) {
        json.member("look", look->spool).member("result", said.result);
        json.member("comment", said.comment);
      });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace sekisho::casework

#include "disaster/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "disaster/lending_rows.h"
#include "disaster/limits.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::disaster {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

void write_scanned(text::JsonWriter& json, const std::vector<Scanned>& scanned) {
  json.begin_array();
  for (const Scanned& one : scanned) {
    json.begin_object().member("code", one.code);
    json.member("is", kScannedAs[static_cast<size_t>(one.as)]);
    if (!one.office.empty()) json.member("office", one.office);
    if (one.lending != 0) json.member("lending", one.lending);
    json.end_object();
  }
  json.end_array();
}

// A code by the pools, as somebody of an office sees it.
Result<Scanned> looked_up(store::Database& database, const std::string& code,
                          const std::string& office, std::optional<PoolItem>& item) {
  auto found = item_of(database, code);
  if (!found) return std::unexpected(found.error());
  item = std::move(*found);
  Scanned out{.code = code};
  if (!item) return out;
  out.kind = item->kind;
  out.office = item->office;
  if (item->state == ItemState::kLent) out.lending = item->lending;
  out.as = item->office == office ? ScannedAs::kHere : ScannedAs::kElsewhere;
  return out;
}

Result<void> note_returned(Journal& journal, DeskFacts& facts, const Lending& lending, Instant at,
                           bool on_paper) {
  const Instant when = std::max(at, lending.period.from);
  if (when < lending.period.until) {
    const auto ended = end_one(journal, facts, lending, when, "terminal returned");
    if (!ended) return ended;
  }
  const auto done = update_lending(journal.database(), lending.id, "terminal_returned = $2", when);
  if (!done) return done;
  const auto noted =
      journal.add(thing_of_lending(lending.id), "terminal-returned", [&](text::JsonWriter& json) {
        json.member("terminal", lending.what.terminal);
        json.member("at", text::rfc3339(when, text::kUtc)).member("on_paper", on_paper);
      });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

// Takes one terminal back from whoever has it.
Result<void> take_one(Journal& journal, DeskFacts& facts, const PoolItem& item, Instant at,
                      bool on_paper, Scanned& scanned) {
  store::Database& database = journal.database();
  const auto out = out_with(database, item.id);
  if (!out) return std::unexpected(out.error());
  for (const Lending& lending : *out) {
    if (auto done = note_returned(journal, facts, lending, at, on_paper); !done) return done;
    scanned.as = ScannedAs::kReturned;
    scanned.lending = lending.id;
  }
  if (out->empty()) return {};
  return move_item(database, item, ItemState::kToCheck, journal.author().now, item.lending);
}

// Terminals of an opening whose lendings have ended and that are not back.
Result<std::vector<std::string>> still_out(store::Database& database, int64_t opening,
                                           Instant now) {
  const auto all = list_lendings(database, {.opening = opening});
  if (!all) return std::unexpected(all.error());
  std::set<std::string> out;
  for (const Lending& one : *all) {
    if (one.period.until <= now && !one.terminal_returned) out.insert(one.what.terminal);
  }
  return std::vector<std::string>(out.begin(), out.end());
}

std::string lines_of_scanned(const std::vector<Scanned>& scanned) {
  std::string out;
  for (const Scanned& one : scanned) {
    out += fmt::format("{}\t{}\t{}\t{}\t{}\n", kScannedAs[static_cast<size_t>(one.as)],
                       one.kind ? kItemKinds[static_cast<size_t>(*one.kind)] : "", one.lending,
                       one.code, one.office);
  }
  return out;
}

std::vector<Scanned> scanned_in(std::string_view lines) {
  std::vector<Scanned> out;
  for (const std::string& line : words_of(lines)) {
    std::vector<std::string> parts(1);
    for (const char c : line) {
      if (c == '\t') {
        parts.emplace_back();
      } else {
        parts.back() += c;
      }
    }
    if (parts.size() != 5) continue;
    Scanned one{.code = parts[3], .office = parts[4]};
    const auto* const as = std::ranges::find(kScannedAs, parts[0]);
    if (as != kScannedAs.end()) one.as = static_cast<ScannedAs>(as - kScannedAs.begin());
    const auto* const kind = std::ranges::find(kItemKinds, parts[1]);
    if (kind != kItemKinds.end()) one.kind = static_cast<ItemKind>(kind - kItemKinds.begin());
    one.lending = text::parse_i64(parts[2]).value_or(0);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Result<std::vector<std::string>> codes_in(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string& line : words_of(text)) {
    const std::string_view code = trimmed(line);
    if (code.empty()) continue;
    // What a scan is shown as is kept in columns.
    if (code.find('\t') != std::string_view::npos)
      return fail(ErrorCode::kBadInput, fmt::format("`{}` is no code", code));
    out.emplace_back(code);
  }
  if (out.empty()) return fail(ErrorCode::kBadInput, "there is no code", {}, "Write one a line.");
  if (out.size() > kMaxCodes) {
    return fail(ErrorCode::kBadInput, fmt::format("there are more than {} codes", kMaxCodes), {},
                "Send them in parts.");
  }
  return out;
}

Result<Return> take_back(Journal& journal, DeskFacts& facts, int64_t opening_id,
                         const std::vector<std::string>& codes, std::optional<Instant> at,
                         bool on_paper) {
  store::Database& database = journal.database();
  const Instant now = journal.author().now;
  const Instant when = at.value_or(now);
  if (when > now) return fail(ErrorCode::kBadInput, "it did not come back yet at such a time");
  const Result<Opening> opening = find_opening(database, opening_id);
  if (!opening) return std::unexpected(opening.error());
  const auto before = still_out(database, opening_id, now);
  if (!before) return std::unexpected(before.error());
  Return out;
  out.expected = static_cast<int64_t>(before->size());
  std::set<std::string> seen;
  for (const std::string& code : codes) {
    if (!seen.insert(code).second) {
      out.scanned.push_back({.code = code, .as = ScannedAs::kTwice});
      continue;
    }
    std::optional<PoolItem> item;
    Result<Scanned> scanned = looked_up(database, code, opening->office, item);
    if (!scanned) return std::unexpected(scanned.error());
    if (scanned->as == ScannedAs::kHere && item->kind == ItemKind::kTerminal) {
      const auto done = take_one(journal, facts, *item, when, on_paper, *scanned);
      if (!done) return std::unexpected(done.error());
    }
    if (scanned->as == ScannedAs::kReturned) ++out.returned;
    out.scanned.push_back(std::move(*scanned));
  }
  auto after = still_out(database, opening_id, now);
  if (!after) return std::unexpected(after.error());
  out.still_out = std::move(*after);
  const auto noted =
      journal.add(thing_of_disaster(opening->disaster), "returned", [&](text::JsonWriter& json) {
        json.member("opening", opening_id).member("office", opening->office);
        json.key("scanned");
        write_scanned(json, out.scanned);
      });
  if (!noted) return std::unexpected(noted.error());
  return out;
}

Result<StockTake> take_stock(Journal& journal, const std::string& office,
                             const std::vector<std::string>& codes) {
  if (auto ok = casework::check_name("office", office); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  const Instant now = journal.author().now;
  const auto pool = list_pool(database, {.office = office});
  if (!pool) return std::unexpected(pool.error());
  const auto id = casework::next_id(database, "SELECT MAX(id) FROM stock_take");
  if (!id) return std::unexpected(id.error());
  StockTake out{.id = *id, .office = office, .at = now, .by = journal.author().by};
  const std::set<std::string> seen(codes.begin(), codes.end());
  for (const PoolItem& item : *pool) {
    if (item.kind != ItemKind::kTerminal || item.state == ItemState::kRetired) continue;
    const bool there = seen.contains(item.code);
    if (item.state == ItemState::kLent) {
      if (!there) out.lent.push_back(item.code);
      continue;
    }
    ++out.expected;
    if (there) ++out.there;
    if (there != (item.state == ItemState::kMissing)) continue;
    (there ? out.found : out.missing).push_back(item.code);
    const auto moved = move_item(database, item, there ? ItemState::kToCheck : ItemState::kMissing,
                                 now, item.lending);
    if (!moved) return std::unexpected(moved.error());
  }
  // What was missing before and still is counts as missing, too.
  for (const PoolItem& item : *pool) {
    if (item.state == ItemState::kMissing && !seen.contains(item.code))
      out.missing.push_back(item.code);
  }
  std::ranges::sort(out.missing);
  const auto twice = std::ranges::unique(out.missing);
  out.missing.erase(twice.begin(), twice.end());
  for (const std::string& code : seen) {
    std::optional<PoolItem> item;
    Result<Scanned> scanned = looked_up(database, code, office, item);
    if (!scanned) return std::unexpected(scanned.error());
    if (scanned->as == ScannedAs::kHere && scanned->lending == 0) continue;
    if (item && item->kind == ItemKind::kAccount && scanned->as == ScannedAs::kHere) continue;
    out.strange.push_back(std::move(*scanned));
  }
  const Thing thing{casework::ThingKind::kStockTake, *id};
  const auto done = database.run(
      "INSERT INTO stock_take (id, thing, office, taken_at, taken_by, expected, present, missing, "
      "found, lent, strange) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      *id, std::string_view(casework::name_of(thing)), std::string_view(office), now,
      std::string_view(out.by), out.expected, out.there, std::string_view(lines_of(out.missing)),
      std::string_view(lines_of(out.found)), std::string_view(lines_of(out.lent)),
      std::string_view(lines_of_scanned(out.strange)));
  if (!done) return std::unexpected(done.error());
  const auto noted = journal.add(thing, "taken", [&](text::JsonWriter& json) {
    json.member("office", office).member("expected", out.expected).member("there", out.there);
    json.key("missing").begin_array();
    for (const std::string& code : out.missing) json.value(code);
    json.end_array().key("not_from_here");
    write_scanned(json, out.strange);
  });
  if (!noted) return std::unexpected(noted.error());
  return out;
}

Result<std::vector<StockTake>> list_stock_takes(store::Database& database,
                                                const std::string& office) {
  std::vector<StockTake> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({.id = row.integer(0),
                       .office = std::string(row.text(1)),
                       .at = Instant{row.integer(2)},
                       .by = std::string(row.text(3)),
                       .expected = row.integer(4),
                       .there = row.integer(5),
                       .missing = words_of(row.text(6)),
                       .found = words_of(row.text(7)),
                       .lent = words_of(row.text(8)),
                       .strange = scanned_in(row.text(9))});
        return {};
      },
      "SELECT id, office, taken_at, taken_by, expected, present, missing, found, lent, strange "
      "FROM stock_take WHERE (office = $1 OR $1 = '') ORDER BY id DESC",
      std::string_view(office));
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace sekisho::disaster

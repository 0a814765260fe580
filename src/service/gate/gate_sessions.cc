#include "service/gate/gate_sessions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "identity/event.h"
#include "service/identity/stored_identities.h"
#include "text/base64.h"

namespace sekisho::service {
namespace {

using identity::ActKind;
using store::Database;

std::string text_of(const std::optional<crypto::Digest>& card) {
  if (!card) return {};
  return text::base64url_encode({reinterpret_cast<const char*>(card->data()), card->size()});
}

std::optional<crypto::Digest> digest_in(std::string_view text) {
  crypto::Digest out{};
  const auto bytes = text::base64url_decode(text);
  if (!bytes || bytes->size() != out.size()) return std::nullopt;
  std::ranges::copy(*bytes, out.begin());
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

LedgerEntry entry(ActKind act, const std::string& id, const identity::UserId& user,
                  std::string_view reason, Instant now) {
  return {identity::draft_of(identity::ActEvent{.time = now,
                                                .actor = user,
                                                .act = act,
                                                .subject = user,
                                                .target = "gate-session/" + id,
                                                .approved_by = user,
                                                .number = std::string(identity::kOwnAccount),
                                                .reason = std::string(reason)},
                             kOwnSystem)};
}

Result<std::vector<LedgerEntry>> remove(Database& database, std::span<const EndedGateSession> ended,
                                        Instant now) {
  std::vector<LedgerEntry> entries;
  for (const EndedGateSession& one : ended) {
    const auto removed =
        database.run("DELETE FROM gate_session WHERE id = $1", std::string_view(one.id));
    if (!removed) return std::unexpected(removed.error());
    if (*removed > 0 && !one.reason.empty())
      entries.push_back(entry(ActKind::kRemove, one.id, one.user, one.reason, now));
  }
  return entries;
}

}  // namespace

Result<std::vector<GateSessionRecord>> GateSessions::all() {
  std::vector<GateSessionRecord> out;
  auto read = ledger_.read([&](Database& database) {
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          out.push_back({.id = std::string(row.text(0)),
                         .session = {std::string(row.text(1))},
                         .user = {std::string(row.text(2))},
                         .person = std::string(row.text(3)),
                         .terminal = std::string(row.text(4)),
                         .card = digest_in(row.text(5)),
                         .begun = {row.integer(6)},
                         .last_used = {row.integer(7)},
                         .ends = {row.integer(8)},
                         .rests_on = lines_of(row.text(9))});
          return {};
        },
        "SELECT id, session_id, user_id, person, terminal, card, begun, last_used, ends, rests_on "
        "FROM gate_session ORDER BY begun, id");
  });
  if (!read) return std::unexpected(read.error());
  return out;
}

Result<void> GateSessions::open(const GateSessionRecord& opened,
                                std::span<const EndedGateSession> ended, Instant now) {
  const std::string card = text_of(opened.card);
  const std::string rests_on = fmt::format("{}", fmt::join(opened.rests_on, "\n"));
  const auto work = [&](Database& database) -> Result<std::vector<LedgerEntry>> {
    auto entries = remove(database, ended, now);
    if (!entries) return entries;
    const auto put = database.run(
        "INSERT INTO gate_session (id, session_id, user_id, person, terminal, card, begun, "
        "last_used, ends, rests_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        std::string_view(opened.id), std::string_view(opened.session.value),
        std::string_view(opened.user.value), std::string_view(opened.person),
        std::string_view(opened.terminal), std::string_view(card), opened.begun, opened.last_used,
        opened.ends, std::string_view(rests_on));
    if (!put) return std::unexpected(put.error());
    entries->push_back(entry(ActKind::kAdd, opened.id, opened.user,
                             "opened from session " + opened.session.value, now));
    return entries;
  };
  const auto written = ledger_.write(work, now);
  return written ? Result<void>() : std::unexpected(written.error());
}

Result<void> GateSessions::end(std::span<const EndedGateSession> ended, Instant now) {
  const auto written =
      ledger_.write([&](Database& database) { return remove(database, ended, now); }, now);
  return written ? Result<void>() : std::unexpected(written.error());
}

Result<void> GateSessions::note_use(std::span<const GateSessionRecord> used, Instant now) {
  const auto work = [&](Database& database) -> Result<std::vector<LedgerEntry>> {
    for (const GateSessionRecord& one : used) {
      const auto noted = database.run("UPDATE gate_session SET last_used = $1 WHERE id = $2",
                                      one.last_used, std::string_view(one.id));
      if (!noted) return std::unexpected(noted.error());
    }
    return std::vector<LedgerEntry>{};
  };
  const auto written = ledger_.write(work, now);
  return written ? Result<void>() : std::unexpected(written.error());
}

Result<std::vector<EndedGateSession>> GateSessions::without_proof() {
  std::vector<EndedGateSession> out;
  auto read = ledger_.read([&](Database& database) {
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          std::string_view reason;
          if (row.integer(2) == 0) reason = "the session from which it was opened has ended";
          if (row.integer(3) == 0) reason = "the account is not active";
          if (row.integer(4) == 0) reason = "the card is none of theirs any more";
          if (!reason.empty())
            out.push_back({std::string(row.text(0)), {std::string(row.text(1))}, reason});
          return {};
        },
        "SELECT g.id, g.user_id, "
        "(SELECT COUNT(*) FROM identity_session s WHERE s.user_id = g.user_id AND "
        "s.id = g.session_id), "
        "(SELECT COUNT(*) FROM identity_user u WHERE u.id = g.user_id AND u.state = $1), "
        "CASE WHEN g.card = '' THEN 1 ELSE (SELECT COUNT(*) FROM identity_factor f WHERE "
        "f.user_id = g.user_id AND f.kind = $2 AND f.handle = g.card) END "
        "FROM gate_session g",
        std::to_underlying(identity::UserState::kActive),
        std::to_underlying(identity::FactorKind::kCertificate));
  });
  if (!read) return std::unexpected(read.error());
  return out;
}

}  // namespace sekisho::service

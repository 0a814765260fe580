#include "service/identity/unmaskings.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/random.h"
#include "identity/secret_text.h"
#include "service/identity/limits.h"
#include "service/identity/stored_identities.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

text::JsonValue string(std::string_view text) {
  return text::JsonValue::string(std::string(text));
}

}  // namespace

Result<Unmasking> Unmaskings::begin(const identity::Session& session, const Wish& wish,
                                    Instant now) {
  Unmasking out{.id = identity::new_item_id(crypto::fill_random).value,
                .ends = std::min(session.ends, shifted(now, kUnmaskingMicros))};
  const auto work = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
    const auto swept = database.run("DELETE FROM office_unmasking WHERE ends <= $1", now);
    if (!swept) return std::unexpected(swept.error());
    const auto put = database.run(
        "INSERT INTO office_unmasking (id, session_id, thing, thing_id, purpose, ends) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        std::string_view(out.id), std::string_view(session.id.value), std::string_view(wish.thing),
        std::string_view(wish.id), std::string_view(wish.purpose), out.ends);
    if (!put) return std::unexpected(put.error());
    const auto revision = database.number("SELECT revision FROM office_member WHERE user_id = $1",
                                          std::string_view(session.user.value));
    if (!revision) return std::unexpected(revision.error());
    return std::vector{LedgerEntry{text::JsonValue::object(
        {{"kind", string("decision")},
         {"time", string(text::rfc3339(now, text::kUtc))},
         {"system", string(kOwnSystem)},
         {"policy_set", string(policies_)},
         {"facts_revision", string(fmt::format("member.{}", revision->value_or(0)))},
         {"actor", string(session.user.value)},
         {"decision", string("permit")},
         {"action", string("unmask")},
         {"reasons", text::JsonValue::array({string(fmt::format("{}/{}", wish.thing, wish.id)),
                                             string(wish.purpose)})},
         {"session", string(session.id.value)}})}};
  };
  const auto entry = ledger_.write(work, now);
  if (!entry) return std::unexpected(entry.error());
  out.entry = entry->front();
  return out;
}

Result<bool> Unmaskings::in_force(const identity::Session& session, std::string_view thing,
                                  std::string_view id, Instant now) {
  int64_t count = 0;
  auto done = ledger_.read([&](store::Database& database) -> Result<void> {
    const auto found = database.number(
        "SELECT COUNT(*) FROM office_unmasking WHERE session_id = $1 AND thing = $2 AND "
        "thing_id = $3 AND ends > $4",
        std::string_view(session.id.value), thing, id, now);
    if (!found) return std::unexpected(found.error());
    count = found->value_or(0);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return count != 0;
}

}  // namespace sekisho::service

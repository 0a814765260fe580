#include "service/emergency/emergencies.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "register/register.h"
#include "service/store/store_session.h"
#include "store/change_body.h"
#include "text/canonical_json.h"

namespace sekisho::service {
namespace {

using casework::Emergency;
using text::JsonValue;

// The profile of facts that no file has: an import never ends them.
constexpr std::string_view kProfile = "break-glass";

std::string basis_of(const Emergency& one) {
  return fmt::format("emergency/{}", one.id);
}

Result<store::Statement> statement_of(const Emergency& one) {
  const auto text = [](std::string_view said) { return JsonValue::string(std::string(said)); };
  auto fields = text::canonical_json(JsonValue::object({{"account", text(one.wish.account)},
                                                        {"basis", text(basis_of(one))},
                                                        {"role", text(kBreakGlassRole)},
                                                        {"system", text(one.wish.system)}}));
  if (!fields) return std::unexpected(fields.error());
  return store::Statement{reg::Table::kEntitlements, {*one.begins, *one.ends}, std::move(*fields)};
}

std::unexpected<Error> not_in_register(std::string_view what, std::string_view name) {
  return fail(ErrorCode::kBadInput, fmt::format("the registers know no {} `{}`", what, name), {},
              "Write it as the registers have it.");
}

}  // namespace

Result<int64_t> Emergencies::ask(const casework::Author& author,
                                 const casework::EmergencyWish& wish, const Knowledge& knowledge) {
  const reg::Register& registers = knowledge.registers();
  if (registers.system_codes.find(wish.system) == StringPool::kAbsent)
    return not_in_register("system", wish.system);
  if (registers.person_codes.find(wish.person) == StringPool::kAbsent)
    return not_in_register("person", wish.person);
  const std::string account = reg::account_code(wish.system, wish.account);
  if (registers.account_codes.find(account) == StringPool::kAbsent)
    return not_in_register("account", wish.account);
  int64_t out = 0;
  const auto done = desk_.act(author, [&](casework::Journal& journal) -> Result<void> {
    const casework::EmergencyNames names{ledger_.pseudonym(wish.person),
                                         ledger_.pseudonym(wish.account)};
    const Result<int64_t> id = casework::ask(journal, wish, names, desk_.rules().emergencies);
    if (!id) return std::unexpected(id.error());
    out = *id;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

// The fact as it is from now on: its first version, or another end of the one that there is.
Result<LedgerEntry> Emergencies::write_fact(casework::Journal& journal, const Emergency& one) {
  auto says = statement_of(one);
  if (!says) return std::unexpected(says.error());
  const bool first = one.fact == 0;
  store::ChangeBody body;
  body.change.kind = store::ChangeKind::kCorrection;
  body.change.consent = {.by = first ? one.asked_by : journal.author().by,
                         .reason = basis_of(one),
                         .approved_by = one.approval.by,
                         .approval = one.approval.number,
                         .pseudonyms = true};
  store::Counts& counts = body.change.counts[static_cast<size_t>(says->table)];
  (first ? counts.added : counts.ended) = 1;
  body.change.steps.push_back({first ? store::Step::What::kAdd : store::Step::What::kEnd, one.fact,
                               std::move(*says), std::string(kProfile), 0, 0});
  body.change.preview = crypto::sha256_hex(store::line_of(body.change.steps.front()));
  const auto no_content = [](size_t, const store::Put&) -> Result<void> { return {}; };
  auto entry = write_change(ledger_, journal.database(), body, no_content, journal.author().now);
  if (!entry) return entry;
  if (auto noted = casework::note_fact(journal.database(), one.id, body.change.first_fact); !noted)
    return std::unexpected(noted.error());
  return entry;
}

Result<void> Emergencies::start(const casework::Author& author, int64_t id,
                                const casework::Approval& approval) {
  const auto done = desk_.act_and_more(
      author, [&](casework::Journal& journal) -> Result<std::vector<LedgerEntry>> {
        const Result<Emergency> begun = casework::start(journal, id, approval);
        if (!begun) return std::unexpected(begun.error());
        auto entry = write_fact(journal, *begun);
        if (!entry) return std::unexpected(entry.error());
        return std::vector<LedgerEntry>{std::move(*entry)};
      });
  if (!done) return std::unexpected(done.error());
  return ledger_.publish();
}

Result<void> Emergencies::end(const casework::Author& author, int64_t id,
                              const std::string& reason) {
  const auto done = desk_.act_and_more(
      author, [&](casework::Journal& journal) -> Result<std::vector<LedgerEntry>> {
        const Result<Emergency> ended = casework::end_early(journal, id, reason);
        if (!ended) return std::unexpected(ended.error());
        auto entry = write_fact(journal, *ended);
        if (!entry) return std::unexpected(entry.error());
        return std::vector<LedgerEntry>{std::move(*entry)};
      });
  if (!done) return std::unexpected(done.error());
  return ledger_.publish();
}

}  // namespace sekisho::service

#include "service/decision/barrier_point.h"

#include <algorithm>
#include <set>

#include "casework/watched_look.h"
#include "crypto/random.h"
#include "logs/event.h"
#include "service/decision/answer_context.h"
#include "service/decision/decision_entry.h"
#include "service/decision/wanted_access.h"
#include "service/policy/who_may_see.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using authzen::Decision;
using authzen::Evaluation;
using authzen::Sought;

constexpr size_t kLookNameBytes = 16;
constexpr std::string_view kFiles = "files";  // in the place of a revision: registers are files

// A decision on its way: judged, and not yet written down.
struct Decided {
  Judgement judgement = {};
  std::optional<WantedAccess> wanted = {};  // nothing: what was asked about cannot be recorded
  std::string look = {};                    // the name of one that people go through afterwards
};

Judgement refused(std::string_view reason) {
  return {.reasons = {std::string(reason)}};
}

LedgerEntry entry_of(const Decided& decided, const Knowledge& knowledge, const Ledger& ledger,
                     Instant now) {
  const Judgement& judgement = decided.judgement;
  const bool masks = !judgement.obligations.none();
  const std::string obligations = masks ? to_string(judgement.obligations) : std::string();
  return decision_entry(
      {.time = now,
       .system = decided.wanted->system,
       .action = decided.wanted->action,
       .policy_set = knowledge.barrier().policy_set_hash,
       .facts_revision = knowledge.revision().empty() ? kFiles : knowledge.revision(),
       .actor = judgement.actor,
       .record = judgement.record,
       .allowed = judgement.allowed,
       .reasons = judgement.reasons,
       .obligations = obligations,
       .look = decided.look},
      ledger);
}

// Those that are reviewed with their emergency.
std::vector<casework::WatchedLook> watched_looks(const std::vector<Decided>& decided, Instant now) {
  std::vector<casework::WatchedLook> out;
  for (const Decided& one : decided) {
    if (one.look.empty()) continue;
    const WantedAccess& wanted = *one.wanted;
    const bool record = !wanted.record.empty();
    out.push_back({.spool = one.look,
                   .at = now,
                   .gate = {},
                   .request = {},
                   .system = wanted.system,
                   .person = one.judgement.actor,
                   .account = wanted.account,
                   .terminal = wanted.terminal,
                   .address = wanted.address,
                   .action = wanted.action,
                   .record_kind = std::string(barrier::name_of(wanted.record_kind)),
                   .records = record ? std::vector{wanted.record} : std::vector<std::string>{},
                   .reasons = one.judgement.reasons});
  }
  return out;
}

Result<Decided> decided_of(const Evaluation& evaluation, const BarrierPoint::Parts& parts) {
  const std::optional<WantedAccess> wanted = wanted_access(evaluation);
  if (!wanted) return Decided{.judgement = refused(kUnknownType)};
  if (!parts.answers_for(wanted->system)) return Decided{.judgement = refused(kNotAnswered)};
  Decided out{.wanted = wanted};
  auto judgement = judge(*parts.knowledge, *wanted, parts.now);
  if (!judgement) return std::unexpected(judgement.error());
  out.judgement = std::move(*judgement);
  const bool masks = out.judgement.allowed && !out.judgement.obligations.none();
  if (masks && !can_mask(evaluation)) {
    out.judgement.allowed = false;
    out.judgement.reasons = {std::string(kMasksNeeded)};
  }
  return out;
}

std::vector<std::string> in_order(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

Result<std::vector<Decision>> BarrierPoint::decide(std::span<const Evaluation> evaluations,
                                                   authzen::Semantic semantic) {
  const Knowledge& knowledge = *parts_.knowledge;
  std::vector<Decided> decided;
  std::vector<LedgerEntry> entries;
  for (const Evaluation& evaluation : evaluations) {
    auto one = decided_of(evaluation, parts_);
    if (!one) return std::unexpected(one.error());
    if (one->judgement.allowed && casework::for_emergency(one->judgement.reasons))
      one->look = "asked." + crypto::random_hex(kLookNameBytes);
    if (one->wanted) entries.push_back(entry_of(*one, knowledge, *parts_.ledger, parts_.now));
    decided.push_back(std::move(*one));
    if (authzen::ends(semantic, decided.back().judgement.allowed)) break;
  }
  std::vector<uint64_t> indexes;
  if (!entries.empty()) {
    const auto work = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
      for (const casework::WatchedLook& look : watched_looks(decided, parts_.now)) {
        if (auto added = casework::add_look(database, look); !added)
          return std::unexpected(added.error());
      }
      return entries;
    };
    auto written = parts_.ledger->write(work, parts_.now);
    if (!written) return std::unexpected(written.error());
    indexes = std::move(*written);
  }
  std::vector<Decision> out;
  size_t next = 0;
  for (const Decided& one : decided) {
    const std::optional<uint64_t> entry =
        one.wanted ? std::optional(indexes[next++]) : std::nullopt;
    out.push_back({one.judgement.allowed, answer_context(knowledge, one.judgement, entry),
                   entry ? std::to_string(*entry) : ""});
  }
  return out;
}

Result<bool> BarrierPoint::would_allow(const Evaluation& evaluation) const {
  const auto decided = decided_of(evaluation, parts_);
  if (!decided) return std::unexpected(decided.error());
  return decided->judgement.allowed;
}

Result<std::vector<std::string>> BarrierPoint::find(Sought sought, const Evaluation& asked) {
  switch (sought) {
    case Sought::kSubject:
      return subjects(asked);
    case Sought::kResource:
      return systems(asked);
    case Sought::kAction:
      return actions(asked);
  }
  return std::vector<std::string>{};
}

// Whoever could at some registered terminal, with some account of theirs.
Result<std::vector<std::string>> BarrierPoint::subjects(const Evaluation& asked) const {
  const std::optional<WantedAccess> wanted = wanted_access(asked);
  if (!wanted || !parts_.answers_for(wanted->system)) return std::vector<std::string>{};
  const auto reach = who_may_see({.places = {},
                                  .system = wanted->system,
                                  .action = wanted->action,
                                  .at = text::rfc3339(parts_.now, text::kUtc),
                                  .record = wanted->record,
                                  .person = {}},
                                 *parts_.knowledge);
  if (!reach) return std::unexpected(reach.error());
  std::set<std::string> names;
  for (const ReachRow& row : reach->rows) {
    if (row.verdict != barrier::name_of(barrier::Verdict::kPermitted)) continue;
    if (!row.masks.empty() && !can_mask(asked)) continue;
    if (asked.subject.type == kSubjectAccount) {
      names.insert(row.account);
    } else {
      names.insert(row.people.begin(), row.people.end());
    }
  }
  return in_order(names);
}

Result<std::vector<std::string>> BarrierPoint::systems(const Evaluation& asked) const {
  if (record_type(asked.resource.type)) {
    return fail(ErrorCode::kBadInput, "records cannot be listed", {},
                "Ask for resources of the type `system`; about one record ask with its id.");
  }
  if (asked.resource.type != kResourceSystem) return std::vector<std::string>{};
  std::set<std::string> names;
  Evaluation one = asked;
  for (const reg::System& row : parts_.knowledge->registers().systems) {
    one.resource.id = parts_.knowledge->registers().code(row.id);
    const auto allowed = would_allow(one);
    if (!allowed) return std::unexpected(allowed.error());
    if (*allowed) names.insert(one.resource.id);
  }
  return in_order(names);
}

Result<std::vector<std::string>> BarrierPoint::actions(const Evaluation& asked) const {
  std::vector<std::string> out;
  Evaluation one = asked;
  for (size_t i = 0; i < logs::kActionCount; ++i) {
    one.action.name = logs::name_of(static_cast<logs::Action>(i));
    const auto allowed = would_allow(one);
    if (!allowed) return std::unexpected(allowed.error());
    if (*allowed) out.push_back(one.action.name);
  }
  return out;
}

}  // namespace sekisho::service

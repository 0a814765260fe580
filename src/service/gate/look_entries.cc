#include "service/gate/look_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/sha256.h"
#include "evidence/entry.h"
#include "evidence/store_reader.h"
#include "service/decision/decision_entry.h"
#include "spool/look.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

JsonValue string(std::string_view text) {
  return JsonValue::string(std::string(text));
}

JsonValue count(uint64_t number) {
  return JsonValue::integer(static_cast<int64_t>(number));
}

std::vector<LedgerEntry> decisions(const spool::Look& look, std::string_view name,
                                   const Ledger& ledger) {
  RecordedDecision decision{.time = look.time,
                            .system = look.system,
                            .action = look.action,
                            .policy_set = look.policy_set,
                            .facts_revision = look.facts_revision,
                            .actor = look.person,
                            .allowed = look.permitted,
                            .reasons = look.reasons,
                            .obligations = look.obligations,
                            .session = look.session,
                            .gate = look.gate,
                            .request = look.request,
                            .look = name,
                            .terms = look.terms,
                            .outage_plan = look.outage_plan,
                            .unconfirmed_since = look.unconfirmed_since};
  if (look.records.empty()) return {decision_entry(decision, ledger)};
  std::vector<LedgerEntry> out;
  for (const std::string& record : look.records) {
    decision.record = record;
    out.push_back(decision_entry(decision, ledger));
  }
  return out;
}

LedgerEntry gap(const spool::Gap& gap, std::string_view name) {
  const JsonValue period =
      JsonValue::object({{"from", string(text::rfc3339(gap.period.from, text::kUtc))},
                         {"until", string(text::rfc3339(gap.period.until, text::kUtc))}});
  return {JsonValue::object({{"kind", string("gap")},
                             {"gate", string(gap.gate)},
                             {"look", string(name)},
                             {"looks", count(gap.looks)},
                             {"period", period},
                             {"reason", string(gap.reason)}})};
}

LedgerEntry unreadable(std::string_view name, std::string_view bytes) {
  return {JsonValue::object({{"kind", string("gap")},
                             {"look", string(name)},
                             {"looks", count(1)},
                             {"hash", string(crypto::sha256_hex(bytes))},
                             {"reason", string("an entry of the gate's spool cannot be read")}})};
}

// Whether the record can have it.
bool holds(const LedgerEntry& entry) {
  return evidence::make_entry(entry.draft, Instant{}, evidence::Nonce{}).has_value();
}

}  // namespace

std::string look_name(std::string_view spool, uint64_t index) {
  return fmt::format("{}.{}", spool, index);
}

std::vector<LedgerEntry> look_entries(std::string_view spool, uint64_t index,
                                      std::string_view bytes, const Ledger& ledger) {
  const std::string name = look_name(spool, index);
  const Result<spool::SpoolEntry> entry = spool::SpoolEntry::parse(bytes);
  if (!entry) return {unreadable(name, bytes)};
  std::vector<LedgerEntry> out;
  if (entry->look() != nullptr) {
    out = decisions(*entry->look(), name, ledger);
  } else {
    out.push_back(gap(*entry->gap(), name));
  }
  // Records differ in their pseudonyms alone: where the record can have one, it can have all.
  if (!holds(out.front())) return {unreadable(name, bytes)};
  return out;
}

std::optional<casework::WatchedLook> watched_look(std::string_view spool, uint64_t index,
                                                  std::string_view bytes) {
  // Most name neither, and are not read a second time.
  if (!bytes.contains(casework::kBreakGlassPolicy) && !bytes.contains("outage_plan"))
    return std::nullopt;
  const Result<spool::SpoolEntry> entry = spool::SpoolEntry::parse(bytes);
  const spool::Look* const look = entry ? entry->look() : nullptr;
  if (look == nullptr || !look->permitted) return std::nullopt;
  casework::WatchedLook out{.spool = look_name(spool, index),
                            .at = look->time,
                            .gate = std::string(look->gate),
                            .request = std::string(look->request),
                            .system = std::string(look->system),
                            .person = std::string(look->person),
                            .account = std::string(look->account),
                            .terminal = std::string(look->terminal),
                            .address = std::string(look->address),
                            .action = std::string(look->action),
                            .record_kind = std::string(look->record_kind),
                            .records = {look->records.begin(), look->records.end()},
                            .reasons = {look->reasons.begin(), look->reasons.end()},
                            .plan = text::parse_i64(look->outage_plan).value_or(0)};
  if (!casework::for_emergency(out.reasons) && look->outage_plan.empty()) return std::nullopt;
  if (!look->outage_plan.empty()) out.unconfirmed_since = look->unconfirmed_since;
  return out;
}

LedgerEntry lost_looks(std::string_view spool, uint64_t first, uint64_t number) {
  return {JsonValue::object(
      {{"kind", string("gap")},
       {"look", string(look_name(spool, first))},
       {"looks", count(number)},
       {"reason", string("the gate's spool no longer has them, and the record never had")}})};
}

Result<uint64_t> looks_recorded(const std::string& record, uint64_t from, std::string_view spool) {
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(record);
  if (!reader) return std::unexpected(reader.error());
  const std::string member = fmt::format(R"("look":"{}.)", spool);
  uint64_t out = 0;
  auto visited = reader->visit(
      std::min(from, reader->size()), reader->size(), [&](uint64_t, std::string_view entry) {
        const size_t at = entry.find(member);
        if (at == std::string_view::npos) return true;
        const std::string_view behind = entry.substr(at + member.size());
        const auto index = text::parse_u64(behind.substr(0, behind.find('"')));
        if (!index) return true;
        // Of those that are lost, the last one counts.
        const auto json = evidence::parse_entry(entry);
        const bool is_gap = json && json->find("kind")->as_string() == "gap" &&
                            json->find("hash") == nullptr && json->find("gate") == nullptr;
        const uint64_t number = is_gap ? json->find("looks")->as_uint().value_or(1) : 1;
        out = std::max(out, *index + number);
        return true;
      });
  if (!visited) return std::unexpected(visited.error());
  return out;
}

}  // namespace sekisho::service

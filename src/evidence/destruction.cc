#include "evidence/destruction.h"

#include <fmt/format.h>

#include "text/time_format.h"

namespace sekisho::evidence {
namespace {

text::JsonValue string(std::string_view text) {
  return text::JsonValue::string(std::string(text));
}

text::JsonValue count(uint64_t number) {
  return text::JsonValue::integer(static_cast<int64_t>(number));
}

std::string day_of(Instant instant) {
  return text::date_iso(instant, text::kJst);
}

}  // namespace

KeyData data_of(const KeyId& id, const Ledger& ledger, const RetentionPolicy& policy) {
  const KeyUse* const use = ledger.find(id);
  KeyData out{{}, use == nullptr ? Period{kForever, kBeginning} : use->period};
  switch (id.kind()) {
    case KeyId::Kind::kPerson:
      out.retention_class = policy.people;
      break;
    case KeyId::Kind::kSegment:
      out.retention_class =
          use == nullptr || use->retention_class.empty() ? policy.segments : use->retention_class;
      break;
    case KeyId::Kind::kClass: {
      out.retention_class = id.name();
      // What was written about the month later has to be kept from then on.
      const Period month = period_of_month(id.month());
      out.period.from = std::min(out.period.from, month.from);
      out.period.until = std::max(out.period.until, month.until);
      break;
    }
  }
  return out;
}

std::vector<Objection> objections(const DestructionRequest& request, const Ledger& ledger,
                                  const RetentionPolicy& policy, Instant now) {
  std::vector<Objection> out;
  const auto object = [&](std::string english, std::string japanese) {
    out.push_back({std::move(english), std::move(japanese)});
  };
  if (const auto found = ledger.destroyed().find(request.key); found != ledger.destroyed().end()) {
    const uint64_t entry = found->second.entry;
    object(fmt::format("the key was destroyed before: entry {}", entry),
           fmt::format("鍵は既に破棄済み(記録 {})", entry));
    return out;
  }
  if (const std::optional<uint64_t> entry = ledger.unreadable()) {
    object(fmt::format("entry {} of the log cannot be read, and might be a hold", *entry),
           fmt::format("記録 {} を読み取れず、保全である可能性がある", *entry));
  }
  const KeyData data = data_of(request.key, ledger, policy);
  const RetentionClass* const kept = policy.find(data.retention_class);
  if (kept == nullptr) {
    object(fmt::format("the retention policy has no class `{}`", data.retention_class),
           fmt::format("保存区分 `{}` が保存期間の定めにない", data.retention_class));
  } else if (data.period.empty()) {
    object("no entry names the key, so nothing tells how long it has to be kept",
           "鍵を参照する記録がなく、保存期間を判断できない");
  } else {
    // The period is half open: its last moment counts.
    const Instant until = runs_out(shifted(data.period.until, -1), kept->months);
    if (now < until) {
      object(fmt::format("`{}` ({}) is kept for {} months, here until {}: {}", kept->name,
                         kept->title, kept->months, day_of(until), kept->basis),
             fmt::format("`{}`({})の保存期間は {} か月で、{} まで保存を要する: {}", kept->name,
                         kept->title, kept->months, day_of(until), kept->basis));
    }
  }
  for (const auto& [entry, hold] : ledger.holds()) {
    if (!hold.covers(request.key, data.retention_class, data.period)) continue;
    const std::string name = hold_name(entry), since = day_of(hold.at);
    object(fmt::format("{} covers it, since {}: {}", name, since, hold.reason),
           fmt::format("保全 {} の対象({} 設定): {}", name, since, hold.reason));
  }
  if (request.approval.empty()) object("no number of an approval is named", "決裁番号の指定がない");
  if (request.approver.empty()) object("nobody is named who approved it", "承認者の指定がない");
  if (request.actor.empty()) object("nobody is named who asks for it", "実行者の指定がない");
  if (!request.approver.empty() && request.approver == request.actor)
    object("whoever asks for it cannot approve it", "実行者本人は承認者になれない");
  return out;
}

text::JsonValue destruction_draft(const DestructionRequest& request, const Ledger& ledger,
                                  const RetentionPolicy& policy) {
  const KeyData data = data_of(request.key, ledger, policy);
  const KeyUse* const use = ledger.find(request.key);
  std::vector<text::JsonMember> members{
      {"kind", string("destruction")},
      {"key", string(request.key.text())},
      {"class", string(data.retention_class)},
      {"actor", string(request.actor)},
      {"policy_set", string(policy.sha256)},
      {"approval", text::JsonValue::object(
                       {{"by", string(request.approver)}, {"number", string(request.approval)}})},
      {"bodies", count(use == nullptr ? 0 : use->entries)},
      {"bytes", count(use == nullptr ? 0 : use->bytes)},
  };
  if (!data.period.empty()) {
    members.push_back(
        {"period", text::JsonValue::object(
                       {{"from", string(text::rfc3339(data.period.from, text::kUtc))},
                        {"until", string(text::rfc3339(data.period.until, text::kUtc))}})});
  }
  if (request.key.kind() == KeyId::Kind::kPerson)
    members.push_back({"subject", string(request.key.name())});
  if (!request.reason.empty()) members.push_back({"reason", string(request.reason)});
  return text::JsonValue::object(std::move(members));
}

Result<uint64_t> destroy_key(Vault& vault, std::string_view origin, const KeyId& key,
                             const text::JsonValue& draft, const AppendEntry& append) {
  const Result<uint64_t> entry = append(draft);
  if (!entry) return entry;
  if (auto destroyed = vault.destroy(key); !destroyed) return std::unexpected(destroyed.error());
  if (auto kept = vault.set_replayed({std::string(origin), *entry + 1}); !kept)
    return std::unexpected(kept.error());
  return entry;
}

Result<uint64_t> replay_destructions(Vault& vault, Vault::Access access, const LogEntries& log) {
  Result<Replayed> done = vault.replayed();
  if (!done) return std::unexpected(done.error());
  if (done->origin != log.origin) *done = {log.origin, 0};
  if (done->size > log.size) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the log ends at {} entries, but the vault knows {}: it is an older "
                            "state of the log",
                            log.size, done->size),
                {}, "Bring back the newest state of the log: a destruction may be missing in it.");
  }
  std::vector<std::pair<uint64_t, KeyId>> found;
  const auto look = [&](uint64_t index, std::string_view entry) {
    if (const std::optional<KeyId> key = destruction_in(entry)) found.emplace_back(index, *key);
  };
  if (auto visited = log.visit(done->size, look); !visited) return std::unexpected(visited.error());
  for (const auto& [index, key] : found) {
    if (auto proved = log.prove(index); !proved) return std::unexpected(proved.error());
    if (access == Vault::Access::kRead) {
      vault.refuse(key);
    } else if (auto gone = vault.destroy(key); !gone) {
      return std::unexpected(gone.error());
    }
  }
  if (access == Vault::Access::kWrite && (done->size != log.size || !found.empty())) {
    if (auto kept = vault.set_replayed({log.origin, log.size}); !kept)
      return std::unexpected(kept.error());
  }
  return found.size();
}

}  // namespace sekisho::evidence

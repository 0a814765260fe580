#include "service/evidence/evidence_erase.h"

#include <fmt/format.h>

#include "evidence/beside.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "service/evidence/retention_file.h"
#include "tlog/log_keys.h"
#include "tlog/verify_log.h"

namespace sekisho::service {
namespace {

using evidence::Beside;
using evidence::KeyId;

Result<KeyId> key_of(const EraseTarget& target) {
  const bool of_class = !target.retention_class.empty() || !target.month.empty();
  const int named =
      (target.subject.empty() ? 0 : 1) + (of_class ? 1 : 0) + (target.segment.empty() ? 0 : 1);
  if (named != 1) {
    return fail(ErrorCode::kUsage, "exactly one thing is erased at a time", {},
                "Name --subject, or --class with --month, or --segment.");
  }
  Result<KeyId> key = !target.subject.empty() ? KeyId::of_person(target.subject)
                      : !target.segment.empty()
                          ? KeyId::of_segment(target.segment)
                          : KeyId::of_class(target.retention_class, target.month);
  if (key) return key;
  Error error = key.error();
  error.code = ErrorCode::kUsage;
  return std::unexpected(std::move(error));
}

// Somebody who can write into the log's files must not hide a hold.
Result<void> check_log(const std::string& directory) {
  const auto log = tlog::open_directory(directory);
  if (!log) return std::unexpected(log.error());
  const auto keys = tlog::read_log_keys(**log);
  if (!keys) return std::unexpected(keys.error());
  const Result<tlog::VerifiedLog> verified = tlog::verify_log(**log, *keys);
  if (!verified) return std::unexpected(verified.error());
  if (verified->problems.empty()) return {};
  return fail(ErrorCode::kBadInput,
              fmt::format("the log is damaged, and a hold may be in the damage: {}",
                          verified->problems.front().message),
              {verified->problems.front().path}, "Bring the file back from a backup first.");
}

}  // namespace

Result<ErasePlan> erase_evidence(const EvidenceErase& request, Instant now) {
  const Result<KeyId> key = key_of(request.target);
  if (!key) return std::unexpected(key.error());
  const Result<evidence::RetentionPolicy> policy = load_retention(request.retention);
  if (!policy) return std::unexpected(policy.error());
  const evidence::StorePlace place =
      evidence::store_at(request.place.directory, request.place.private_directory);
  // The store first, so that nothing is appended between looking and doing.
  std::unique_ptr<evidence::Store> store;
  if (request.yes) {
    Result<std::unique_ptr<evidence::Store>> opened = evidence::Store::open(place);
    if (!opened) return std::unexpected(opened.error());
    store = std::move(*opened);
  }
  if (auto whole = check_log(request.place.directory); !whole)
    return std::unexpected(whole.error());
  Result<evidence::StoreReader> log = evidence::StoreReader::open(request.place.directory);
  if (!log) return std::unexpected(log.error());
  const auto access =
      request.yes ? evidence::Vault::Access::kWrite : evidence::Vault::Access::kRead;
  const auto beside = Beside::open(place, request.place.master, access, *log);
  if (!beside) return std::unexpected(beside.error());
  const Result<evidence::Ledger> ledger = evidence::ledger_of(*log);
  if (!ledger) return std::unexpected(ledger.error());

  const evidence::DestructionRequest asked{*key, request.actor, request.approval, request.approver,
                                           request.reason};
  const evidence::KeyData data = evidence::data_of(*key, *ledger, *policy);
  ErasePlan plan{.key = key->text(),
                 .retention_class = data.retention_class,
                 .period = data.period,
                 .objections = evidence::objections(asked, *ledger, *policy, now),
                 .entry = {}};
  if (const evidence::KeyUse* const use = ledger->find(*key)) {
    plan.entries = use->entries;
    plan.bytes = use->bytes;
  }
  if (!request.yes || !plan.objections.empty()) return plan;
  const Result<uint64_t> entry = evidence::destroy_key(
      (*beside)->vault(), log->checkpoint().origin, *key,
      evidence::destruction_draft(asked, *ledger, *policy),
      [&](const text::JsonValue& draft) { return store->append(draft, now); });
  if (!entry) return std::unexpected(entry.error());
  plan.entry = *entry;
  if (auto published = store->log().publish(); !published)
    return std::unexpected(published.error());
  return plan;
}

}  // namespace sekisho::service

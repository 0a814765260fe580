#include "service/decision/judgement.h"

#include "service/asked.h"
#include "text/fold.h"

namespace sekisho::service {
namespace {

// The account as the registers write it, in any spelling that the system's log folds together.
std::string account_name(const reg::Register& registers, const logs::LogProfile* profile,
                         const WantedAccess& access) {
  const std::string exact = reg::account_code(access.system, access.account);
  const bool found = registers.account_codes.find(exact) != StringPool::kAbsent;
  return found || profile == nullptr ? access.account : profile->account_fold.apply(access.account);
}

Result<AskedRecord> record_of(const Knowledge& knowledge, const WantedAccess& access,
                              const logs::LogProfile* profile, Instant now) {
  if (access.record_kind == barrier::RecordKind::kNothing) return AskedRecord{};
  const auto supply = knowledge.supply_of(asked_record_key(access.record));
  if (!supply) return std::unexpected(supply.error());
  AskedRecord out =
      asked_record(review::Suppliers(knowledge.registers(), *supply), profile, access.record, now);
  out.facts.kind = access.record_kind;
  return out;
}

}  // namespace

Result<Judgement> judge(const Knowledge& knowledge, const WantedAccess& access, Instant now) {
  const logs::LogProfile* const profile = profile_of(knowledge.profiles(), access.system);
  const auto record = record_of(knowledge, access, profile, now);
  if (!record) return std::unexpected(record.error());
  const std::string account = account_name(knowledge.registers(), profile, access);
  return barrier::judge(knowledge.barrier().rules,
                        barrier::FactBaseSource(*knowledge.barrier().base),
                        {.system = access.system,
                         .person = access.person,
                         .account = account,
                         .terminal = access.terminal,
                         .address = access.address,
                         .action = access.action,
                         .record = record->facts,
                         .record_id = record->id,
                         .record_address = access.record_address},
                        now);
}

}  // namespace sekisho::service

#include "service/emergency/look_again.h"

#include <algorithm>
#include <array>
#include <utility>

#include "barrier/situation.h"
#include "service/decision/judgement.h"

namespace sekisho::service {
namespace {

using barrier::RecordKind;

RecordKind kind_named(std::string_view name) {
  for (const RecordKind one : {RecordKind::kSupplyPoint, RecordKind::kCustomer,
                               RecordKind::kFacility, RecordKind::kOther}) {
    if (barrier::name_of(one) == name) return one;
  }
  return RecordKind::kNothing;
}

void add(std::vector<std::string>& all, std::vector<std::string> more) {
  for (std::string& one : more) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
  }
}

}  // namespace

Result<JudgedAgain> judge_again(const Knowledge& knowledge, const casework::WatchedLook& look) {
  WantedAccess access{.system = look.system,
                      .person = look.person,
                      .account = look.account,
                      .terminal = look.terminal,
                      .address = look.address,
                      .action = look.action,
                      .record_kind = kind_named(look.record_kind)};
  std::vector<std::string> records = look.records;
  if (records.empty()) records.emplace_back();
  JudgedAgain permitted{.allowed = true, .reasons = {}};
  JudgedAgain denied;
  for (std::string& record : records) {
    access.record = std::move(record);
    auto judged = judge(knowledge, access, look.at);
    if (!judged) return std::unexpected(judged.error());
    permitted.allowed = permitted.allowed && judged->allowed;
    add(judged->allowed ? permitted.reasons : denied.reasons, std::move(judged->reasons));
  }
  return permitted.allowed ? permitted : denied;
}

}  // namespace sekisho::service

#include "demo/event.h"

namespace sekisho::demo::demo {
namespace {

using enum Source;
using enum Verdict;

// In Label's order.
constexpr std::array<LabelInfo, kLabelCount> kLabels{{
    {"", kNol, kPermitted, "", ""},
    {"nol-never-closed", kNol, kViolation,
     "temporary accounts of an outage in July 2021, never closed, used by the retailer's staff",
     "2021年7月の障害時に発行した暫定アカウントの解除漏れ(小売会社社員による利用)"},
    {"nol-never-closed-own", kNol, kViolation,
     "the same accounts, on customers whom the retailer itself supplied at the time",
     "同上(閲覧時点で自社のお客さま)"},
    {"nol-never-closed-denied", kNol, kAttempt, "the same accounts, refused by the system",
     "同上(システムが拒否)"},
    {"nol-never-closed-keyless", kNol, kViolation, "the same accounts, log-ins without a record",
     "同上(ログインのみ)"},
    {"nol-moved", kNol, kViolation, "kept their access after a transfer to the retailer",
     "小売会社への異動後の権限残存"},
    {"nol-unregistered-terminal", kNol, kViolation, "a terminal that no register knows",
     "台帳にない端末"},
    {"concurrent-post", kNol, kDoubtful, "a concurrent post at the retailer or the parent",
     "小売会社・親会社との兼務(要確認)"},
    {"withdrawn-accusation", kNol, kViolation,
     "looks like a retailer's employee at the retailer's own terminal",
     "小売会社の社員が自社端末で閲覧したように見えるもの"},
    {"undetermined-holder", kNol, kUndetermined, "an account with two holders at once",
     "同時に二人の名義人があるアカウント"},
    {"cc-outside-disaster", kCc, kViolation, "accounts lent for disasters, used outside them",
     "災害応援用に貸与したIDの災害対応期間外の利用"},
    {"cc-outside-disaster-own", kCc, kViolation,
     "the same, on customers whom the retailer itself supplied at the time",
     "同上(閲覧時点で自社のお客さま)"},
    {"cc-outside-disaster-denied", kCc, kAttempt, "the same, refused by the system",
     "同上(システムが拒否)"},
    {"cc-other-disaster", kCc, kViolation, "in a disaster for which they had no grant",
     "利用許可のない災害での利用"},
    {"lent-id", kNws, kViolation, "a grid employee's ID used at the retailer's desks",
     "送配電社員のID・パスワードの提供(小売会社の席で利用)"},
    {"lent-id-counter", kNws, kViolation, "the same at the retailer's shared counter terminal",
     "同上(小売会社の共用窓口端末)"},
    {"lent-id-denied", kNws, kAttempt, "the same, refused by the system", "同上(システムが拒否)"},
    {"nws-moved", kNws, kViolation, "kept their access after a transfer to the retailer",
     "小売会社への異動後の権限残存"},
    {"other-principal", kNws, kViolation,
     "a contractor's staff used the grid's IDs at the retailer's desks, for the retailer's work",
     "委託先要員が送配電会社発行のIDを小売会社の業務に流用"},
    {"not-on-staff-list", kNws, kViolation,
     "a contractor's employee who is on no staff list that covers this system",
     "当該システムの委託要員名簿にない委託先社員"},
    {"loan-over", kNws, kViolation, "a lent terminal that was kept too long",
     "貸与期間を過ぎた端末"},
    {"contract-ended", kNws, kViolation, "the generator's staff after their contract had ended",
     "委託契約終了後の利用(発電会社)"},
    {"undetermined-address", kNws, kUndetermined, "an address with two terminals at once",
     "同時に二台の端末に割り当てられたアドレス"},
    {"shared-lent", kRe, kViolation, "the shared account used at the retailer's desks",
     "共用アカウントの小売会社の席での利用"},
    {"shared-moved", kRe, kViolation, "the shared account used by people who had moved away",
     "異動した者による共用アカウントの利用"},
    {"shared-non-user", kRe, kViolation, "the shared account used by staff who are not its users",
     "利用者として登録のない社員による共用アカウントの利用"},
}};

}  // namespace

const LabelInfo& info_of(Label label) {
  return kLabels[static_cast<size_t>(label)];
}

std::string_view name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::kConfirmed:
      return "confirmed";
    case Certainty::kPresumed:
      return "presumed";
    case Certainty::kUnknown:
      return "unknown";
  }
  return "";
}

}  // namespace sekisho::demo::demo

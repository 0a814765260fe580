#pragma once

#include "report/html.h"

// The words of the page, each decided once (docs/glossary.md). "Violation" and "leak" are
// conclusions of the committee and are not among them.
namespace sekisho::report::words {

inline constexpr Words kContracts{"お客さま契約数", "Contracts"};
inline constexpr Words kPoints{"供給地点数", "Supply points"};
inline constexpr Words kIndividuals{"本人数", "Individuals"};
inline constexpr Words kFacilities{"設備数", "Facilities"};
inline constexpr Words kSuppliers{"小売電気事業者", "Suppliers"};
inline constexpr Words kSuppliersThen{"閲覧時点の小売電気事業者", "Suppliers at that time"};
inline constexpr Words kAffiliateOwn{"特定関係事業者のお客さま", "Affiliates’ own customers"};
inline constexpr Words kNoContract{"契約のない供給地点", "Points without a contract"};
inline constexpr Words kSwitchPending{"切替申込中の供給地点", "Points with a switch pending"};

inline constexpr Words kViewer{"閲覧者", "Viewer"};
inline constexpr Words kViewers{"閲覧者", "Viewers"};
inline constexpr Words kConfirmed{"確定", "Confirmed"};
inline constexpr Words kPresumed{"推定", "Presumed"};
inline constexpr Words kUnknown{"特定不能", "Unknown"};

inline constexpr Words kViewed{"権限外アクセス（閲覧あり）", "Unauthorised access"};
inline constexpr Words kRefused{"権限外アクセス（拒否済み）", "Unauthorised attempt (refused)"};
inline constexpr Words kDoubtful{"要確認", "Doubtful"};
inline constexpr Words kUndetermined{"判定保留", "Undetermined"};
inline constexpr Words kKeyless{"対象指定なし（ログイン等）", "Keyless (log-in etc.)"};
inline constexpr Words kAccesses{"アクセス件数", "Accesses"};

inline constexpr Words kExposure{"権限開放期間", "Access stood open"};
inline constexpr Words kLogs{"ログ現存期間", "Logs exist"};
inline constexpr Words kExamined{"調査対象期間", "Examined"};
inline constexpr Words kNotDeterminable{"確認不能", "Not determinable"};

inline constexpr Words kSystem{"システム", "System"};
inline constexpr Words kFirst{"最初の閲覧", "First look"};
inline constexpr Words kLast{"最後の閲覧", "Last look"};
inline constexpr Words kRoute{"閲覧に至った経路", "Route"};
inline constexpr Words kGivers{"提供者", "Givers"};
inline constexpr Words kTakers{"利用者", "Takers"};
inline constexpr Words kPlace{"ファイルと行", "File and line"};
inline constexpr Words kPeriod{"期間", "Period"};

constexpr Words of(Certainty certainty) {
  switch (certainty) {
    case Certainty::kConfirmed:
      return kConfirmed;
    case Certainty::kPresumed:
      return kPresumed;
    case Certainty::kUnknown:
      break;
  }
  return kUnknown;
}

// The shape that stands for a certainty, so that nothing depends on colour.
constexpr Markup mark_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::kConfirmed:
      return "●";
    case Certainty::kPresumed:
      return "○";
    case Certainty::kUnknown:
      break;
  }
  return "？";
}

constexpr Words of(Disposition disposition) {
  switch (disposition) {
    case Disposition::kViewed:
      return kViewed;
    case Disposition::kRefused:
      return kRefused;
    case Disposition::kDoubtful:
      return kDoubtful;
    case Disposition::kUndetermined:
      break;
  }
  return kUndetermined;
}

}  // namespace sekisho::report::words

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "review/run.h"

namespace sekisho::service {

// A finding as texts, in the columns of findings.csv (docs/formats/findings.md). Shared by the
// files for machines and for people, so that they cannot say different things.
inline constexpr std::array<std::string_view, 17> kFindingColumns{
    "file",        "line",   "time",      "system", "account", "holder",
    "terminal",    "viewer", "certainty", "route",  "reason",  "basis",
    "disposition", "action", "items",     "object", "retailer"};

using FindingRow = std::array<std::string, kFindingColumns.size()>;

// Where a column of kFindingColumns stands in a row.
consteval size_t finding_column(std::string_view name) {
  size_t at = 0;
  while (kFindingColumns[at] != name) ++at;  // an unknown name does not compile
  return at;
}
namespace column {
inline constexpr size_t kFile = finding_column("file"), kLine = finding_column("line"),
                        kTime = finding_column("time"), kSystem = finding_column("system"),
                        kAccount = finding_column("account"),
                        kTerminal = finding_column("terminal"), kViewer = finding_column("viewer"),
                        kRoute = finding_column("route"), kReason = finding_column("reason"),
                        kDisposition = finding_column("disposition"),
                        kAction = finding_column("action");
}  // namespace column

FindingRow row_of(const review::Context& context, const review::Review& review,
                  const review::Finding& finding);

// findings.csv; with `other_reading` undetermined.csv, which has one more column.
std::string findings_csv(const review::Context& context, const review::Review& review,
                         const std::vector<review::Finding>& findings, bool other_reading);

}  // namespace sekisho::service

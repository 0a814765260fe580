#include "service/review/finding_row.h"

#include "text/csv.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

std::string items_of(const review::Context& context, const review::Review& review,
                     const review::Finding& finding) {
  const size_t profile = review.files[finding.file].file.profile;
  std::string out;
  for (const std::string& item : context.sources.profiles[profile].item_sets[finding.items]) {
    if (!out.empty()) out += ';';
    out += item;
  }
  return out;
}

}  // namespace

FindingRow row_of(const review::Context& context, const review::Review& review,
                  const review::Finding& finding) {
  const reg::Register& registers = context.base.registers();
  const auto text = [&](uint32_t id) { return std::string(review.texts.text(id)); };
  const auto code = [&](auto id) { return std::string(id.known() ? registers.code(id) : ""); };
  return {review.files[finding.file].file.name,
          std::to_string(finding.line),
          text::rfc3339(finding.time, text::kJst),
          code(finding.system),
          text(finding.account),
          code(finding.holder),
          text(finding.terminal),
          code(finding.viewer),
          std::string(name_of(finding.certainty)),
          text(finding.route),
          text(finding.reason),
          text(finding.basis),
          std::string(name_of(finding.disposition)),
          std::string(logs::name_of(finding.action)),
          items_of(context, review, finding),
          text(finding.object),
          code(finding.retailer)};
}

std::string findings_csv(const review::Context& context, const review::Review& review,
                         const std::vector<review::Finding>& findings, bool other_reading) {
  std::string out;
  text::CsvWriter csv(out);
  for (const std::string_view column : kFindingColumns) csv.field(column);
  if (other_reading) csv.field("other_reading");
  csv.end_row();
  for (const review::Finding& finding : findings) {
    for (const std::string& cell : row_of(context, review, finding)) csv.field(cell);
    if (other_reading) csv.field(review.texts.text(finding.other_reading));
    csv.end_row();
  }
  return out;
}

}  // namespace sekisho::service

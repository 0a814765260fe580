#include "service/review/findings_xlsx.h"

#include <array>
#include <map>
#include <string>
#include <vector>

#include "report/xlsx.h"
#include "service/review/finding_columns.h"
#include "service/review/finding_row.h"
#include "service/review/run_review.h"
#include "service/words.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

// Names beside codes: people think in names.
std::vector<report::XlsxColumn> columns() {
  std::vector<report::XlsxColumn> out;
  for (const std::string_view column : kFindingColumns) {
    out.push_back(heading_of(column, true));
    if (column == "holder") out.push_back({"名義人氏名", 16});
    if (column == "viewer") out.push_back({"閲覧者氏名", 16});
  }
  return out;
}

class FindingsBook {
 public:
  FindingsBook(report::XlsxWriter& book, const ReviewResult& result)
      : book_(book), result_(result) {
    for (const cedar::Policy& policy : result.barrier->rules.routes) {
      route_titles_.emplace(*policy.annotation("route"), barrier::title_of(policy).ja);
    }
    route_titles_.emplace(barrier::kUnclassified, "分類不能");
  }

  Result<void> sheet(std::string_view name, const std::vector<review::Finding>& findings,
                     bool (*wanted)(review::Disposition)) {
    if (auto ok = book_.begin_sheet(name, columns()); !ok) return ok;
    for (const review::Finding& finding : findings) {
      if (!wanted(finding.disposition)) continue;
      if (auto ok = row(finding); !ok) return ok;
    }
    return {};
  }

 private:
  Result<void> row(const review::Finding& finding) {
    const reg::Register& registers = result_.context->base.registers();
    const FindingRow cells = row_of(*result_.context, result_.review, finding);
    const auto person = [&](PersonId id) {
      const reg::Person* known = registers.person(id);
      return known == nullptr ? std::string() : std::string(registers.text(known->name));
    };
    const reg::LegalEntity* retailer = registers.entity(finding.retailer);
    const std::array<std::string, 19> texts{
        cells[0],
        cells[1],
        text::date_time_iso(finding.time, text::kJst),
        cells[3],
        cells[4],
        cells[5],
        person(finding.holder),
        cells[6],
        cells[7],
        person(finding.viewer),
        certainty_words(cells[8]).ja,
        route_title(cells[9]),
        cells[10],
        cells[11],
        disposition_words(cells[12]).ja,
        action_words(cells[13]).ja,
        cells[14],
        cells[15],
        retailer == nullptr ? cells[16] : std::string(registers.text(retailer->name))};
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    return book_.row(views);
  }

  const std::string& route_title(const std::string& route) const {
    const auto found = route_titles_.find(route);
    return found == route_titles_.end() ? route : found->second;
  }

  report::XlsxWriter& book_;
  const ReviewResult& result_;
  std::map<std::string, std::string, std::less<>> route_titles_;
};

}  // namespace

Result<void> write_findings_xlsx(const std::filesystem::path& path, const ReviewResult& result) {
  Result<report::XlsxWriter> book =
      report::XlsxWriter::open(path.string(), {.title = "検出事項一覧", .run_id = result.run.id()});
  if (!book) return std::unexpected(book.error());
  using review::Disposition;
  FindingsBook findings(*book, result);
  if (auto ok = findings.sheet("権限外アクセス", result.review.findings,
                               [](Disposition d) { return d != Disposition::kDoubtful; });
      !ok) {
    return ok;
  }
  if (auto ok = findings.sheet("要確認", result.review.findings,
                               [](Disposition d) { return d == Disposition::kDoubtful; });
      !ok) {
    return ok;
  }
  if (auto ok =
          findings.sheet("判定保留", result.review.undetermined, [](Disposition) { return true; });
      !ok) {
    return ok;
  }
  return book->close();
}

}  // namespace sekisho::service

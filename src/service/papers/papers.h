#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "report/paper.h"
#include "service/papers/paper_source.h"
#include "store/database.h"

// The papers that go to the committee, the suppliers and the regulator, from the results of a
// review and, where they tell of people's work, from a store. What is counted where is described in
// docs/reports.md.
namespace sekisho::service {

struct PaperOptions {
  report::Language language = report::Language::kJapanese;
  std::string approval = {};  // 決裁番号; empty: a draft
  std::vector<report::PaperSignature> signatures = {};
};

// An incident with its scope: who saw whose contracts, by which routes, and what cannot be told.
Result<report::Paper> incident_paper(const PaperSource& source, const PaperOptions& options);

// What one supplier is told: its own customers and nothing of anybody else's. kNotFound where
// neither the registers nor the findings know it.
Result<report::Paper> supplier_paper(const PaperSource& source, const PaperOptions& options,
                                     const std::string& retailer);
// The suppliers of the findings, by code: to whom a paper has to go.
Result<std::vector<std::string>> suppliers_to_tell(const PaperSource& source);

// Where its paper goes among those of others: `DIR/E127.pdf`. kBadInput for a code that cannot be
// the name of a file.
Result<std::filesystem::path> supplier_file(const std::filesystem::path& directory,
                                            const std::string& retailer, bool workbook);

// A frozen half-yearly campaign: population, coverage, findings, what the departments state and who
// checked it. kUsage where it is not frozen, or froze another review than this one.
Result<report::Paper> half_year_paper(const PaperSource& source, const PaperOptions& options,
                                      store::Database& database, int64_t campaign);

// A month (`2024-10`) for the committee; with a database also what people did with cases.
Result<report::Paper> month_paper(const PaperSource& source, const PaperOptions& options,
                                  store::Database* database, const std::string& month);

// The regulator's viewpoints, each with what the data answers, or that no data does.
Result<report::Paper> viewpoints_paper(const PaperSource& source, const PaperOptions& options,
                                       store::Database* database);

// As PDF or XLSX, by the ending of the name.
Result<void> write_paper(const report::Paper& paper, const std::filesystem::path& file);

}  // namespace sekisho::service

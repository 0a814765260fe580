#include <fmt/format.h>

#include "base/file.h"
#include "report/paper_pdf.h"
#include "report/paper_xlsx.h"
#include "service/papers/papers.h"

namespace sekisho::service {

Result<void> write_paper(const report::Paper& paper, const std::filesystem::path& file) {
  if (file.extension() == ".xlsx") return report::write_paper_xlsx(paper, file.string());
  if (file.extension() != ".pdf") {
    return fail(ErrorCode::kUsage,
                fmt::format("`{}` is neither a PDF nor a workbook", file.string()), {},
                "Let the name end in .pdf or .xlsx.");
  }
  const Result<std::string> pdf = report::paper_pdf(paper);
  if (!pdf) return std::unexpected(pdf.error());
  return write_file(file, *pdf);
}

}  // namespace sekisho::service

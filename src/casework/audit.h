#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/campaign.h"
#include "casework/journal.h"
#include "casework/sample.h"

// Internal audit's own audit of logs (ログ解析の内部監査): its own population, frozen as that of
// any campaign, its own sample, a re-performance, its own report. All within a transaction; kUsage
// where the state does not permit it.
namespace sekisho::casework {

// What audit says of a line of its sample: the review judged it rightly, or not, or it cannot be
// told.
inline constexpr std::array<std::string_view, 3> kVerdicts{"agrees", "differs", "cannot-tell"};

struct SampleItem {
  int64_t place = 0;  // in the order drawn, from 0
  SampledLine line;
  std::string verdict;  // of kVerdicts; empty: not judged yet
  std::string note;
  std::string judged_by;
};

// Draws once, from the frozen files. The seed is recorded with the step.
Result<void> draw(Journal& journal, int64_t audit, const std::string& seed, size_t count);
// A line may be judged anew, with a note that says why.
Result<void> judge(Journal& journal, int64_t audit, int64_t place, const std::string& verdict,
                   const std::string& note);

// What running the frozen review again showed.
struct RePerformance {
  bool same = false;                          // every output is the same, byte for byte
  std::vector<std::string> changed = {};      // outputs that differ
  std::vector<std::string> differences = {};  // of the inputs
};
Result<void> note_re_performance(Journal& journal, int64_t audit, const RePerformance& result);

// Audit's own findings (指摘事項), each a text; none is a report, too. Only once every line is
// judged and the review was performed again.
Result<void> report(Journal& journal, int64_t audit, const std::vector<std::string>& findings);

// In the order drawn.
Result<std::vector<SampleItem>> sample_of(store::Database& database, int64_t audit);

// The report as text for people.
struct AuditReport {
  Campaign audit;
  std::vector<CampaignSystem> systems;
  std::vector<PopulationFile> files;
  std::vector<SampleItem> sample;
  RePerformance re_performance;
  std::vector<std::string> findings;
};
// kUsage where it is not reported yet.
Result<AuditReport> audit_report(store::Database& database, int64_t audit);
std::string report_ja(const AuditReport& report);
std::string report_en(const AuditReport& report);

}  // namespace sekisho::casework

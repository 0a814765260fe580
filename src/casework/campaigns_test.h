#pragma once

#include <string>

#include "casework/campaign.h"
#include "casework/case_work.h"
#include "casework/cases_test.h"

namespace sekisho::casework {

// Campaigns of the second half of 2025, in April 2026.
class CampaignTestBase : public CaseworkTest {
 protected:
  static Instant at(std::string_view day) {
    return Instant{day_named(day).value() * kMicrosPerDay + 3 * 3600 * kMicrosPerSecond};
  }
  Result<int64_t> opened(const Opening& opening) {
    int64_t id = 0;
    const auto done = as("clerk", [&](Journal& journal) -> Result<void> {
      auto made = open_campaign(journal, opening);
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return id;
  }
  static Population population() {
    Population out;
    out.review = "2025-second";
    out.run_sha256 = std::string(64, 'a');
    out.examined = period_of(2025, 2);
    out.systems.resize(3);
    out.systems[0] = {.system = "nol", .department = "配電部", .extracted_by = "it1"};
    out.systems[0].log = LogState::kReceived;
    out.systems[0].violations = 2;
    out.systems[1] = {.system = "nws", .department = "営業部", .extracted_by = "it2"};
    out.systems[1].log = LogState::kGaps;
    out.systems[2] = {.system = "old", .department = "配電部", .extracted_by = ""};
    out.files = {{"logs/nol.csv", "nol", std::string(64, 'b'), 900, 30},
                 {"logs/nws.csv", "nws", std::string(64, 'c'), 600, 20}};
    return out;
  }
  // One that is frozen after its cut-off.
  int64_t frozen(CampaignKind kind = CampaignKind::kHalfYearly) {
    now = at("2026-04-10");
    const int64_t id = opened({kind, 2025, 2, "2026-04-20"}).value();
    now = at("2026-04-21");
    must("clerk", [&](Journal& j) { return freeze(j, id, {}, population()); });
    return id;
  }
};

}  // namespace sekisho::casework

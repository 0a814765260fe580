#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/campaign.h"
#include "casework/journal.h"

// What is stated of the systems of a frozen half-yearly review, and who stands by it. Four people
// at least: whoever extracted a log neither states nor checks nor approves, and nobody does two of
// these. All within a transaction; kUsage where the state does not permit it.
namespace sekisho::casework {

// Who did something for one system so far, or for any where none is named.
std::set<std::string> actors_of(const std::vector<CampaignSystem>& systems,
                                std::string_view system);

// Which system of which campaign, at which revision of the campaign, if one was seen.
struct SeenSystem {
  int64_t campaign = 0;
  std::optional<int64_t> revision;
  std::string system;
};

struct Said {
  Statement statement = Statement::kUnstated;
  std::string department;  // in whose name
  std::string reason;      // needed where the log is not complete, and for kNotDeterminable
};
// By the owning department. `none` is refused for a system without a log, and as long as one of its
// findings is in no closed case, or in one that was found real. `found` is refused without a
// finding.
Result<void> state(Journal& journal, const SeenSystem& which, const Said& said);

// 自主点検 by the first line, 二次確認 by the second. Who does not agree sends it back with a
// reason, and it is stated anew.
struct Opinion {
  bool agrees = false;
  std::string reason;
};
Result<void> self_check(Journal& journal, const SeenSystem& which, const Opinion& opinion);
Result<void> check_statement(Journal& journal, const SeenSystem& which, const Opinion& opinion);

// What all statements together say. None is `clean` while a system is not determinable.
//   clean               no access without permission, all logs complete
//   clean-but           none was found, but for systems of which it cannot be told, with reasons
//   found               some was
std::string_view conclusion_of(const std::vector<CampaignSystem>& systems);

struct Decision {
  std::string number;         // 決裁番号 of the company's own workflow; may be empty
  std::string stands_in_for;  // 代決: in whose place; they read it later
};
// 決裁. kUsage unless every system is checked.
Result<void> approve(Journal& journal, int64_t campaign, std::optional<int64_t> seen,
                     const Decision& decision);
// 差戻し of these systems by who would have approved.
Result<void> send_back(Journal& journal, int64_t campaign, std::optional<int64_t> seen,
                       const std::vector<std::string>& systems, const std::string& reason);
// 後閲 by the person in whose place it was approved.
Result<void> read_later(Journal& journal, int64_t campaign);

}  // namespace sekisho::casework

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/journal.h"
#include "service/rulebook/policy_bundle.h"
#include "store/database.h"

// Sets of policies on their way into force: drafted, proposed, approved or returned, applied. Each
// act is a step of the journal. Who may do it is asked of the office before; here stands only what
// the state of a draft permits. All of it within a transaction.
//
// What is in force is a chain: each applied set was drafted from the one before it and holds from
// no earlier, so that whoever approves knows what it changes.
namespace sekisho::service {

enum class DraftState : uint8_t {
  kDrafted,
  kProposed,
  kReturned,   // 差戻し
  kApproved,   // 決裁
  kApplied,    // 施行: from its instant until that of the next one
  kWithdrawn,  // 取下げ
  kInstalled,  // no draft: the set that came with the program, kept when another was applied
};
inline constexpr std::array<std::string_view, 7> kDraftStates{
    "drafted", "proposed", "returned", "approved", "applied", "withdrawn", "installed"};
constexpr std::string_view name_of(DraftState state) {
  return kDraftStates[static_cast<size_t>(state)];
}

struct PolicyDraft {
  int64_t id = 0;
  int64_t revision = 0;  // its steps
  std::string title = {};
  std::string reason = {};   // of the proposal; empty before
  std::string base = {};     // the version that it was drafted from
  std::string version = {};  // policy_set_hash; empty where nobody can judge by it
  bool sound = false;        // BundleCheck::sound when it was saved last
  DraftState state = DraftState::kDrafted;
  std::string drafted_by = {};
  Instant drafted_at = {};
  std::set<std::string> actors = {};  // who drafted, revised or proposed it
  casework::Approval approval = {};
  std::string awaits_reading = {};   // 後閲: in whose place a deputy approved; empty: nobody's
  std::optional<Instant> from = {};  // of an applied one
  std::string applied_by = {};
  std::optional<Instant> applied_at = {};
  std::optional<uint64_t> entry = {};  // of the record, which says that it was applied
};

// A draft as somebody has seen it. kUsage where it is another by now.
struct SeenDraft {
  int64_t id = 0;
  int64_t revision = 0;
};

struct DraftText {
  std::string title = {};
  std::string base = {};
  std::string version = {};
  bool sound = false;
  PolicyBundle files = {};
};
Result<int64_t> draft(casework::Journal& journal, const DraftText& text);
// Of one that was drafted or returned; its base stays.
Result<void> revise(casework::Journal& journal, const SeenDraft& seen, const DraftText& text);
// kUsage where it is not sound, or changes nothing that is judged by.
Result<void> propose(casework::Journal& journal, const SeenDraft& seen, const std::string& reason);
struct DraftApproval {
  std::string number = {};         // of the company's own workflow; may be empty
  std::string stands_in_for = {};  // 代決
};
Result<void> approve(casework::Journal& journal, const SeenDraft& seen,
                     const DraftApproval& approval);
// Of one that is proposed, approved, or applied from an instant that has not come.
Result<void> send_back(casework::Journal& journal, const SeenDraft& seen,
                       const std::string& reason);
// 後閲 by the person in whose place it was approved.
Result<void> read_later(casework::Journal& journal, const SeenDraft& seen);
// Of one that is not applied.
Result<void> withdraw(casework::Journal& journal, const SeenDraft& seen, const std::string& reason);

struct Application {
  std::optional<Instant> from = {};  // none: at once
  std::string number = {};           // of a decision that takes the place of an approval here
};
// What was in force before the first set was applied.
struct InstalledSet {
  std::string version = {};
  PolicyBundle files = {};
};
// Of one that is approved, or proposed with the number of a decision. kUsage where what it was
// drafted from is not what it would replace; kBadInput where `from` is over.
Result<void> apply(casework::Journal& journal, const SeenDraft& seen,
                   const Application& application, const InstalledSet& installed);
// Notes where the record says that it was applied.
Result<void> note_entry(store::Database& database, int64_t id, uint64_t entry);

// kNotFound where there is none.
Result<PolicyDraft> find_draft(store::Database& database, int64_t id);
// The newest first.
Result<std::vector<PolicyDraft>> list_drafts(store::Database& database);
// Those that are or were in force, or will be, in their order; what was installed comes first.
Result<std::vector<PolicyDraft>> applied_sets(store::Database& database);
Result<PolicyBundle> files_of(store::Database& database, int64_t id);

}  // namespace sekisho::service

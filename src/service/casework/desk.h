#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/deadline_rules.h"
#include "casework/emergency_rules.h"
#include "casework/journal.h"
#include "evidence/bodies.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// The rules of deadlines and of emergencies, and the calendar, of a directory of policies.
struct DeskRules {
  casework::DeadlineRules deadlines;
  casework::Calendar calendar;
  casework::EmergencyRules emergencies;

  // Empty: the shipped directory. kBadInput at the place that is wrong.
  static Result<DeskRules> load(const std::filesystem::path& policies);
};

// Where people work on cases, inquiries, figures, campaigns and drafts of policies: what they do
// goes through the ledger, with its entries and with the bodies that these name. Any number of
// threads.
class Desk {
 public:
  // The ledger outlives it.
  Desk(Ledger& ledger, DeskRules rules) : ledger_(ledger), rules_(std::move(rules)) {}

  // What somebody does, all of it or none, and durably when this returns. `work` may be called
  // again, so it resets what it fills in.
  // The indexes of its entries in the record.
  using Work = std::function<Result<void>(casework::Journal& journal)>;
  Result<std::vector<uint64_t>> act(const casework::Author& author, const Work& work);
  // The same of work that has entries of its own for the record, which come last.
  using MoreWork = std::function<Result<std::vector<LedgerEntry>>(casework::Journal& journal)>;
  Result<std::vector<uint64_t>> act_and_more(const casework::Author& author, const MoreWork& work);

  // The entries of a journal's steps as the ledger takes them, with their body: for whoever writes
  // more in the same transaction.
  Result<std::vector<LedgerEntry>> entries_of(casework::Journal& journal);

  // Rows alone: what nobody has to prove.
  using Noting = std::function<Result<void>(store::Database& database)>;
  Result<void> note(const Noting& work, Instant now);

  // As of one moment, and in nobody's way.
  using Reading = std::function<Result<void>(store::Database& database)>;
  Result<void> read(const Reading& work) { return ledger_.read(work); }

  // Keeps a file that belongs to a case, encrypted beside the record.
  Result<evidence::BodyReference> keep(std::string_view bytes, Instant now);
  // kNotFound where it was erased after its retention; kBadInput where it is damaged.
  Result<std::string> kept(const evidence::BodyReference& body);

  const DeskRules& rules() const { return rules_; }

 private:
  Ledger& ledger_;
  const DeskRules rules_;
};

}  // namespace sekisho::service

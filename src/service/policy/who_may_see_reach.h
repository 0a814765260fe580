#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "barrier/decide.h"
#include "barrier/fact_base.h"
#include "barrier/memo_key.h"
#include "barrier/rules.h"
#include "cedar/schema.h"
#include "service/asked.h"
#include "service/knowledge.h"

// Who can reach what at an instant, without trying every pair of account and terminal: for each
// account the rules are evaluated as far as they go without a terminal (and a record). Most
// accounts are denied there. What is left is the same few conditions for all others, and each is
// evaluated once for each kind of terminal that it can tell apart. Internal to `who_may_see`.
namespace sekisho::service {

// What the rules say of an access; `undetermined` where contradictory registers leave it open.
struct ReachOutcome {
  std::optional<barrier::Verdict> verdict;  // none: undetermined
  std::vector<std::string> policies;        // as barrier::Outcome::policies
  policy::Obligations obligations;          // what has to be masked
  auto operator<=>(const ReachOutcome&) const = default;
};

// Records that no rule can tell apart.
struct RecordClass {
  barrier::RecordFacts facts;
  std::string id;           // where rules name the record
  uint64_t registered = 0;  // how many the registers have
};

// One account, used by one person, with one outcome.
struct ReachWay {
  AccountId account;
  std::vector<PersonId> people;  // several: the registers contradict one another
  ReachOutcome outcome;
  uint64_t terminals = 0;                   // registered numbers
  std::vector<TerminalId> examples;         // the first of them
  bool at_unregistered = false;             // also at a terminal that no register has
  std::vector<const RecordClass*> records;  // for which; empty: for every record
};

class Reach {
 public:
  static constexpr size_t kExamples = 3;

  // `knowledge` must outlive it. `record` is the one that is asked about; none: every record.
  Reach(const Knowledge& knowledge, Instant at, std::string action,
        std::optional<AskedRecord> record);
  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;

  // All ways that are not plainly denied. With `only`, those on which this person is the one who
  // asks. In the order of people, verdict and policies.
  std::vector<ReachWay> ways_of(AccountId account, std::optional<PersonId> only = std::nullopt);

  // Whether the person asks on some way of the account: holds it, or keeps a terminal at which a
  // shared account may be used.
  bool may_ask(AccountId account, PersonId person) const;

  // Why records could not be counted; then no way is complete.
  const std::optional<Error>& failed() const { return failed_; }
  size_t conditions() const { return residuals_.size(); }  // that were left
  uint64_t evaluations() const { return evaluations_; }    // of them

 private:
  using Cell = std::vector<uint32_t>;  // outcomes by record class; one: whatever the record
  struct Place {
    TerminalId terminal;  // not known: any that no register has
    const barrier::Readings* readings;
  };
  struct Residual {
    explicit Residual(const cedar::Footprint& footprint) : relevant(footprint) {}
    barrier::Rules rules;
    barrier::Relevant relevant;
    bool record_matters = false;
    std::map<uint32_t, uint32_t> people, terminals;  // that it names
    std::unordered_map<std::string, uint32_t> cell_of_key;
    std::vector<uint32_t> cells;       // by slot
    std::vector<uint32_t> not_denied;  // places of one reading, by index
  };
  // Who asks, and the outcome.
  struct Ruled {
    std::vector<PersonId> people;
    Cell cell;
    auto operator<=>(const Ruled&) const = default;
  };
  struct Where {
    uint64_t terminals = 0;
    std::vector<TerminalId> examples;
    bool at_unregistered = false;
  };

  // Null where the account is denied at every terminal.
  Residual* residual_of(const barrier::AccountFacts& account);
  std::unique_ptr<Residual> make_residual(const barrier::AccountFacts& account,
                                          barrier::Rules left) const;
  void fill_cells(const barrier::AccountFacts& account, Residual& residual);
  std::string key_of(const barrier::Situation& situation, const Residual& residual) const;
  Cell evaluate(const barrier::AccountFacts& account, const barrier::TerminalFacts& terminal,
                const Residual& residual);
  Ruled ruled_at(const std::vector<uint32_t>& accounts, const std::vector<Residual*>& residuals,
                 const Place& place) const;
  bool may_be_inconsistent(const barrier::AccountFacts& account) const;
  bool is_denied(const Cell& cell) const;
  bool asks(const barrier::AccountFacts& account, const Place& place, PersonId person) const;
  void add_to(std::map<Ruled, Where>& found, Ruled ruled, const Place& place) const;
  std::vector<ReachWay> as_ways(AccountId account, const std::map<Ruled, Where>& found);
  const std::vector<RecordClass>& records();
  Result<void> make_records();
  uint32_t intern(ReachOutcome outcome);
  uint32_t cell_number(Cell cell);

  const Knowledge& knowledge_;
  const barrier::FactBase& base_;
  const barrier::Rules& rules_;
  const cedar::Schema& schema_;
  Instant at_;
  std::string action_;
  std::optional<AskedRecord> record_;

  std::vector<Place> places_;            // by code, the unregistered one last
  std::vector<uint32_t> slot_of_facts_;  // by index of terminal facts
  std::vector<uint32_t> facts_of_slot_;
  std::vector<uint32_t> odd_places_;  // with several readings, or none
  std::unordered_map<uint32_t, std::vector<uint32_t>> places_of_custodian_;

  std::unordered_map<std::string, std::unique_ptr<Residual>> residuals_;
  std::vector<RecordClass> records_;
  bool records_made_ = false;
  std::optional<Error> failed_;
  std::vector<ReachOutcome> outcomes_;
  std::map<ReachOutcome, uint32_t> outcome_numbers_;
  std::vector<Cell> cells_;
  std::map<Cell, uint32_t> cell_numbers_;
  uint64_t evaluations_ = 0;
};

}  // namespace sekisho::service

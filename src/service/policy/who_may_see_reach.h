#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "barrier/decide.h"
#include "barrier/fact_base.h"
#include "barrier/rules.h"
#include "cedar/schema.h"
#include "service/asked.h"
#include "service/knowledge.h"
#include "service/policy/who_may_see_keys.h"

// Who can reach what at an instant, without trying every pair of account and terminal. Accounts
// that the rules cannot tell apart are a class, and so are terminals (who_may_see_keys.h). For a
// class of accounts the rules are evaluated as far as they go without a terminal (and a record);
// many are denied there. What is left is evaluated once for each kind of terminal that it can tell
// apart, and an account looks one by one only at the few terminals that it is related to. Internal
// to `who_may_see`.
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
  uint64_t conditions() const { return conditions_; }    // that were left
  uint64_t evaluations() const { return evaluations_; }  // of them

 private:
  static constexpr uint32_t kUnset = std::numeric_limits<uint32_t>::max();
  using Cell = std::vector<uint32_t>;  // outcomes by record class; one: whatever the record
  struct Place {
    TerminalId terminal;  // not known: any that no register has
    const barrier::Readings* readings;
  };
  // Places that an account which is related to none of them cannot tell apart.
  struct PlaceClass {
    std::vector<uint32_t> kinds;   // of the terminal, by reading
    std::vector<uint32_t> places;  // ascending
  };
  struct PlaceClasses {
    std::vector<uint32_t> kind_of_slot;
    uint32_t kinds = 0;
    std::vector<PlaceClass> classes;
    std::vector<uint32_t> class_of_place;
  };
  struct AccountClass {
    bool denied = false;            // at every terminal
    std::optional<ReachKeys> keys;  // under what the rules leave open
    bool record_matters = false;
    PlaceClasses* places = nullptr;  // as these accounts see them
    std::vector<uint32_t> cells;     // by kind of terminal, as far as asked for
    std::unordered_map<std::string, uint32_t> cell_of_key;
  };
  // Where accounts that nobody shares have one outcome, but for places that they are related to.
  struct Part {
    Cell cell;
    bool nobody = false;  // too much may be true of the terminal to say who asks
    std::vector<uint32_t> classes;
    std::vector<uint32_t> first;  // of their places, ascending
    uint64_t terminals = 0;
    bool at_unregistered = false;
  };
  // Accounts whose readings are of the same classes.
  struct Group {
    std::vector<AccountClass*> classes;
    PlaceClasses* places = nullptr;  // none: the readings see them differently
    bool whole = false;              // `parts` is what every account of the group finds
    std::vector<Part> parts;
    std::vector<uint32_t> part_of_class;
  };
  // Who asks, and the outcome.
  struct Ruled {
    std::vector<PersonId> people;
    Cell cell;
    auto operator<=>(const Ruled&) const = default;
  };
  struct Where {
    uint64_t terminals = 0;
    std::vector<uint32_t> examples;  // places, ascending
    bool at_unregistered = false;
  };
  using Found = std::map<Ruled, Where>;

  static bool is_shared(const barrier::AccountFacts& account) {
    return account.kind == reg::AccountKind::kShared;
  }
  static cedar::Footprint footprint_of(const cedar::PolicySet& barrier,
                                       const cedar::PolicySet& doubts);

  void relate_places();
  std::vector<uint32_t> related_places(const barrier::Readings& account) const;
  PlaceClasses classify(const std::function<std::string(const barrier::TerminalFacts&)>& key) const;
  PlaceClasses* places_seen_from(const barrier::AccountFacts& account);
  AccountClass* class_of(const barrier::AccountFacts& account);
  void fill_class(AccountClass& out, const barrier::AccountFacts& account);
  Group& group_of(const barrier::Readings& account);
  void make_parts(Group& group, const barrier::Readings& account,
                  const std::vector<uint32_t>& related);
  std::vector<uint32_t> places_of(const PlaceClasses& places, const Part& part) const;

  void find_by_part(const Group& group, const barrier::Readings& account,
                    const std::vector<uint32_t>& related, Found& found);
  void find_one_by_one(const Group& group, const barrier::Readings& account,
                       const std::vector<uint32_t>& related, std::optional<PersonId> only,
                       Found& found);
  Ruled ruled_at(const Group& group, const barrier::Readings& account, uint32_t place,
                 bool related);
  uint32_t cell_at(AccountClass& of, const barrier::AccountFacts& account, uint32_t facts,
                   bool related);
  Cell evaluate(const barrier::AccountFacts& account, const barrier::TerminalFacts& terminal,
                bool record_matters);
  bool is_denied(const Cell& cell) const;
  bool asks(const barrier::Readings& account, const Place& place, PersonId person) const;
  void add_to(Found& found, Ruled ruled, uint32_t place) const;
  std::vector<ReachWay> as_ways(AccountId account, const Found& found);
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
  const cedar::Footprint footprint_;  // of barrier and doubts
  const ReachKeys keys_;

  std::vector<Place> places_;            // by code, the unregistered one last
  std::vector<uint32_t> slot_of_facts_;  // by index of terminal facts
  std::vector<uint32_t> facts_of_slot_;
  std::vector<uint32_t> place_of_terminal_;
  // Ascending places, by what stands in the facts of their custodians.
  std::unordered_map<uint32_t, std::vector<uint32_t>> places_of_custodian_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> places_of_granted_account_;
  std::vector<uint32_t> places_of_granted_;

  std::optional<PlaceClasses> seen_by_holders_;
  std::map<SystemId, PlaceClasses> seen_by_sharers_;
  std::unordered_map<std::string, AccountClass> account_classes_;
  std::map<std::vector<AccountClass*>, Group> groups_;
  std::unordered_map<std::string, uint32_t> cell_of_pair_;
  std::vector<RecordClass> records_;
  bool records_made_ = false;
  std::optional<Error> failed_;
  std::vector<ReachOutcome> outcomes_;
  std::map<ReachOutcome, uint32_t> outcome_numbers_;
  std::vector<Cell> cells_;
  std::map<Cell, uint32_t> cell_numbers_;
  uint64_t conditions_ = 0, evaluations_ = 0;
};

}  // namespace sekisho::service

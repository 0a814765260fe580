#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "barrier/decide.h"
#include "barrier/fact_base.h"
#include "barrier/memo_key.h"
#include "barrier/rules.h"
#include "logs/event.h"
#include "review/folding.h"

namespace sekisho::review {

// What the rules say of an access under every reading of the facts.
struct Ruling {
  bool determined = true;
  barrier::Outcome outcome;    // of the first reading
  barrier::Outcome other;      // where undetermined: of a reading that says otherwise
  uint32_t account_state = 0;  // of the first reading, for FactBase::account_readings
  uint32_t place_state = 0;
  auto operator<=>(const Ruling&) const = default;
};

// Who and where, as keys of the fact base's timelines.
inline constexpr uint32_t kNotInRegister = 0xFFFFFFFF;  // a name or number that no register has
inline constexpr uint32_t kNotShown = 0xFFFFFFFE;       // the log cannot show it

struct Access {
  SystemId system;
  uint32_t account = kNotInRegister;
  uint32_t place = kNotInRegister;
  logs::Action action = logs::Action::kView;
  logs::ObjectKind object_kind = logs::ObjectKind::kNone;
  Instant time;
  int64_t tolerance_micros = 0;     // the logged time may be off by this much, either way
  EntityId supplier;                // only where `supplier_matters`
  std::string_view record_id = {};  // only where `record_id_matters`
  uint8_t supply_area = 0;          // of a supply point, only where `area_matters`
};

// All that the rules can read of an access, under every reading of the facts: accesses of one
// footprint have one ruling. Numbers mean something only together with their Judge.
struct Footprint {
  SystemId system;
  logs::Action action = logs::Action::kView;
  logs::ObjectKind object_kind = logs::ObjectKind::kNone;
  bool cannot_be_told = false;       // undetermined, whatever the rules say
  std::vector<uint32_t> situations;  // in the order of readings, each once; see Judge::situation
  auto operator<=>(const Footprint&) const = default;
};

// A situation as far as the rules can read it, and what they say of it.
struct JudgedSituation {
  std::string values;  // barrier::footprint_values
  barrier::Outcome outcome;
};

// Judges accesses by the facts as of their own instants. It remembers, for each account and place,
// the version hit last; and for each pair of states, the ruling: a year of logs is hundreds of
// millions of look-ups and some thousands of decisions. Not thread-safe: one for each thread; the
// same access gets the same ruling from each, whatever came before.
class Judge {
 public:
  Judge(const barrier::FactBase& base, const barrier::Rules& rules);

  // The ruling's number, for `ruling`.
  uint32_t judge(const Access& access);
  const Ruling& ruling(uint32_t number) const { return rulings_[number]; }

  // Whether the access is plainly permitted: its ruling is determined, and no doubt either. The
  // same as asking for the ruling, and many times as fast.
  struct Answer {
    bool permitted;
    uint32_t footprint;
  };
  Answer ask(const Access& access);
  const Footprint& footprint(uint32_t number) const { return footprints_[number]; }
  uint32_t footprints() const { return static_cast<uint32_t>(footprints_.size()); }
  const JudgedSituation& situation(uint32_t number) const { return situations_[number]; }
  // Fetches what `ask` will read, some accesses before it is asked.
  void prefetch(uint32_t account, uint32_t place) const { folding_.prefetch(account, place); }

  // True where a rule reads the record's supplier, or which record it is: then Access must say so.
  bool supplier_matters() const { return relevant_.supplier; }
  bool record_id_matters() const { return relevant_.record_id; }
  // True where a rule reads whether the record lies in a disaster's area, and the account was ever
  // lent for one.
  bool area_matters(uint32_t account) const {
    return relevant_.disaster_area && account < kNotShown &&
           !base_.index().grants_by_account[account].empty();
  }

  // How often rules were evaluated; the rest was remembered.
  uint64_t decisions() const { return decisions_; }

  // What the rules say of the account's holder at `t` at the most favourable terminal: denied means
  // that nobody may use the account, wherever they sit.
  barrier::Verdict at_best(AccountId account, Instant t);

 private:
  struct States {
    uint32_t account;
    uint32_t place;
  };
  struct Slot {
    uint64_t key = kEmpty;
    uint32_t ruling = 0;
  };
  static constexpr uint64_t kEmpty = ~uint64_t{0};

  uint32_t ruling_of(const Access& access, States states);
  uint32_t remembered(uint64_t key, const Access& access, States states);
  Ruling evaluate(const Access& access, States states, Footprint& footprint);
  uint32_t judge_within_tolerance(const Access& access);
  void add_outcomes(const Access& access, States states);
  std::vector<barrier::TerminalFacts> possible_terminals(
      const barrier::AccountFacts& account) const;
  uint32_t situation_number(const barrier::Situation& situation);
  const barrier::Outcome& outcome_of(uint32_t situation) const {
    return situations_[situation].outcome;
  }
  uint32_t add_ruling(Ruling ruling, uint32_t footprint);
  uint32_t add_footprint(Footprint footprint);
  static size_t find(const std::vector<Slot>& slots, uint64_t key);
  static void keep(std::vector<Slot>& slots, size_t& used, Slot slot);
  Answer answer_by_ruling(const Access& access) {
    const uint32_t number = judge(access);
    const Ruling& one = ruling(number);
    return {one.determined && one.outcome.verdict == barrier::Verdict::kPermitted,
            footprint_of_[number]};
  }

  const barrier::FactBase& base_;
  const barrier::Rules& rules_;
  barrier::Relevant relevant_;
  barrier::Cursors accounts_;
  barrier::Cursors places_;
  Folding folding_;
  // By (pair of classes, kind of request): twice the footprint, and 1 where plainly permitted.
  std::vector<Slot> permits_;
  size_t permits_used_ = 0;
  std::vector<Slot> slots_;  // by (account state, place state, kind of request)
  size_t used_ = 0;
  std::vector<Ruling> rulings_;
  std::vector<uint32_t> footprint_of_;  // by ruling
  std::map<std::pair<Ruling, uint32_t>, uint32_t> ruling_numbers_;
  std::vector<Footprint> footprints_;
  std::map<Footprint, uint32_t> footprint_numbers_;
  std::vector<JudgedSituation> situations_;
  std::unordered_map<std::string, uint32_t> situation_numbers_;  // by memo key
  std::string key_;
  std::vector<uint32_t> readings_;  // the situation of each reading
  uint64_t decisions_ = 0;
};

barrier::RecordKind record_kind_of(logs::ObjectKind kind);

}  // namespace sekisho::review

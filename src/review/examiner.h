#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "logs/decoder.h"
#include "review/finding.h"
#include "review/footprint_table.h"
#include "review/judge.h"
#include "review/kept.h"
#include "review/sources.h"
#include "review/supplier.h"
#include "review/viewer.h"

namespace sekisho::review {

// The approval that an access rests on, or rested on: the entitlement in force or the last one that
// ended; for a loan that is over, the loan's. Immutable; any number of threads.
class Bases {
 public:
  explicit Bases(const barrier::FactBase& base) : base_(base) {}
  TextId entitlement(AccountId account, Instant t) const;
  TextId loan(TerminalId terminal, Instant t) const;

 private:
  const barrier::FactBase& base_;
};

// Everything that the threads of a review share. Immutable.
struct Context {
  Context(const barrier::FactBase& facts, const barrier::Rules& policies, const Sources& from,
          Period examined)
      : base(facts),
        rules(policies),
        sources(from),
        period(examined),
        viewers(facts),
        suppliers(facts.registers()),
        bases(facts) {}

  const barrier::FactBase& base;
  const barrier::Rules& rules;
  const Sources& sources;
  Period period;  // what is examined (調査対象期間)
  Viewers viewers;
  Suppliers suppliers;
  Bases bases;
};

// How many accesses of a source got which answer.
struct Counts {
  uint64_t events = 0;
  uint64_t examined = 0;  // within the period
  uint64_t keyless = 0;   // of the examined: without a record
  uint64_t permitted = 0, violations = 0, attempts = 0, doubtful = 0, undetermined = 0;
  void operator+=(const Counts& other);
  void add(Disposition disposition);
  uint64_t findings() const { return violations + attempts + doubtful; }
};

// What a thread saw of one file.
struct FileTally {
  FootprintTally footprints;
  std::vector<Look> examples;  // by footprint: the first by line
  std::vector<Look> looks;     // what is not plainly permitted
  std::set<std::string> accounts, terminals, addresses;

  // Symbols that are in the sets, as long as the decoder's epoch lasts.
  uint64_t epoch = 0;
  std::vector<bool> seen_accounts, seen_terminals, seen_addresses;
};

// Judges the events of blocks and keeps what is not plainly permitted. One for each thread; what it
// says of a block depends on the block alone.
class Examiner {
 public:
  // `keeps`: whether it also notes what a later review can go on from, which takes memory with
  // every file. Without it the tallies have footprints alone.
  Examiner(const Context& context, bool keeps);
  Examiner(const Examiner&) = delete;
  Examiner& operator=(const Examiner&) = delete;

  // Judges the events that `decoder` made of `block` of `file`.
  Counts examine(uint32_t file, size_t profile, const logs::Decoder& decoder,
                 const logs::Block& block, const logs::EventBlock& events);
  // Judges a whole file by what an earlier review kept of it; `before` is what that one counted.
  // The same as reading the file again where for every account and place of it the facts are as
  // they were, the rules read no more than they did, and each group that was permitted is.
  Counts examine_kept(uint32_t file, size_t profile, const KeptFile& kept, const StringPool& texts,
                      const Counts& before);
  // Whether a kept group is plainly permitted now.
  bool permits(size_t profile, const Look& look, const StringPool& texts);

  // What was found, in the order of examination; texts are ids of `texts`.
  const std::vector<Finding>& findings() const { return findings_; }
  const StringPool& texts() const { return texts_; }
  const Judge& judge() const { return judge_; }
  const std::map<uint32_t, FileTally>& files() const { return files_; }

 private:
  // Symbols of one profile's decoder: the keys of the registers.
  struct Resolved {
    uint64_t epoch = 0;
    std::vector<uint32_t> accounts, terminals, addresses;
  };
  struct Event {
    uint32_t file;
    size_t profile;
    const logs::Decoder& decoder;
    const logs::Block& block;
    const logs::EventBlock& events;
    size_t row;
  };

  // What the ruling on a footprint says, as ids of `texts_`.
  struct RulingTexts {
    bool known = false;
    uint32_t reason = 0, route = 0, other_reading = 0;
  };

  void resolve(size_t profile, const logs::Decoder& decoder);
  uint32_t account_of(const Resolved& keys, const Event& event) const;
  uint32_t place_of(const Resolved& keys, const Event& event) const;
  void fill_record(const Event& event, Access& access, std::string& record) const;
  void note_keys(FileTally& tally, const logs::Decoder& decoder, const logs::EventBlock& events);
  Look look_of(const Event& event);
  Access access_of(size_t profile, const Look& look, const StringPool& texts) const;
  Look adopted(const Look& look, const StringPool& texts);
  const RulingTexts& texts_of(uint32_t footprint, const Ruling& ruling);
  Disposition add_finding(uint32_t file, const Look& look, const Access& access,
                          uint32_t footprint);
  void name_account(const Look& look, const Ruling& ruling, Finding& finding);
  void name_place(const Look& look, const Ruling& ruling, Finding& finding);
  void name_record(const Look& look, Finding& finding);
  TextId basis_of(const Finding& finding, std::string_view route) const;
  static Disposition disposition_of(const Ruling& ruling, logs::Outcome outcome);

  const Context& context_;
  const bool keeps_;
  Judge judge_;
  std::map<uint32_t, FileTally> files_;
  std::vector<Resolved> resolved_;         // by profile
  std::vector<RulingTexts> ruling_texts_;  // by the judge's number of the footprint
  std::vector<Finding> findings_;
  StringPool texts_;
};

}  // namespace sekisho::review

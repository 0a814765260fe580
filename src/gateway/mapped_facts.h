#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "barrier/judge.h"
#include "barrier/memo_key.h"
#include "barrier/published_facts.h"
#include "gateway/ports.h"

namespace sekisho::gateway {

// Published facts and rules, as they are at each request: another generation is gone over to when
// it is there. One a process; those that are forked afterwards share its pages. Not thread-safe.
class MappedFacts final : public Facts {
 public:
  // Errors as of barrier::FactFollower::open.
  static Result<std::unique_ptr<MappedFacts>> open(const std::filesystem::path& directory);

  // `open` is how one gets them.
  MappedFacts(barrier::FactFollower follower, std::shared_ptr<const barrier::PublishedFacts> facts)
      : follower_(std::move(follower)),
        facts_(std::move(facts)),
        relevant_(facts_->rules->footprint) {}

  // Where somebody has several accounts in the system, the first with which they may look; where
  // they have none, the barrier is asked about an unknown one. A situation whose facts are as in
  // one before has its outcome, without asking the rules again.
  //
  // While nobody confirms the facts, or the session, what was declared of the system decides: it
  // closes, or by the last facts stays open for a time, for some actions, from a terminal that is
  // the operator's own.
  Result<Ruling> judge(const Wanted& wanted, Instant now) override;
  bool stays_open(const Wanted& wanted, Instant now) override;
  std::string terminal_at(std::string_view address, Instant now) override;
  // Of the last judgement.
  std::string_view policy_set() const override { return facts_->image->head().policy_set; }
  std::string_view revision() const override { return facts_->image->head().revision; }
  const barrier::Rules& rules() const { return *facts_->rules; }
  const policy::Vocabulary& vocabulary() const { return rules().vocabulary; }

 private:
  bool follow(Instant now);
  void go_over_to(const std::shared_ptr<const barrier::PublishedFacts>& next);
  struct Outage {
    const barrier::OutageRule* rule;  // of `facts_`
    Instant since;
  };
  std::optional<Outage> outage_of(const Wanted& wanted, Instant now);
  bool at_own_terminal(const Wanted& wanted, Instant now) const;
  Result<Ruling> judge_by_facts(const Wanted& wanted, Instant now);
  std::string entity_of(uint32_t person) const;
  Ruling judge_as(const Wanted& wanted, barrier::RecordFacts record, std::string_view account,
                  Instant now);
  const barrier::Judgement& judgement(const barrier::AccessStates& states, const Wanted& wanted,
                                      barrier::RecordFacts record);

  barrier::FactFollower follower_;
  std::shared_ptr<const barrier::PublishedFacts> facts_;
  barrier::Relevant relevant_;  // to its rules
  std::string key_;             // used again, so that it is not allocated
  std::unordered_map<std::string, barrier::Judgement> judged_;
};

}  // namespace sekisho::gateway

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/ports.h"

namespace sekisho::gateway {

// The facts and rules of directories, read once: what a gate goes by until it is told to read them
// anew. One a process; the processes that are forked afterwards share its pages. Not thread-safe.
class RegisterFacts final : public Facts {
 public:
  struct Places {
    std::filesystem::path registers;  // register files
    std::filesystem::path profiles;   // how they are read
    std::filesystem::path policies;   // the barrier's rules
  };
  // Errors of reading any of them. Rows that could not be read are errors, too: a gate must not go
  // by half a register.
  static Result<std::unique_ptr<RegisterFacts>> load(const Places& places);
  class State;
  explicit RegisterFacts(std::unique_ptr<State> state);
  ~RegisterFacts() override;

  // Where somebody has several accounts in the system, the first with which they may look; where
  // they have none, the barrier is asked about an unknown one. A situation whose facts are as in
  // one before has its outcome, without asking the rules again.
  Result<Ruling> judge(const Wanted& wanted, Instant now) override;
  std::string terminal_at(std::string_view address, Instant now) override;
  std::string_view policy_set() const override;
  std::string_view revision() const override;
  const policy::Vocabulary& vocabulary() const;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::gateway

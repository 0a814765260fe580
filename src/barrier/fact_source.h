#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "barrier/fact_base.h"
#include "barrier/facts.h"
#include "base/instant.h"
#include "register/register.h"

namespace sekisho::barrier {

// What the things are called that decisions are about. Views live as long as this does.
class Names {
 public:
  struct AccountName {
    std::string_view system, name;
  };
  virtual ~Names() = default;
  // Legal entities, systems, sites and texts. People, accounts and terminals need not be in it.
  virtual const reg::Register& registers() const = 0;
  virtual std::string_view code(PersonId id) const = 0;
  virtual std::string_view code(TerminalId id) const = 0;
  virtual AccountName name_of(AccountId id) const = 0;
};

// Those of a register.
class RegisterNames final : public Names {
 public:
  explicit RegisterNames(const reg::Register& registers) : registers_(registers) {}
  const reg::Register& registers() const override { return registers_; }
  std::string_view code(PersonId id) const override { return registers_.code(id); }
  std::string_view code(TerminalId id) const override { return registers_.code(id); }
  AccountName name_of(AccountId id) const override {
    return {registers_.code(registers_.system_of(id)), registers_.name_of(id)};
  }

 private:
  const reg::Register& registers_;
};

// Facts over time, however they are kept: what is asked to decide about one access. A state is a
// number for whatever is true of a thing over a period: within one source, the same number says the
// same. Ids, states and indices mean something within one source alone. Immutable; any number of
// threads.
class FactSource : public Names {
 public:
  // By the names that registers have for them; not known: no register has it.
  virtual PersonId person(std::string_view number) const = 0;
  virtual AccountId account(std::string_view code) const = 0;  // reg::account_code
  virtual TerminalId terminal(std::string_view code) const = 0;
  virtual AddressId address(std::string_view text) const = 0;

  // Of a thing that is known.
  virtual uint32_t state(PersonId id, Instant t) const = 0;
  virtual uint32_t state(AccountId id, Instant t) const = 0;
  virtual uint32_t state(TerminalId id, Instant t) const = 0;
  virtual uint32_t state(AddressId id, Instant t) const = 0;

  // What may be true in a state, as FactBase says it; none where nothing can be decided.
  virtual std::vector<PersonFacts> people(uint32_t state) const = 0;
  virtual std::vector<AccountFacts> accounts(uint32_t state) const = 0;
  virtual std::vector<TerminalFacts> terminals(uint32_t state) const = 0;  // of addresses, too
  // By AccountFacts::holder_facts and TerminalFacts::custodian_facts.
  virtual PersonFacts person_facts(uint32_t index) const = 0;
};

// Those of a FactBase, which must outlive it.
class FactBaseSource final : public FactSource {
 public:
  explicit FactBaseSource(const FactBase& base) : base_(base), names_(base.registers()) {}

  const reg::Register& registers() const override { return base_.registers(); }
  std::string_view code(PersonId id) const override { return names_.code(id); }
  std::string_view code(TerminalId id) const override { return names_.code(id); }
  AccountName name_of(AccountId id) const override { return names_.name_of(id); }
  PersonId person(std::string_view number) const override;
  AccountId account(std::string_view code) const override;
  TerminalId terminal(std::string_view code) const override;
  AddressId address(std::string_view text) const override;
  uint32_t state(PersonId id, Instant t) const override;
  uint32_t state(AccountId id, Instant t) const override;
  uint32_t state(TerminalId id, Instant t) const override;
  uint32_t state(AddressId id, Instant t) const override;
  std::vector<PersonFacts> people(uint32_t state) const override;
  std::vector<AccountFacts> accounts(uint32_t state) const override;
  std::vector<TerminalFacts> terminals(uint32_t state) const override;
  PersonFacts person_facts(uint32_t index) const override { return base_.person(index); }

 private:
  const FactBase& base_;
  RegisterNames names_;
};

}  // namespace sekisho::barrier

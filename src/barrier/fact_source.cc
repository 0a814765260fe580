#include "barrier/fact_source.h"

namespace sekisho::barrier {
namespace {

template <class Facts, class FactsOf>
std::vector<Facts> all_of(const Readings& readings, FactsOf facts_of) {
  std::vector<Facts> out;
  for (const uint32_t index : readings) out.push_back(facts_of(index));
  return out;
}

}  // namespace

PersonId FactBaseSource::person(std::string_view number) const {
  return PersonId(registers().person_codes.find(number));
}
AccountId FactBaseSource::account(std::string_view code) const {
  return AccountId(registers().account_codes.find(code));
}
TerminalId FactBaseSource::terminal(std::string_view code) const {
  return TerminalId(registers().terminal_codes.find(code));
}
AddressId FactBaseSource::address(std::string_view text) const {
  return AddressId(registers().address_codes.find(text));
}

uint32_t FactBaseSource::state(PersonId id, Instant t) const {
  return base_.people().at(id.value, t).state;
}
uint32_t FactBaseSource::state(AccountId id, Instant t) const {
  return base_.accounts().at(id.value, t).state;
}
uint32_t FactBaseSource::state(TerminalId id, Instant t) const {
  return base_.places().at(base_.place_of(id), t).state;
}
uint32_t FactBaseSource::state(AddressId id, Instant t) const {
  return base_.places().at(base_.place_of(id), t).state;
}

std::vector<PersonFacts> FactBaseSource::people(uint32_t state) const {
  return all_of<PersonFacts>(base_.person_readings(state),
                             [&](uint32_t i) { return base_.person(i); });
}
std::vector<AccountFacts> FactBaseSource::accounts(uint32_t state) const {
  return all_of<AccountFacts>(base_.account_readings(state),
                              [&](uint32_t i) { return base_.account(i); });
}
std::vector<TerminalFacts> FactBaseSource::terminals(uint32_t state) const {
  return all_of<TerminalFacts>(base_.terminal_readings(state),
                               [&](uint32_t i) { return base_.terminal(i); });
}

}  // namespace sekisho::barrier

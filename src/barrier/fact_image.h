#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/fact_source.h"
#include "base/error.h"
#include "base/mapped_file.h"

// The facts of a FactBase in one immutable file, which processes that decide map
// (docs/formats/fact-image.md): one copy in memory however many they are, and nothing to build when
// it changes.
namespace sekisho::barrier {

// What the writer is told besides the facts.
struct ImageHead {
  std::string revision;    // of the facts, as entries of the record name it
  std::string policy_set;  // hash of the rules that they were made for
  Instant made;
  bool operator==(const ImageHead&) const = default;
};

// The bytes of an image.
std::string fact_image(const FactBase& base, const ImageHead& head);

class FactImage final : public FactSource {
 public:
  // kNotFound; kBadInput where the file is none, is damaged, or was written by another version.
  static Result<std::shared_ptr<const FactImage>> open(const std::filesystem::path& file);
  // `open` is how one gets an image.
  struct Layout;
  explicit FactImage(std::unique_ptr<const Layout> layout);
  FactImage(const FactImage&) = delete;
  FactImage& operator=(const FactImage&) = delete;
  ~FactImage() override;

  const ImageHead& head() const;
  // Accounts that a person ever held, might use, or was lent, in any system.
  std::span<const uint32_t> accounts_of(PersonId person) const;  // values of AccountIds
  // The legal entity that a retailer's code stood for.
  EntityId retailer(std::string_view code, Instant t) const;

  const reg::Register& registers() const override;
  std::string_view code(PersonId id) const override;
  std::string_view code(TerminalId id) const override;
  AccountName name_of(AccountId id) const override;
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
  PersonFacts person_facts(uint32_t index) const override;

 private:
  std::unique_ptr<const Layout> layout_;
};

}  // namespace sekisho::barrier

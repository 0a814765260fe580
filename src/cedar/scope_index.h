#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cedar/policy.h"
#include "cedar/text_table.h"

// Which policies a scope lets through, as rows of bits, one bit a policy. Internal to this folder.
namespace sekisho::cedar {

// The lengths of a row: first a summary with one bit for each word that is not zero, then the
// words.
struct RowShape {
  uint32_t summaries = 0;
  uint32_t words = 0;
  uint32_t size() const { return summaries + words; }
};
RowShape row_shape(size_t policies);
// The row with these policies and no others.
std::vector<uint64_t> row_with(const RowShape& shape, std::span<const uint32_t> policies);
// Makes the summary fit the words.
void summarize(const RowShape& shape, std::span<uint64_t> row);

// Rows, each kept once. A number stands for a row: where there is one word of policies, that word
// itself, so that nothing has to be looked up.
class RowTable {
 public:
  explicit RowTable(const RowShape& shape) : shape_(shape) {}

  uint64_t add(std::vector<uint64_t> row);
  // The words that the number stands for; it must outlive them.
  const uint64_t* words(const uint64_t& number) const {
    return shape_.words == 1 ? &number : all_.data() + number + shape_.summaries;
  }
  // The summary of one that is not a single word.
  const uint64_t* summary(uint64_t number) const { return all_.data() + number; }

 private:
  RowShape shape_;
  std::vector<uint64_t> all_;
  std::map<std::vector<uint64_t>, uint64_t> known_;
};

// The constraints of one part of the scope (the principals, say) by what they ask for.
class ScopeIndex {
 public:
  // The constraints in the order of the policies.
  ScopeIndex(std::span<const ScopeConstraint* const> constraints, const TextTable& types,
             const TextTable& uids);

  // True when some constraint names this entity.
  bool names(uint32_t uid) const { return equal_.contains(uid) || in_.contains(uid); }

  // The row of an entity of that type, itself `uid` (or kNoId when no policy names it), with those
  // ancestors.
  std::vector<uint64_t> row(uint32_t type, uint32_t uid, std::span<const uint32_t> ancestors) const;

 private:
  struct InGroup {
    uint32_t policy;
    uint32_t type;  // or kNoId: of any type
  };
  RowShape shape_;
  std::vector<uint32_t> any_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> by_type_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> equal_;
  std::unordered_map<uint32_t, std::vector<InGroup>> in_;
};

}  // namespace sekisho::cedar

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "cedar/expr.h"

namespace sekisho::cedar {

enum class Effect : uint8_t { kPermit, kForbid };
std::string_view name_of(Effect effect);

// The holes of a template.
enum class Slot : uint8_t { kPrincipal, kResource };
std::string_view name_of(Slot slot);  // `?principal`

// Which principals, actions or resources a policy is about.
struct ScopeConstraint {
  enum class Kind : uint8_t {
    kAny,    // principal
    kEqual,  // principal == User::"a"
    kIn,     // principal in Team::"a"; action in [Action::"a", Action::"b"]
    kIs,     // principal is User
    kIsIn,   // principal is User in Team::"a"
  };
  Kind kind = Kind::kAny;
  std::string type = {};                 // of kIs and kIsIn
  std::vector<EntityUid> entities = {};  // one, but for `action in […]`; none where a slot stands
  bool is_list = false;                  // written with brackets
  bool has_slot = false;                 // the entity is the template's slot
  Span span = {};
};

// One `when` or `unless` of a policy.
struct Clause {
  bool is_unless = false;
  ExprPtr condition;
  std::string text = {};  // the condition as written, without the braces
  Place place = {};       // of the keyword
};

// Annotations by name. One that was written without a value has the value "".
using Annotations = std::map<std::string, std::string, std::less<>>;

// The values of a template's slots.
using SlotValues = std::map<Slot, EntityUid>;

// What a policy that was linked from a template remembers of that.
struct Link {
  std::string template_id;
  SlotValues values;
};

// A policy or a template: plain data. A linked policy holds its template's scope with the slots
// filled, so that nothing has to know about templates to decide.
struct Policy {
  std::string id;
  Annotations annotations = {};
  std::set<std::string, std::less<>> bare_annotations = {};  // those written without a value
  Effect effect = Effect::kPermit;
  ScopeConstraint principal = {};
  ScopeConstraint action = {};
  ScopeConstraint resource = {};
  std::vector<Clause> clauses = {};
  Place place = {};
  std::optional<Link> link = {};

  bool is_template() const { return principal.has_slot || resource.has_slot; }
  // The annotation's value, or nullptr.
  const std::string* annotation(std::string_view name) const;
};

// Policies in the order in which they were added, and the templates that they were linked from.
// Ids are unique over both. Pointers to policies stay valid until the set is changed.
class PolicySet {
 public:
  // A template goes among the templates. Refuses an id that is taken.
  [[nodiscard]] Result<void> add(Policy policy);
  // Adds everything of `other`; refuses, without having changed anything, when an id is taken.
  [[nodiscard]] Result<void> merge(const PolicySet& other);
  // Adds the policy that `template_id` becomes with `values`, which must fill exactly its slots.
  [[nodiscard]] Result<void> link(std::string_view template_id, std::string new_id,
                                  SlotValues values);

  const std::vector<Policy>& policies() const { return policies_; }
  const std::vector<Policy>& templates() const { return templates_; }
  std::vector<Policy>::const_iterator begin() const { return policies_.begin(); }
  std::vector<Policy>::const_iterator end() const { return policies_.end(); }
  size_t size() const { return policies_.size(); }

  // A policy or a template, or nullptr.
  const Policy* find(std::string_view id) const;

 private:
  struct Where {
    bool in_templates;
    size_t index;
  };
  std::vector<Policy> policies_;
  std::vector<Policy> templates_;
  std::unordered_map<std::string, Where> by_id_;
};

}  // namespace sekisho::cedar

#pragma once

#include <compare>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/policy.h"
#include "policy/mask.h"

// What a permit demands of whoever lets the request through (docs/formats/obligations.md). Cedar
// has no obligations: they are annotations, `@obligation("mask:minimum, mask:phone=last4")`.
namespace sekisho::policy {

// What has to be masked. In normal form: a field stands in `fields` only where its mask is not that
// of the others, so that equal demands compare equal. Copies share their content.
class Obligations {
 public:
  using Fields = std::map<std::string, Mask, std::less<>>;

  Obligations() = default;  // none
  Obligations(const Mask& others, Fields fields);
  // What is moved from stays as it was: nothing is ever without a demand.
  Obligations(const Obligations&) = default;
  Obligations& operator=(const Obligations&) = default;

  // The mask of a field, by its name in the vocabulary.
  const Mask& mask_of(std::string_view field) const;
  // Of every field that is not among `fields`, also of one that nobody has named.
  const Mask& others() const { return demand_->others; }
  const Fields& fields() const { return demand_->fields; }
  bool none() const { return fields().empty() && others().method == MaskMethod::kShow; }

  // Whether some field, or the others, are masked so.
  bool uses(MaskMethod method) const;

  // Afterwards every field has the stronger of its two masks.
  void merge(const Obligations& more);

  std::strong_ordering operator<=>(const Obligations& other) const;
  bool operator==(const Obligations& other) const { return (*this <=> other) == 0; }

 private:
  struct Demand {
    Mask others;
    Fields fields;
    auto operator<=>(const Demand&) const = default;
  };
  static const std::shared_ptr<const Demand>& nothing();

  std::shared_ptr<const Demand> demand_ = nothing();
};

// `supplier: redact, others: show`, in the order of the names; `nothing` when there is none.
std::string to_string(const Obligations& obligations);

// The names that obligations may use: data, so that a utility can have fields and profiles of its
// own (policies/obligations.toml).
struct Vocabulary {
  struct Words {
    std::string ja, en;
  };
  struct Profile {
    Words title;
    Obligations masks;
  };
  std::map<std::string, Words, std::less<>> fields;
  std::map<std::string, Profile, std::less<>> profiles;

  // TOML text. Errors point at the line.
  static Result<Vocabulary> parse(std::string_view toml, std::string file);
};

inline constexpr std::string_view kObligationAnnotation = "obligation";

// The value of the annotation: obligations separated by commas. An unknown kind, profile, field or
// mask is an error that names it, with "did you mean": an obligation that cannot be met must not be
// skipped.
Result<Obligations> parse_obligations(std::string_view annotation, const Vocabulary& vocabulary);

// The obligations of one policy: none without the annotation. Errors carry the policy's place.
Result<Obligations> obligations_of(const cedar::Policy& policy, const Vocabulary& vocabulary);

}  // namespace sekisho::policy

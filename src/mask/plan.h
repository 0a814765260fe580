#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "mask/places.h"
#include "policy/obligations.h"

namespace sekisho::mask {

// The token that stands for a value: the same for the same value, and telling nobody what it is
// without a key. The caller makes it (an HMAC under the key of the legal entity that looks): keys
// stay where keys are kept. It must be safe to call from every thread that masks.
using Pseudonym = std::function<std::string(std::string_view value)>;

// Of values.
enum class ValueEncoding : uint8_t { kUtf8, kCp932 };

// What becomes of the value at a place.
struct Treatment {
  policy::Mask mask;
  bool named = false;  // some place of the file is this one; `mask` is else that of all others
  bool text = false;   // people write freely here

  bool shows() const { return mask.method == policy::MaskMethod::kShow; }
  // What is left of a value is some of its characters, or a mark: nothing has to be known of these
  // but where each begins.
  bool keeps_characters() const {
    return mask.method == policy::MaskMethod::kFirst || mask.method == policy::MaskMethod::kLast ||
           mask.method == policy::MaskMethod::kRedact;
  }
  bool operator==(const Treatment&) const = default;
};

// What has to be done to the documents of one system for one outcome: the masks that the outcome
// demands, at the places that the system has. Immutable; copies share their content; any number of
// threads.
class Plan {
 public:
  // Refuses (kBadInput) a field that has to be masked and of which `places` says nothing while
  // fields that nobody names are shown: it could stand anywhere. A field without a place in the
  // system has an empty table there. Refuses a pseudonym where there is nobody to make one.
  static Result<Plan> compile(const Places& places, const policy::Obligations& obligations,
                              Pseudonym pseudonym = {});

  // Nothing has to be masked: documents may pass as they are.
  bool shows_all() const;
  // Of every place that the file does not name.
  const Treatment& others() const;
  // Of a field, wherever it is found: by the search in free text.
  policy::Mask mask_of(std::string_view field) const;

  // What is left of a value of a place with this treatment, which must not be a removal. `value` is
  // UTF-8.
  std::string treated(std::string_view value, const Treatment& treatment) const;
  // The same, appended to `out`; false, and nothing is appended, where the value stays as it is. Of
  // a treatment that keeps characters `value` may be in CP932, and so is then what is appended.
  bool treat(std::string_view value, const Treatment& treatment, std::string& out,
             ValueEncoding encoding = ValueEncoding::kUtf8) const;

  // The parts that the maskers of this folder use.
  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit Plan(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;
};

}  // namespace sekisho::mask

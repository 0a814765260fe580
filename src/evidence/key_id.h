#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::evidence {

// The name of an encryption key, which says what is erased with it: everything about one employee,
// one class of data of one month, or one segment of the archive. As text it is a file name:
// `person.PSEUDONYM`, `class.NAME.2022-10`, `segment.ID`. Immutable.
class KeyId {
 public:
  enum class Kind : uint8_t { kPerson, kClass, kSegment };

  // Of lower-case letters, digits and `-`, 1 to kMaxKeyNameBytes of them, of a pseudonym at least
  // kMinPseudonymBytes; a month is `YYYY-MM`.
  static Result<KeyId> of_person(std::string_view pseudonym);
  static Result<KeyId> of_class(std::string_view name, std::string_view month);
  static Result<KeyId> of_segment(std::string_view id);
  static Result<KeyId> parse(std::string_view text);

  Kind kind() const { return kind_; }
  // The pseudonym, the class or the segment.
  const std::string& name() const { return name_; }
  const std::string& month() const { return month_; }  // of a class, else empty
  std::string text() const;

  auto operator<=>(const KeyId&) const = default;

 private:
  KeyId(Kind kind, std::string_view name, std::string_view month)
      : kind_(kind), name_(name), month_(month) {}
  static Result<KeyId> make(Kind kind, std::string_view name, std::string_view month);

  Kind kind_;
  std::string name_, month_;
};

}  // namespace sekisho::evidence

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// What entries of the record may say (docs/formats/evidence.md), as data. Whatever validates, shows
// or documents entries works from these tables. Immutable.
namespace sekisho::evidence {

// Of entries that this program writes. It goes up when kinds or members are added; nothing ever
// gets another meaning.
inline constexpr int64_t kSchemaVersion = 1;

enum class Shape : uint8_t {
  kVersion,    // kSchemaVersion
  kText,       // for people: not empty, no control characters
  kName,       // for machines: printable ASCII without spaces
  kPseudonym,  // letters, digits, `-` and `_`: who it is stands elsewhere, encrypted
  kTime,       // RFC 3339 in UTC with `Z`, the fraction absent, of 3 or of 6 digits
  kHash,       // SHA-256, 64 hexadecimal digits in lower case
  kNonce,      // 128 random bits, base64url
  kCount,      // a whole number from 0 on
  kWord,       // one of `words`
  kObject,     // as `object` says
  kAnything,   // any object
};

struct ObjectRule;

struct Member {
  std::string_view name;
  Shape shape;
  bool required = false;
  bool many = false;                   // a list of such, not empty
  std::string_view words = {};         // `permit|deny`
  const ObjectRule* object = nullptr;  // of Shape::kObject
  std::string_view unless = {};  // not required where a member is one of these: `on|fact|case`
};

// An object within an entry.
struct ObjectRule {
  std::string_view name;
  std::span<const Member> members;
};

struct Kind {
  std::string_view name;
  std::string_view needs;  // common members that it cannot be without: `actor|system`
  std::span<const Member> members;
};

// Members that entries of every kind may have.
std::span<const Member> common_members();
std::span<const ObjectRule> object_rules();
std::span<const Kind> kinds();
const Kind* kind_named(std::string_view name);
std::span<const std::string_view> kind_names();

// Whether `word` is one of `words` (`permit|deny`).
bool is_one_of(std::string_view word, std::string_view words);

// What a member holds, for people: "time", "list of file", "`permit` or `deny`".
std::string describe(const Member& member);

}  // namespace sekisho::evidence

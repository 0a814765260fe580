#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// Characters that make a text look like another one than it is.
namespace sekisho::policy {

struct OddCharacters {
  enum class Kind : uint8_t {
    kBidi,       // turns the direction of what follows, so that text is read in another order
    kInvisible,  // takes no room
    kMixed,      // a word of letters that come from scripts that are not written together
  };
  Kind kind;
  std::string message;
  Place place;  // without a file
};

// Looks at the strings and comments of a policy or schema text (UTF-8; whatever else it holds).
// Mixed words are looked for in strings alone. Japanese with Latin letters is not mixed.
std::vector<OddCharacters> odd_characters(std::string_view text);

// `text` with each character replaced by one that looks like it and stands for all that do:
// full-width letters, Greek and Cyrillic letters like Latin ones, カ and 力, ー and 一. Two texts
// of one skeleton look the same.
std::string skeleton(std::string_view text);

}  // namespace sekisho::policy

#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/error.h"

namespace sekisho::identity {

// Passwords that everybody tries: a short list within the program, and a file of hashes of those
// that were found in other people's leaks, packed or as a text (docs/formats/identity.md). The file
// stays open and is searched where it lies. Immutable; any number of threads.
class BreachedPasswords {
 public:
  // The short list alone.
  BreachedPasswords();
  // And a file. kBadInput where it is none, with the line of a text that is none.
  static Result<BreachedPasswords> open(const std::filesystem::path& file);

  // kIo where the file cannot be read any more, kBadInput where it turns out to be none.
  Result<bool> contains(std::string_view password) const;

 private:
  struct List;
  std::shared_ptr<const List> list_;
};

// Whether a password is a word that everybody tries, whatever digits and signs stand around it and
// how ever often it is repeated, or a run such as `aaaa` or `12345678`.
bool is_common_password(std::string_view password);
// How long the longest such word is that begins there in a folded text; 0: none does.
size_t common_word_at(std::string_view folded, size_t offset);

}  // namespace sekisho::identity

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::identity {

// Passwords that everybody tries: a short list within the program, and a file of hashes of those
// that were found in other people's leaks (docs/formats/identity.md). The file stays open and is
// searched where it lies. Immutable; any number of threads.
class BreachedPasswords {
 public:
  // The short list alone.
  BreachedPasswords();
  // And a file. kBadInput where it is none.
  static Result<BreachedPasswords> open(const std::filesystem::path& file);

  // kIo where the file cannot be read any more.
  Result<bool> contains(std::string_view password) const;

  // Hashes in the file.
  uint64_t size() const;

 private:
  struct File;
  std::shared_ptr<const File> file_;
};

// Whether a password is a word that everybody tries, whatever digits and signs stand around it and
// how ever often it is repeated, or a run such as `aaaa` or `12345678`.
bool is_common_password(std::string_view password);

}  // namespace sekisho::identity

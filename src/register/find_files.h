#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/profile.h"

namespace sekisho::reg {

// A file of registers, and the profiles that read it: one a table at most.
struct FoundFile {
  std::filesystem::path path;
  std::string name;  // with the directory's own name before it: `register/people.csv`
  std::vector<const RegisterProfile*> profiles;  // by table; empty: no profile claims it
};

// All files at any depth below a directory, by name. kBadInput where two profiles would read one
// file for one table; kLimit beyond kMaxRegisterFiles.
Result<std::vector<FoundFile>> find_files_below(const std::filesystem::path& directory,
                                                const std::vector<RegisterProfile>& profiles);

// One file. Patterns of profiles are held against its name, then against its name with that of its
// directory before it, and so on; the first that any profile claims counts.
Result<FoundFile> find_file(const std::filesystem::path& file,
                            const std::vector<RegisterProfile>& profiles);

}  // namespace sekisho::reg

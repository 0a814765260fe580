#include "register/find_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "register/limits.h"
#include "text/glob.h"

namespace sekisho::reg {
namespace {

namespace fs = std::filesystem;

// Names of all files below `directory`, relative to it, sorted.
Result<std::vector<std::string>> names_below(const fs::path& directory) {
  std::error_code failed;
  std::vector<std::string> out;
  for (fs::recursive_directory_iterator at(directory, failed), end; !failed && at != end;
       at.increment(failed)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    out.push_back(at->path().lexically_relative(directory).generic_string());
    if (out.size() > kMaxRegisterFiles) {
      return fail(ErrorCode::kLimit, "there are too many files in `" + directory.string() + "`", {},
                  fmt::format("At most {} are read.", kMaxRegisterFiles));
    }
  }
  if (failed) {
    return fail(ErrorCode::kIo,
                "cannot read the registers in `" + directory.string() + "`: " + failed.message(),
                {}, "Name the directory of registers with --registers.");
  }
  std::ranges::sort(out);
  return out;
}

fs::path real_path(const fs::path& path) {
  std::error_code failed;
  fs::path whole = fs::weakly_canonical(path, failed);
  return failed ? path : whole;
}

// The profiles that claim a name, by table. Two for one table would read every row twice.
Result<std::vector<const RegisterProfile*>> claims(const std::vector<RegisterProfile>& profiles,
                                                   const std::string& name) {
  std::vector<const RegisterProfile*> out;
  for (const RegisterProfile& profile : profiles) {
    const bool claimed = std::ranges::any_of(
        profile.globs, [&](const std::string& glob) { return text::glob_match(glob, name); });
    if (claimed) out.push_back(&profile);
  }
  std::ranges::sort(out, {}, [](const RegisterProfile* profile) {
    return std::pair(profile->table, std::string_view(profile->file));
  });
  const auto twice = std::ranges::adjacent_find(out, {}, &RegisterProfile::table);
  if (twice != out.end()) {
    return fail(ErrorCode::kBadInput,
                fmt::format("`{}` is claimed by two profiles for `{}`: `{}` and `{}`", name,
                            name_of((*twice)->table), (*twice)->file, (*(twice + 1))->file),
                {(*(twice + 1))->file},
                "Change `files` of one of them. With --profiles only your own are read.");
  }
  return out;
}

}  // namespace

Result<std::vector<FoundFile>> find_files_below(const fs::path& directory,
                                                const std::vector<RegisterProfile>& profiles) {
  const auto names = names_below(directory);
  if (!names) return std::unexpected(names.error());
  const fs::path above = real_path(directory).filename();
  std::vector<FoundFile> out;
  for (const std::string& name : *names) {
    auto claimed = claims(profiles, name);
    if (!claimed) return std::unexpected(claimed.error());
    out.push_back({directory / name, (above / name).generic_string(), std::move(*claimed)});
  }
  return out;
}

Result<FoundFile> find_file(const fs::path& file, const std::vector<RegisterProfile>& profiles) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) {
    return fail(ErrorCode::kNotFound, fmt::format("`{}` is not a file", file.string()), {},
                "Name a register file, or a directory of them.");
  }
  const fs::path whole = real_path(file);
  fs::path name = whole.filename();
  for (fs::path above = whole.parent_path();; above = above.parent_path()) {
    auto claimed = claims(profiles, name.generic_string());
    if (!claimed) return std::unexpected(claimed.error());
    const bool last = !above.has_filename();
    if (!claimed->empty() || last) {
      const fs::path shown = claimed->empty() ? whole.filename() : above.filename() / name;
      return FoundFile{file, shown.generic_string(), std::move(*claimed)};
    }
    name = above.filename() / name;
  }
}

}  // namespace sekisho::reg

#include "register/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "register/file_loader.h"
#include "register/limits.h"
#include "register/profile.h"
#include "text/glob.h"

namespace sekisho::reg {
namespace {

namespace fs = std::filesystem;

// Names of all files below `directory`, relative to it, sorted.
Result<std::vector<std::string>> files_below(const fs::path& directory) {
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

std::string shown_name(const fs::path& directory, const std::string& file) {
  std::error_code failed;
  fs::path whole = fs::weakly_canonical(directory, failed);
  if (failed) whole = directory;
  return (whole.filename() / file).generic_string();
}

// The profiles that claim a file, by table. Two for one table would read every row twice.
Result<std::vector<const RegisterProfile*>> claims(const std::vector<RegisterProfile>& profiles,
                                                   const std::string& file) {
  std::vector<const RegisterProfile*> out;
  for (const RegisterProfile& profile : profiles) {
    const bool claimed = std::ranges::any_of(
        profile.globs, [&](const std::string& glob) { return text::glob_match(glob, file); });
    if (claimed) out.push_back(&profile);
  }
  std::ranges::sort(out, {}, [](const RegisterProfile* profile) {
    return std::pair(profile->table, std::string_view(profile->file));
  });
  const auto twice = std::ranges::adjacent_find(out, {}, &RegisterProfile::table);
  if (twice != out.end()) {
    return fail(ErrorCode::kBadInput,
                fmt::format("`{}` is claimed by two profiles for `{}`: `{}` and `{}`", file,
                            name_of((*twice)->table), (*twice)->file, (*(twice + 1))->file),
                {(*(twice + 1))->file},
                "Change `files` of one of them. With --profiles only your own are read.");
  }
  return out;
}

}  // namespace

Result<Loaded> load_registers(const fs::path& directory, const fs::path& profile_directory,
                              const std::function<void(uint64_t bytes)>& progress,
                              const std::function<std::unique_ptr<Digest>()>& new_digest) {
  const auto profiles = load_register_profiles(profile_directory);
  if (!profiles) return std::unexpected(profiles.error());
  const auto files = files_below(directory);
  if (!files) return std::unexpected(files.error());
  Loaded out;
  uint64_t bytes_before = 0;
  for (const std::string& file : *files) {
    const auto claimed = claims(*profiles, file);
    if (!claimed) return std::unexpected(claimed.error());
    const std::string name = shown_name(directory, file);
    if (claimed->empty()) {
      out.report.unclaimed.push_back(name);
      continue;
    }
    const auto index = static_cast<uint32_t>(out.registers.files.size());
    out.registers.files.push_back(name);
    for (const RegisterProfile* profile : *claimed) {
      FileTask task{directory / file, name, index, profile, nullptr, {}};
      if (new_digest) task.digest = new_digest();
      if (progress) task.progress = [&](uint64_t bytes) { progress(bytes_before + bytes); };
      auto done = load_file(std::move(task), out.registers, out.report);
      if (!done) return std::unexpected(done.error());
      bytes_before += out.report.files.back().bytes;
    }
  }
  out.registers.index();
  return out;
}

}  // namespace sekisho::reg

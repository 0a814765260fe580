#include <fmt/format.h>

#include <algorithm>

#include "logs/reader.h"
#include "text/glob.h"

namespace sekisho::logs {
namespace {

struct Found {
  std::filesystem::path path;
  std::string relative;  // to the logs' directory, with `/`
  uint64_t bytes;
};

Result<std::vector<Found>> regular_files(const std::filesystem::path& directory) {
  std::vector<Found> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code ignored;
    if (!it->is_regular_file(ignored)) continue;
    files.push_back({it->path(), it->path().lexically_relative(directory).generic_string(),
                     it->file_size(ignored)});
  }
  if (error) {
    return fail(ErrorCode::kIo, fmt::format("cannot list the directory: {}", error.message()),
                {directory.string()},
                "`--logs` takes the directory that holds a directory a system.");
  }
  std::ranges::sort(files, {}, &Found::relative);
  return files;
}

bool claims(const LogProfile& profile, std::string_view relative) {
  return std::ranges::any_of(
      profile.files, [&](const std::string& glob) { return text::glob_match(glob, relative); });
}

}  // namespace

Result<std::optional<size_t>> claimant(std::string_view relative, const std::string& name,
                                       const std::vector<LogProfile>& profiles) {
  std::optional<size_t> claimed;
  for (size_t i = 0; i < profiles.size(); ++i) {
    if (!claims(profiles[i], relative)) continue;
    if (claimed) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("the profiles `{}` and `{}` both claim the file",
                              profiles[*claimed].file, profiles[i].file),
                  {name}, "Narrow `files` in one of them.");
    }
    claimed = i;
  }
  return claimed;
}

Result<LogSet> find_logs(const std::filesystem::path& directory,
                         const std::vector<LogProfile>& profiles) {
  std::error_code error;
  const std::filesystem::path root = std::filesystem::canonical(directory, error);
  if (error) {
    return fail(ErrorCode::kNotFound, fmt::format("no directory of logs: {}", error.message()),
                {directory.string()});
  }
  const Result<std::vector<Found>> files = regular_files(root);
  if (!files) return std::unexpected(files.error());
  LogSet out;
  for (const Found& file : *files) {
    const std::string name = root.filename().string() + "/" + file.relative;
    const Result<std::optional<size_t>> claimed = claimant(file.relative, name, profiles);
    if (!claimed) return std::unexpected(claimed.error());
    if (*claimed)
      out.files.push_back({file.path, name, **claimed, file.bytes});
    else
      out.unclaimed.push_back(name);
  }
  return out;
}

}  // namespace sekisho::logs

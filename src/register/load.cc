#include "register/load.h"

#include <utility>

#include "register/file_loader.h"
#include "register/find_files.h"
#include "register/profile.h"

namespace sekisho::reg {

Result<Loaded> load_registers(const std::filesystem::path& directory,
                              const std::filesystem::path& profile_directory,
                              const std::function<void(uint64_t bytes)>& progress,
                              const std::function<std::unique_ptr<Digest>()>& new_digest) {
  const auto profiles = load_register_profiles(profile_directory);
  if (!profiles) return std::unexpected(profiles.error());
  const auto files = find_files_below(directory, *profiles);
  if (!files) return std::unexpected(files.error());
  Loaded out;
  uint64_t bytes_before = 0;
  for (const FoundFile& file : *files) {
    if (file.profiles.empty()) {
      out.report.unclaimed.push_back(file.name);
      continue;
    }
    const auto index = static_cast<uint32_t>(out.registers.files.size());
    out.registers.files.push_back(file.name);
    for (const RegisterProfile* profile : file.profiles) {
      FileTask task{file.path, file.name, profile, nullptr, {}};
      if (new_digest) task.digest = new_digest();
      if (progress) task.progress = [&](uint64_t bytes) { progress(bytes_before + bytes); };
      auto done =
          load_file(std::move(task), rows_into(out.registers, profile->table, index), out.report);
      if (!done) return std::unexpected(done.error());
      note_read(out.registers, out.report.files.back(), profile->coverage);
      bytes_before += out.report.files.back().bytes;
    }
  }
  out.registers.index();
  return out;
}

}  // namespace sekisho::reg

#include "service/store/import_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "crypto/sha256.h"
#include "register/file_loader.h"
#include "register/rows.h"
#include "service/file_digest.h"
#include "store/limits.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

class ImportReader {
 public:
  ImportReader(ReadImport& out, const HeardBytes& heard) : out_(out), heard_(heard) {}

  Result<void> find(const std::vector<std::string>& places) {
    for (const std::string& place : places) {
      std::error_code failed;
      if (fs::is_directory(place, failed)) {
        auto files = reg::find_files_below(place, out_.profiles);
        if (!files) return std::unexpected(files.error());
        std::ranges::move(*files, std::back_inserter(found_));
      } else {
        auto file = reg::find_file(place, out_.profiles);
        if (!file) return std::unexpected(file.error());
        found_.push_back(std::move(*file));
      }
    }
    std::ranges::sort(found_, {}, &reg::FoundFile::name);
    const auto twice = std::ranges::adjacent_find(found_, {}, &reg::FoundFile::name);
    if (twice != found_.end()) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` is there twice", twice->name), {},
                  "Import each file once.");
    }
    for (const reg::FoundFile& file : found_) {
      std::error_code failed;
      total_ += file.profiles.size() * fs::file_size(file.path, failed);
      if (file.profiles.empty()) out_.unclaimed.push_back(file.name);
    }
    if (out_.unclaimed.size() == found_.size()) {
      return fail(ErrorCode::kNotFound, "no profile claims any of the files", {},
                  "Name the profiles with --profiles, or correct `files` in one of them.");
    }
    return {};
  }

  Result<void> read() {
    for (const reg::FoundFile& file : found_) {
      for (const reg::RegisterProfile* profile : file.profiles) {
        if (out_.files.size() == store::kMaxImportFiles) {
          return fail(ErrorCode::kLimit, "there are too many files", {},
                      fmt::format("Import at most {} at once.", store::kMaxImportFiles));
        }
        if (auto done = read_one(file, *profile); !done) return done;
      }
    }
    out_.rejected = std::move(report_.rejected);
    std::ranges::sort(out_.read, {}, [](const ReadProfile& read) {
      return std::pair(read.profile->table, std::string_view(read.profile->file));
    });
    for (ReadProfile& read : out_.read) {
      if (read.supply) read.supply->supply.seal();
    }
    return {};
  }

 private:
  Result<void> read_one(const reg::FoundFile& file, const reg::RegisterProfile& profile) {
    const auto number = static_cast<uint32_t>(out_.files.size()) + 1;
    ReadProfile& read = of(profile);
    reg::FileTask task{file.path, file.name, &profile, std::make_unique<Sha256Digest>(), {}};
    if (heard_) task.progress = [&](uint64_t bytes) { heard_(before_ + bytes, total_); };
    reg::TakeRow take;
    if (read.supply) {
      take =
          reg::rows_into(*read.supply, profile.table, static_cast<uint32_t>(read.sources.size()));
    } else {
      take = [&](const reg::Row& row, uint32_t line) {
        read.rows.push_back({store::statement_of(profile.table, row), number, line});
        return true;
      };
    }
    if (auto done = reg::load_file(std::move(task), take, report_); !done) return done;
    const reg::LoadReport::File& loaded = report_.files.back();
    if (loaded.refused) {
      Error error = report_.rejected.back().error;
      error.message = fmt::format("nothing of `{}` can be read: {}", file.name, error.message);
      return std::unexpected(std::move(error));
    }
    before_ += loaded.bytes;
    if (read.supply) read.sources.push_back({loaded.name, loaded.sha256});
    out_.files.push_back({0, loaded, read.sha256, profile.import.mode, profile.coverage});
    out_.paths.push_back(file.path);
    return {};
  }

  ReadProfile& of(const reg::RegisterProfile& profile) {
    const auto found = std::ranges::find(out_.read, &profile, &ReadProfile::profile);
    if (found != out_.read.end()) return *found;
    ReadProfile& made = out_.read.emplace_back();
    made.profile = &profile;
    made.sha256 = crypto::sha256_hex(profile.text);
    if (profile.table == reg::Table::kSupplyContracts)
      made.supply = std::make_unique<reg::Register>();
    return made;
  }

  ReadImport& out_;
  const HeardBytes& heard_;
  std::vector<reg::FoundFile> found_;
  reg::LoadReport report_;
  uint64_t before_ = 0;
  uint64_t total_ = 0;
};

}  // namespace

Result<ReadImport> read_import(const std::vector<std::string>& places, const fs::path& profiles,
                               const HeardBytes& heard) {
  ReadImport out;
  Result<std::vector<reg::RegisterProfile>> loaded = reg::load_register_profiles(profiles);
  if (!loaded) return std::unexpected(loaded.error());
  out.profiles = std::move(*loaded);
  ImportReader reader(out, heard);
  if (auto found = reader.find(places); !found) return std::unexpected(found.error());
  if (auto read = reader.read(); !read) return std::unexpected(read.error());
  return out;
}

}  // namespace sekisho::service

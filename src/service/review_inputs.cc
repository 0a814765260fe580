#include "service/review_inputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/sha256.h"
#include "service/file_digest.h"
#include "service/file_hash.h"
#include "service/installation.h"
#include "service/store_registers.h"

namespace sekisho::service {
namespace {

Result<void> check_directory(const std::filesystem::path& path, std::string_view option) {
  std::error_code ec;
  if (std::filesystem::is_directory(path, ec)) return {};
  return fail(ErrorCode::kNotFound, fmt::format("`{}` is not a directory", path.string()), {},
              fmt::format("Name an existing directory with {}.", option));
}

// All files of that ending below a directory, by name, with their hashes.
Result<std::vector<InputFile>> hash_files(const std::filesystem::path& root,
                                          std::string_view ending) {
  std::vector<InputFile> out;
  std::error_code ec;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root, ec)) {
    const std::string name = entry.path().lexically_relative(root).generic_string();
    if (!entry.is_regular_file(ec) || !name.ends_with(ending)) continue;
    Result<std::string> hash = sha256_of_file(entry.path());
    if (!hash) return std::unexpected(hash.error());
    out.push_back({name, std::move(*hash)});
  }
  std::sort(out.begin(), out.end(),
            [](const InputFile& a, const InputFile& b) { return a.name < b.name; });
  return out;
}

uint64_t bytes_below(const std::filesystem::path& directory) {
  uint64_t bytes = 0;
  std::error_code ec;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory, ec)) {
    if (entry.is_regular_file(ec)) bytes += entry.file_size(ec);
  }
  return bytes;
}

}  // namespace

Result<ReviewPlaces> resolved(ReviewPlaces places, bool with_logs) {
  for (auto [path, name] :
       {std::pair{&places.profiles, "sources"}, {&places.policies, "policies"}}) {
    if (!path->empty()) continue;
    Result<std::filesystem::path> found = shipped(name);
    if (!found) return std::unexpected(found.error());
    *path = std::move(*found);
  }
  if (!places.store.empty()) {
    Result<std::string> revision = facts_revision(places.store, places.known_at);
    if (!revision) return std::unexpected(revision.error());
    places.known_at = std::move(*revision);
  } else if (auto ok = check_directory(places.registers, "--registers"); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto ok = check_directory(places.profiles, "--profiles"); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_directory(places.policies, "--policies"); !ok)
    return std::unexpected(ok.error());
  if (with_logs && !places.archive.empty()) {
    if (auto ok = check_directory(places.archive, "--archive"); !ok)
      return std::unexpected(ok.error());
  } else if (with_logs) {
    if (auto ok = check_directory(places.logs, "--logs"); !ok) return std::unexpected(ok.error());
  }
  return places;
}

Result<cedar::Schema> schema_of(const barrier::Rules& rules) {
  for (const barrier::Rules::File& file : rules.files) {
    if (file.name.ends_with(".cedarschema")) return cedar::parse_schema(file.text, file.name);
  }
  return fail(ErrorCode::kInternal, "the rules have no schema");
}

namespace {

Result<reg::Loaded> load_facts(const ReviewPlaces& places, const Heard& heard) {
  if (!places.store.empty()) return load_store_registers(places.store, places.known_at);
  const uint64_t total = heard ? bytes_below(places.registers) : 0;
  const auto progress = [&](uint64_t bytes) {
    if (heard) heard({.step = "registers", .bytes = bytes, .bytes_of = total});
  };
  return reg::load_registers(places.registers, places.profiles, progress,
                             [] { return std::make_unique<Sha256Digest>(); });
}

}  // namespace

Result<std::unique_ptr<Barrier>> barrier_of(const ReviewPlaces& places, reg::Loaded loaded) {
  auto out = std::make_unique<Barrier>();
  Result<barrier::Rules> rules = barrier::load_rules(places.policies);
  if (!rules) return std::unexpected(rules.error());
  out->rules = std::move(*rules);
  for (const barrier::Rules::File& file : out->rules.files)
    out->policy_files.push_back({file.name, crypto::sha256_hex(file.text)});
  out->policy_set_hash = policy_set_hash(out->rules);
  out->loaded = std::move(loaded);
  out->base = std::make_unique<barrier::FactBase>(out->loaded.registers);
  return out;
}

namespace {

Result<ArchivedLogs> find_or_unshelve(const ReviewPlaces& places,
                                      const std::vector<logs::LogProfile>& profiles) {
  if (!places.archive.empty()) {
    return archived_logs({evidence::store_at(places.archive, places.archive_private),
                          places.archive_master, places.archive_only},
                         profiles);
  }
  Result<logs::LogSet> files = logs::find_logs(places.logs, profiles);
  if (!files) return std::unexpected(files.error());
  return ArchivedLogs{std::move(*files), {}, {}};
}

}  // namespace

Result<std::unique_ptr<Barrier>> load_barrier(const ReviewPlaces& places, const Heard& heard) {
  Result<reg::Loaded> loaded = load_facts(places, heard);
  if (!loaded) return std::unexpected(loaded.error());
  return barrier_of(places, std::move(*loaded));
}

Result<ReviewLogs> load_logs(const ReviewPlaces& places, const Barrier& barrier) {
  Result<std::vector<logs::LogProfile>> profiles = logs::load_log_profiles(places.profiles);
  if (!profiles) return std::unexpected(profiles.error());
  Result<ArchivedLogs> found = find_or_unshelve(places, *profiles);
  if (!found) return std::unexpected(found.error());
  logs::LogSet& files = found->set;
  Result<std::vector<InputFile>> hashes = hash_files(places.profiles, ".toml");
  if (!hashes) return std::unexpected(hashes.error());
  // A profile whose files nobody delivered needs no system in the registers.
  std::vector<logs::LogProfile> used;
  std::vector<size_t> number(profiles->size(), profiles->size());
  for (logs::LogFile& file : files.files) {
    size_t& at = number[file.profile];
    if (at == profiles->size()) {
      at = used.size();
      used.push_back((*profiles)[file.profile]);
    }
    file.profile = at;
  }
  Result<review::Sources> sources = review::bind_sources(*barrier.base, std::move(used));
  if (!sources) return std::unexpected(sources.error());
  return ReviewLogs{std::move(*sources), std::move(files), std::move(*hashes),
                    std::move(found->seals), std::move(found->left_out)};
}

}  // namespace sekisho::service

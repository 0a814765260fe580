#include "service/review/kept_inputs.h"

#include <fmt/format.h>

#include <string>

#include "base/file.h"
#include "crypto/sha256.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInputs = "inputs";
constexpr const char* kProfiles = "profiles";
constexpr const char* kPolicies = "policies";
constexpr uint64_t kMaxProfileBytes = uint64_t{1} << 20;

Result<void> write_below(const fs::path& directory, const std::string& name,
                         const std::string& text) {
  const fs::path path = directory / name;
  std::error_code code;
  fs::create_directories(path.parent_path(), code);
  if (!code) return write_file(path, text);
  return fail(ErrorCode::kIo,
              fmt::format("cannot make `{}`: {}", path.parent_path().string(), code.message()));
}

Result<void> write_inputs(const fs::path& directory, const ReviewResult& result) {
  for (const barrier::Rules::File& file : result.barrier->rules.files) {
    auto written = write_below(directory / kPolicies, file.name, file.text);
    if (!written) return written;
  }
  const fs::path& profiles = result.run.execution.places.profiles;
  for (const InputFile& file : result.run.inputs.profiles) {
    const Result<std::string> text = read_file(profiles / file.name, kMaxProfileBytes);
    if (!text) return std::unexpected(text.error());
    if (crypto::sha256_hex(*text) != file.sha256) {
      return fail(ErrorCode::kBadInput, "the profile was changed while the review ran",
                  {(profiles / file.name).string()}, "Run the review again.");
    }
    auto written = write_below(directory / kProfiles, file.name, *text);
    if (!written) return written;
  }
  return {};
}

}  // namespace

Result<void> keep_inputs(const fs::path& results, const ReviewResult& result) {
  const fs::path part = results / fmt::format(".{}", kInputs);
  std::error_code code;
  fs::remove_all(part, code);
  if (auto written = write_inputs(part, result); !written) return written;
  // Only now: it may be what this run was told to read.
  fs::remove_all(results / kInputs, code);
  if (!code) fs::rename(part, results / kInputs, code);
  if (!code) return {};
  return fail(ErrorCode::kIo,
              fmt::format("cannot make `{}`: {}", (results / kInputs).string(), code.message()));
}

ReviewPlaces places_as_read(const Run& run, const fs::path& results) {
  ReviewPlaces out = run.execution.places;
  // What was sealed since then is no part of it.
  for (const InputFile& log : run.inputs.logs) {
    if (!log.segment.empty()) out.archive_only.push_back(log.segment);
  }
  std::error_code code;
  for (auto [place, name] : {std::pair{&out.profiles, kProfiles}, {&out.policies, kPolicies}}) {
    const fs::path kept = results / kInputs / name;
    if (fs::is_directory(kept, code)) *place = kept;
  }
  return out;
}

}  // namespace sekisho::service

#include "service/policy/policy_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/file.h"
#include "service/installation.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using policy::SetKind;
using policy::Source;

constexpr std::string_view kPolicyEnding = ".cedar";
constexpr std::string_view kSchemaEnding = ".cedarschema";
constexpr const char* kVocabularyFile = "obligations.toml";

// `a/b` for `a/b/`, `.` for the empty path.
fs::path plain(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  if (normal.empty()) return ".";
  return normal.has_filename() ? normal : normal.parent_path();
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> out;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    if (entry.path().filename().string().ends_with(ending)) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

SetKind kind_of(const fs::path& folder) {
  const fs::path name = fs::weakly_canonical(folder).filename();
  if (files_in(folder / "..", kSchemaEnding).empty()) return SetKind::kPlain;
  if (name == "barrier") return SetKind::kBarrier;
  if (name == "doubts") return SetKind::kDoubts;
  return name == "routes" ? SetKind::kRoutes : SetKind::kPlain;
}

// The policy files that a path of the command line stands for.
Result<std::vector<fs::path>> expanded(const fs::path& path) {
  std::error_code ec;
  if (!fs::exists(path, ec)) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no `{}`", path.string()), {},
                "Name policy files or folders that hold them.");
  }
  if (!fs::is_directory(path, ec)) return std::vector{path};
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(path, ec)) {
    if (entry.is_regular_file(ec) && entry.path().filename().string().ends_with(kPolicyEnding))
      out.push_back(entry.path());
  }
  std::ranges::sort(out);
  if (!out.empty()) return out;
  return fail(ErrorCode::kNotFound, fmt::format("no policy in `{}`", path.string()), {},
              "Policies are files *.cedar.");
}

Result<std::optional<fs::path>> only_schema_in(const fs::path& folder) {
  const std::vector<fs::path> found = files_in(folder, kSchemaEnding);
  if (found.size() > 1) {
    return fail(ErrorCode::kUsage, fmt::format("{} schemas in `{}`", found.size(), folder.string()),
                {}, "Name one of them with --schema.");
  }
  return found.empty() ? std::nullopt : std::optional(found.front());
}

}  // namespace

Result<Source> read_source(const std::string& path,
                           const std::optional<std::string>& standard_input) {
  if (path == "-" && standard_input) return Source{std::string(kStandardInput), *standard_input};
  std::error_code ec;
  if (!fs::is_regular_file(path, ec)) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no file `{}`", path));
  }
  Result<std::string> text = read_file(path, policy::kMaxFileBytes);
  if (!text) return std::unexpected(text.error());
  return Source{path, std::move(*text)};
}

Result<std::vector<PolicySetFiles>> read_policy_sets(
    const std::vector<std::string>& paths, const std::optional<std::string>& standard_input) {
  std::vector<PolicySetFiles> out;
  std::map<fs::path, size_t> by_folder;
  const auto add = [&](const fs::path& folder, Source source) {
    const auto [known, added] = by_folder.emplace(folder, out.size());
    if (added) out.push_back({folder, kind_of(folder), {}});
    std::vector<Source>& sources = out[known->second].sources;
    const auto same = [&](const Source& one) { return one.name == source.name; };
    if (std::ranges::none_of(sources, same)) sources.push_back(std::move(source));
  };
  for (const std::string& path : paths) {
    if (path == "-") {
      Result<Source> source = read_source(path, standard_input);
      if (!source) return std::unexpected(source.error());
      add(".", std::move(*source));
      continue;
    }
    const auto files = expanded(plain(path));
    if (!files) return std::unexpected(files.error());
    for (const fs::path& file : *files) {
      Result<Source> source = read_source(file.string(), {});
      if (!source) return std::unexpected(source.error());
      add(plain(file.parent_path()), std::move(*source));
    }
  }
  return out;
}

bool has_schema(const fs::path& folder) {
  return !files_in(folder, kSchemaEnding).empty() ||
         !files_in(plain(folder / ".."), kSchemaEnding).empty();
}

Result<Source> schema_for(const fs::path& folder, const std::string& given) {
  if (!given.empty()) return read_source(given, {});
  for (const fs::path& place : {folder, plain(folder / "..")}) {
    const auto found = only_schema_in(place);
    if (!found) return std::unexpected(found.error());
    if (*found) return read_source((*found)->string(), {});
  }
  const Result<fs::path> policies = shipped("policies");
  if (!policies) return std::unexpected(policies.error());
  const auto found = only_schema_in(*policies);
  if (!found) return std::unexpected(found.error());
  if (*found) return read_source((*found)->string(), {});
  return fail(ErrorCode::kNotFound, "there is no schema", {}, "Name one with --schema.");
}

Result<policy::Vocabulary> vocabulary_for(const fs::path& folder, SetKind kind) {
  std::vector<fs::path> places{plain(folder / "..") / kVocabularyFile};
  if (kind == SetKind::kPlain) {
    places.insert(places.begin(), folder / kVocabularyFile);
    if (const Result<fs::path> policies = shipped("policies"))
      places.push_back(*policies / kVocabularyFile);
  }
  std::error_code ec;
  for (const fs::path& place : places) {
    if (!fs::is_regular_file(place, ec)) continue;
    const Result<Source> source = read_source(place.string(), {});
    if (!source) return std::unexpected(source.error());
    return policy::Vocabulary::parse(source->text, source->name);
  }
  return policy::Vocabulary{};
}

}  // namespace sekisho::service

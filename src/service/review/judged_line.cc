#include "service/review/judged_line.h"

#include <fmt/format.h>

#include <optional>

#include "base/file.h"
#include "logs/limits.h"
#include "logs/log_profile.h"
#include "logs/reader.h"
#include "service/archived_logs.h"
#include "service/file_hash.h"
#include "service/installation.h"
#include "service/review/review_report_lines.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

struct Known {
  std::string profile, sha256;
};

// What coverage.json says of a file: nothing else may be read.
Result<Known> known_file(const std::string& coverage, const std::string& file) {
  const auto value = text::JsonValue::parse(coverage, "coverage.json");
  if (!value) return std::unexpected(value.error());
  const text::JsonValue* files = value->find("files");
  const auto text_of = [](const text::JsonValue& one, std::string_view key) {
    const text::JsonValue* member = one.find(key);
    return member == nullptr ? std::string() : std::string(member->as_string().value_or(""));
  };
  if (files != nullptr) {
    for (const text::JsonValue& one : files->items()) {
      if (text_of(one, "file") == file)
        return Known{text_of(one, "profile"), text_of(one, "sha256")};
    }
  }
  return fail(ErrorCode::kNotFound, fmt::format("the review read no file `{}`", file), {},
              "Name a file of the review's coverage.");
}

Result<logs::LogProfile> profile_of(const JudgedPlace& place, const std::string& name) {
  std::filesystem::path folder = place.profiles;
  if (folder.empty()) {
    const auto found = shipped("sources");
    if (!found) return std::unexpected(found.error());
    folder = *found;
  }
  const std::filesystem::path path = folder / "logs" / name;
  const Result<std::string> toml = read_file(path, logs::kMaxProfileBytes);
  if (!toml) return std::unexpected(toml.error());
  return logs::parse_log_profile(*toml, path.string());
}

std::unexpected<Error> gone(const JudgedPlace& place) {
  return fail(ErrorCode::kNotFound,
              fmt::format("`{}` is no longer there as the review read it", place.file), {},
              "Put back the file whose SHA-256 the review's coverage names.");
}

// The file, if it is what the review read.
Result<logs::LogFile> judged_file(const JudgedPlace& place, const Known& known,
                                  const logs::LogProfile& profile) {
  if (place.segment.empty()) {
    const std::filesystem::path path = place.logs_parent / place.file;
    const Result<std::string> found = sha256_of_file(path);
    if (!found || *found != known.sha256) return gone(place);
    std::error_code code;
    return logs::LogFile{path, place.file, 0, std::filesystem::file_size(path, code)};
  }
  Result<ArchivedLogs> kept =
      archived_logs({evidence::store_at(place.archive.string()), {}, {place.segment}}, {profile});
  if (!kept) return std::unexpected(kept.error());
  if (kept->seals.empty() || kept->seals[0].received_sha256 != known.sha256) return gone(place);
  return std::move(kept->set.files[0]);
}

}  // namespace

Result<JudgedLine> read_judged_line(const std::string& coverage, const JudgedPlace& place) {
  const Result<Known> known = known_file(coverage, place.file);
  if (!known) return std::unexpected(known.error());
  const Result<logs::LogProfile> profile = profile_of(place, known->profile);
  if (!profile) return std::unexpected(profile.error());

  const Result<logs::LogFile> file = judged_file(place, *known, *profile);
  if (!file) return std::unexpected(file.error());
  std::optional<LogLine> line = read_log_line(*file, *profile, place.line);
  if (!line) {
    return fail(ErrorCode::kNotFound,
                fmt::format("line {} of `{}` is no access", place.line, place.file), {},
                "Name the line of a finding.");
  }
  return JudgedLine{std::move(line->raw), std::move(line->text), known->sha256};
}

}  // namespace sekisho::service

#include "service/source/log_profile_list.h"

#include "base/file.h"
#include "logs/limits.h"
#include "logs/log_profile.h"
#include "service/installation.h"
#include "text/json_writer.h"

namespace sekisho::service {

Result<std::string> log_profiles_json(std::filesystem::path directory) {
  if (directory.empty()) {
    Result<std::filesystem::path> found = shipped("sources");
    if (!found) return std::unexpected(found.error());
    directory = std::move(*found);
  }
  const auto profiles = logs::load_log_profiles(directory);
  if (!profiles) return std::unexpected(profiles.error());
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const logs::LogProfile& one : *profiles) {
    const Result<std::string> toml = read_file(one.path, logs::kMaxProfileBytes);
    if (!toml) return std::unexpected(toml.error());
    json.begin_object().member("profile", one.file).member("title", one.title);
    json.member("system", one.system).key("files").begin_array();
    for (const std::string& pattern : one.files) json.value(pattern);
    json.end_array().member("sha256", one.sha256).key("fields").begin_array();
    for (const auto& [field, from] : logs::mapped_fields(one))
      json.begin_object().member("field", field).member("from", from).end_object();
    json.end_array().member("text", *toml).end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service

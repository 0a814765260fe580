#include "service/review/run_json.h"

#include <fmt/format.h>

#include <map>

#include "crypto/sha256.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using text::JsonValue;
using text::JsonWriter;

void write_files(JsonWriter& json, std::string_view name, const std::vector<InputFile>& files) {
  json.key(name).begin_array();
  for (const InputFile& file : files) {
    json.begin_object();
    json.member("name", file.name).member("sha256", file.sha256);
    if (!file.segment.empty()) json.member("segment", file.segment).member("seal", file.seal);
    json.end_object();
  }
  json.end_array();
}

void write_inputs(JsonWriter& json, const RunInputs& inputs) {
  json.begin_object();
  json.member("program_version", inputs.program_version);
  json.key("options").begin_object();
  json.member("from", inputs.from).member("until", inputs.until);
  json.end_object();
  json.member("policy_set_hash", inputs.policy_set_hash);
  write_files(json, "policies", inputs.policies);
  write_files(json, "profiles", inputs.profiles);
  write_files(json, "registers", inputs.registers);
  write_files(json, "logs", inputs.logs);
  json.end_object();
}

void write_execution(JsonWriter& json, const RunExecution& execution) {
  json.begin_object();
  json.member("started", execution.started).member("ended", execution.ended);
  json.member("machine", execution.machine);
  json.member("jobs", execution.jobs).member("decisions", execution.decisions);
  json.member("registers", execution.places.registers.string());
  json.member("logs", execution.places.logs.string());
  json.member("profiles", execution.places.profiles.string());
  json.member("policies", execution.places.policies.string());
  if (!execution.places.store.empty()) {
    json.member("store", execution.places.store.string());
    json.member("known_at", execution.places.known_at);
  }
  if (!execution.places.archive.empty()) {
    json.member("archive", execution.places.archive.string());
    json.member("archive_private", execution.places.archive_private.string());
    json.member("archive_master", execution.places.archive_master.string());
  }
  json.end_object();
}

std::string text_at(const JsonValue& value, std::string_view pointer) {
  const JsonValue* found = value.at_pointer(pointer);
  if (found == nullptr) return "";
  return std::string(found->as_string().value_or(""));
}

std::vector<InputFile> files_at(const JsonValue& value, std::string_view pointer) {
  std::vector<InputFile> out;
  const JsonValue* found = value.at_pointer(pointer);
  if (found == nullptr) return out;
  for (const JsonValue& item : found->items()) {
    out.push_back({text_at(item, "/name"), text_at(item, "/sha256"), text_at(item, "/segment"),
                   text_at(item, "/seal")});
  }
  return out;
}

void compare_texts(std::string_view what, const std::string& before, const std::string& now,
                   std::vector<std::string>& out) {
  if (before != now) out.push_back(fmt::format("{}: was `{}`, is `{}`", what, before, now));
}

void compare_files(std::string_view what, const std::vector<InputFile>& before,
                   const std::vector<InputFile>& now, std::vector<std::string>& out) {
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const InputFile& file : before) both[file.name].first = file.sha256;
  for (const InputFile& file : now) both[file.name].second = file.sha256;
  for (const auto& [name, hashes] : both) {
    if (hashes.first == hashes.second) continue;
    const std::string_view how = hashes.second.empty()  ? "is missing"
                                 : hashes.first.empty() ? "is new"
                                                        : "has changed";
    out.push_back(fmt::format("{} `{}` {}", what, name, how));
  }
}

}  // namespace

std::string Run::id() const {
  std::string canonical;
  JsonWriter json(canonical);
  write_inputs(json, inputs);
  return crypto::sha256_hex(canonical).substr(0, 16);
}

std::string run_json(const Run& run) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.member("id", run.id());
  json.key("inputs");
  write_inputs(json, run.inputs);
  write_files(json, "outputs", run.outputs);
  json.key("execution");
  write_execution(json, run.execution);
  json.end_object();
  out += '\n';
  return out;
}

Result<Run> parse_run(std::string_view json, const std::string& file) {
  const Result<JsonValue> value = JsonValue::parse(json, file);
  if (!value) return std::unexpected(value.error());
  Run run;
  run.inputs = {
      text_at(*value, "/inputs/program_version"), text_at(*value, "/inputs/options/from"),
      text_at(*value, "/inputs/options/until"),   text_at(*value, "/inputs/policy_set_hash"),
      files_at(*value, "/inputs/policies"),       files_at(*value, "/inputs/profiles"),
      files_at(*value, "/inputs/registers"),      files_at(*value, "/inputs/logs")};
  run.outputs = files_at(*value, "/outputs");
  run.execution.started = text_at(*value, "/execution/started");
  run.execution.ended = text_at(*value, "/execution/ended");
  run.execution.places = {
      text_at(*value, "/execution/registers"),     text_at(*value, "/execution/logs"),
      text_at(*value, "/execution/profiles"),      text_at(*value, "/execution/policies"),
      text_at(*value, "/execution/store"),         text_at(*value, "/execution/known_at"),
      text_at(*value, "/execution/archive"),       text_at(*value, "/execution/archive_private"),
      text_at(*value, "/execution/archive_master")};
  if (run.outputs.empty() || text_at(*value, "/id") != run.id()) {
    return fail(ErrorCode::kBadInput, "this is not the run.json of a review, or it was edited",
                {file}, "Name the run.json that `sekisho review` wrote.");
  }
  return run;
}

std::vector<std::string> differences(const RunInputs& before, const RunInputs& now) {
  std::vector<std::string> out;
  compare_texts("program version", before.program_version, now.program_version, out);
  compare_texts("option --from", before.from, now.from, out);
  compare_texts("option --until", before.until, now.until, out);
  compare_files("policy", before.policies, now.policies, out);
  compare_files("profile", before.profiles, now.profiles, out);
  compare_files("register", before.registers, now.registers, out);
  compare_files("log", before.logs, now.logs, out);
  return out;
}

}  // namespace sekisho::service

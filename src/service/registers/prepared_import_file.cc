#include "service/registers/prepared_import_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "register/reject_words.h"
#include "service/store/import_words.h"
#include "text/json_members.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

constexpr std::array<std::string_view, 5> kStates = {"comparing", "shown", "applying", "applied",
                                                     "failed"};

int64_t number_at(const JsonValue& json, std::string_view name) {
  const JsonValue* value = json.find(name);
  return value == nullptr ? 0 : value->as_int().value_or(0);
}
bool flag_at(const JsonValue& json, std::string_view name) {
  const JsonValue* value = json.find(name);
  return value != nullptr && value->as_bool() == true;
}

void write_files(text::JsonWriter& json, const PreparedImport& import) {
  json.key("files").begin_array();
  for (const PreparedImport::File& file : import.files) {
    json.begin_object().member("name", file.name).member("bytes", file.bytes);
    json.member("sha256", file.sha256).end_object();
  }
  json.end_array();
}

void write_grounds(text::JsonWriter& json, const PreparedImport& import) {
  json.key("grounds").begin_array();
  for (const std::string& ground : import.grounds) json.value(ground);
  json.end_array();
}

}  // namespace

std::string_view name_of(ImportState state) {
  return kStates[static_cast<size_t>(state)];
}

std::string PreparedImport::tag() const {
  return fmt::format("\"change.{}.{}\"", base, version);
}

std::string prepared_import_file(const PreparedImport& import) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("id", import.id).member("caller", import.caller);
  json.member("prepared", import.prepared.micros).member("effective", import.effective);
  json.member("state", name_of(import.state)).member("job", import.job);
  json.member("error", import.error).member("version", import.version);
  json.member("base", import.base).member("hash", import.hash).member("nothing", import.nothing);
  json.member("approved_by", import.approved_by).member("approval", import.approval);
  json.member("change", import.change).member("entry", import.entry);
  write_files(json, import);
  write_grounds(json, import);
  json.end_object();
  return out;
}

Result<PreparedImport> parse_prepared_import(std::string_view text, const std::string& id) {
  const Result<JsonValue> json = JsonValue::parse(text, id);
  if (!json) return std::unexpected(json.error());
  const auto state = std::ranges::find(kStates, text::text_member(*json, "state"));
  if (text::text_member(*json, "id") != id || state == kStates.end()) {
    return fail(ErrorCode::kBadInput, "the file is about no import", {id}, "Remove its directory.");
  }
  PreparedImport out;
  out.id = id;
  out.caller = text::text_member(*json, "caller");
  out.prepared = {number_at(*json, "prepared")};
  out.effective = text::text_member(*json, "effective");
  out.state = static_cast<ImportState>(state - kStates.begin());
  out.job = text::text_member(*json, "job");
  out.error = text::text_member(*json, "error");
  out.version = static_cast<uint64_t>(number_at(*json, "version"));
  out.base = number_at(*json, "base");
  out.hash = text::text_member(*json, "hash");
  out.nothing = flag_at(*json, "nothing");
  out.approved_by = text::text_member(*json, "approved_by");
  out.approval = text::text_member(*json, "approval");
  out.change = number_at(*json, "change");
  out.entry = static_cast<uint64_t>(number_at(*json, "entry"));
  if (const JsonValue* files = json->find("files"); files != nullptr) {
    for (const JsonValue& file : files->items()) {
      out.files.push_back({text::text_member(file, "name"), text::text_member(file, "sha256"),
                           static_cast<uint64_t>(number_at(file, "bytes"))});
    }
  }
  if (const JsonValue* grounds = json->find("grounds"); grounds != nullptr) {
    for (const JsonValue& ground : grounds->items()) {
      out.grounds.emplace_back(ground.as_string().value_or(""));
    }
  }
  return out;
}

std::string prepared_import_request(std::string_view id, const store::Consent& consent) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("import", id);
  if (!consent.by.empty()) {
    json.member("by", consent.by).member("reason", consent.reason);
    json.member("approved_by", consent.approved_by).member("approval", consent.approval);
  }
  json.end_object();
  return out;
}

std::string prepared_import_json(const PreparedImport& import, std::string_view preview) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("import", import.id).member("state", name_of(import.state));
  json.member("caller", import.caller);
  json.member("prepared", text::rfc3339(import.prepared, text::kUtc)).member("job", import.job);
  if (!import.effective.empty()) json.member("effective", import.effective);
  if (!import.error.empty()) {
    json.member("error", import.error);
    json.member("error_ja", reg::reject_in_japanese(import.error));
  }
  write_files(json, import);
  if (!import.hash.empty()) {
    json.member("base", fmt::format("change.{}", import.base)).member("hash", import.hash);
    json.member("nothing", import.nothing).member("second_person", !import.grounds.empty());
    write_grounds(json, import);
    json.key("grounds_ja").begin_array();
    for (const std::string& ground : import.grounds) json.value(ground_in_japanese(ground));
    json.end_array();
  }
  if (!import.approved_by.empty()) json.member("approved_by", import.approved_by);
  if (!import.approval.empty()) json.member("approval", import.approval);
  if (import.change != 0) json.member("change", import.change).member("entry", import.entry);
  while (preview.ends_with('\n')) preview.remove_suffix(1);
  if (!preview.empty()) json.key("preview").raw(preview);
  json.end_object();
  return out;
}

}  // namespace sekisho::service

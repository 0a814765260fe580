#include "evidence/ocsf.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "evidence/entry.h"
#include "text/base64.h"
#include "text/encoding.h"
#include "text/json.h"

namespace sekisho::evidence {
namespace {

struct Class {
  int uid;
  int category;
  std::string_view name;
  std::string_view category_name;
};
constexpr Class kApiActivity{6003, 6, "API Activity", "Application Activity"};
constexpr Class kAuthentication{3002, 3, "Authentication", "Identity & Access Management"};
constexpr Class kEntityManagement{3004, 3, "Entity Management", "Identity & Access Management"};

// What a word of an entry is called there.
struct Mapping {
  std::string_view kind;
  std::string_view member;  // whose value chooses; empty: any entry of the kind
  std::string_view value;
  const Class& of;
  int activity;  // 99: another one, under the value's own name
  std::string_view activity_name;
};
constexpr int kOther = 99;
constexpr Mapping kMappings[] = {
    {"decision", "action", "view", kApiActivity, 2, "Read"},
    {"decision", "action", "print", kApiActivity, 2, "Read"},
    {"decision", "action", "export", kApiActivity, 2, "Read"},
    {"decision", "action", "search", kApiActivity, 2, "Read"},
    {"decision", "action", "list", kApiActivity, 2, "Read"},
    {"decision", "action", "update", kApiActivity, 3, "Update"},
    {"login", "", "", kAuthentication, 1, "Logon"},
    {"act", "act", "add", kEntityManagement, 1, "Create"},
    {"act", "act", "change", kEntityManagement, 3, "Update"},
    {"act", "act", "remove", kEntityManagement, 4, "Delete"},
    {"act", "act", "hold", kEntityManagement, kOther, "hold"},
    {"act", "act", "release", kEntityManagement, kOther, "release"},
    {"key", "event", "created", kEntityManagement, 1, "Create"},
    {"key", "", "", kEntityManagement, 3, "Update"},
    {"destruction", "", "", kEntityManagement, 4, "Delete"},
    {"export", "", "", kApiActivity, 2, "Read"},
};

std::string_view text_of(const text::JsonValue& entry, std::string_view member) {
  const text::JsonValue* const value = entry.find(member);
  return value == nullptr ? "" : value->as_string().value_or("");
}

Mapping mapping_of(const text::JsonValue& entry, std::string_view operation) {
  const std::string_view kind = text_of(entry, "kind");
  for (const Mapping& mapping : kMappings) {
    if (mapping.kind == kind &&
        (mapping.member.empty() || text_of(entry, mapping.member) == mapping.value)) {
      return mapping;
    }
  }
  return {kind, "", "", kApiActivity, kOther, operation};
}

void write_class(text::JsonWriter& json, const Mapping& mapping) {
  json.member("category_uid", mapping.of.category)
      .member("category_name", mapping.of.category_name);
  json.member("class_uid", mapping.of.uid).member("class_name", mapping.of.name);
  json.member("activity_id", mapping.activity).member("activity_name", mapping.activity_name);
  json.member("type_uid", mapping.of.uid * 100 + mapping.activity);
  json.member("severity_id", 1).member("severity", "Informational");
}

void write_status(text::JsonWriter& json, const text::JsonValue& entry) {
  const std::string_view word =
      text_of(entry, text_of(entry, "kind") == "login" ? "result" : "decision");
  const bool refused = word == "deny" || word == "failure";
  json.member("status_id", refused ? 2 : 1).member("status", refused ? "Failure" : "Success");
}

void write_place(text::JsonWriter& json, std::string_view origin, uint64_t index) {
  json.key("metadata").begin_object().member("version", "1.1.0");
  json.key("product").begin_object();
  json.member("name", "Sekisho").member("vendor_name", "Sekisho").end_object();
  json.member("log_name", origin).member("uid", fmt::format("{}#{}", origin, index));
  json.end_object();
}

void write_user(text::JsonWriter& json, const text::JsonValue& entry) {
  json.key("user").begin_object();
  if (!text_of(entry, "actor").empty()) json.member("uid", text_of(entry, "actor"));
  json.end_object();
}

void write_service(text::JsonWriter& json, std::string_view uid) {
  json.key("service").begin_object();
  if (!uid.empty()) json.member("uid", uid).member("name", uid);
  json.end_object();
}

// The members that its class has besides those of all classes.
void write_what(text::JsonWriter& json, const text::JsonValue& entry, const Mapping& mapping,
                std::string_view operation) {
  json.key("actor").begin_object();
  write_user(json, entry);
  json.end_object();
  if (&mapping.of == &kAuthentication) {
    write_user(json, entry);
    write_service(json, text_of(entry, "system"));
    return;
  }
  if (&mapping.of == &kEntityManagement) {
    const bool act = text_of(entry, "kind") == "act";
    json.key("entity").begin_object();
    json.member("type", act ? text_of(entry, "on") : "key");
    json.member(act ? "name" : "uid", text_of(entry, act ? "target" : "key")).end_object();
    return;
  }
  json.key("src_endpoint").begin_object().end_object();
  json.key("api").begin_object().member("operation", operation);
  write_service(json, text_of(entry, "system"));
  json.end_object();
  if (text_of(entry, "subject").empty()) return;
  constexpr int kResourceUid = 10;  // a type of observable
  json.key("observables").begin_array().begin_object();
  json.member("name", "subject").member("type_id", kResourceUid).member("type", "Resource UID");
  json.member("value", text_of(entry, "subject")).end_object().end_array();
}

}  // namespace

void append_ocsf(std::string& out, std::string_view origin, uint64_t index,
                 std::string_view bytes) {
  const text::JsonValue entry = text::JsonValue::parse(bytes).value_or(text::JsonValue());
  const std::string_view kind = text_of(entry, "kind");
  std::string_view operation = kind == "decision" ? text_of(entry, "action") : kind;
  if (operation.empty()) operation = "record";
  const Mapping mapping = mapping_of(entry, operation);
  const Instant time = entry_time(text_of(entry, "time")).value_or(Instant{0});
  constexpr int64_t kMicrosPerMilli = 1000;

  text::JsonWriter json(out);
  json.begin_object();
  write_class(json, mapping);
  json.member("time", time.micros / kMicrosPerMilli);
  write_status(json, entry);
  write_place(json, origin, index);
  write_what(json, entry, mapping, operation);
  if (text::valid_utf8(bytes)) {
    json.member("raw_data", bytes);
  } else {
    json.key("unmapped").begin_object();
    json.member("raw_base64", text::base64_encode(bytes)).end_object();
  }
  json.end_object();
  out += '\n';
}

}  // namespace sekisho::evidence

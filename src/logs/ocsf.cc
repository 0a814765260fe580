#include "logs/ocsf.h"

#include <fmt/format.h>

#include "text/base64.h"
#include "text/encoding.h"
#include "text/json.h"

namespace sekisho::logs {
namespace {

constexpr int kDatastoreActivity = 6005;
constexpr int kApiActivity = 6003;
constexpr int kOtherActivity = 99;
constexpr int kResourceUid = 10;  // a type of observable

struct Class {
  int uid;
  int activity;
  std::string_view name;  // of the activity
};

Class class_of(const AccessEvent& event) {
  switch (event.action) {
    case Action::kView:
      return {kDatastoreActivity, 1, "Read"};
    case Action::kPrint:
      return {kDatastoreActivity, 1, "Read"};
    case Action::kExport:
      return {kDatastoreActivity, 1, "Read"};
    case Action::kSearch:
      return {kDatastoreActivity, 4, "Query"};
    case Action::kList:
      return {kDatastoreActivity, 8, "List"};
    case Action::kUpdate:
      return {kDatastoreActivity, 2, "Update"};
    case Action::kLogin:
    case Action::kLogout:
    case Action::kBatch:
    case Action::kOther:
      break;
  }
  return {kApiActivity, kOtherActivity, name_of(event.action)};
}

void write_status(text::JsonWriter& json, Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      json.member("status_id", 1).member("status", "Success");
      return;
    case Outcome::kRefused:
      json.member("status_id", 2).member("status", "Failure");
      return;
    case Outcome::kUnknown:
      json.member("status_id", 0).member("status", "Unknown");
      return;
  }
}

void write_metadata(text::JsonWriter& json, const AccessEvent& event) {
  json.key("metadata").begin_object();
  json.member("version", "1.1.0");
  json.key("product")
      .begin_object()
      .member("name", "Sekisho")
      .member("vendor_name", "Sekisho")
      .end_object();
  json.member("log_name", event.file);
  json.member("uid", fmt::format("{}:{}", event.file, event.line));
  json.end_object();
}

void write_who_and_where(text::JsonWriter& json, const AccessEvent& event) {
  json.key("actor").begin_object().key("user").begin_object();
  if (!event.account.empty()) json.member("name", event.account);
  json.end_object().end_object();
  json.key("src_endpoint").begin_object();
  if (!event.address.empty()) json.member("ip", event.address);
  if (!event.terminal.empty()) json.member("name", event.terminal);
  json.end_object();
}

void write_what(text::JsonWriter& json, const AccessEvent& event, bool datastore) {
  if (datastore) {
    json.key("database").begin_object();
    json.member("uid", event.system).member("name", event.system_title).member("type_id", 0);
    json.end_object();
  } else {
    json.key("api").begin_object().member("operation", name_of(event.action));
    json.key("service").begin_object();
    json.member("uid", event.system).member("name", event.system_title);
    json.end_object().end_object();
  }
  if (event.object.empty()) return;
  json.key("observables").begin_array().begin_object();
  json.member("name", name_of(event.object_kind)).member("type_id", kResourceUid);
  json.member("type", "Resource UID").member("value", event.object);
  json.end_object().end_array();
}

void write_rest(text::JsonWriter& json, const AccessEvent& event) {
  const bool text = text::valid_utf8(event.raw);
  if (text) json.member("raw_data", event.raw);
  json.key("unmapped").begin_object();
  json.member("action", name_of(event.action));
  if (!event.customer.empty()) json.member("customer", event.customer);
  if (!event.items.empty()) {
    json.key("items").begin_array();
    for (const std::string& item : event.items) json.value(item);
    json.end_array();
  }
  if (!text) json.member("raw_base64", text::base64_encode(event.raw));
  json.end_object();
}

}  // namespace

void append_ocsf(std::string& out, const AccessEvent& event) {
  const Class kind = class_of(event);
  text::JsonWriter json(out);
  json.begin_object();
  json.member("category_uid", 6).member("category_name", "Application Activity");
  json.member("class_uid", kind.uid);
  json.member("class_name", kind.uid == kDatastoreActivity ? "Datastore Activity" : "API Activity");
  json.member("activity_id", kind.activity).member("activity_name", kind.name);
  json.member("type_uid", kind.uid * 100 + kind.activity);
  json.member("severity_id", 1).member("severity", "Informational");
  constexpr int64_t kMicrosPerMilli = 1000;
  json.member("time", event.time.micros / kMicrosPerMilli);
  write_status(json, event.outcome);
  write_metadata(json, event);
  write_who_and_where(json, event);
  write_what(json, event, kind.uid == kDatastoreActivity);
  write_rest(json, event);
  json.end_object();
  out += '\n';
}

}  // namespace sekisho::logs

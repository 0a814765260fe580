#include "service/review/finding_ocsf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "service/asked.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

struct Severity {
  std::string_view disposition;
  int id;
  std::string_view name;
};
constexpr std::array<Severity, 3> kSeverities{
    {{"violation", 4, "High"}, {"attempt", 3, "Medium"}, {"doubtful", 2, "Low"}}};
constexpr Severity kOther{"", 1, "Informational"};

constexpr int64_t kMicrosPerMilli = 1000;

void write_class(text::JsonWriter& json, std::string_view disposition) {
  json.member("category_uid", 2).member("category_name", "Findings");
  json.member("class_uid", 2004).member("class_name", "Detection Finding");
  json.member("activity_id", 1).member("activity_name", "Create").member("type_uid", 200401);
  const auto* const found = std::ranges::find(kSeverities, disposition, &Severity::disposition);
  const Severity& severity = found == kSeverities.end() ? kOther : *found;
  json.member("severity_id", severity.id).member("severity", severity.name);
  json.member("status_id", 1).member("status", "New");
}

}  // namespace

void append_finding_ocsf(std::string& out, std::string_view review,
                         const std::vector<std::string_view>& columns,
                         const std::function<std::string(size_t column)>& field) {
  std::map<std::string_view, std::string> row;
  for (size_t i = 0; i < columns.size(); ++i) row[columns[i]] = field(i);
  const std::string place = fmt::format("{}:{}", row["file"], row["line"]);
  text::JsonWriter json(out);
  json.begin_object();
  write_class(json, row["disposition"]);
  if (const auto time = asked_instant(row["time"]))
    json.member("time", time->micros / kMicrosPerMilli);
  json.key("metadata").begin_object().member("version", "1.1.0");
  json.key("product").begin_object();
  json.member("name", "Sekisho").member("vendor_name", "Sekisho").end_object();
  json.member("uid", fmt::format("{}#{}", review, place)).end_object();
  json.key("finding_info").begin_object().member("uid", place);
  json.member("title", row["route"].empty() ? row["reason"] : row["route"]);
  json.key("types").begin_array().value(row["disposition"]).end_array().end_object();
  json.key("evidences").begin_array().begin_object();
  json.key("actor").begin_object().key("user").begin_object();
  json.member("uid", row["account"]).end_object().end_object();
  json.key("src_endpoint").begin_object().member("name", row["terminal"]).end_object();
  json.key("api").begin_object().member("operation", row["action"]);
  json.key("service").begin_object().member("name", row["system"]).end_object().end_object();
  json.end_object().end_array();
  if (!row["object"].empty()) {
    json.key("resources").begin_array().begin_object();
    json.member("uid", row["object"]).end_object().end_array();
  }
  json.key("unmapped").begin_object();
  for (const std::string_view column : columns) json.member(column, row[column]);
  json.end_object().end_object();
  out += '\n';
}

}  // namespace sekisho::service

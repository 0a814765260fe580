#include "http/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "http/detail_words.h"
#include "text/json.h"

namespace sekisho::http {
namespace {

constexpr ProblemRow kRows[] = {
#include "http/problem_rows.inc"
};

// What is not known in Japanese is said in English rather than not at all.
std::string in_language(const std::string& said, bool japanese) {
  std::string known = japanese ? japanese_of(said) : std::string();
  return known.empty() ? said : known;
}

std::string uri_of(const ProblemRow& row) {
  return fmt::format("/api/v1/problems/{}", row.name);
}

}  // namespace

const ProblemRow& row_of(Problem problem) {
  return kRows[static_cast<size_t>(problem)];
}

const ProblemRow* find_problem(std::string_view name) {
  const auto* found = std::ranges::find(kRows, name, &ProblemRow::name);
  return found == std::end(kRows) ? nullptr : found;
}

Fault fault_of(const Error& error) {
  Fault out;
  switch (error.code) {
    case ErrorCode::kUsage:
    case ErrorCode::kBadInput:
    case ErrorCode::kUnsupported:
      out.problem = Problem::kInvalidRequest;
      break;
    case ErrorCode::kNotFound:
      out.problem = Problem::kNotFound;
      break;
    case ErrorCode::kLimit:
      out.problem = Problem::kBusy;
      out.headers = {{"Retry-After", "60"}};
      break;
    case ErrorCode::kIo:
    case ErrorCode::kInternal:
      return out;
  }
  out.detail = error.message;
  out.help = error.help;
  if (error.place.line != 0) {
    out.place = fmt::format("{}:{}:{}", error.place.file, error.place.line, error.place.column);
  }
  return out;
}

Fault conflict_of(const Error& error) {
  Fault out = fault_of(error);
  if (error.code == ErrorCode::kUsage) out.problem = Problem::kConflict;
  return out;
}

Response problem_response(const Fault& fault, bool japanese, std::string_view request_id) {
  const ProblemRow& row = row_of(fault.problem);
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("type", uri_of(row)).member("title", japanese ? row.title_ja : row.title);
  json.member("status", row.status);
  const std::string& said = japanese && !fault.detail_ja.empty() ? fault.detail_ja : fault.detail;
  const std::string detail = in_language(said, japanese);
  if (!detail.empty()) json.member("detail", detail);
  const std::string_view help = japanese ? row.help_ja : row.help;
  json.member("help", fault.help.empty() ? std::string(help) : in_language(fault.help, japanese));
  if (!fault.place.empty()) json.member("place", fault.place);
  if (!fault.purpose.empty()) json.member("purpose", fault.purpose);
  if (!fault.complaints.empty()) {
    json.key("errors").begin_array();
    for (const Complaint& one : fault.complaints) {
      json.begin_object().member("at", one.at);
      json.member("detail", one.detail.in(japanese)).end_object();
    }
    json.end_array();
  }
  json.member("request_id", request_id);
  json.end_object();
  Response response{.status = row.status,
                    .content_type = "application/problem+json",
                    .body = out + "\n",
                    .headers = fault.headers};
  response.headers.push_back({"Content-Language", japanese ? "ja" : "en"});
  return response;
}

std::string problem_type_json(const ProblemRow& row) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("type", uri_of(row)).member("status", row.status);
  json.member("title", row.title).member("title_ja", row.title_ja);
  json.member("help", row.help).member("help_ja", row.help_ja);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::http

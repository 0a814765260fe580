#include <fmt/format.h>

#include <iterator>

#include "crypto/sha256.h"
#include "http/handlers.h"
#include "service/installation.h"
#include "text/json_writer.h"

// Health, figures, the document and what it names.
namespace sekisho::http {
namespace {

constexpr std::string_view kOk = "{\"status\":\"ok\"}\n";

}  // namespace

Answer get_health(const Call& /*call*/) {
  return json_response(std::string(kOk));
}

// It can work where its directories and the shipped rules are there.
Answer get_readiness(const Call& call) {
  std::error_code code;
  if (!std::filesystem::is_directory(call.services.places->reviews(), code)) {
    return refuse(Problem::kNotReady, "the directory of reviews is gone");
  }
  for (const char* name : {"policies", "sources"}) {
    if (!service::shipped(name)) return refuse(Problem::kNotReady, "shipped files are missing");
  }
  return json_response(std::string(kOk));
}

Answer get_metrics(const Call& call) {
  std::string text = call.metrics.text();
  append_family(text, "sekisho_jobs", "gauge", "Jobs that are kept, by state.");
  const std::vector<uint64_t> counts = call.services.jobs->counts();
  for (size_t i = 0; i < counts.size(); ++i) {
    fmt::format_to(std::back_inserter(text), "sekisho_jobs{{state=\"{}\"}} {}\n",
                   name_of(static_cast<service::JobState>(i)), counts[i]);
  }
  return Response{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                  .body = std::move(text)};
}

Answer get_document(const Call& call) {
  Response response = json_response(call.routes.json());
  response.cache_control = "no-cache";
  response.etag = fmt::format("\"{}\"", crypto::sha256_hex(response.body).substr(0, 16));
  return response;
}

Answer get_problem(const Call& call) {
  const ProblemRow* row = find_problem(call.arguments.text("problem"));
  if (row == nullptr) return refuse(Problem::kNotFound, "there is no such type of problem");
  return json_response(problem_type_json(*row));
}

Answer list_data_sets(const Call& call) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  for (const char* kind : {"registers", "logs", "policies"}) {
    json.key(kind).begin_array();
    for (const std::string& name : call.services.places->data_sets(kind)) json.value(name);
    json.end_array();
  }
  json.end_object();
  return json_response(out + "\n");
}

}  // namespace sekisho::http

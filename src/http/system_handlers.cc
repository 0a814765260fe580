#include <fmt/format.h>

#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "http/handlers.h"
#include "service/installation.h"
#include "service/store/register_history.h"
#include "text/json_members.h"
#include "text/json_writer.h"

// Health, figures, the document and what it names.
namespace sekisho::http {
namespace {

constexpr std::string_view kOk = "{\"status\":\"ok\"}\n";

// How the looks of a gate come into the record.
void append_gate(std::string& out, const service::GateDrain::Status& status) {
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help,
                       auto value) {
    append_family(out, name, type, help);
    fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
  };
  add("sekisho_gate_spool_works", "gauge", "1: the gate's spool is read without an error.",
      status.works ? 1 : 0);
  add("sekisho_gate_looks_total", "counter", "Entries of the gate's spool that are in the record.",
      status.taken);
  add("sekisho_gate_gaps_total", "counter", "Gaps among them, and such that could not be read.",
      status.gaps);
  add("sekisho_gate_looks_waiting", "gauge", "Entries of the spool that are known to wait.",
      status.waiting);
  add("sekisho_gate_behind_seconds", "gauge", "How old looks are when they come into the record.",
      static_cast<double>(status.behind_micros) / 1e6);
}

using Names = std::map<std::string, std::string, std::less<>>;  // by codes

// What a register says now, from what is in memory.
std::expected<std::vector<text::JsonValue>, Fault> rows_now(const Call& call, const char* table) {
  service::AsOfQuestion every;
  every.table = table;
  const auto answer = call.services.ledger->view([&](const store::StoreView& store) {
    return service::registers_as_of(store, every, call.now, call.services.facts);
  });
  if (!answer) return std::unexpected(fault_of(answer.error()));
  std::vector<text::JsonValue> out;
  for (const store::Fact& fact : answer->facts) {
    auto says = text::JsonValue::parse(fact.says.fields);
    if (!says) return std::unexpected(fault_of(says.error()));
    out.push_back(std::move(*says));
  }
  return out;
}

Answer names_response(std::string_view what, const Names& names) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& [code, name] : names)
    json.begin_object().member(what, code).member("name", name).end_object();
  json.end_array().end_object();
  return json_response(out + "\n");
}

}  // namespace

Answer get_health(const Call& /*call*/) {
  return json_response(std::string(kOk));
}

// It can work where its directories and the shipped rules are there, and without delay where the
// registers were read.
Answer get_readiness(const Call& call) {
  std::error_code code;
  if (!std::filesystem::is_directory(call.services.places->reviews(), code)) {
    return refuse(Problem::kNotReady, "the directory of reviews is gone");
  }
  for (const char* name : {"policies", "sources"}) {
    if (!service::shipped(name)) return refuse(Problem::kNotReady, "shipped files are missing");
  }
  if (!call.services.knowledge->is_ready())
    return refuse(Problem::kNotReady, "the registers are still being read");
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
  if (call.services.gate != nullptr) append_gate(text, call.services.gate->status());
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

Answer list_systems(const Call& call) {
  const auto rows = rows_now(call, "systems");
  if (!rows) return std::unexpected(rows.error());
  Names names;
  for (const text::JsonValue& row : *rows)
    names.insert_or_assign(text_member(row, "system"), text_member(row, "name"));
  return names_response("system", names);
}

// A code stands for the entity that has it now, whoever had it before; without such a row it is an
// entity's own.
Answer list_retailers(const Call& call) {
  const auto entities = rows_now(call, "entities");
  if (!entities) return std::unexpected(entities.error());
  const auto codes = rows_now(call, "retailer_codes");
  if (!codes) return std::unexpected(codes.error());
  Names all;
  Names names;
  for (const text::JsonValue& row : *entities) {
    const std::string entity = text_member(row, "entity");
    const std::string& name = all[entity] = text_member(row, "name");
    const std::string kind = text_member(row, "kind");
    if (kind == "retailer" || kind == "affiliate") names.insert_or_assign(entity, name);
  }
  for (const text::JsonValue& row : *codes) {
    const auto named = all.find(text_member(row, "entity"));
    if (named != all.end()) names.insert_or_assign(text_member(row, "code"), named->second);
  }
  return names_response("retailer", names);
}

}  // namespace sekisho::http

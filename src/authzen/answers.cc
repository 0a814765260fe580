#include "authzen/answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "authzen/limits.h"
#include "text/json_writer.h"

namespace sekisho::authzen {
namespace {

void write(text::JsonWriter& json, const Decision& decision) {
  json.begin_object().member("decision", decision.allowed);
  if (!decision.context.empty()) json.key("context").raw(decision.context);
  json.end_object();
}

// An evaluation that could not be asked (section 7.2.1).
Decision denied(const Error& error) {
  Decision out;
  text::JsonWriter json(out.context);
  json.begin_object().key("error").begin_object();
  json.member("status", 400).member("message", error.message);
  json.end_object().end_object();
  return out;
}

// Those that are asked: all that can be, up to what ends the request anyway.
std::vector<Evaluation> asked_of(const Evaluations& request) {
  std::vector<Evaluation> out;
  for (const Result<Evaluation>& item : request.items) {
    if (item) {
      out.push_back(*item);
    } else if (ends(request.semantic, false)) {
      break;
    }
  }
  return out;
}

// The decisions with what could not be asked in its place.
std::vector<Decision> in_their_places(const Evaluations& request, std::vector<Decision> decisions) {
  std::vector<Decision> out;
  size_t next = 0;
  for (const Result<Evaluation>& item : request.items) {
    if (item && next == decisions.size()) break;
    out.push_back(item ? std::move(decisions[next++]) : denied(item.error()));
    if (ends(request.semantic, out.back().allowed)) break;
  }
  return out;
}

}  // namespace

Result<Decision> decide_evaluation(const text::JsonValue& request, DecisionPoint& point) {
  const Result<Evaluation> evaluation = read_evaluation(request);
  if (!evaluation) return std::unexpected(evaluation.error());
  auto decisions = point.decide({&*evaluation, 1}, Semantic::kExecuteAll);
  if (!decisions) return std::unexpected(decisions.error());
  SEKISHO_INVARIANT(decisions->size() == 1);
  return std::move(decisions->front());
}

std::string to_json(const Decision& decision) {
  std::string out;
  text::JsonWriter json(out);
  write(json, decision);
  return out;
}

Result<std::string> answer_evaluations(const text::JsonValue& request, DecisionPoint& point) {
  const Result<Evaluations> evaluations = read_evaluations(request);
  if (!evaluations) return std::unexpected(evaluations.error());
  const std::vector<Evaluation> asked = asked_of(*evaluations);
  auto decisions = point.decide(asked, evaluations->semantic);
  if (!decisions) return std::unexpected(decisions.error());
  if (!evaluations->boxed) {
    SEKISHO_INVARIANT(decisions->size() == 1);
    return to_json(decisions->front());
  }
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("evaluations").begin_array();
  for (const Decision& one : in_their_places(*evaluations, std::move(*decisions))) write(json, one);
  json.end_array().end_object();
  return out;
}

Result<std::string> answer_search(const text::JsonValue& request, Sought sought,
                                  DecisionPoint& point) {
  const Result<Search> search = read_search(request, sought);
  if (!search) return std::unexpected(search.error());
  const auto found = point.find(sought, search->asked);
  if (!found) return std::unexpected(found.error());
  const uint64_t total = found->size();
  const uint64_t from = std::min(search->from, total);
  const uint64_t most = search->limit == 0 ? kMaxPage : std::min(search->limit, kMaxPage);
  const uint64_t until = from + std::min(most, total - from);
  const std::string& type =
      sought == Sought::kSubject ? search->asked.subject.type : search->asked.resource.type;
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("results").begin_array();
  for (uint64_t i = from; i < until; ++i) {
    json.begin_object();
    if (sought == Sought::kAction) {
      json.member("name", (*found)[i]);
    } else {
      json.member("type", type).member("id", (*found)[i]);
    }
    json.end_object();
  }
  json.end_array().key("page").begin_object();
  json.member("next_token", until < total ? std::to_string(until) : "");
  json.member("count", until - from).member("total", total);
  json.end_object().end_object();
  return out;
}

std::string configuration(std::string_view base) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("policy_decision_point", base);
  const auto endpoint = [&](std::string_view name, std::string_view path) {
    json.member(name, fmt::format("{}/access/v1/{}", base, path));
  };
  endpoint("access_evaluation_endpoint", "evaluation");
  endpoint("access_evaluations_endpoint", "evaluations");
  endpoint("search_subject_endpoint", "search/subject");
  endpoint("search_resource_endpoint", "search/resource");
  endpoint("search_action_endpoint", "search/action");
  json.end_object();
  return out;
}

}  // namespace sekisho::authzen

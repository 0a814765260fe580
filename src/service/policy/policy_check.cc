#include "service/policy/policy_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "cedar/parser.h"
#include "service/policy/policy_files.h"

namespace sekisho::service {
namespace {

using policy::Finding;
using policy::Source;

// Checks set after set, reading each schema once.
class Checker {
 public:
  explicit Checker(const PolicyCheckRequest& request) : request_(request) {}

  Result<PolicyCheckReport> run() {
    const auto sets = read_policy_sets(request_.paths, request_.standard_input);
    if (!sets) return std::unexpected(sets.error());
    for (const PolicySetFiles& set : *sets) {
      if (auto ok = check(set); !ok) return std::unexpected(ok.error());
    }
    return std::move(report_);
  }

 private:
  Result<void> check(const PolicySetFiles& set) {
    const Result<size_t> schema = schema_of(set);
    if (!schema) return std::unexpected(schema.error());
    policy::CheckOptions options{.kind = set.kind,
                                 .mode = request_.permissive ? cedar::ValidationMode::kPermissive
                                                             : cedar::ValidationMode::kStrict,
                                 .level = request_.level};
    const auto vocabulary = vocabulary_for(set.folder, set.kind);
    if (!vocabulary) add_once("obligation", vocabulary.error());
    const auto& parsed = schemas_[*schema];
    const std::vector<Finding> found =
        policy::check_policies(set.sources, parsed ? &*parsed : nullptr,
                               vocabulary ? *vocabulary : policy::Vocabulary{}, options);
    report_.findings.insert(report_.findings.end(), found.begin(), found.end());
    report_.files += set.sources.size();
    for (const Source& source : set.sources) {
      const auto policies = cedar::parse_policies_collecting(source.text).policies;
      const size_t count = policies.size() + policies.templates().size();
      report_.policies += count;
      report_.schemas[*schema].policies += count;
      report_.texts.emplace(source.name, source.text);
    }
    return {};
  }

  // The place of the set's schema in `schemas_`.
  Result<size_t> schema_of(const PolicySetFiles& set) {
    const Result<Source> source = schema_for(set.folder, request_.schema);
    if (!source) return std::unexpected(source.error());
    for (size_t i = 0; i < report_.schemas.size(); ++i) {
      if (report_.schemas[i].file == source->name) return i;
    }
    report_.schemas.push_back({source->name});
    report_.texts.emplace(source->name, source->text);
    Result<cedar::Schema> schema = cedar::parse_schema(source->text, source->name);
    if (schema) {
      schemas_.emplace_back(std::move(*schema));
    } else {
      schemas_.emplace_back();
      report_.schemas.back().readable = false;
      add_once("schema", schema.error());
    }
    const std::vector<Finding> odd = policy::check_schema_text(*source);
    report_.findings.insert(report_.findings.end(), odd.begin(), odd.end());
    return report_.schemas.size() - 1;
  }

  void add_once(const std::string& rule, const Error& error) {
    const auto same = [&](const Finding& one) { return one.error == error; };
    if (std::ranges::any_of(report_.findings, same)) return;
    report_.findings.push_back({cedar::Severity::kError, rule, "", error});
    if (const auto source = read_source(error.place.file, {}))
      report_.texts.emplace(source->name, source->text);
  }

  const PolicyCheckRequest& request_;
  PolicyCheckReport report_;
  std::vector<std::optional<cedar::Schema>> schemas_;  // beside report_.schemas
};

}  // namespace

size_t PolicyCheckReport::errors() const {
  return static_cast<size_t>(std::ranges::count_if(
      findings, [](const Finding& one) { return one.severity == cedar::Severity::kError; }));
}

Result<PolicyCheckReport> check_policy_files(const PolicyCheckRequest& request) {
  return Checker(request).run();
}

}  // namespace sekisho::service

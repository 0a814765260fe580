#include "barrier/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/file.h"
#include "cedar/parser.h"
#include "cedar/validator.h"
#include "crypto/sha256.h"

namespace sekisho::barrier {
namespace {

constexpr uint64_t kMaxPolicyFileBytes = 4 << 20;
constexpr const char* kVocabularyFile = "obligations.toml";

// The files of a directory of that ending, by name, relative to `root`.
Result<std::vector<Rules::File>> read_files(const std::filesystem::path& root,
                                            const std::string& folder, const std::string& ending) {
  std::vector<std::string> names;
  std::error_code ec;
  for (const auto& entry : std::filesystem::directory_iterator(root / folder, ec)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(ending)) continue;
    names.push_back(folder.empty() ? name : fmt::format("{}/{}", folder, name));
  }
  std::sort(names.begin(), names.end());
  std::vector<Rules::File> files;
  for (const std::string& name : names) {
    Result<std::string> text = read_file(root / name, kMaxPolicyFileBytes);
    if (!text) return std::unexpected(text.error());
    files.push_back({name, std::move(*text)});
  }
  return files;
}

Result<cedar::PolicySet> parse_files(const std::vector<Rules::File>& files) {
  cedar::PolicySet all;
  for (const Rules::File& file : files) {
    Result<cedar::PolicySet> some =
        cedar::parse_policies(file.text, {.ids_from_annotation = true, .file = file.name});
    if (!some) return std::unexpected(some.error());
    if (Result<void> merged = all.merge(*some); !merged) {
      Error error = merged.error();
      if (error.place.file.empty()) error.place.file = file.name;
      return std::unexpected(error);
    }
  }
  return all;
}

Result<int> rank_of(const cedar::Policy& policy) {
  const std::string* rank = policy.annotation("rank");
  int value = 0;
  const bool good = rank != nullptr && policy.annotation("route") != nullptr &&
                    std::from_chars(rank->data(), rank->data() + rank->size(), value).ptr ==
                        rank->data() + rank->size() &&
                    !rank->empty();
  if (good) return value;
  return fail(
      ErrorCode::kBadInput,
      fmt::format("the route policy `{}` has no @route or no whole number as @rank", policy.id),
      policy.place, "Write @route(\"name\") and @rank(\"50\") before the policy.");
}

Result<cedar::PolicySet> by_rank(const cedar::PolicySet& policies) {
  std::vector<std::pair<int, size_t>> ranked;  // highest rank first, then as written
  for (size_t i = 0; i < policies.size(); ++i) {
    const Result<int> rank = rank_of(policies.policies()[i]);
    if (!rank) return std::unexpected(rank.error());
    ranked.emplace_back(-*rank, i);
  }
  std::sort(ranked.begin(), ranked.end());
  cedar::PolicySet out;
  for (const auto& [rank, index] : ranked) {
    Result<void> added = out.add(policies.policies()[index]);
    if (!added) return std::unexpected(added.error());
  }
  return out;
}

void widen(cedar::Footprint& all, const cedar::Footprint& more) {
  all.attributes.insert(more.attributes.begin(), more.attributes.end());
  all.paths.insert(more.paths.begin(), more.paths.end());
  all.deep_paths.insert(more.deep_paths.begin(), more.deep_paths.end());
  all.whole_attributes.insert(more.whole_attributes.begin(), more.whole_attributes.end());
  all.variables.insert(more.variables.begin(), more.variables.end());
  all.entities.insert(more.entities.begin(), more.entities.end());
  all.types.insert(more.types.begin(), more.types.end());
  all.tags.insert(more.tags.begin(), more.tags.end());
  all.paths_complete = all.paths_complete && more.paths_complete;
  all.computed_tags = all.computed_tags || more.computed_tags;
  all.uses_ancestors = all.uses_ancestors || more.uses_ancestors;
}

Result<cedar::PolicySet> load_set(const std::filesystem::path& directory, const std::string& folder,
                                  std::vector<Rules::File>& files) {
  Result<std::vector<Rules::File>> some = read_files(directory, folder, ".cedar");
  if (!some) return std::unexpected(some.error());
  Result<cedar::PolicySet> policies = parse_files(*some);
  files.insert(files.end(), some->begin(), some->end());
  return policies;
}

Result<policy::Vocabulary> load_vocabulary(const std::filesystem::path& directory,
                                           std::vector<Rules::File>& files) {
  Result<std::vector<Rules::File>> found = read_files(directory, "", kVocabularyFile);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return policy::Vocabulary{};
  files.push_back(std::move(found->front()));
  return policy::Vocabulary::parse(files.back().text, files.back().name);
}

// A policy that asks for what the schema does not have would never hold, and nobody would be told.
Result<void> check_against(const cedar::Schema& schema, const cedar::PolicySet& policies) {
  const cedar::ValidationReport report = cedar::validate(policies, schema);
  if (report.passed()) return {};
  Error error = report.errors.front().error;
  error.message = fmt::format("policy `{}`: {}", report.errors.front().policy, error.message);
  const cedar::Policy* policy = policies.find(report.errors.front().policy);
  if (error.place.file.empty() && policy != nullptr) error.place.file = policy->place.file;
  return std::unexpected(std::move(error));
}

// A word that nobody knows would keep back at a gate what its author wanted to pass.
Result<void> check_gate_annotations(const cedar::PolicySet& doubts) {
  for (const cedar::Policy& policy : doubts) {
    const std::string* const said = policy.annotation("gate");
    if (said == nullptr || *said == kPasses) continue;
    return fail(ErrorCode::kBadInput,
                fmt::format("the doubt `{}` has an @gate that means nothing", policy.id),
                policy.place, "Write @gate(\"passes\"), or leave it out: the gate denies then.");
  }
  return {};
}

Result<cedar::Schema> parse_one_schema(const std::vector<Rules::File>& files,
                                       const std::filesystem::path& directory) {
  if (files.size() == 1) return cedar::parse_schema(files[0].text, files[0].name);
  return fail(ErrorCode::kNotFound,
              fmt::format("{} schemas in `{}`", files.size(), directory.string()), {},
              "Keep exactly one file *.cedarschema beside barrier/, doubts/ and routes/.");
}

}  // namespace

Result<Rules> load_rules(const std::filesystem::path& directory) {
  Rules rules;
  Result<std::vector<Rules::File>> schema = read_files(directory, "", ".cedarschema");
  if (!schema) return std::unexpected(schema.error());
  rules.files = std::move(*schema);
  const Result<cedar::Schema> vocabulary = parse_one_schema(rules.files, directory);
  if (!vocabulary) return std::unexpected(vocabulary.error());
  Result<policy::Vocabulary> obligations = load_vocabulary(directory, rules.files);
  if (!obligations) return std::unexpected(obligations.error());
  rules.vocabulary = std::move(*obligations);
  Result<cedar::PolicySet> barrier = load_set(directory, "barrier", rules.files);
  if (!barrier) return std::unexpected(barrier.error());
  Result<cedar::PolicySet> doubts = load_set(directory, "doubts", rules.files);
  if (!doubts) return std::unexpected(doubts.error());
  Result<cedar::PolicySet> routes = load_set(directory, "routes", rules.files);
  if (!routes) return std::unexpected(routes.error());
  Result<cedar::PolicySet> ranked = by_rank(*routes);
  if (!ranked) return std::unexpected(ranked.error());
  if (barrier->size() == 0) {
    return fail(ErrorCode::kNotFound,
                fmt::format("no policy in `{}`", (directory / "barrier").string()), {},
                "Point --policies at a directory that holds barrier/*.cedar.");
  }
  rules.barrier = std::move(*barrier);
  rules.doubts = std::move(*doubts);
  rules.routes = std::move(*ranked);
  if (auto good = check_gate_annotations(rules.doubts); !good) return std::unexpected(good.error());
  for (const cedar::PolicySet* set : {&rules.barrier, &rules.doubts, &rules.routes}) {
    if (Result<void> fits = check_against(*vocabulary, *set); !fits) {
      return std::unexpected(fits.error());
    }
    widen(rules.footprint, cedar::footprint(*set));
  }
  return rules;
}

Result<void> check_obligations(const Rules& rules) {
  for (const cedar::Policy& policy : rules.barrier) {
    if (policy.effect != cedar::Effect::kPermit) continue;
    const auto known = policy::obligations_of(policy, rules.vocabulary);
    if (known) continue;
    Error error = known.error();
    error.message = fmt::format("policy `{}`: {}", policy.id, error.message);
    return std::unexpected(std::move(error));
  }
  return {};
}

std::string policy_set_hash(const Rules& rules) {
  std::string all;
  for (const Rules::File& file : rules.files)
    all += file.name + " " + crypto::sha256_hex(file.text) + "\n";
  return crypto::sha256_hex(all);
}

}  // namespace sekisho::barrier

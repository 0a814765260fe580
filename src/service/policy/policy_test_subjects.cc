#include <fmt/format.h>

#include <algorithm>

#include "barrier/decide.h"
#include "cedar/authorizer.h"
#include "cedar/parser.h"
#include "service/decide_request.h"
#include "service/installation.h"
#include "service/policy/policy_files.h"
#include "service/policy/policy_test_subjects.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using policy::Got;

class PlainSubject final : public TestSubject {
 public:
  PlainSubject(std::string name, cedar::PolicySet policies, cedar::Schema schema,
               policy::Vocabulary vocabulary)
      : name_(std::move(name)),
        policies_(std::move(policies)),
        schema_(std::move(schema)),
        vocabulary_(std::move(vocabulary)),
        coverage_(std::make_shared<policy::Coverage>(policies_, schema_)) {}

  const cedar::Schema& schema() const override { return schema_; }
  const policy::Vocabulary& vocabulary() const override { return vocabulary_; }

  Result<Got> decide(const policy::TestCase& one, const policy::TestHeader&,
                     const fs::path&) override {
    if (one.as_of) {
      return fail(ErrorCode::kBadInput, "only cases about a barrier can name an instant", one.place,
                  "Use `rules` in place of `policies`, or give the request.");
    }
    coverage_->add(one.request, one.entities);
    return policy::decide_plain(policies_, vocabulary_, one.request, one.entities);
  }

  std::vector<PolicyTestCoverage> coverage() const override { return {{name_, coverage_}}; }

 private:
  std::string name_;
  cedar::PolicySet policies_;
  cedar::Schema schema_;
  policy::Vocabulary vocabulary_;
  std::shared_ptr<policy::Coverage> coverage_;
};

class BarrierSubject final : public TestSubject {
 public:
  BarrierSubject(fs::path directory, barrier::Rules rules, cedar::Schema schema)
      : directory_(std::move(directory)), rules_(std::move(rules)), schema_(std::move(schema)) {
    for (const auto& [folder, set] : sets())
      coverage_.push_back(
          {(directory_ / folder).string(), std::make_shared<policy::Coverage>(*set, schema_)});
  }

  const cedar::Schema& schema() const override { return schema_; }
  const policy::Vocabulary& vocabulary() const override { return rules_.vocabulary; }

  Result<Got> decide(const policy::TestCase& one, const policy::TestHeader& header,
                     const fs::path& folder) override {
    if (one.as_of) return decide_as_of(one, header, folder);
    const barrier::World world{one.request, one.entities};
    return got(barrier::decide(rules_, world), world);
  }

  std::vector<PolicyTestCoverage> coverage() const override {
    std::vector<PolicyTestCoverage> out;
    for (const auto& [name, coverage] : coverage_) out.push_back({name, coverage});
    return out;
  }

 private:
  struct Counted {
    std::string name;
    std::shared_ptr<policy::Coverage> coverage;
  };
  std::vector<std::pair<std::string, const cedar::PolicySet*>> sets() const {
    return {{"barrier", &rules_.barrier}, {"doubts", &rules_.doubts}, {"routes", &rules_.routes}};
  }

  Got got(const barrier::Outcome& outcome, const barrier::World& world) {
    const bool denied = outcome.verdict == barrier::Verdict::kDenied;
    coverage_[0].coverage->add(world.request, world.entities);
    coverage_[denied ? 2 : 1].coverage->add(world.request, world.entities);
    Got out{.decision = std::string(barrier::name_of(outcome.verdict)),
            .policies = outcome.policies,
            .reason = outcome.reason,
            .route = outcome.route,
            .obligations = policy::to_string(outcome.obligations)};
    for (const cedar::PolicyError& error :
         cedar::is_authorized(rules_.barrier, world.request, world.entities).errors) {
      out.errors.push_back(error.policy);
    }
    return out;
  }

  Result<Got> decide_as_of(const policy::TestCase& one, const policy::TestHeader& header,
                           const fs::path& folder) {
    const auto facts = facts_for(one, header, folder);
    if (!facts) return std::unexpected(facts.error());
    const policy::AsOf& asked = *one.as_of;
    std::vector<barrier::World> worlds;
    const auto answer = decide_request({.places = {},
                                        .system = asked.system,
                                        .account = asked.account,
                                        .terminal = asked.terminal,
                                        .address = asked.address,
                                        .at = asked.at,
                                        .action = asked.action,
                                        .object = asked.object},
                                       *(*facts)->barrier, (*facts)->profiles, &worlds);
    if (!answer) {
      Error error = answer.error();
      error.place = one.place;
      return std::unexpected(std::move(error));
    }
    Got out{.decision = std::string(answer->verdict())};
    for (size_t i = 0; i < worlds.size(); ++i) {
      const barrier::Outcome outcome = barrier::decide(rules_, worlds[i]);
      Got each = got(outcome, worlds[i]);
      if (i != 0) continue;
      each.decision = out.decision;
      out = std::move(each);
    }
    return out;
  }

  struct Facts {
    std::unique_ptr<Barrier> barrier;
    std::vector<logs::LogProfile> profiles;
  };
  // Registers by directory, read once.
  Result<const Facts*> facts_for(const policy::TestCase& one, const policy::TestHeader& header,
                                 const fs::path& folder) {
    if (header.registers.empty()) {
      return fail(ErrorCode::kBadInput, "a case that names an instant needs registers", one.place,
                  "Name their directory with `registers` above the cases.");
    }
    const auto below = [&](const std::string& path) {
      return path.empty() ? fs::path() : (folder / path).lexically_normal();
    };
    const std::pair key(below(header.registers), below(header.profiles));
    const auto known = facts_.find(key);
    if (known != facts_.end()) return &known->second;
    const auto places = resolved({key.first, {}, key.second, directory_}, false);
    if (!places) return std::unexpected(places.error());
    auto profiles = logs::load_log_profiles(places->profiles);
    if (!profiles) return std::unexpected(profiles.error());
    auto barrier = load_barrier(*places);
    if (!barrier) return std::unexpected(barrier.error());
    Facts& facts = facts_[key];
    facts = {std::move(*barrier), std::move(*profiles)};
    return &facts;
  }

  fs::path directory_;
  barrier::Rules rules_;
  cedar::Schema schema_;
  std::vector<Counted> coverage_;  // in the order of sets()
  std::map<std::pair<fs::path, fs::path>, Facts> facts_;
};

Result<void> merge_files(const PolicySetFiles& files, cedar::PolicySet& all) {
  for (const policy::Source& source : files.sources) {
    const auto some =
        cedar::parse_policies(source.text, {.ids_from_annotation = true, .file = source.name});
    if (!some) return std::unexpected(some.error());
    if (auto merged = all.merge(*some); !merged) {
      Error error = merged.error();
      if (error.place.file.empty()) error.place.file = source.name;
      return std::unexpected(std::move(error));
    }
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<TestSubject>> plain_subject(const std::vector<std::string>& paths,
                                                   const std::string& schema) {
  const auto sets = read_policy_sets(paths, {});
  if (!sets) return std::unexpected(sets.error());
  cedar::PolicySet all;
  for (const PolicySetFiles& set : *sets) {
    if (auto ok = merge_files(set, all); !ok) return std::unexpected(ok.error());
  }
  const auto source = schema_for(sets->front().folder, schema);
  if (!source) return std::unexpected(source.error());
  auto vocabulary = vocabulary_for(sets->front().folder, policy::SetKind::kPlain);
  if (!vocabulary) return std::unexpected(vocabulary.error());
  auto read = cedar::parse_schema(source->text, source->name);
  if (!read) return std::unexpected(read.error());
  const auto report = cedar::validate(all, *read);
  if (!report.passed()) return std::unexpected(report.errors.front().error);
  return std::make_unique<PlainSubject>(fmt::format("{}", fmt::join(paths, ", ")), std::move(all),
                                        std::move(*read), std::move(*vocabulary));
}

Result<std::unique_ptr<TestSubject>> barrier_subject(const fs::path& directory) {
  auto rules = barrier::load_rules(directory);
  if (!rules) return std::unexpected(rules.error());
  const barrier::Rules::File& schema = rules->files.front();
  auto read = cedar::parse_schema(schema.text, schema.name);
  if (!read) return std::unexpected(read.error());
  return std::make_unique<BarrierSubject>(directory, std::move(*rules), std::move(*read));
}

}  // namespace sekisho::service

#include "service/policy/run_policy_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "service/policy/policy_files.h"
#include "service/policy/policy_test_subjects.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using policy::TestCase;
using policy::TestHeader;

// Test files by name. In a folder only files with a `[[case]]` are some: others may be worlds.
Result<std::vector<policy::Source>> read_test_files(const std::vector<std::string>& paths) {
  std::vector<policy::Source> out;
  for (const std::string& path : paths) {
    std::error_code ec;
    if (!fs::is_directory(path, ec)) {
      auto source = read_source(path, {});
      if (!source) return std::unexpected(source.error());
      out.push_back(std::move(*source));
      continue;
    }
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(path, ec)) {
      if (entry.path().extension() == ".toml") found.push_back(entry.path());
    }
    std::ranges::sort(found);
    const size_t before = out.size();
    for (const fs::path& file : found) {
      auto source = read_source(file.lexically_normal().string(), {});
      if (!source) return std::unexpected(source.error());
      if (source->text.contains("[[case]]")) out.push_back(std::move(*source));
    }
    if (out.size() == before) {
      return fail(ErrorCode::kNotFound, fmt::format("no test in `{}`", path), {},
                  "Tests are files *.toml that hold [[case]].");
    }
  }
  return out;
}

// Runs file after file; policies that several are about are read once and counted together.
class Runner {
 public:
  explicit Runner(const PolicyTestRequest& request) : request_(request) {}

  Result<PolicyTestRun> run() {
    const auto files = read_test_files(request_.paths);
    if (!files) return std::unexpected(files.error());
    for (const policy::Source& file : *files) {
      if (auto ok = run_file(file); !ok) return std::unexpected(ok.error());
    }
    for (const auto& subject : subjects_->in_order) {
      const auto some = subject->coverage();
      run_.sets.insert(run_.sets.end(), some.begin(), some.end());
    }
    run_.policies = subjects_;
    return std::move(run_);
  }

 private:
  Result<void> run_file(const policy::Source& file) {
    const fs::path folder = fs::path(file.name).parent_path();
    const auto header = policy::parse_test_header(file.text, file.name);
    if (!header) return std::unexpected(header.error());
    const auto subject = subject_of(*header, folder);
    if (!subject) return std::unexpected(subject.error());
    policy::Source world;
    if (!header->world.empty()) {
      auto read = read_source((folder / header->world).lexically_normal().string(), {});
      if (!read) return std::unexpected(read.error());
      world = std::move(*read);
    }
    const auto cases = policy::parse_test_cases(file.text, file.name, world.text, world.name,
                                                (*subject)->schema());
    if (!cases) return std::unexpected(cases.error());
    PolicyTestFile& out = run_.files.emplace_back(file.name, header->title);
    for (const TestCase& one : *cases) {
      PolicyTestCase& done = out.cases.emplace_back(one.title, one.place);
      const auto got = (*subject)->decide(one, *header, folder);
      if (got) {
        done.differences = policy::compare(one.expected, *got, (*subject)->vocabulary());
      } else if (got.error().place == one.place) {
        done.trouble = got.error().message;
      } else {
        return std::unexpected(got.error());
      }
    }
    return {};
  }

  Result<TestSubject*> subject_of(const TestHeader& header, const fs::path& folder) {
    const auto below = [&](const std::string& path) {
      return (folder / path).lexically_normal().string();
    };
    std::vector<std::string> paths;
    for (const std::string& path : header.policies) paths.push_back(below(path));
    const std::string schema = header.schema.empty() ? "" : below(header.schema);
    const std::string rules = request_.rules.empty() ? below(header.rules) : request_.rules;
    const std::string key =
        header.is_barrier() ? rules : fmt::format("{}\n{}", fmt::join(paths, "\n"), schema);
    TestSubject*& known = by_key_[key];
    if (known != nullptr) return known;
    auto made = header.is_barrier() ? barrier_subject(rules) : plain_subject(paths, schema);
    if (!made) return std::unexpected(made.error());
    known = made->get();
    subjects_->in_order.push_back(std::move(*made));
    return known;
  }

  struct Subjects {
    std::vector<std::unique_ptr<TestSubject>> in_order;
  };
  const PolicyTestRequest& request_;
  PolicyTestRun run_;
  std::shared_ptr<Subjects> subjects_ = std::make_shared<Subjects>();
  std::map<std::string, TestSubject*> by_key_;
};

}  // namespace

size_t PolicyTestRun::cases() const {
  size_t out = 0;
  for (const PolicyTestFile& file : files) out += file.cases.size();
  return out;
}

size_t PolicyTestRun::failed() const {
  size_t out = 0;
  for (const PolicyTestFile& file : files) {
    out += static_cast<size_t>(
        std::ranges::count_if(file.cases, [](const auto& one) { return !one.passed(); }));
  }
  return out;
}

double PolicyTestRun::coverage_percent() const {
  size_t outcomes = 0;
  size_t seen = 0;
  for (const PolicyTestCoverage& set : sets) {
    outcomes += set.coverage->outcomes();
    seen += set.coverage->seen();
  }
  return outcomes == 0 ? 100 : 100 * static_cast<double>(seen) / static_cast<double>(outcomes);
}

Result<PolicyTestRun> run_policy_tests(const PolicyTestRequest& request) {
  return Runner(request).run();
}

}  // namespace sekisho::service

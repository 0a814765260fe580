#include "service/rulebook/policy_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "barrier/rules.h"
#include "base/file.h"
#include "policy/test_file.h"
#include "service/review_inputs.h"
#include "service/rulebook/limits.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kPolicyFolders{"barrier/", "doubts/", "routes/"};
constexpr std::string_view kTestFolder = "tests/";
constexpr std::string_view kVocabulary = "obligations.toml";

// Parts of letters, digits, `.`, `_` and `-`, none of them hidden: nothing that leads elsewhere.
bool is_plain_path(std::string_view name) {
  bool begins = true;
  for (const char one : name) {
    const bool word = ('a' <= one && one <= 'z') || ('A' <= one && one <= 'Z') ||
                      ('0' <= one && one <= '9') || one == '_' || one == '-';
    if (!word && (begins || (one != '.' && one != '/'))) return false;
    begins = one == '/';
  }
  return !begins && name.size() <= kMaxBundleNameBytes;
}

bool is_policy(std::string_view name) {
  return name.ends_with(".cedar") && std::ranges::count(name, '/') == 1 &&
         std::ranges::any_of(kPolicyFolders,
                             [&](std::string_view folder) { return name.starts_with(folder); });
}

bool belongs(std::string_view name) {
  if (!is_plain_path(name)) return false;
  const bool test =
      name.starts_with(kTestFolder) && (name.ends_with(".toml") || name.ends_with(".csv"));
  return test || is_judged_by(name);
}

Result<void> check_size(const PolicyBundle& bundle) {
  uint64_t bytes = 0;
  for (const BundleFile& file : bundle) {
    bytes += file.text.size();
    if (file.text.size() > kMaxBundleFileBytes)
      return fail(ErrorCode::kLimit,
                  fmt::format("`{}` has more than {} bytes", file.name, kMaxBundleFileBytes));
  }
  if (bundle.size() > kMaxBundleFiles || bytes > kMaxBundleBytes)
    return fail(ErrorCode::kLimit,
                fmt::format("a set of policies has at most {} files and {} bytes", kMaxBundleFiles,
                            kMaxBundleBytes));
  return {};
}

// `barrier/10-own-staff.cedar` for a path below the directory.
void make_relative(std::string& path, const std::string& directory) {
  if (path.starts_with(directory + "/")) path.erase(0, directory.size() + 1);
}

void make_relative(PolicyCheckReport& report, const std::string& directory) {
  for (policy::Finding& one : report.findings) make_relative(one.error.place.file, directory);
  for (PolicyCheckReport::Schema& one : report.schemas) make_relative(one.file, directory);
  std::map<std::string, std::string> texts;
  for (auto& [name, text] : report.texts) {
    std::string relative = name;
    make_relative(relative, directory);
    texts.emplace(std::move(relative), std::move(text));
  }
  report.texts = std::move(texts);
}

// What a test names is of the bundle: a test that somebody sends reads no other file.
Result<void> check_test_paths(const PolicyBundle& bundle) {
  for (const BundleFile& file : bundle) {
    if (!file.name.ends_with(".toml") || !file.text.contains("[[case]]")) continue;
    const auto header = policy::parse_test_header(file.text, file.name);
    if (!header) return std::unexpected(header.error());
    std::vector<std::string> paths = header->policies;
    for (const std::string& path : {header->schema, header->world, header->registers})
      paths.push_back(path);
    paths.push_back(header->profiles);
    const fs::path folder = fs::path(file.name).parent_path();
    for (const std::string& path : paths) {
      const std::string below = (folder / path).lexically_normal().generic_string();
      if (path.empty() || (!fs::path(path).is_absolute() && !below.starts_with(".."))) continue;
      return fail(ErrorCode::kBadInput, fmt::format("`{}` is outside of the set", path),
                  {.file = file.name});
    }
  }
  return {};
}

}  // namespace

bool is_judged_by(std::string_view name) {
  const bool top = !name.contains('/');
  return is_policy(name) || (top && (name == kVocabulary || name.ends_with(".cedarschema")));
}

Result<PolicyBundle> read_bundle(const fs::path& directory) {
  PolicyBundle out;
  std::error_code ec;
  for (fs::recursive_directory_iterator at(directory, ec), end; !ec && at != end;
       at.increment(ec)) {
    const std::string name = at->path().lexically_relative(directory).generic_string();
    if (!at->is_regular_file(ec) || !belongs(name)) continue;
    Result<std::string> text = read_file(at->path(), kMaxBundleFileBytes);
    if (!text) return std::unexpected(text.error());
    out.push_back({name, std::move(*text)});
  }
  if (ec)
    return fail(ErrorCode::kIo,
                fmt::format("cannot read `{}`: {}", directory.string(), ec.message()));
  std::ranges::sort(out, {}, &BundleFile::name);
  if (auto ok = check_size(out); !ok) return std::unexpected(ok.error());
  return out;
}

Result<void> write_bundle(const PolicyBundle& bundle, const fs::path& directory) {
  for (const BundleFile& file : bundle) {
    std::error_code ec;
    fs::create_directories((directory / file.name).parent_path(), ec);
    if (auto written = write_file(directory / file.name, file.text); !written) return written;
  }
  return {};
}

Result<PolicyBundle> changed(PolicyBundle bundle, const BundleChange& change) {
  for (const std::string& name : change.removed) {
    if (std::erase_if(bundle, [&](const BundleFile& one) { return one.name == name; }) == 0)
      return fail(ErrorCode::kBadInput, fmt::format("the set has no file `{}`", name));
  }
  for (const BundleFile& file : change.files) {
    if (!belongs(file.name)) {
      return fail(ErrorCode::kBadInput, fmt::format("`{}` is no file of a set", file.name), {},
                  "Files are NAME.cedarschema, obligations.toml, barrier/NAME.cedar, "
                  "doubts/NAME.cedar, routes/NAME.cedar, tests/NAME.toml and tests/DIR/NAME.csv.");
    }
    const auto known = std::ranges::find(bundle, file.name, &BundleFile::name);
    if (known != bundle.end()) {
      known->text = file.text;
    } else {
      bundle.push_back(file);
    }
  }
  std::ranges::sort(bundle, {}, &BundleFile::name);
  if (auto ok = check_size(bundle); !ok) return std::unexpected(ok.error());
  return bundle;
}

bool BundleCheck::sound() const {
  return !version.empty() && check.errors() == 0 && tests && tests->cases() > 0 &&
         tests->failed() == 0;
}

Result<BundleCheck> check_bundle(const PolicyBundle& bundle, const fs::path& scratch) {
  if (auto written = write_bundle(bundle, scratch); !written)
    return std::unexpected(written.error());
  const std::string directory = scratch.string();
  BundleCheck out;
  // A set without any policy is what `load_rules` complains of.
  if (std::ranges::any_of(bundle, [](const BundleFile& one) { return is_policy(one.name); })) {
    Result<PolicyCheckReport> check = check_policy_files({.paths = {directory}});
    if (!check) return std::unexpected(check.error());
    out.check = std::move(*check);
    make_relative(out.check, directory);
  }
  const Result<barrier::Rules> rules = barrier::load_rules(scratch);
  const Result<void> usable = rules ? barrier::check_obligations(*rules) : Result<void>{};
  if (rules && usable) {
    out.version = policy_set_hash(*rules);
  } else if (out.check.errors() == 0) {
    Error error = rules ? usable.error() : rules.error();
    make_relative(error.place.file, directory);
    out.check.findings.push_back({cedar::Severity::kError, "set", "", std::move(error)});
  }
  if (out.version.empty()) {
    out.tests_trouble = "the policies have errors";
    return out;
  }
  Result<PolicyTestRun> tests;
  if (const auto inside = check_test_paths(bundle); !inside) {
    tests = std::unexpected(inside.error());
  } else {
    tests = run_policy_tests({.paths = {(scratch / "tests").string()}, .rules = directory});
  }
  if (tests) {
    for (PolicyTestFile& file : tests->files) make_relative(file.name, directory);
    out.tests = std::move(*tests);
  } else {
    make_relative(tests.error().place.file, directory);
    out.tests_trouble = to_string(tests.error());
  }
  return out;
}

}  // namespace sekisho::service

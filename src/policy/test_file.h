#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "cedar/schema.h"
#include "policy/labels.h"

// Files of policy tests (docs/formats/policy-tests.md): cases that say what policies have to
// decide.
namespace sekisho::policy {

// What stands above the cases: which policies they are about. Paths are as written, relative to the
// file.
struct TestHeader {
  Title title;
  std::string rules;                  // a barrier's directory, or
  std::vector<std::string> policies;  // files and folders of plain policies
  std::string schema;                 // of plain policies; empty: as `policy check` finds it
  std::string world;                  // a file with what the cases start from
  std::string registers, profiles;    // of cases that name an instant

  bool is_barrier() const { return !rules.empty(); }
};

// A case that asks the registers, as `sekisho decide` does.
struct AsOf {
  std::string system, account, terminal, address, at;
  std::string action = "view";
  std::string object = {};
};

struct Expected {
  std::string decision;  // permitted, doubtful, denied, undetermined; of plain policies allow, deny
  // Of these only what the case names is compared.
  std::optional<std::vector<std::string>> policies = {};  // the determining ones, in any order
  std::optional<std::string> reason = {};                 // `POLICY/CLAUSE`
  std::optional<std::string> route = {};
  std::optional<std::string> obligations = {};          // as an annotation writes them, or `none`
  std::optional<std::vector<std::string>> errors = {};  // policies that err
};

struct TestCase {
  Title title;
  Place place;
  std::optional<AsOf> as_of;  // else the request itself:
  cedar::Request request = {};
  cedar::Entities entities = {};
  Expected expected;
};

Result<TestHeader> parse_test_header(std::string_view toml, const std::string& file);

// The cases of a file. What `world` (the text of the file that the header names; empty: none) and
// the file itself say of request, context and entities is what every case starts from. Requests and
// entities are held to the schema. Errors point at the line. At most kMaxTestCases.
Result<std::vector<TestCase>> parse_test_cases(std::string_view toml, const std::string& file,
                                               std::string_view world,
                                               const std::string& world_file,
                                               const cedar::Schema& schema);

}  // namespace sekisho::policy

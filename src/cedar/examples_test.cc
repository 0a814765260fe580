// The reference's example applications: their policies validate, their requests conform, and every
// one is decided as the folder that it lies in says. (Two of them hold entities that their schema
// does not allow, so that entities are not validated here.)
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "cedar/authorizer.h"
#include "cedar/conformance.h"
#include "cedar/entities_json.h"
#include "cedar/parser.h"
#include "cedar/schema.h"
#include "cedar/validator.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

EntityUid uid_of(const JsonValue& json, std::string_view key) {
  return parse_entity_uid(*json.find(key)->as_string()).value();
}

class Examples : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const fs::path archive = fs::path(SEKISHO_SHARED) / "cedar" / "examples.tar.xz";
    if (!fs::exists(archive)) return;
    directory_ = fs::temp_directory_path() / ("sekisho_cedar_examples." + std::to_string(getpid()));
    fs::create_directories(directory_);
    const std::string command =
        "tar -xJf '" + archive.string() + "' -C '" + directory_.string() + "'";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  static void TearDownTestSuite() {
    if (!directory_.empty()) fs::remove_all(directory_);
  }
  void SetUp() override {
    if (directory_.empty()) GTEST_SKIP() << "the example applications are not here";
  }

  static void link(const fs::path& application, PolicySet& policies) {
    if (!fs::exists(application / "linked")) return;
    const auto links = JsonValue::parse(content(application / "linked"));
    ASSERT_TRUE(links) << to_string(links.error());
    for (const JsonValue& each : links->items()) {
      SlotValues values;
      const JsonValue& given = *each.find("args");
      if (given.find("?principal")) values[Slot::kPrincipal] = uid_of(given, "?principal");
      if (given.find("?resource")) values[Slot::kResource] = uid_of(given, "?resource");
      const auto done = policies.link(*each.find("template_id")->as_string(),
                                      std::string(*each.find("link_id")->as_string()), values);
      ASSERT_TRUE(done) << to_string(done.error());
    }
  }

  // Decides the requests below `folder`; how many there were.
  static size_t decide(const fs::path& folder, const PolicySet& policies, const Entities& entities,
                       const Schema& schema, Decision expected) {
    size_t count = 0;
    for (const auto& file : fs::directory_iterator(folder)) {
      const auto json = JsonValue::parse(content(file.path()));
      EXPECT_TRUE(json) << file.path();
      Request request{uid_of(*json, "principal"), uid_of(*json, "action"),
                      uid_of(*json, "resource"), Value()};
      const JsonValue* context = json->find("context");
      if (context != nullptr) {
        request.context =
            parse_context_json(context->to_json(), "", &schema, request.action).value();
      }
      const auto valid = validate_request(request, schema);
      EXPECT_TRUE(valid) << file.path() << to_string(valid.error());
      const Answer answer = is_authorized(policies, request, entities);
      EXPECT_EQ(answer.decision, expected) << file.path();
      EXPECT_TRUE(answer.errors.empty()) << file.path() << to_string(answer.errors[0].error);
      ++count;
    }
    return count;
  }

  static inline fs::path directory_;
};

TEST_F(Examples, DecideAsTheirFoldersSay) {
  size_t requests = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
    if (entry.path().filename() != "policies.cedarschema") continue;
    const fs::path application = entry.path().parent_path();
    SCOPED_TRACE(application.string());
    const auto schema = parse_schema(content(entry.path()));
    ASSERT_TRUE(schema) << to_string(schema.error());
    auto policies =
        parse_policies(content(application / "policies.cedar"), {.ids_from_annotation = true});
    ASSERT_TRUE(policies) << to_string(policies.error());
    link(application, *policies);
    const ValidationReport report = validate(*policies, *schema);
    EXPECT_TRUE(report.passed()) << to_string(report.errors[0].error);
    const auto entities = parse_entities_json(content(application / "entities.json"), "", &*schema);
    ASSERT_TRUE(entities) << to_string(entities.error());
    requests += decide(application / "ALLOW", *policies, *entities, *schema, Decision::kAllow);
    requests += decide(application / "DENY", *policies, *entities, *schema, Decision::kDeny);
  }
  EXPECT_GT(requests, 40u);
}

}  // namespace
}  // namespace sekisho::cedar

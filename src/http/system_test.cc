#include <gtest/gtest.h>

#include "http/api_world_test.h"
#include "service/explanation_utility_test.h"

namespace sekisho::http {
namespace {

TEST(SystemNames, AreToldToEverybodyWhoLoggedIn) {
  const service::ExplanationUtility utility;
  ApiWorld world;
  Visitor clerk = world.visitor("taro", {"network-clerk"});
  EXPECT_EQ(world.ask(clerk, "GET", "/api/v1/systems").body, "{\"items\":[]}\n");
  world.import_registers(utility.root() / "register");
  EXPECT_EQ(world.ask("GET", "/api/v1/systems").status, 401);
  const Response told = world.ask(clerk, "GET", "/api/v1/systems");
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(text_at(told, "/items/0/system"), "bill");
  EXPECT_EQ(text_at(told, "/items/0/name"), "料金");
}

}  // namespace
}  // namespace sekisho::http

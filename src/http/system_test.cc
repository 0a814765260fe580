#include <gtest/gtest.h>

#include "base/file.h"
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

TEST(RetailerNames, AreToldToWhoeverMayLookAtRegisters) {
  const service::ExplanationUtility utility;
  ApiWorld world;
  Visitor clerk = world.visitor("hana", {"conduct-regulation"});
  Visitor desk = world.visitor("desk", {"disaster-desk"});
  EXPECT_EQ(world.ask(clerk, "GET", "/api/v1/retailers").body, "{\"items\":[]}\n");
  world.import_registers(utility.root() / "register");
  EXPECT_EQ(world.ask(desk, "GET", "/api/v1/retailers").status, 403);
  const Response told = world.ask(clerk, "GET", "/api/v1/retailers");
  // The affiliate sells as well; the network company and contractors do not.
  EXPECT_EQ(told.body,
            "{\"items\":[{\"retailer\":\"AF\",\"name\":\"みさき電力\"},"
            "{\"retailer\":\"R1\",\"name\":\"あおぞら電力\"},"
            "{\"retailer\":\"R2\",\"name\":\"こだち電力\"}]}\n");
}

// A code that changed hands stands for who has it now.
TEST(RetailerNames, AreThoseOfWhoHasTheCode) {
  const service::ExplanationUtility utility;
  ApiWorld world;
  ASSERT_TRUE(write_file(utility.root() / "register/retailer_codes.csv",
                         "code,entity,from,until\n0301,R1,2016-04-01,2020-04-01\n"
                         "0301,R2,2020-04-01,\n0302,R1,2016-04-01,2020-04-01\n"));
  world.import_registers(utility.root() / "register");
  Visitor clerk = world.visitor("hana", {"conduct-regulation"});
  EXPECT_EQ(world.ask(clerk, "GET", "/api/v1/retailers").body,
            "{\"items\":[{\"retailer\":\"0301\",\"name\":\"こだち電力\"},"
            "{\"retailer\":\"AF\",\"name\":\"みさき電力\"},"
            "{\"retailer\":\"R1\",\"name\":\"あおぞら電力\"},"
            "{\"retailer\":\"R2\",\"name\":\"こだち電力\"}]}\n");
}

}  // namespace
}  // namespace sekisho::http

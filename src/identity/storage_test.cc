#include <gtest/gtest.h>

#include "identity/memory_storage_test.h"
#include "identity/storage_contract_test.h"
#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

TEST(MemoryStorage, KeepsToTheContract) {
  MemoryStorage storage;
  check_identity_storage(storage, [&] { return storage.events.size(); });
}

// Whichever write of a log-in fails: nobody is in, nothing is half there, and the attempt counts
// as soon as it was counted.
TEST(FailingStorage, LeavesNothingHalfThere) {
  size_t writes = 0;
  for (size_t failing = 0; failing <= writes; ++failing) {
    IdentityWorld world;
    const std::string secret = world.enrol_person(kHana, "hana");
    const size_t events = world.storage.events.size();
    size_t seen = 0;
    world.storage.allows_apply = [&] { return seen++ != failing; };
    bool failed = true;
    if (const auto first = world.log_in.begin("hana", kGoodPassword, world.office, world.now)) {
      const std::string& token = std::get<SecondFactorNeeded>(*first).token;
      const auto second =
          world.log_in.finish(token, CodeProof{world.app_code(secret)}, world.office, world.now);
      failed = !second.has_value();
      if (!failed) EXPECT_TRUE(std::holds_alternative<LoggedIn>(*second));
    }
    writes = std::max(writes, seen);
    EXPECT_EQ(failed, failing < seen) << failing;
    EXPECT_EQ(world.sessions.of(kHana, world.now)->size(), failed ? 0u : 1u);
    EXPECT_EQ(world.storage.events.size(), events + (failed ? 0 : 1));
    // Afterwards the same person gets in.
    world.storage.allows_apply = nullptr;
    world.wait(30 * kMicrosPerSecond);  // the next code
    world.log_in_as("hana", secret, world.office);
  }
  EXPECT_EQ(writes, 5u);
}

}  // namespace
}  // namespace sekisho::identity

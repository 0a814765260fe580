#include "cedar/current_snapshot.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

CurrentSnapshot::Pointer made(const char* policies) {
  return DecisionSnapshot::make(CompiledPolicies::compile(ValidatedPolicies::without_schema(
                                    parse_policies(policies).value())),
                                {});
}

const Request kRequest{{"User", "ann"}, {"Action", "read"}, {"Doc", "plan"}};

TEST(CurrentSnapshot, KeepsWhatSomebodyHolds) {
  CurrentSnapshot current(made("permit (principal, action, resource);"));
  CurrentSnapshot::Pointer held = current.load();
  const std::weak_ptr<const DecisionSnapshot> old = held;
  current.publish(made("forbid (principal, action, resource);"));
  EXPECT_TRUE(held->authorize(kRequest).allowed());
  EXPECT_FALSE(current.load()->authorize(kRequest).allowed());
  held.reset();
  EXPECT_FALSE(old.expired()) << "a reader destroyed it";
  current.publish(made("permit (principal, action, resource);"));
  EXPECT_TRUE(old.expired());
}

TEST(CurrentSnapshot, ChangesWhileOthersDecide) {
  CurrentSnapshot current(made("permit (principal, action, resource);"));
  std::atomic<bool> running = true;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (running) {
        const auto snapshot = current.load();
        const Outcome outcome = snapshot->policies().outcome(snapshot->authorize(kRequest));
        if (outcome.reasons.size() != 1 || !outcome.errors.empty()) ++wrong;
      }
    });
  }
  for (int i = 0; i < 200; ++i) {
    current.publish(made(i % 2 == 0 ? "forbid (principal, action, resource);"
                                    : "permit (principal, action, resource);"));
  }
  running = false;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace sekisho::cedar

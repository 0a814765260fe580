#include "service/rulebook/rule_book.h"

#include <gtest/gtest.h>

#include <fstream>

#include "barrier/rules.h"
#include "service/review_inputs.h"
#include "service/store/both_stores_test.h"

namespace sekisho::service {
namespace {

const std::string kNoPrint =
    "@id(\"no-print\")\nforbid (principal, action == Action::\"print\", resource);\n";

class RuleBookTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    desk = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
    open();
  }
  // As the next life of a server does.
  void open() {
    auto book = RuleBook::open({desk.get(), scratch.path() / "policies", installed});
    ASSERT_TRUE(book) << to_string(book.error());
    rules = std::move(*book);
  }
  PolicyDraft proposed(const std::string& text = kNoPrint) {
    const RuleBook::Wish wish{.title = "printing",
                              .change = {{{"barrier/90-no-print.cedar", text}}, {}}};
    const auto id = rules->draft({"drafter-1", now}, wish);
    EXPECT_TRUE(id) << to_string(id.error());
    must("drafter-1", *id, [&](casework::Journal& journal, const SeenDraft& seen) {
      return propose(journal, seen, "paper was lost");
    });
    return rules->draft(*id).value();
  }
  using Act = std::function<Result<void>(casework::Journal&, const SeenDraft&)>;
  Result<void> as(const std::string& by, int64_t id, const Act& act) {
    const auto draft = rules->draft(id);
    if (!draft) return std::unexpected(draft.error());
    return rules->act(
        {by, now}, [&](casework::Journal& journal) { return act(journal, {id, draft->revision}); });
  }
  void must(const std::string& by, int64_t id, const Act& act) {
    const auto done = as(by, id, act);
    EXPECT_TRUE(done) << to_string(done.error());
  }
  Result<void> applied(int64_t id, const Application& application) {
    return rules->apply({"drafter-1", now}, {id, rules->draft(id)->revision}, application);
  }

  // The name of the set that came with the program.
  std::string version_installed() { return rules->installed().value().version; }

  std::filesystem::path installed = SEKISHO_ROOT "/policies";
  Instant now{1'795'000'000 * kMicrosPerSecond};
  std::unique_ptr<Desk> desk;
  std::unique_ptr<RuleBook> rules;
};
SEKISHO_ON_BOTH(RuleBookTest);

TEST_P(RuleBookTest, AnApprovedSetComesIntoForceAndTheOneBeforeStays) {
  const auto first = rules->in_force(now);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->filename(), version_installed());
  const PolicyDraft draft = proposed();
  EXPECT_FALSE(applied(draft.id, {}));  // nobody approved it
  must("approver-1", draft.id, [](casework::Journal& journal, const SeenDraft& seen) {
    return approve(journal, seen, {});
  });
  const auto done = applied(draft.id, {});
  ASSERT_TRUE(done) << to_string(done.error());
  open();
  const auto place = rules->in_force(now);
  ASSERT_TRUE(place) << to_string(place.error());
  EXPECT_EQ(place->filename(), draft.version);
  EXPECT_TRUE(std::filesystem::exists(*place / "barrier/90-no-print.cedar"));
  const auto sets = rules->sets().value();
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].version, draft.base);
  EXPECT_EQ(sets[1].approval.by, "approver-1");
  EXPECT_TRUE(sets[1].entry);
  const auto before = rules->place_of(draft.base);
  ASSERT_TRUE(before) << to_string(before.error());
  EXPECT_FALSE(std::filesystem::exists(*before / "barrier/90-no-print.cedar"));
  // Whoever changes the directory changes nothing that is judged by.
  rules.reset();
  std::filesystem::remove(*place / "barrier/90-no-print.cedar");
  open();
  EXPECT_TRUE(std::filesystem::exists(*rules->in_force(now) / "barrier/90-no-print.cedar"));
}

TEST_P(RuleBookTest, WhatIsInForceIsAChain) {
  const PolicyDraft first = proposed(), second = proposed(kNoPrint + "// otherwise\n");
  const Instant later = shifted(now, kMicrosPerDay);
  EXPECT_FALSE(applied(first.id, {shifted(now, -1), "1"}));
  ASSERT_TRUE(applied(first.id, {later, "1"}));
  EXPECT_EQ(rules->in_force(now)->filename(), version_installed());
  EXPECT_EQ(rules->in_force(later)->filename(), first.version);
  const auto over = applied(second.id, {{}, "2"});
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::kUsage);
  must("approver-1", first.id, [](casework::Journal& journal, const SeenDraft& seen) {
    return send_back(journal, seen, "not yet");
  });
  EXPECT_EQ(rules->in_force(later)->filename(), version_installed());
  EXPECT_TRUE(applied(second.id, {{}, "2"}));
  now = later;
  EXPECT_FALSE(as("approver-1", second.id, [](casework::Journal& journal, const SeenDraft& seen) {
    return send_back(journal, seen, "too late");
  }));
}

// A review names the directory that it was judged by; years later another program is installed.
TEST_P(RuleBookTest, WhatWasJudgedByStaysWhenAnotherProgramIsInstalled) {
  installed = scratch.path() / "installed";
  std::filesystem::copy(SEKISHO_ROOT "/policies", installed,
                        std::filesystem::copy_options::recursive);
  open();
  const std::filesystem::path before = rules->in_force(now).value();
  const std::string version = version_installed();
  std::ofstream(installed / "barrier/90-no-print.cedar") << kNoPrint;
  const std::filesystem::path after = rules->in_force(now).value();
  EXPECT_NE(after, before);
  EXPECT_NE(version_installed(), version);
  EXPECT_TRUE(std::filesystem::exists(after / "barrier/90-no-print.cedar"));
  open();
  const auto kept = barrier::load_rules(before);
  ASSERT_TRUE(kept) << to_string(kept.error());
  EXPECT_EQ(policy_set_hash(*kept), version);
}

TEST_P(RuleBookTest, WhatChangesNothingIsNotProposed) {
  const auto id = rules->draft({"drafter-1", now}, {.title = "nothing"});
  ASSERT_TRUE(id) << to_string(id.error());
  EXPECT_FALSE(as("drafter-1", *id, [](casework::Journal& journal, const SeenDraft& seen) {
    return propose(journal, seen, "why");
  }));
}

}  // namespace
}  // namespace sekisho::service

#include "office/office.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "office/table.h"

namespace sekisho::office {
namespace {

namespace fs = std::filesystem;

const Office& shipped() {
  static const Office office = Office::load(SEKISHO_ROOT "/policies/office").value();
  return office;
}

Caller caller(Role role) {
  return {.id = "hana",
          .roles = {role},
          .employer = "operator",
          .fresh = {"export", "unmask", "policy-change", "account"},
          .purpose = "an answer to the regulator"};
}

OfficeDecision may(const Caller& caller, Action action, const Thing& thing) {
  const auto decision = shipped().may(caller, action, thing);
  EXPECT_TRUE(decision) << to_string(decision.error());
  return decision.value_or(OfficeDecision{});
}

TEST(Office, SaysWhatPermitsAndWhatItDemands) {
  const OfficeDecision decision =
      may(caller(Role::kConductRegulation), Action::kExport, {.kind = ThingKind::kReview});
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.policies, std::vector<std::string>{"conduct-regulation-exports"});
  EXPECT_EQ(decision.reason, "");
  EXPECT_EQ(decision.why.ja, "行為規制担当部署によるデータの持出し(マスキング)");
  EXPECT_EQ(decision.demands, (std::set{Demand::kMaskPersonalData, Demand::kRecordLook}));
}

TEST(Office, SaysWhatStandsAgainstIt) {
  Caller hana = caller(Role::kConductRegulation);
  hana.purpose = "";
  const OfficeDecision forbidden = may(hana, Action::kUnmask, {.kind = ThingKind::kCase});
  EXPECT_FALSE(forbidden.allowed);
  EXPECT_EQ(forbidden.reason, "forbid/no-purpose");
  EXPECT_EQ(forbidden.why.en, "Personal data stays masked until a purpose is stated");
  EXPECT_TRUE(forbidden.demands.empty());

  const OfficeDecision nearest =
      may(caller(Role::kNetworkClerk), Action::kView, {.kind = ThingKind::kReview});
  EXPECT_EQ(nearest.reason, "clerk-looks/own-work");
  EXPECT_EQ(nearest.why.en,
            "it does not hold that it is a rule, a delivery, a campaign, a grant or an emergency");

  const OfficeDecision none =
      may(caller(Role::kNetworkClerk), Action::kRun, {.kind = ThingKind::kReview});
  EXPECT_EQ(none.reason, "no-permit/scope");
  EXPECT_EQ(none.why.ja, "その役割に許可されていない");
}

TEST(Office, NobodyWithoutARoleMayDoAnything) {
  Caller stranger = caller(Role::kConductRegulation);
  stranger.roles.clear();
  for (size_t action = 0; action < kActionCount; ++action) {
    for (size_t kind = 0; kind < kThingKindCount; ++kind) {
      const Thing thing{.kind = static_cast<ThingKind>(kind)};
      if (!shipped().makes_sense(static_cast<Action>(action), thing.kind)) continue;
      EXPECT_FALSE(may(stranger, static_cast<Action>(action), thing).allowed);
    }
  }
}

TEST(Office, PermitsTogetherWhatItPermitsOneByOne) {
  for (const Role role : kRoles) {
    for (size_t kind = 0; kind < kThingKindCount; ++kind) {
      const Thing thing{.kind = static_cast<ThingKind>(kind), .id = "x", .approved_by = {"taro"}};
      std::vector<Action> expected;
      for (size_t i = 0; i < kActionCount; ++i) {
        const auto action = static_cast<Action>(i);
        const auto decision = shipped().may(caller(role), action, thing);
        if (decision && decision->allowed) expected.push_back(action);
      }
      EXPECT_EQ(shipped().permitted(caller(role), thing).value(), expected) << name_of(thing.kind);
    }
  }
}

TEST(Office, WhatMakesNoSenseIsAnError) {
  const auto decision =
      shipped().may(caller(Role::kDisasterDesk), Action::kLend, {.kind = ThingKind::kReview});
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().code, ErrorCode::kUsage);
  EXPECT_EQ(decision.error().message, "`lend` makes no sense for a `Review`");
  Thing huge{.kind = ThingKind::kCase};
  for (int i = 0; i <= 10'000; ++i) huge.about.insert(std::to_string(i));
  EXPECT_EQ(shipped().may(caller(Role::kInternalAudit), Action::kView, huge).error().code,
            ErrorCode::kLimit);
  EXPECT_EQ(shipped().permitted(caller(Role::kInternalAudit), huge).error().code,
            ErrorCode::kLimit);
}

// Circumstances at random, over few names, so that they meet.
struct AnyQuestion {
  Caller caller;
  Action action;
  Thing thing;
};

AnyQuestion any_question() {
  const auto flip = [] { return *rc::gen::arbitrary<bool>(); };
  const auto some = [](const std::vector<std::string>& from) {
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(from));
    return std::set<std::string>(chosen.begin(), chosen.end());
  };
  const std::vector<std::string> people{"hana", "goro", "ken"};
  const std::vector<std::string> systems{"nws", "sekisho"};
  const auto roles = [] {
    const std::vector<Role> all(kRoles.begin(), kRoles.end());
    const auto chosen =
        *rc::gen::resize(3, rc::gen::container<std::vector<Role>>(rc::gen::elementOf(all)));
    return std::set<Role>(chosen.begin(), chosen.end());
  };
  AnyQuestion out;
  do {
    out.action = static_cast<Action>(*rc::gen::inRange<size_t>(0, kActionCount));
    out.thing.kind = static_cast<ThingKind>(*rc::gen::inRange<size_t>(0, kThingKindCount));
  } while (!shipped().makes_sense(out.action, out.thing.kind));
  out.thing.system = flip() ? *rc::gen::elementOf(systems) : "";
  out.thing.actors = some(people);
  out.thing.about = some(people);
  out.thing.of_consequence = flip();
  out.thing.approved_by = some(people);
  out.thing.decision_number = flip() ? "2026-1" : "";
  out.thing.awaits_reading = some(people);
  Caller& who = out.caller;
  who.id = "hana";
  who.roles = roles();
  who.employer = *rc::gen::elementOf(std::vector<std::string>{
      "operator", "affiliate", "affiliate-it", "contractor", "assessor", "somebody else"});
  who.administers = some(systems);
  who.approves = flip();
  who.fresh = some({"export", "unmask", "policy-change", "account"});
  who.purpose = flip() ? "a purpose" : "";
  if (flip()) who.assignment_ends = Instant{*rc::gen::elementOf(std::vector<int64_t>{-1, 1000})};
  if (flip()) {
    who.stands_in_for = Superior{.id = *rc::gen::elementOf(people),
                                 .roles = roles(),
                                 .approves = flip(),
                                 .deputies = some(people)};
  }
  return out;
}

bool is_change(Action action) {
  return action >= Action::kDeliver;
}

RC_GTEST_PROP(Office, NobodyEverApprovesTheirOwnAct, ()) {
  AnyQuestion any = any_question();
  // Mostly somebody who may, so that what stands against it is what they did.
  any.action = static_cast<Action>(*rc::gen::inRange(static_cast<int>(Action::kCheck),
                                                     static_cast<int>(Action::kReadLater) + 1));
  any.thing.kind = ThingKind::kCampaign;
  any.caller.employer = "operator";
  any.caller.roles = {Role::kConductRegulation, Role::kNetworkClerk, Role::kFirstLineQuality};
  const bool allowed = may(any.caller, any.action, any.thing).allowed;
  const auto own = [&](const std::string& id) {
    return any.thing.actors.contains(id) || any.thing.about.contains(id);
  };
  RC_TAG(allowed);
  if (!allowed) return;
  RC_ASSERT(!own(any.caller.id));
  if (any.caller.stands_in_for) RC_ASSERT(!own(any.caller.stands_in_for->id));
}

RC_GTEST_PROP(Office, AuditAndAssessorsChangeNothing, ()) {
  AnyQuestion any = any_question();
  any.caller.roles.insert(
      *rc::gen::elementOf(std::vector<Role>{Role::kInternalAudit, Role::kExternalAssessor}));
  if (is_change(any.action)) RC_ASSERT(!may(any.caller, any.action, any.thing).allowed);
}

RC_GTEST_PROP(Office, NobodyOfTheAffiliateSeesPlainPersonalData, ()) {
  AnyQuestion any = any_question();
  any.caller.employer = *rc::gen::elementOf(std::vector<std::string>{"affiliate", "affiliate-it"});
  const OfficeDecision decision = may(any.caller, any.action, any.thing);
  if (!decision.allowed) return;
  if (any.action != Action::kDeliver) RC_ASSERT(any.action == Action::kView);
  RC_ASSERT(any.caller.roles.contains(Role::kSystemAdministrator));
  RC_ASSERT(any.caller.administers.contains(any.thing.system));
  if (any.action == Action::kView) {
    RC_ASSERT(decision.demands.contains(Demand::kMaskPersonalData));
  }
}

RC_GTEST_PROP(Office, LooksAreMaskedOrRecorded, ()) {
  const AnyQuestion any = any_question();
  const OfficeDecision decision = may(any.caller, any.action, any.thing);
  if (!decision.allowed || is_change(any.action)) return;
  if (any.action == Action::kUnmask) {
    RC_ASSERT(decision.demands.contains(Demand::kRecordLook));
    RC_ASSERT(!any.caller.purpose.empty());
    RC_ASSERT(any.caller.fresh.contains("unmask"));
    RC_ASSERT(any.caller.employer == "operator");
  } else if (any.action != Action::kRePerform) {
    RC_ASSERT(decision.demands.contains(Demand::kMaskPersonalData));
  }
}

RC_GTEST_PROP(Office, WhatIsOfConsequenceTakesTwo, ()) {
  AnyQuestion any = any_question();
  any.action = Action::kApply;
  any.thing.kind =
      *rc::gen::elementOf(std::vector<ThingKind>{ThingKind::kRegister, ThingKind::kPolicySet});
  if (!may(any.caller, any.action, any.thing).allowed) return;
  if (any.thing.kind == ThingKind::kRegister && !any.thing.of_consequence) return;
  if (!any.thing.decision_number.empty()) return;
  RC_ASSERT(!any.thing.approved_by.empty());
  for (const std::string& by : any.thing.approved_by) RC_ASSERT(!any.thing.actors.contains(by));
}

// A deputy's decision is always read later, and only a deputy's.
RC_GTEST_PROP(Office, DeputiesDecideForThoseWhoHaveAuthority, ()) {
  AnyQuestion any = any_question();
  any.action = *rc::gen::elementOf(std::vector<Action>{Action::kApprove, Action::kSendBack});
  any.thing.kind = ThingKind::kCampaign;
  const OfficeDecision decision = may(any.caller, any.action, any.thing);
  if (!decision.allowed) return;
  RC_ASSERT(decision.demands.contains(Demand::kReadLater) == any.caller.stands_in_for.has_value());
  if (!any.caller.stands_in_for) {
    RC_ASSERT(any.caller.approves);
    return;
  }
  RC_ASSERT(any.caller.stands_in_for->approves);
  RC_ASSERT(any.caller.stands_in_for->deputies.contains(any.caller.id));
}

// The shipped policies with one file more.
class ChangedOffice {
 public:
  explicit ChangedOffice(const std::string& more) {
    std::string name = fs::temp_directory_path() / "sekisho-office-XXXXXX";
    directory_ = ::mkdtemp(name.data());
    for (const auto& entry : fs::directory_iterator(SEKISHO_ROOT "/policies/office")) {
      if (entry.is_regular_file()) fs::copy(entry.path(), directory_ / entry.path().filename());
    }
    EXPECT_TRUE(write_file(directory_ / "99-more.cedar", more));
  }
  ChangedOffice(const ChangedOffice&) = delete;
  ChangedOffice& operator=(const ChangedOffice&) = delete;
  ~ChangedOffice() { fs::remove_all(directory_); }

  Result<Office> load() const { return Office::load(directory_); }

 private:
  fs::path directory_;
};

TEST(Office, AForbidThatErrsDenies) {
  const ChangedOffice changed(
      R"(@id("broken") forbid (principal, action == Action::"view", resource)
         when { 9223372036854775807 + (if context.purpose == "x" then 0 else 1) == 0 };)");
  const auto office = changed.load();
  ASSERT_TRUE(office) << to_string(office.error());
  const auto decision = office->may(caller(Role::kInternalAudit), Action::kView, {});
  EXPECT_FALSE(decision->allowed);
  EXPECT_EQ(decision->reason, "error/broken");
  EXPECT_TRUE(decision->demands.empty());
  Caller lucky = caller(Role::kInternalAudit);
  lucky.purpose = "x";
  EXPECT_TRUE(office->may(lucky, Action::kView, {})->allowed);
}

TEST(Office, PoliciesThatCannotBeMeantAreRefused) {
  const auto error_of = [](const std::string& more) {
    const auto office = ChangedOffice(more).load();
    return office ? std::string() : office.error().message;
  };
  const std::string permit = R"( permit (principal, action == Action::"run", resource);)";
  EXPECT_EQ(error_of("@id(\"x\")" + permit), "");
  EXPECT_EQ(error_of("@id(\"x\") @demand(\"mask-personal-date\")" + permit),
            "policy `x` demands `mask-personal-date`, which is unknown");
  EXPECT_EQ(error_of("@id(\"x\") @demand(\"\")" + permit),
            "policy `x` demands ``, which is unknown");
  EXPECT_NE(error_of("@id(\"own-act\")" + permit), "");
  EXPECT_NE(error_of(R"(permit (principal, action == Action::"rum", resource);)"), "");
  EXPECT_NE(error_of("permit (principal"), "");
  EXPECT_EQ(Office::load("/no/such/directory").error().code, ErrorCode::kNotFound);
}

TEST(Office, NamesAreThoseOfThePolicies) {
  for (const Role role : kRoles) EXPECT_EQ(role_named(name_of(role)), role);
  for (size_t action = 0; action < kActionCount; ++action) {
    const auto one = static_cast<Action>(action);
    EXPECT_EQ(action_named(name_of(one)), one);
    bool somewhere = false;
    for (size_t kind = 0; kind < kThingKindCount; ++kind) {
      somewhere = somewhere || shipped().makes_sense(one, static_cast<ThingKind>(kind));
    }
    EXPECT_TRUE(somewhere) << name_of(one);
  }
  for (size_t kind = 0; kind < kThingKindCount; ++kind) {
    const auto one = static_cast<ThingKind>(kind);
    EXPECT_EQ(thing_named(name_of(one)), one);
    const bool seen = shipped().makes_sense(Action::kView, one);
    EXPECT_TRUE(seen || shipped().makes_sense(Action::kDecide, one)) << name_of(one);
  }
  EXPECT_FALSE(role_named("root"));
}

// The pages have the table that the policies give. `sekisho office table` prints it.
TEST(Office, TheTableStandsInTheDocuments) {
  const auto rows = table_of(shipped()).value();
  for (const bool japanese : {false, true}) {
    const std::string page = fmt::format("{}/docs/roles{}.md", SEKISHO_ROOT, japanese ? ".ja" : "");
    const std::string text = read_file(page, 1 << 20).value_or("");
    EXPECT_TRUE(text.contains("\n\n" + table_markdown(rows, japanese)))
        << page << " should have:\n"
        << table_markdown(rows, japanese);
  }
}

}  // namespace
}  // namespace sekisho::office

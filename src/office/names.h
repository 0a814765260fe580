#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// The roles, actions and things of policies/office/office.cedarschema, by name and in words.
namespace sekisho::office {

struct Words {
  std::string_view ja, en;
};

enum class Role : uint8_t {
  kNetworkClerk,
  kFirstLineQuality,
  kConductRegulation,
  kInternalAudit,
  kExternalAssessor,
  kDisasterDesk,
  kSystemAdministrator,
};
inline constexpr std::array kRoles{Role::kNetworkClerk,       Role::kFirstLineQuality,
                                   Role::kConductRegulation,  Role::kInternalAudit,
                                   Role::kExternalAssessor,   Role::kDisasterDesk,
                                   Role::kSystemAdministrator};

enum class Action : uint8_t {
  kView,
  kUnmask,
  kExport,
  kRePerform,
  kDeliver,
  kPrepareImport,
  kDraft,
  kApply,
  kRun,
  kTriage,
  kCheck,
  kSelfCheck,
  kDeclare,
  kApprove,
  kSendBack,
  kReadLater,
  kOpenDisaster,
  kCloseDisaster,
  kLend,
  kTakeBack,
  kSettle,
  kManage,
  kDecide,
  kAsk,
  kEnd,
};
inline constexpr size_t kActionCount = static_cast<size_t>(Action::kEnd) + 1;

enum class ThingKind : uint8_t {
  kReview,
  kCase,
  kRegister,
  kPolicySet,
  kDelivery,
  kCampaign,
  kGrant,
  kDisaster,
  kEmergency,
  kOutagePlan,
  kAccount,
  kRecord,
  kDecision,
};
inline constexpr size_t kThingKindCount = static_cast<size_t>(ThingKind::kDecision) + 1;

// As the policies write them: `conduct-regulation`, `re-perform`, `PolicySet`.
std::string_view name_of(Role role);
std::string_view name_of(Action action);
std::string_view name_of(ThingKind kind);
std::optional<Role> role_named(std::string_view name);
std::optional<Action> action_named(std::string_view name);
std::optional<ThingKind> thing_named(std::string_view name);

// As people read them.
Words words_of(Role role);
Words words_of(Action action);
Words words_of(ThingKind kind);

}  // namespace sekisho::office

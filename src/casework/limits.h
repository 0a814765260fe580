#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::casework {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxTextBytes = 64 << 10;          // of a reason, a comment, a question
inline constexpr size_t kMaxNameBytes = 256;               // of people, departments, systems
inline constexpr size_t kMaxFindingsGathered = 2'000'000;  // of one review
inline constexpr size_t kMaxCasesAtOnce = 1000;            // that one triage judges
inline constexpr size_t kMaxAttachmentBytes = 3 << 20;     // of one attachment
inline constexpr size_t kMaxLooksAsked = 5000;             // that one inquiry shows
inline constexpr size_t kMaxDeadlineRules = 64;
inline constexpr size_t kMaxHolidays = 10'000;
inline constexpr int kMaxDeadlineDays = 3660;
inline constexpr size_t kMaxFigureValues = 64;  // of one figure
inline constexpr size_t kMaxCampaignSystems = 1000;
inline constexpr size_t kMaxCampaignFiles = 100'000;
inline constexpr size_t kMaxSample = 10'000;  // of one audit
inline constexpr int kMaxEmergencyHours = 24;
inline constexpr int kMaxOutageMinutes = 7 * 24 * 60;
inline constexpr size_t kMaxPlanTexts = 64;    // actions or routes of a plan for an outage
inline constexpr size_t kMaxOpenPlans = 1000;  // in force at one time

}  // namespace sekisho::casework

#pragma once

#include <cstddef>
#include <cstdint>

// Bounds on what browsers and systems send, and on what a worker keeps. Whatever passes one is
// denied.
namespace sekisho::gateway {

// A request.
inline constexpr size_t kMaxTargetBytes = 8192;
inline constexpr size_t kMaxSegments = 64;
inline constexpr size_t kMaxWayBackBytes = 2000;  // of a target to which a page leads back
inline constexpr size_t kMaxParameters = 128;     // of a query or a form
inline constexpr size_t kMaxCookieBytes = 16u << 10;
inline constexpr size_t kMaxMappedBodyBytes = 256u
                                              << 10;  // of a request whose body names its record
inline constexpr size_t kMaxRecordBytes = 128;        // of a record's key

// A response that lists records: it waits until they are decided and recorded.
inline constexpr size_t kMaxHeldBytes = 8u << 20;
inline constexpr size_t kMaxListedRecords = 10'000;
inline constexpr size_t kMaxListedTexts = 4 * kMaxListedRecords;  // a record may be shown often

// A search by what somebody was told.
inline constexpr size_t kMaxTermBytes = 512;
inline constexpr size_t kMaxTerms = 32;       // of a route
inline constexpr size_t kMaxToldHits = 20;    // whatever a route says
inline constexpr size_t kLeastToldChars = 4;  // likewise

// A file of routes.
inline constexpr size_t kMaxRoutesFileBytes = 1u << 20;
inline constexpr size_t kMaxRoutes = 1024;

// A worker.
inline constexpr size_t kMaxPlans = 1024;  // of masks
inline constexpr size_t kMaxRememberedJudgements = 65'536;
inline constexpr size_t kMaxIdentities = 16'384;      // minted and not yet old
inline constexpr int64_t kIdentitySeconds = 60;       // how long one is good for
inline constexpr int64_t kIdentityRenewSeconds = 30;  // how old one may be when it is sent
inline constexpr int64_t kPatienceMillis = 5000;      // for an entry to become durable

}  // namespace sekisho::gateway

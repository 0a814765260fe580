#include "session/session_check.h"

#include <utility>

#include "session/limits.h"

namespace sekisho::session {
namespace {

Refusal refusal_of(Standing standing) {
  switch (standing) {
    case Standing::kEnded:
      return Refusal::kEnded;
    case Standing::kIdle:
      return Refusal::kIdle;
    case Standing::kStale:
      return Refusal::kStale;
    case Standing::kUnknown:
    case Standing::kGoesOn:
      break;
  }
  return Refusal::kUnknown;
}

}  // namespace

std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNoToken:
      return "no-token";
    case Refusal::kBadToken:
      return "bad-token";
    case Refusal::kExpired:
      return "expired";
    case Refusal::kOtherCard:
      return "other-card";
    case Refusal::kOtherTerminal:
      return "other-terminal";
    case Refusal::kUnknown:
      return "unknown";
    case Refusal::kEnded:
      return "ended";
    case Refusal::kIdle:
      return "idle";
    case Refusal::kStale:
      return "stale";
  }
  return "unknown";
}

const GateSession* SessionCheck::read(std::string_view token) {
  if (const auto found = read_.find(token); found != read_.end()) return &found->second;
  auto session = read_token(token, keys_);
  if (!session) return nullptr;
  // Those that go on are soon there again.
  if (read_.size() >= kMaxRememberedTokens) read_.clear();
  return &read_.emplace(std::string(token), std::move(*session)).first->second;
}

// What the token says by itself.
SessionCheck::Answer SessionCheck::read_for(const Presented& presented, Instant now) {
  if (presented.token.empty()) return {nullptr, Refusal::kNoToken};
  const GateSession* const session = read(presented.token);
  if (session == nullptr) return {nullptr, Refusal::kBadToken};
  // Clocks of two machines may differ a little; a token from further ahead is none of today's.
  const bool future = shifted(now, 60 * kMicrosPerSecond) < session->issued;
  if (future || now >= session->expires) return {nullptr, Refusal::kExpired};
  if (session->card && session->card != presented.card) return {nullptr, Refusal::kOtherCard};
  if (!session->terminal.empty() && session->terminal != presented.terminal) {
    return {nullptr, Refusal::kOtherTerminal};
  }
  return {session, {}};
}

SessionCheck::Answer SessionCheck::check(const Presented& presented, Instant now) {
  const Answer read = read_for(presented, now);
  if (read.session == nullptr) return read;
  const Standing standing = view_.use(read.session->id, read.session->idle_seconds, now);
  if (standing != Standing::kGoesOn) return {nullptr, refusal_of(standing)};
  return read;
}

SessionCheck::Answer SessionCheck::check_last_known(const Presented& presented, Instant now) {
  const Answer read = read_for(presented, now);
  if (read.session == nullptr) return read;
  const Standing standing = view_.use_last_known(read.session->id, read.session->idle_seconds, now);
  if (standing != Standing::kGoesOn) return {nullptr, refusal_of(standing)};
  return read;
}

}  // namespace sekisho::session

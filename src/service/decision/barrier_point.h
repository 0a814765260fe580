#pragma once

#include <functional>
#include <memory>
#include <string>

#include "authzen/decision_point.h"
#include "service/decision/judgement.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// The barrier behind the AuthZEN API (docs/authzen.md says what a request names, and what an answer
// tells). Each decision is an entry of the record before anybody hears it; where it cannot be
// written, nothing is decided. One request each: not for several threads.
class BarrierPoint final : public authzen::DecisionPoint {
 public:
  struct Parts {
    std::shared_ptr<const Knowledge> knowledge;
    Ledger* ledger = nullptr;
    Instant now;
    // Whether whoever asks may ask about a system; what it may not ask about is denied.
    std::function<bool(const std::string& system)> answers_for;
  };
  explicit BarrierPoint(Parts parts) : parts_(std::move(parts)) {}

  // An error of the record is one of the request.
  Result<std::vector<authzen::Decision>> decide(std::span<const authzen::Evaluation> evaluations,
                                                authzen::Semantic semantic) override;
  // People or accounts who may, systems that somebody may use, actions. Nothing is recorded: nobody
  // looks. kBadInput where records are sought, which are too many to be told.
  Result<std::vector<std::string>> find(authzen::Sought sought,
                                        const authzen::Evaluation& asked) override;

 private:
  Result<std::vector<std::string>> subjects(const authzen::Evaluation& asked) const;
  Result<std::vector<std::string>> systems(const authzen::Evaluation& asked) const;
  Result<std::vector<std::string>> actions(const authzen::Evaluation& asked) const;
  Result<bool> would_allow(const authzen::Evaluation& evaluation) const;

  Parts parts_;
};

}  // namespace sekisho::service

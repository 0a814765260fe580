#include "service/evidence/cosigning.h"

#include <algorithm>

namespace sekisho::service {

Result<std::unique_ptr<Cosigning>> Cosigning::start(tlog::Log& log, const std::string& directory,
                                                    const std::string& policy_path,
                                                    const CosigningOptions& options, Tell tell) {
  Result<tlog::QuorumPolicy> policy = tlog::QuorumPolicy::read(policy_path);
  if (!policy) return std::unexpected(policy.error());
  auto cosigner = Cosigner::open(directory, std::move(*policy), options.cosigner);
  if (!cosigner) return std::unexpected(cosigner.error());
  return std::make_unique<Cosigning>(log, std::move(*cosigner), options, std::move(tell));
}

Cosigning::Cosigning(tlog::Log& log, std::unique_ptr<Cosigner> cosigner,
                     const CosigningOptions& options, Tell tell)
    : log_(log),
      cosigner_(std::move(cosigner)),
      options_(options),
      tell_(std::move(tell)),
      next_stamp_(Clock::now()) {
  thread_ = std::thread([this] { run(); });
}

Cosigning::~Cosigning() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopping_changed_.notify_one();
  thread_.join();
}

void Cosigning::run() {
  bool last = false;
  while (!last) {
    {
      std::unique_lock lock(mutex_);
      last = stopping_changed_.wait_for(lock, options_.every, [&] { return stopping_; });
    }
    if (is_due(last)) ask(last);
  }
}

// A checkpoint that is new, or that lacks something which it is time to ask for again.
bool Cosigning::is_due(bool last) const {
  return log_.published() != told_ || (!met_ && (last || Clock::now() >= next_stamp_));
}

void Cosigning::ask(bool last) {
  const bool stamps = last || Clock::now() >= next_stamp_;
  // After an error the same checkpoint is asked for when time stamps are.
  told_ = log_.published();
  met_ = false;
  const Result<CosigningRound> round =
      cosigner_->round(stamps, [&](const tlog::Note& cosigned, auto witnesses) {
        return log_.add_cosignatures(cosigned, witnesses);
      });
  if (stamps) next_stamp_ = Clock::now() + options_.stamp_every;
  if (round) {
    told_ = round->checkpoint;
    met_ = round->met;
  }
  tell_(round);
}

}  // namespace sekisho::service

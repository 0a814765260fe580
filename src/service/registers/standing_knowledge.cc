#include "service/registers/standing_knowledge.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "service/registers/limits.h"
#include "service/store_registers.h"

namespace sekisho::service {
namespace {

constexpr int kGivesWay = 19;

}  // namespace

StandingKnowledge::~StandingKnowledge() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void StandingKnowledge::start() {
  thread_ = std::thread([this] { follow(); });
}

void StandingKnowledge::look() {
  {
    const std::lock_guard lock(mutex_);
    look_ = true;
  }
  changed_.notify_all();
}

void StandingKnowledge::follow() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kGivesWay);
  std::unique_lock lock(mutex_);
  while (!ending_) {
    look_ = false;
    lock.unlock();
    // Where it fails the last one stays in use, answers say which it is, and the next look tries
    // again.
    [[maybe_unused]] const auto made = renewed();
    lock.lock();
    changed_.wait_for(lock, kLookEvery, [&] { return look_ || ending_; });
  }
}

StandingKnowledge::Pointer StandingKnowledge::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

Result<StandingKnowledge::Pointer> StandingKnowledge::renewed() {
  const std::lock_guard making(making_);
  const Result<std::string> revision = facts_revision(places_.store, "");
  if (!revision) return std::unexpected(revision.error());
  if (Pointer known = current(); known != nullptr && known->revision() == *revision) return known;
  ReviewPlaces places = places_;
  places.known_at = *revision;
  Result<Pointer> made = Knowledge::load(places);
  if (!made) return made;
  Pointer last = *made;  // let go of without the lock: freeing it takes a while
  const std::lock_guard lock(mutex_);
  std::swap(current_, last);
  return made;
}

Result<StandingKnowledge::Pointer> StandingKnowledge::now() {
  if (Pointer known = current()) return known;
  return renewed();
}

Result<StandingKnowledge::Pointer> StandingKnowledge::known_at(const std::string& time) {
  if (time.empty()) return now();
  const Result<std::string> revision = facts_revision(places_.store, time);
  if (!revision) return std::unexpected(revision.error());
  if (Pointer known = current(); known != nullptr && known->revision() == *revision) return known;
  const std::lock_guard making(making_);
  {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::ranges::find(earlier_, *revision, [](const Pointer& one) { return one->revision(); });
    if (found != earlier_.end()) {
      earlier_.splice(earlier_.begin(), earlier_, found);
      return earlier_.front();
    }
  }
  ReviewPlaces places = places_;
  places.known_at = *revision;
  Result<Pointer> made = Knowledge::load(places);
  if (!made) return made;
  const std::lock_guard lock(mutex_);
  earlier_.push_front(*made);
  if (earlier_.size() > kEarlierKnowledge) earlier_.pop_back();
  return made;
}

}  // namespace sekisho::service

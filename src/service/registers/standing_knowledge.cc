#include "service/registers/standing_knowledge.h"

#include <algorithm>
#include <utility>

#include "base/give_way.h"
#include "service/registers/limits.h"
#include "service/store_registers.h"

namespace sekisho::service {

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
  Pointer last;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    look_ = false;
    lock.unlock();
    // Where it fails the last one stays in use, answers say which it is, and the next look tries
    // again.
    const auto made = renewed();
    if (made && looked_) looked_(*made);
    if (made && *made != last) {
      last = *made;
      if (beside_) beside_();
    }
    // Only for the first one people wait.
    if (!ready_.exchange(true)) give_way();
    lock.lock();
    changed_.wait_for(lock, kLookEvery, [&] { return look_ || ending_; });
  }
}

StandingKnowledge::Made StandingKnowledge::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

Result<ReviewPlaces> StandingKnowledge::places_at(const std::string& time) const {
  Result<ReviewPlaces> places = places_();
  if (!places) return places;
  Result<std::string> revision = facts_revision(places->store, time);
  if (!revision) return std::unexpected(revision.error());
  places->known_at = std::move(*revision);
  return places;
}

Result<StandingKnowledge::Pointer> StandingKnowledge::renewed() {
  const std::lock_guard making(making_);
  const Result<ReviewPlaces> places = places_at("");
  if (!places) return std::unexpected(places.error());
  if (Made known = current(); known.is_of(*places)) return known.knowledge;
  Result<Pointer> made = Knowledge::load(*places);
  if (!made) return made;
  Made last{*made, places->policies};  // let go of without the lock: freeing it takes a while
  const std::lock_guard lock(mutex_);
  std::swap(current_, last);
  return made;
}

Result<StandingKnowledge::Pointer> StandingKnowledge::now() {
  if (Made known = current(); known.knowledge != nullptr) return known.knowledge;
  return renewed();
}

Result<StandingKnowledge::Pointer> StandingKnowledge::known_at(const std::string& time) {
  if (time.empty()) return now();
  const Result<ReviewPlaces> places = places_at(time);
  if (!places) return std::unexpected(places.error());
  if (Made known = current(); known.is_of(*places)) return known.knowledge;
  const std::lock_guard making(making_);
  {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::ranges::find_if(earlier_, [&](const Made& one) { return one.is_of(*places); });
    if (found != earlier_.end()) {
      earlier_.splice(earlier_.begin(), earlier_, found);
      return earlier_.front().knowledge;
    }
  }
  Result<Pointer> made = Knowledge::load(*places);
  if (!made) return made;
  const std::lock_guard lock(mutex_);
  earlier_.push_front({*made, places->policies});
  if (earlier_.size() > kEarlierKnowledge) earlier_.pop_back();
  return made;
}

}  // namespace sekisho::service

#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/error.h"
#include "service/knowledge.h"

namespace sekisho::service {

// What a server's questions to the barrier are answered by: its store's registers as they are known
// now, and the policies in force. A thread of its own looks whether either changed, makes the next
// Knowledge beside the one in use, and puts it in its place: nobody waits for that. Any number of
// threads.
class StandingKnowledge {
 public:
  // What `places` says names a store and the policies in force; it is asked again and again.
  using Places = std::function<Result<ReviewPlaces>()>;
  // Both are called by that thread: `looked` whenever it knows what the store knows now, which is
  // about once a second; `beside`, which makes ready what else is asked of the same registers, when
  // that is something new.
  using Looked = std::function<void(const std::shared_ptr<const Knowledge>&)>;
  explicit StandingKnowledge(Places places, std::function<void()> beside = {}, Looked looked = {})
      : places_(std::move(places)), beside_(std::move(beside)), looked_(std::move(looked)) {}
  StandingKnowledge(const StandingKnowledge&) = delete;
  StandingKnowledge& operator=(const StandingKnowledge&) = delete;
  ~StandingKnowledge();

  // Begins to follow the store. Once.
  void start();
  // Whether the first Knowledge was made since `start`, or could not be: nobody has to wait for it.
  bool is_ready() const { return ready_; }
  // Somebody changed the registers, or the policies in force: look now.
  void look();

  // The newest that is ready. The first one is made by whoever asks for it. kUsage where the store
  // knows nothing.
  Result<std::shared_ptr<const Knowledge>> now();
  // What was known at another time (service/store_registers.h); the last few stay.
  Result<std::shared_ptr<const Knowledge>> known_at(const std::string& time);

 private:
  using Pointer = std::shared_ptr<const Knowledge>;
  // What a Knowledge was made of.
  struct Made {
    Pointer knowledge;
    std::filesystem::path policies = {};

    bool is_of(const ReviewPlaces& places) const {
      return knowledge != nullptr && knowledge->revision() == places.known_at &&
             policies == places.policies;
    }
  };

  void follow();
  Made current() const;
  Result<Pointer> renewed();
  // With `known_at` as entries of the record name it.
  Result<ReviewPlaces> places_at(const std::string& time) const;

  const Places places_;
  const std::function<void()> beside_;
  const Looked looked_;
  std::mutex making_;         // held while one is made, so that it is made once
  mutable std::mutex mutex_;  // of what follows, held for moments
  Made current_;
  std::list<Made> earlier_;  // the last that was asked for first
  std::atomic<bool> ready_ = false;
  bool look_ = false, ending_ = false;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace sekisho::service

#include "service/serve/jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "base/give_way.h"
#include "crypto/random.h"
#include "service/serve/limits.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kSuffix = ".json";
constexpr size_t kChangesOfAnAttempt = 3;  // it waits, runs, ends

// Whether what was interrupted runs again by itself. Work that ends the process each time must not
// do so for ever.
bool goes_on(const Job& job) {
  const auto interruptions =
      std::ranges::count(job.changes, JobState::kInterrupted, &Job::Change::state);
  return job.state() == JobState::kInterrupted &&
         static_cast<size_t>(interruptions) <= kMaxOwnAttempts &&
         job.changes.size() + kChangesOfAnAttempt <= kMaxJobChanges;
}

// `20261126-134500-1f3a9c`: names sort by time and cannot be guessed to collide.
std::string new_id(Instant now) {
  std::string id = text::rfc3339({now.micros / kMicrosPerSecond * kMicrosPerSecond}, text::kUtc);
  std::erase_if(id, [](char one) { return one == '-' || one == ':' || one == 'Z'; });
  std::ranges::replace(id, 'T', '-');
  return fmt::format("{}-{}", id, crypto::random_hex(3));
}

}  // namespace

class Jobs::State {
 public:
  State(std::unique_ptr<tlog::Directory> directory, Work work, std::function<Instant()> now)
      : directory_(std::move(directory)), work_(std::move(work)), now_(std::move(now)) {}
  ~State() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> read() {
    const Result<std::vector<std::string>> names = directory_->names();
    if (!names) return std::unexpected(names.error());
    for (const std::string& name : *names) {
      if (!name.ends_with(kSuffix)) continue;
      const Result<std::string> text = tlog::read_whole(*directory_, name, kMaxJobBytes);
      if (!text) return std::unexpected(text.error());
      Result<Job> job = parse_job_file(*text, name);
      if (!job) return std::unexpected(job.error());
      if (job->state() == JobState::kRunning) {
        // A cancellation that was acknowledged holds, also where the process ended before the work.
        const JobState state = job->cancelling ? JobState::kCancelled : JobState::kInterrupted;
        if (auto kept = change(*job, state); !kept) return kept;
      }
      if (goes_on(*job)) {
        if (auto kept = change(*job, JobState::kQueued); !kept) return kept;
      }
      jobs_[job->id] = std::move(*job);
    }
    return {};
  }

  void start() {
    thread_ = std::thread([this] { run(); });
  }

  Result<Job> submit(const Submission& submission) {
    const std::lock_guard lock(mutex_);
    if (waiting() >= kMaxJobsWaiting) {
      return fail(ErrorCode::kLimit, fmt::format("{} jobs wait already", kMaxJobsWaiting), {},
                  "Wait until some have run, or cancel them.");
    }
    if (auto room = make_room(); !room) return std::unexpected(room.error());
    Job job;
    do {
      job.id = new_id(now_());
    } while (jobs_.contains(job.id));
    job.kind = submission.kind;
    job.caller = submission.caller;
    job.request = submission.request;
    if (auto kept = change(job, JobState::kQueued); !kept) return std::unexpected(kept.error());
    jobs_[job.id] = job;
    changed_.notify_all();
    return job;
  }

  std::optional<Job> find(std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    return found == jobs_.end() ? std::nullopt : std::optional(found->second);
  }

  std::vector<Job> list() const {
    const std::lock_guard lock(mutex_);
    std::vector<Job> out;
    for (const auto& [id, job] : jobs_) out.push_back(job);
    std::ranges::sort(out, [](const Job& one, const Job& other) {
      return std::pair(one.submitted(), one.id) > std::pair(other.submitted(), other.id);
    });
    return out;
  }

  std::vector<uint64_t> counts() const {
    const std::lock_guard lock(mutex_);
    std::vector<uint64_t> out(kJobStates);
    for (const auto& [id, job] : jobs_) ++out[static_cast<size_t>(job.state())];
    return out;
  }

  Result<Job> cancel(std::string_view id) {
    const std::lock_guard lock(mutex_);
    const Result<Job*> job = known(id);
    if (!job) return std::unexpected(job.error());
    if (has_ended((*job)->state())) {
      return fail(ErrorCode::kUsage,
                  fmt::format("the job `{}` is {} already", id, name_of((*job)->state())));
    }
    Job next = **job;
    if (next.state() == JobState::kQueued) {
      if (auto kept = change(next, JobState::kCancelled); !kept)
        return std::unexpected(kept.error());
    } else {
      next.cancelling = true;
      if (auto kept = keep(next); !kept) return std::unexpected(kept.error());
    }
    return **job = next;
  }

  Result<Job> run_again(std::string_view id) {
    const std::lock_guard lock(mutex_);
    const Result<Job*> job = known(id);
    if (!job) return std::unexpected(job.error());
    const JobState state = (*job)->state();
    if (!has_ended(state) || state == JobState::kDone) {
      return fail(ErrorCode::kUsage, fmt::format("the job `{}` is {}", id, name_of(state)), {},
                  "Only a job that failed, was cancelled or interrupted runs again.");
    }
    if ((*job)->changes.size() + kChangesOfAnAttempt > kMaxJobChanges) {
      return fail(ErrorCode::kLimit, fmt::format("the job `{}` ran too often", id), {},
                  "Submit a new one.");
    }
    Job next = **job;
    next.error.clear();
    next.cancelling = false;
    if (auto kept = change(next, JobState::kQueued); !kept) return std::unexpected(kept.error());
    **job = next;
    changed_.notify_all();
    return next;
  }

 private:
  // What the work of one attempt sees.
  class Watch final : public JobWatch {
   public:
    Watch(State& state, std::string id) : state_(state), id_(std::move(id)), start_(state.now_()) {}
    void progress(const Progress& now) override {
      const std::lock_guard lock(state_.mutex_);
      Job& job = state_.jobs_.find(id_)->second;
      if (job.step != now.step) start_ = state_.now_();
      job.step = now.step;
      job.bytes = now.bytes;
      job.bytes_of = now.bytes_of;
      job.lines = now.lines;
      job.findings = now.findings;
      ++job.tellings;
      const int64_t micros = std::max<int64_t>(state_.now_().micros - start_.micros, 0);
      job.seconds_left.reset();
      if (now.bytes != 0 && now.bytes <= now.bytes_of) {
        job.seconds_left = static_cast<uint64_t>(
            static_cast<double>(micros) / static_cast<double>(kMicrosPerSecond) *
            static_cast<double>(now.bytes_of - now.bytes) / static_cast<double>(now.bytes));
      }
    }
    bool unwanted() const override {
      const std::lock_guard lock(state_.mutex_);
      return state_.ending_ || state_.jobs_.find(id_)->second.cancelling;
    }

   private:
    State& state_;
    const std::string id_;
    Instant start_;
  };

  void run() {
    give_way();
    std::unique_lock lock(mutex_);
    while (true) {
      Job* next = nullptr;
      changed_.wait(lock, [&] { return ending_ || (next = oldest_waiting()) != nullptr; });
      if (ending_) return;
      if (auto kept = change(*next, JobState::kRunning); !kept) {
        next->error = kept.error().message;
        next->changes.push_back({JobState::kFailed, now_()});  // the disk does not take it
        continue;
      }
      ++next->attempts;
      const Job job = *next;
      lock.unlock();
      Watch watch(*this, job.id);
      const Result<std::string> result = work_(job, watch);
      lock.lock();
      end(jobs_.find(job.id)->second, result);
    }
  }

  void end(Job& job, const Result<std::string>& result) {
    JobState state = JobState::kDone;
    if (result) {
      job.result = *result;
    } else if (job.cancelling) {
      state = JobState::kCancelled;
    } else if (ending_) {
      state = JobState::kInterrupted;
    } else {
      state = JobState::kFailed;
      job.error = to_string(result.error());
    }
    job.cancelling = false;
    job.step.clear();
    job.seconds_left.reset();
    if (auto kept = change(job, state); !kept) {
      job.error = kept.error().message;
      job.changes.push_back({state, now_()});
    }
  }

  Job* oldest_waiting() {
    Job* oldest = nullptr;
    for (auto& [id, job] : jobs_) {
      if (job.state() != JobState::kQueued) continue;
      if (oldest == nullptr || job.changes.back().time < oldest->changes.back().time) oldest = &job;
    }
    return oldest;
  }

  size_t waiting() const {
    return static_cast<size_t>(std::ranges::count_if(
        jobs_, [](const auto& one) { return one.second.state() == JobState::kQueued; }));
  }

  // Forgets the oldest job that ended where there are too many.
  Result<void> make_room() {
    while (jobs_.size() >= kMaxJobsKept) {
      auto oldest = jobs_.end();
      for (auto at = jobs_.begin(); at != jobs_.end(); ++at) {
        const bool earlier =
            oldest == jobs_.end() || at->second.submitted() < oldest->second.submitted();
        if (has_ended(at->second.state()) && earlier) oldest = at;
      }
      SEKISHO_INVARIANT(oldest != jobs_.end());  // fewer than that wait
      if (auto removed = directory_->remove(oldest->first + std::string(kSuffix)); !removed) {
        return removed;
      }
      jobs_.erase(oldest);
    }
    return {};
  }

  Result<Job*> known(std::string_view id) {
    const auto found = jobs_.find(id);
    if (found != jobs_.end()) return &found->second;
    return fail(ErrorCode::kNotFound, fmt::format("there is no job `{}`", id));
  }

  // Writes the job with its next state, and only then has it.
  Result<void> change(Job& job, JobState state) {
    job.changes.push_back({state, now_()});
    if (auto kept = keep(job); !kept) {
      job.changes.pop_back();
      return kept;
    }
    job.tellings = 0;
    if (state == JobState::kQueued) job.bytes = job.bytes_of = job.lines = 0;
    return {};
  }

  Result<void> keep(const Job& job) {
    return tlog::write_durably(*directory_, job.id + std::string(kSuffix), job_file(job));
  }

  const std::unique_ptr<tlog::Directory> directory_;
  const Work work_;
  const std::function<Instant()> now_;
  mutable std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::map<std::string, Job, std::less<>> jobs_;
  bool ending_ = false;
  std::thread thread_;
};

Result<std::unique_ptr<Jobs>> Jobs::open(std::unique_ptr<tlog::Directory> directory, Work work,
                                         std::function<Instant()> now) {
  auto state = std::make_unique<State>(std::move(directory), std::move(work), std::move(now));
  if (auto read = state->read(); !read) return std::unexpected(read.error());
  return std::make_unique<Jobs>(std::move(state));
}

Jobs::Jobs(std::unique_ptr<State> state) : state_(std::move(state)) {}
Jobs::~Jobs() = default;

void Jobs::start() {
  state_->start();
}
Result<Job> Jobs::submit(const Submission& submission) {
  return state_->submit(submission);
}
std::optional<Job> Jobs::find(std::string_view id) const {
  return state_->find(id);
}
std::vector<Job> Jobs::list() const {
  return state_->list();
}
std::vector<uint64_t> Jobs::counts() const {
  return state_->counts();
}
Result<Job> Jobs::cancel(std::string_view id) {
  return state_->cancel(id);
}
Result<Job> Jobs::run_again(std::string_view id) {
  return state_->run_again(id);
}

}  // namespace sekisho::service

#include "service/gate/record_looks.h"

#include <fmt/format.h>
#include <pwd.h>
#include <signal.h>

#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include "spool/recorder.h"
#include "text/number.h"
#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

// Whom a signal stops: one a process.
std::atomic<spool::Recorder*> running = nullptr;

void stop_running(int /*signal*/) {
  if (spool::Recorder* const recorder = running) recorder->stop();
}

// While it lives, SIGTERM and SIGINT stop a recorder.
class StoppedBySignals {
 public:
  explicit StoppedBySignals(spool::Recorder& recorder) {
    running = &recorder;
    struct sigaction action{};
    action.sa_handler = stop_running;
    for (size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &action, &before_[i]);
  }
  StoppedBySignals(const StoppedBySignals&) = delete;
  StoppedBySignals& operator=(const StoppedBySignals&) = delete;
  ~StoppedBySignals() {
    for (size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
    running = nullptr;
  }

 private:
  static constexpr std::array<int, 2> kSignals{SIGTERM, SIGINT};
  std::array<struct sigaction, kSignals.size()> before_{};
};

Result<uint32_t> user_named(const std::string& name) {
  if (const auto number = text::parse_u64(name); number && *number < ~uint32_t{0})
    return static_cast<uint32_t>(*number);
  const passwd* const found = ::getpwnam(name.c_str());
  if (found != nullptr) return found->pw_uid;
  return fail(ErrorCode::kUsage, fmt::format("there is no user `{}` on this machine", name));
}

}  // namespace

Result<void> record_looks(const RecorderRequest& request, const std::function<void()>& began,
                          const std::function<void(std::string_view line)>& say) {
  spool::Recorder::Options options{.socket = request.socket};
  options.say = say;
  for (const std::string& name : request.users) {
    const Result<uint32_t> user = user_named(name);
    if (!user) return std::unexpected(user.error());
    options.users.push_back(*user);
  }
  auto directory = tlog::make_and_open_private_directory(request.directory);
  if (!directory) return std::unexpected(directory.error());
  const auto recorder = spool::Recorder::open(std::move(*directory), std::move(options));
  if (!recorder) return std::unexpected(recorder.error());
  const StoppedBySignals stopped(**recorder);
  began();
  return (*recorder)->run();
}

}  // namespace sekisho::service

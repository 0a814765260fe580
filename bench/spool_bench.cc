// What it costs to have a look on the disk before an answer leaves: looks a second and processor
// time a look, of the worker and of the recorder, with 1 to 512 requests waiting at once; beside
// it a plain write and fdatasync for each look by the worker itself, on the same disk in the same
// run. One line of JSON for each figure. `spool_bench [DIRECTORY]` says on which disk; SPOOL_SCALE
// makes it shorter or longer. See bench/README.md.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "spool/look.h"
#include "spool/recorder.h"
#include "spool/spool_client.h"
#include "tlog/file_system.h"

namespace {

namespace fs = std::filesystem;
using namespace sekisho;

constexpr int kRounds = 3;
struct Size {
  uint64_t in_flight;
  uint64_t looks;  // in a round
};
constexpr Size kSizes[] = {{1, 1'000}, {8, 8'000}, {64, 60'000}, {512, 200'000}};
constexpr uint64_t kPlainLooks = 1'000;

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "spool_bench: {}\n", why);
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// A look as a worker has it, written anew for each request.
const std::string& look(uint64_t number) {
  static const std::vector<std::string> records{"0300111234567890123456"};
  static const std::vector<std::string> reasons{"own-staff"};
  static std::string out;
  out.clear();
  const std::string request = fmt::format("20261126-{:08x}", number);
  if (!spool::append_look(
          out, {.time = {1'795'654'923'456'789},
                .gate = "gate-1",
                .request = request,
                .session = "s-5Ue2mQ",
                .system = "nol",
                .person = "P123456",
                .account = "k12345",
                .terminal = "PC-12345",
                .address = "10.20.30.40",
                .record_kind = "supply_point",
                .records = records,
                .permitted = true,
                .reasons = reasons,
                .policy_set = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                .facts_revision = "2026-11-26.3"})) {
    give_up("a look is too long");
  }
  return out;
}

struct Figures {
  double looks_a_second = 0;
  double worker_micros = 0, recorder_micros = 0;  // of processor time, a look
};

// A recorder of its own, in a process of its own, so that its processor time is known.
class RecorderProcess {
 public:
  RecorderProcess(const fs::path& directory, std::string socket) : socket_(std::move(socket)) {
    child_ = ::fork();
    if (child_ != 0) return;
    auto place = must(tlog::make_and_open_private_directory(directory));
    const auto recorder = must(spool::Recorder::open(std::move(place), {.socket = socket_}));
    running = recorder.get();
    ::signal(SIGTERM, [](int) { running->stop(); });
    ::_exit(recorder->run() ? 0 : 1);
  }
  RecorderProcess(const RecorderProcess&) = delete;
  RecorderProcess& operator=(const RecorderProcess&) = delete;

  std::unique_ptr<spool::SpoolClient> connect() {
    constexpr int kTries = 2000;
    for (int i = 0; i < kTries; ++i) {
      auto client = spool::SpoolClient::connect(socket_);
      if (client) return std::move(*client);
      ::usleep(5000);
    }
    give_up("the recorder does not listen");
  }
  // The processor time that it took so far.
  double cpu() const {
    clockid_t clock{};
    timespec now{};
    if (::clock_getcpuclockid(child_, &clock) != 0 || ::clock_gettime(clock, &now) != 0)
      give_up("cannot read the recorder's processor time");
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  }
  void stop() const {
    int status = 0;
    ::kill(child_, SIGTERM);
    if (::waitpid(child_, &status, 0) != child_ || status != 0) give_up("the recorder failed");
  }

 private:
  static inline spool::Recorder* running = nullptr;
  std::string socket_;
  pid_t child_ = -1;
};

// As an event loop does: so many requests wait, and each that is recorded makes room for another.
Figures through_recorder(RecorderProcess& recorder, spool::SpoolClient& client, const Size& size,
                         uint64_t before) {
  const double cpu_then = cpu_seconds();
  const double recorder_then = recorder.cpu();
  const auto start = std::chrono::steady_clock::now();
  uint64_t offered = 0;
  uint64_t durable = 0;
  while (durable < size.looks) {
    while (offered < size.looks && offered - durable < size.in_flight) {
      if (!client.offer(look(offered))) give_up("a look was refused");
      ++offered;
    }
    client.hand_over();
    pollfd wake{client.wake_fd(), POLLIN, 0};
    ::poll(&wake, 1, -1);
    client.hear();
    durable = client.durable() - before;
    if (!client.alive()) give_up("the recorder has gone");
  }
  const double wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto looks = static_cast<double>(size.looks);
  return {looks / wall, (cpu_seconds() - cpu_then) * 1e6 / looks,
          (recorder.cpu() - recorder_then) * 1e6 / looks};
}

// What a worker without a recorder would do: it writes into a file that has its room, and syncs.
Figures plainly(const fs::path& file, uint64_t looks) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string zeros(1 << 20, '\0');
  if (fd < 0 || ::pwrite(fd, zeros.data(), zeros.size(), 0) < 0 || ::fsync(fd) != 0)
    give_up("cannot make a file");
  const double cpu_then = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  off_t at = 0;
  for (uint64_t i = 0; i < looks; ++i) {
    const std::string& bytes = look(i);
    if (::pwrite(fd, bytes.data(), bytes.size(), at) < 0 || ::fdatasync(fd) != 0)
      give_up("cannot write a look");
    at = (at + static_cast<off_t>(bytes.size())) % (1 << 19);
  }
  const double wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  ::close(fd);
  return {static_cast<double>(looks) / wall,
          (cpu_seconds() - cpu_then) * 1e6 / static_cast<double>(looks), 0};
}

struct Spread {
  double median, half;
};
Spread spread(const std::vector<Figures>& rounds, double Figures::* member) {
  std::vector<double> values;
  for (const Figures& one : rounds) values.push_back(one.*member);
  std::ranges::sort(values);
  return {values[values.size() / 2], (values.back() - values.front()) / 2};
}

void print(std::string_view metric, std::string_view unit, const Size& size,
           const std::vector<Figures>& ours, const std::vector<Figures>& peer,
           double Figures::* member) {
  const Spread figure = spread(ours, member);
  fmt::print(R"({{"metric": "spool.{}", "unit": "{}", "median": {:.4g}, "spread": {:.2g}, )"
             R"("in_flight": {}, "bytes": {})",
             metric, unit, figure.median, figure.half, size.in_flight, look(0).size());
  if (!peer.empty()) {
    const Spread theirs = spread(peer, member);
    fmt::print(R"(, "peer": {{"name": "write and fdatasync a look", "median": {:.4g}, )"
               R"("spread": {:.2g}}})",
               theirs.median, theirs.half);
  }
  fmt::print("}}\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path parent = argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path();
  std::string name = (parent / "sekisho-spool-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) give_up("cannot make a directory");
  const fs::path directory = name;
  const char* const asked = std::getenv("SPOOL_SCALE");
  const double scale = asked == nullptr ? 1 : std::strtod(asked, nullptr);

  RecorderProcess recorder(directory / "spool", (directory / "socket").string());
  const auto client = recorder.connect();
  const Size warm{64, 20'000};
  uint64_t before = 0;
  through_recorder(recorder, *client, warm, before);
  before += warm.looks;

  std::vector<Figures> plain;
  std::vector<std::vector<Figures>> ours(std::size(kSizes));
  for (int round = 0; round < kRounds; ++round) {
    plain.push_back(plainly(directory / "plain", static_cast<uint64_t>(kPlainLooks * scale)));
    for (size_t i = 0; i < std::size(kSizes); ++i) {
      Size size = kSizes[i];
      size.looks =
          std::max(static_cast<uint64_t>(static_cast<double>(size.looks) * scale), size.in_flight);
      ours[i].push_back(through_recorder(recorder, *client, size, before));
      before += size.looks;
    }
  }
  recorder.stop();
  for (size_t i = 0; i < std::size(kSizes); ++i) {
    print("looks", "durable entries/s", kSizes[i], ours[i], plain, &Figures::looks_a_second);
    print("worker", "us", kSizes[i], ours[i], plain, &Figures::worker_micros);
    print("recorder", "us", kSizes[i], ours[i], {}, &Figures::recorder_micros);
  }
  fs::remove_all(directory);
  return 0;
}

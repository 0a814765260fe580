#include "evidence_seal.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "service/clock.h"
#include "service/evidence/archive.h"
#include "service/evidence/evidence_init.h"
#include "text/encoding.h"

namespace sekisho::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 3;
constexpr double kMegabyte = 1e6;
constexpr uint64_t kMegabytes[] = {100, 1000};  // of log; the first is the one that is timed

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "evidence_bench: {}\n", why);
  std::exit(1);
}

service::EvidencePlace place_in(const fs::path& base) {
  return {base / "record", {}, {}};
}

// A month in the layout of sources/logs/nol.toml, about 105 bytes a line, all of it different.
void write_log(const fs::path& path, uint64_t bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  const auto cp932 = [](const std::string& utf8) { return text::to_cp932(utf8).value(); };
  const std::string view = cp932("\"照会, 詳細\""), done = cp932("正常");
  out << cp932(
      "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n");
  std::mt19937_64 random(1);
  for (uint64_t line = 0, written = 0; written < bytes; ++line) {
    const std::string text = fmt::format(
        "2022/10/{:02} {:02}:{:02}:{:02},K{:05},T{:05},NOL-{:02},{},{:012},04{:020},{}\r\n",
        1 + line / 100'000 % 31, random() % 24, random() % 60, random() % 60, random() % 50'000,
        random() % 30'000, 2 + random() % 20, view, random() % 1'000'000'000'000,
        random() % 300'000, done);
    out << text;
    written += text.size();
  }
  if (!out.flush()) give_up("cannot write " + path.string());
}

// CPU seconds of a process and of those that it waited for; nothing where it fails.
std::optional<double> cpu_seconds_of(const std::vector<std::string>& command) {
  const pid_t child = ::fork();
  if (child < 0) give_up("cannot start a process");
  if (child == 0) {
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execvp(words.front(), words.data());
    std::_Exit(127);
  }
  int status = 0;
  rusage used{};
  if (::wait4(child, &status, 0, &used) != child || status != 0) return std::nullopt;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// The peak of this process since it was started, left for the one that waits for it, whose own
// memory the system would count, too.
void leave_peak(const fs::path& base) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) std::ofstream(base / "peak") << line.substr(6);
  }
}

struct Usage {
  double cpu_seconds = 0;
  double peak_megabytes = 0;
};
Usage ours(const char* what, const fs::path& base) {
  const std::optional<double> used = cpu_seconds_of({"/proc/self/exe", what, base});
  double kibibytes = 0;
  if (!used || !(std::ifstream(base / "peak") >> kibibytes))
    give_up(fmt::format("{} failed", what));
  return {*used, kibibytes / 1024};
}

struct Figure {
  double median, half;
};
Figure figure_of(std::vector<double> values) {
  std::ranges::sort(values);
  return {values[values.size() / 2], (values.back() - values.front()) / 2};
}

void print(const char* metric, const char* unit, const Figure& figure, const std::string& more) {
  fmt::print(R"({{"metric": "{}", "unit": "{}", "median": {:.4g}, "spread": {:.2g}{}}})"
             "\n",
             metric, unit, figure.median, figure.half, more);
  std::fflush(stdout);
}

// A peer, in `bash`, where {} is the log.
struct Command {
  const char* name;
  const char* shell;
};
constexpr Command kSealing[] = {
    {"zstd -3 | sha256sum", "zstd -3 -q -c {} | sha256sum > /dev/null"},
    {"gzip | sha256sum", "gzip -c {} | sha256sum > /dev/null"},
};
constexpr Command kVerifying[] = {
    {"zstd -d | sha256sum", "zstd -d -q -c {}.zst | sha256sum > /dev/null"}};

std::optional<double> cpu_seconds_of(const Command& peer, const fs::path& log) {
  return cpu_seconds_of(
      {"bash", "-o", "pipefail", "-c", fmt::format(fmt::runtime(peer.shell), log.string())});
}

// A record and a log of so many bytes, in a directory of their own.
fs::path begin(const fs::path& base, uint64_t bytes) {
  write_log(base / "logs/nol/NOL_202210.csv", bytes);
  if (const auto begun = service::begin_evidence(base / "record", {}, "bench.example/archive");
      !begun)
    give_up(to_string(begun.error()));
  return base / "logs/nol/NOL_202210.csv";
}

// Ours and the peers take turns, each on the same log; ours in a record of its own each time.
void measure_speed(const fs::path& base, uint64_t bytes) {
  const double megabytes = static_cast<double>(bytes) / kMegabyte;
  std::vector<double> sealing, verifying;
  std::vector<std::vector<double>> seal_peers(std::size(kSealing)),
      verify_peers(std::size(kVerifying));
  const auto run_peers = [&](std::span<const Command> peers, const fs::path& log,
                             std::vector<std::vector<double>>& rates) {
    for (size_t i = 0; i < peers.size(); ++i) {
      if (const auto used = cpu_seconds_of(peers[i], log)) rates[i].push_back(megabytes / *used);
    }
  };
  for (int round = 0; round < kRounds; ++round) {
    const fs::path place = base / fmt::format("seal-{}", round);
    const fs::path log = begin(place, bytes);
    sealing.push_back(megabytes / ours("--seal", place).cpu_seconds);
    run_peers(kSealing, log, seal_peers);
    // What the peer of verifying unpacks; it fails without it, too.
    [[maybe_unused]] const auto packed = cpu_seconds_of({"zstd", "-3", "-q", log});
    verifying.push_back(megabytes / ours("--verify-seals", place).cpu_seconds);
    run_peers(kVerifying, log, verify_peers);
  }
  const auto tell = [&](const char* metric, const std::vector<double>& rates,
                        std::span<const Command> peers, std::vector<std::vector<double>>& theirs) {
    const std::string size = fmt::format(R"(, "log_bytes": {})", bytes);
    bool alone = true;
    for (size_t i = 0; i < peers.size(); ++i) {
      if (theirs[i].empty()) {
        fmt::print(stderr, "evidence_bench: `{}` fails, so without it\n", peers[i].name);
        continue;
      }
      alone = false;
      const Figure peer = figure_of(std::move(theirs[i]));
      print(metric, "MB of log/CPU-s", figure_of(rates),
            size + fmt::format(R"(, "peer": {{"name": "{}", "median": {:.4g}, "spread": {:.2g}}})",
                               peers[i].name, peer.median, peer.half));
    }
    if (alone) print(metric, "MB of log/CPU-s", figure_of(rates), size);
  };
  tell("evidence.seal", sealing, kSealing, seal_peers);
  tell("evidence.archive_verify", verifying, kVerifying, verify_peers);
}

void measure_memory(const fs::path& base, uint64_t bytes) {
  const fs::path place = base / fmt::format("seal-memory-{}", bytes);
  begin(place, bytes);
  const std::string more = fmt::format(R"(, "log_bytes": {})", bytes);
  print("evidence.seal_memory", "MB", {ours("--seal", place).peak_megabytes, 0}, more);
  print("evidence.archive_verify_memory", "MB", {ours("--verify-seals", place).peak_megabytes, 0},
        more);
  fs::remove_all(place);
}

}  // namespace

void seal_logs(const fs::path& base) {
  const service::ArchiveAdd request{.place = place_in(base),
                                    .logs = base / "logs",
                                    .only = {},
                                    .profiles = SEKISHO_ROOT "/sources",
                                    .retention = SEKISHO_ROOT "/policies/retention.toml",
                                    .retention_class = {}};
  const auto added = service::add_to_archive(request, service::clock_now(), [](auto, auto) {});
  if (!added) give_up(to_string(added.error()));
  if (added->sealed.size() != 1 || added->sealed.front().rejects != 0) give_up("it is not sealed");
  leave_peak(base);
}

void verify_seals(const fs::path& base) {
  const auto check = service::verify_archive(place_in(base), [](auto, auto) {});
  if (!check) give_up(to_string(check.error()));
  if (check->whole != 1 || check->opened != 1) give_up("the archive is not whole");
  leave_peak(base);
}

void measure_sealing(const fs::path& base, double scale) {
  const auto scaled = [scale](uint64_t megabytes) {
    return static_cast<uint64_t>(static_cast<double>(megabytes) * kMegabyte * scale);
  };
  measure_speed(base, scaled(kMegabytes[0]));
  for (const uint64_t megabytes : kMegabytes) measure_memory(base, scaled(megabytes));
}

}  // namespace sekisho::bench

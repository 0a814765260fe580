// What a durable entry of a log costs, beside SQLite and PostgreSQL in the same run on the same
// disk; what one costs from its JSON on; what it costs to verify a log, and to seal log files; and
// how much memory that takes. One line of JSON for each figure. `evidence_bench [DIRECTORY]` says
// on which disk; EVIDENCE_SCALE=0.1 makes it shorter. See bench/README.md.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "evidence_peers.h"
#include "evidence_seal.h"
#include "service/clock.h"
#include "service/evidence/evidence_append.h"
#include "service/evidence/evidence_init.h"
#include "tlog/log.h"
#include "tlog/verify_log.h"

namespace {

namespace fs = std::filesystem;
using namespace sekisho::tlog;
using sekisho::bench::Peer;
using Batch = std::vector<std::string_view>;

constexpr size_t kEntryBytes = 442;
constexpr size_t kEntries = 16'384;  // different ones
constexpr int kRounds = 3;
constexpr size_t kInFlight = 4;  // batches that are submitted and not waited for
constexpr uint64_t kJsonLines = 300'000;
constexpr uint64_t kVerified = 1'000'000;
constexpr uint64_t kMemoryEntries[] = {1'000'000, 4'000'000};

struct Size {
  size_t batch;
  uint64_t entries;  // in a round
};
constexpr Size kSizes[] = {{1, 400}, {64, 25'600}, {1024, 204'800}, {16'384, 491'520}};

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "evidence_bench: {}\n", why);
  std::exit(1);
}

template <class T>
T must(sekisho::Result<T> result) {
  if (!result) give_up(sekisho::to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Spread {
  double median, half;
};
Spread spread(std::vector<double> values) {
  std::ranges::sort(values);
  return {values[values.size() / 2], (values.back() - values.front()) / 2};
}

void print(const std::string& metric, const std::string& unit, std::vector<double> values,
           const std::string& others, const std::string& peer = {},
           std::vector<double> peer_values = {}) {
  const Spread ours = spread(std::move(values));
  fmt::print(R"({{"metric": "{}", "unit": "{}", "median": {:.4g}, "spread": {:.2g}{})", metric,
             unit, ours.median, ours.half, others);
  if (!peer_values.empty()) {
    const Spread theirs = spread(std::move(peer_values));
    fmt::print(R"(, "peer": {{"name": "{}", "median": {:.4g}, "spread": {:.2g}}})", peer,
               theirs.median, theirs.half);
  }
  fmt::print("}}\n");
  std::fflush(stdout);
}

SignerKey new_key() {
  return must(SignerKey::generate("bench.example/log", KeyType::kEd25519));
}

struct OurLog {
  OurLog(const fs::path& directory, const SignerKey& key) {
    fs::create_directories(directory / "log");
    fs::create_directories(directory / "guard");
    place = {must(open_directory(directory / "log")), must(open_directory(directory / "guard")),
             "guard"};
    must(Log::create(place, key));
    open(key);
  }
  void open(const SignerKey& key) {
    std::vector<SignerKey> signers;
    signers.push_back(must(SignerKey::parse(key.to_secret_string())));
    log = must(Log::open(place, std::move(signers)));
  }
  LogPlace place;
  std::unique_ptr<Log> log;
};

// The same entries again and again, in batches.
class Entries {
 public:
  Entries() {
    std::mt19937_64 random(1);
    entries_.resize(kEntries, std::string(kEntryBytes, ' '));
    for (std::string& entry : entries_) {
      for (char& c : entry) c = static_cast<char>('a' + random() % 26);
    }
  }
  Batch batch(uint64_t first, size_t size) const {
    Batch out;
    for (size_t i = 0; i < size; ++i) out.push_back(entries_[(first + i) % kEntries]);
    return out;
  }

 private:
  std::vector<std::string> entries_;
};

std::vector<std::unique_ptr<Peer>> open_peers(const fs::path& base) {
  std::vector<std::unique_ptr<Peer>> peers;
  peers.push_back(sekisho::bench::open_sqlite(base / "peer.sqlite"));
  if (!peers.back()) fmt::print(stderr, "evidence_bench: no libsqlite3.so.0, so without SQLite\n");
  peers.push_back(sekisho::bench::open_postgresql(base / "peer.postgresql"));
  if (!peers.back()) {
    fmt::print(stderr,
               "evidence_bench: postgresql-15 or libpq5 is not installed or does not start, so "
               "without PostgreSQL\n");
  }
  std::erase(peers, nullptr);
  return peers;
}

void append_pipelined(Log& log, const Batch& batch, uint64_t batches) {
  uint64_t size = 0;
  for (uint64_t i = 0; i < batches; ++i) {
    size = must(log.submit(batch)) + batch.size();
    if (i >= kInFlight) must(log.wait(size - kInFlight * batch.size()));
  }
  must(log.wait(size));
}

// Ours and the peers take turns. The peers' figures stand beside ours, one line for each.
void measure_appending(const fs::path& base, const SignerKey& key, const Entries& entries,
                       double scale) {
  OurLog ours(base / "ours", key);
  const std::vector<std::unique_ptr<Peer>> peers = open_peers(base);
  for (const Size& size : kSizes) {
    const auto batches = std::max<uint64_t>(
        8, static_cast<uint64_t>(static_cast<double>(size.entries) * scale) / size.batch);
    const double count = static_cast<double>(batches * size.batch);
    const Batch batch = entries.batch(0, size.batch);
    std::vector<double> one_by_one, pipelined;
    std::vector<std::vector<double>> theirs(peers.size());
    for (int round = 0; round < kRounds; ++round) {
      one_by_one.push_back(count / seconds([&] {
                             for (uint64_t i = 0; i < batches; ++i) must(ours.log->append(batch));
                           }));
      pipelined.push_back(count / seconds([&] { append_pipelined(*ours.log, batch, batches); }));
      for (size_t peer = 0; peer < peers.size(); ++peer) {
        theirs[peer].push_back(count / seconds([&] {
                                 for (uint64_t i = 0; i < batches; ++i)
                                   if (!peers[peer]->append(batch))
                                     give_up(peers[peer]->name() + " failed");
                               }));
      }
    }
    const std::string others =
        fmt::format(R"(, "batch": {}, "entry_bytes": {})", size.batch, kEntryBytes);
    if (peers.empty()) {
      print("evidence.append", "durable entries/s", one_by_one, others);
      print("evidence.append_pipelined", "durable entries/s", pipelined, others);
    }
    for (size_t peer = 0; peer < peers.size(); ++peer) {
      const std::string name = peers[peer]->name();
      print("evidence.append", "durable entries/s", one_by_one, others, name, theirs[peer]);
      print("evidence.append_pipelined", "durable entries/s", pipelined, others, name,
            theirs[peer]);
    }
  }
}

void fill(OurLog& ours, const Entries& entries, uint64_t count) {
  for (uint64_t done = 0; done < count;) {
    const size_t size = std::min<uint64_t>(kEntries, count - done);
    done = must(ours.log->submit(entries.batch(done, size))) + size;
  }
  must(ours.log->publish());
  ours.log.reset();
}

void measure_verifying(const fs::path& base, const SignerKey& key, const Entries& entries,
                       double scale) {
  OurLog ours(base / "verified", key);
  const auto count = static_cast<uint64_t>(static_cast<double>(kVerified) * scale);
  fill(ours, entries, count);
  const std::vector<VerifierKey> keys{key.verifier()};
  std::vector<double> cpu;
  for (int round = 0; round < kRounds; ++round) {
    const double start = cpu_seconds();
    const VerifiedLog verified = must(verify_log(*ours.place.log, keys));
    cpu.push_back(cpu_seconds() - start);
    if (!verified.problems.empty() || verified.checkpoint.size != count)
      give_up("the log is wrong");
  }
  print("evidence.verify", "CPU-s", cpu,
        fmt::format(R"(, "entries": {}, "entry_bytes": {})", count, kEntryBytes));
}

// A decision as a gate would hand it over: with what is filled in, an entry of about 442 bytes.
std::string json_line(uint64_t number) {
  return fmt::format(
      R"({{"kind":"decision","system":"nws","actor":"p-{:012}","subject":"c-{:012}","action":"view",)"
      R"("decision":"deny","facts_revision":"2026-11-26.3","policy_set":)"
      R"("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",)"
      R"("reasons":["own-staff: the person works for the T&D company",)"
      R"("lent-terminal: the terminal is lent to the T&D company"]}})"
      "\n",
      number % 5000, number);
}

// What `sekisho evidence append` does, but for the pipes: JSON lines to acknowledged indices.
void measure_json(const fs::path& base, double scale) {
  const auto count = static_cast<uint64_t>(static_cast<double>(kJsonLines) * scale);
  std::string input;
  for (uint64_t i = 0; i < count; ++i) input += json_line(i);
  const std::string directory = base / "json";
  must(sekisho::service::begin_evidence(directory, "", "bench.example/json"));
  std::vector<double> rates;
  for (int round = 0; round < kRounds; ++round) {
    size_t at = 0;
    const sekisho::service::AppendChannel channel{
        .read = [&](std::span<char> into) -> sekisho::Result<size_t> {
          const size_t bytes = input.copy(into.data(), into.size(), at);
          at += bytes;
          return bytes;
        },
        .acknowledge = [](std::string_view) -> sekisho::Result<void> { return {}; },
        .say = [](std::string_view text) { give_up(std::string(text)); },
        .progress = [](uint64_t, uint64_t) {},
        .now = sekisho::service::clock_now};
    rates.push_back(static_cast<double>(count) / seconds([&] {
                      const auto done = must(sekisho::service::append_evidence(
                          {directory, "", {}, {}, false}, channel));
                      if (done.entries != count) give_up("some lines are no entries");
                    }));
  }
  print("evidence.append_json", "durable entries/s", rates,
        fmt::format(R"(, "line_bytes": {})", input.size() / count));
}

// What `--memory` runs: writes a log of so many entries, opens it again and verifies it.
void write_and_verify(const fs::path& base, uint64_t count) {
  const SignerKey key = new_key();
  OurLog ours(base, key);
  fill(ours, Entries(), count);
  ours.open(key);
  const std::vector<VerifierKey> keys{key.verifier()};
  if (!must(verify_log(*ours.place.log, keys)).problems.empty()) give_up("the log is wrong");
}

// In a process of its own, so that nothing else is counted.
double peak_megabytes(const fs::path& base, uint64_t count) {
  const pid_t child = ::fork();
  if (child < 0) give_up("cannot start a process");
  if (child == 0) {
    ::execl("/proc/self/exe", "evidence_bench", "--memory", base.c_str(),
            std::to_string(count).c_str(), nullptr);
    std::_Exit(1);
  }
  int status = 0;
  rusage used{};
  if (::wait4(child, &status, 0, &used) != child || status != 0) give_up("the log is wrong");
  return static_cast<double>(used.ru_maxrss) / 1024;
}

void measure_memory(const fs::path& base, double scale) {
  for (const uint64_t entries : kMemoryEntries) {
    const auto count = static_cast<uint64_t>(static_cast<double>(entries) * scale);
    const fs::path place = base / fmt::format("memory-{}", count);
    print("evidence.peak_memory", "MB", {peak_megabytes(place, count)},
          fmt::format(R"(, "entries": {}, "entry_bytes": {})", count, kEntryBytes));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "--memory") {
    write_and_verify(argv[2], std::strtoull(argv[3], nullptr, 10));
    return 0;
  }
  if (argc == 3 && std::string_view(argv[1]) == "--seal") {
    sekisho::bench::seal_logs(argv[2]);
    return 0;
  }
  if (argc == 3 && std::string_view(argv[1]) == "--verify-seals") {
    sekisho::bench::verify_seals(argv[2]);
    return 0;
  }
  const char* asked = std::getenv("EVIDENCE_SCALE");
  const double scale = asked == nullptr ? 1 : std::strtod(asked, nullptr);
  const fs::path parent = argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path();
  std::string name = parent / "sekisho-evidence-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) give_up("cannot make a directory in " + parent.string());
  const SignerKey key = new_key();
  // The peers may run as another user, below.
  fs::permissions(name, fs::perms::others_exec, fs::perm_options::add);
  const Entries entries;
  measure_appending(name, key, entries, scale);
  measure_json(name, scale);
  measure_verifying(name, key, entries, scale);
  measure_memory(name, scale);
  sekisho::bench::measure_sealing(name, scale);
  // Not before: ext4 makes files slowly for some seconds after others were removed.
  fs::remove_all(name);
  return 0;
}

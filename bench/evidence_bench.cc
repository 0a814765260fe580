// What a durable entry of a log costs, beside SQLite in the same run on the same disk; and what it
// costs to verify a log. One line of JSON for each figure. `evidence_bench [DIRECTORY]` says on
// which disk; EVIDENCE_SCALE=0.1 makes it shorter. See bench/README.md.
#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

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

#include "tlog/log.h"
#include "tlog/verify_log.h"

namespace {

namespace fs = std::filesystem;
using namespace sekisho::tlog;
using Batch = std::vector<std::string_view>;

constexpr size_t kEntryBytes = 442;
constexpr size_t kEntries = 16'384;  // different ones
constexpr int kRounds = 3;
constexpr size_t kInFlight = 4;  // batches that are submitted and not waited for
constexpr uint64_t kVerified = 1'000'000;

struct Size {
  size_t batch;
  uint64_t entries;  // in a round
};
constexpr Size kSizes[] = {{1, 400}, {64, 25'600}, {1024, 204'800}, {16'384, 491'520}};

// SQLite as a log: one table, WAL, synchronous=FULL, a transaction for each batch, no hashes.
// Loaded at run time, so that nothing has to be there to build the benchmark.
class SqliteLog {
 public:
  // None where the library is missing or refuses.
  static std::unique_ptr<SqliteLog> open(const std::string& path) {
    auto log = std::make_unique<SqliteLog>();
    void* const library = ::dlopen("libsqlite3.so.0", RTLD_NOW);
    if (library == nullptr) return nullptr;
    log->load(library);
    if (log->open_(path.c_str(), &log->database_) != 0 || !log->run("PRAGMA journal_mode=WAL") ||
        !log->run("PRAGMA synchronous=FULL") ||
        !log->run("CREATE TABLE log (number INTEGER PRIMARY KEY, entry BLOB NOT NULL)") ||
        log->prepare_(log->database_, "INSERT INTO log (entry) VALUES (?1)", -1, &log->insert_,
                      nullptr) != 0) {
      return nullptr;
    }
    return log;
  }
  SqliteLog() = default;
  SqliteLog(const SqliteLog&) = delete;
  SqliteLog& operator=(const SqliteLog&) = delete;
  ~SqliteLog() {
    if (insert_ != nullptr) finalize_(insert_);
    if (database_ != nullptr) close_(database_);
  }

  std::string name() const { return fmt::format("SQLite {} WAL FULL, no hashes", version_()); }

  // Durable on return.
  bool append(const Batch& batch) {
    bool good = run("BEGIN");
    for (const std::string_view entry : batch) {
      constexpr int kDone = 101;
      good = good &&
             bind_(insert_, 1, entry.data(), static_cast<int>(entry.size()), nullptr) == 0 &&
             step_(insert_) == kDone && reset_(insert_) == 0;
    }
    return good && run("COMMIT");
  }

 private:
  template <class Function>
  static void find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
  }
  void load(void* library) {
    find(library, "sqlite3_open", open_);
    find(library, "sqlite3_close", close_);
    find(library, "sqlite3_exec", exec_);
    find(library, "sqlite3_prepare_v2", prepare_);
    find(library, "sqlite3_bind_blob", bind_);
    find(library, "sqlite3_step", step_);
    find(library, "sqlite3_reset", reset_);
    find(library, "sqlite3_finalize", finalize_);
    find(library, "sqlite3_libversion", version_);
  }
  bool run(const char* statement) {
    return exec_(database_, statement, nullptr, nullptr, nullptr) == 0;
  }

  int (*open_)(const char*, void**) = nullptr;
  int (*close_)(void*) = nullptr;
  int (*exec_)(void*, const char*, void*, void*, char**) = nullptr;
  int (*prepare_)(void*, const char*, int, void**, const char**) = nullptr;
  int (*bind_)(void*, int, const void*, int, void (*)(void*)) = nullptr;
  int (*step_)(void*) = nullptr;
  int (*reset_)(void*) = nullptr;
  int (*finalize_)(void*) = nullptr;
  const char* (*version_)() = nullptr;
  void* database_ = nullptr;
  void* insert_ = nullptr;
};

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

struct OurLog {
  OurLog(const fs::path& directory, const SignerKey& key) {
    fs::create_directories(directory / "log");
    fs::create_directories(directory / "guard");
    place = {must(open_directory(directory / "log")), must(open_directory(directory / "guard")),
             "guard"};
    must(Log::create(place, key));
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

void measure_appending(const fs::path& base, const SignerKey& key, const Entries& entries,
                       double scale) {
  OurLog ours(base / "ours", key);
  const std::unique_ptr<SqliteLog> sqlite = SqliteLog::open(base / "peer.sqlite");
  if (!sqlite) fmt::print(stderr, "evidence_bench: no libsqlite3.so.0, so without SQLite\n");
  for (const Size& size : kSizes) {
    const auto batches = std::max<uint64_t>(
        8, static_cast<uint64_t>(static_cast<double>(size.entries) * scale) / size.batch);
    const double count = static_cast<double>(batches * size.batch);
    const Batch batch = entries.batch(0, size.batch);
    std::vector<double> one_by_one, pipelined, peer;
    for (int round = 0; round < kRounds; ++round) {
      one_by_one.push_back(count / seconds([&] {
                             for (uint64_t i = 0; i < batches; ++i) must(ours.log->append(batch));
                           }));
      pipelined.push_back(count / seconds([&] {
                            uint64_t size_then = 0;
                            for (uint64_t i = 0; i < batches; ++i) {
                              size_then = must(ours.log->submit(batch)) + batch.size();
                              const uint64_t behind = kInFlight * batch.size();
                              if (i >= kInFlight) must(ours.log->wait(size_then - behind));
                            }
                            must(ours.log->wait(size_then));
                          }));
      if (!sqlite) continue;
      peer.push_back(count / seconds([&] {
                       for (uint64_t i = 0; i < batches; ++i)
                         if (!sqlite->append(batch)) give_up("SQLite failed");
                     }));
    }
    const std::string others =
        fmt::format(R"(, "batch": {}, "entry_bytes": {})", size.batch, kEntryBytes);
    const std::string name = sqlite ? sqlite->name() : "";
    print("evidence.append", "durable entries/s", one_by_one, others, name, peer);
    print("evidence.append_pipelined", "durable entries/s", pipelined, others, name, peer);
  }
}

void measure_verifying(const fs::path& base, const SignerKey& key, const Entries& entries,
                       double scale) {
  OurLog ours(base / "verified", key);
  const auto count = static_cast<uint64_t>(static_cast<double>(kVerified) * scale);
  for (uint64_t done = 0; done < count;) {
    const size_t size = std::min<uint64_t>(kEntries, count - done);
    done = must(ours.log->submit(entries.batch(done, size))) + size;
  }
  must(ours.log->publish());
  ours.log.reset();
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

}  // namespace

int main(int argc, char** argv) {
  const char* asked = std::getenv("EVIDENCE_SCALE");
  const double scale = asked == nullptr ? 1 : std::strtod(asked, nullptr);
  const fs::path parent = argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path();
  std::string name = parent / "sekisho-evidence-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) give_up("cannot make a directory in " + parent.string());
  const SignerKey key = must(SignerKey::generate("bench.example/log", KeyType::kEd25519));
  const Entries entries;
  measure_appending(name, key, entries, scale);
  measure_verifying(name, key, entries, scale);
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  print("evidence.peak_memory", "MB", {static_cast<double>(used.ru_maxrss) / 1024}, "");
  fs::remove_all(name);
  return 0;
}

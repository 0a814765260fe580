// Works with a log as tests say, in a process that they can kill. Below BASE stand the log, its
// guard, the key that signs, and every checkpoint that was published while `append` ran.
//
//   log_driver init BASE                         prints the verifier key
//   log_driver append BASE SIZE BATCH EVERY      until the log has SIZE entries; publishes whenever
//                                                EVERY were added, and in the end
//   log_driver rotate BASE                       signs with both keys, then with the new one alone;
//                                                prints the new verifier key. BASE/both is the
//                                                checkpoint between
//   log_driver verify BASE KEYS                  KEYS with commas; one line of each problem
//   log_driver entries BASE                      whether entry i is what `append` wrote as entry i
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "text/number.h"
#include "tlog/entry_bundle.h"
#include "tlog/key_file.h"
#include "tlog/limits.h"
#include "tlog/log.h"
#include "tlog/tile_reader.h"
#include "tlog/verify_log.h"

namespace {

namespace fs = std::filesystem;
using namespace sekisho;
using namespace sekisho::tlog;

constexpr std::string_view kOrigin = "driver.example/log";
// Small, so that a short run needs several; published only when asked.
const LogOptions kOptions{.segment_bytes = 1 << 16, .publish_every = std::chrono::hours(1)};

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "log_driver: {}\n", why);
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// At once, so that it is said also when the process is killed right afterwards.
void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    give_up("cannot write to standard output");
}

LogPlace place_in(const fs::path& base) {
  return {must(open_directory(base / "log")), must(open_directory(base / "guard")), "guard"};
}

std::unique_ptr<Log> open_log(const fs::path& base) {
  std::vector<SignerKey> signers;
  signers.push_back(must(read_key_file(base / "key")));
  return must(Log::open(place_in(base), std::move(signers), kOptions));
}

std::string entry_at(uint64_t index) {
  return fmt::format("entry {} {}", index, std::string(index % 61, 'x'));
}

void keep_checkpoint(const fs::path& base, const Checkpoint& published) {
  fs::copy_file(base / "log/checkpoint", base / "checkpoints" / fmt::format("{}", published.size),
                fs::copy_options::overwrite_existing);
}

// The one that an attempt before has left, or a new one.
SignerKey key_in(const fs::path& path) {
  if (!fs::exists(path)) {
    must(write_key_file(path, must(SignerKey::generate(std::string(kOrigin), KeyType::kEd25519))));
  }
  SignerKey key = must(read_key_file(path));
  say(key.verifier().to_string());
  return key;
}

void init(const fs::path& base) {
  for (const char* name : {"log", "guard", "checkpoints"}) fs::create_directories(base / name);
  must(Log::create(place_in(base), key_in(base / "key"), kOptions));
}

void append(const fs::path& base, uint64_t size, uint64_t batch, uint64_t every) {
  const std::unique_ptr<Log> log = open_log(base);
  keep_checkpoint(base, log->published());
  for (uint64_t at = log->durable(); at < size;) {
    const uint64_t next_stop = (at / every + 1) * every;
    std::vector<std::string> entries;
    while (entries.size() < std::min({batch, next_stop - at, size - at}))
      entries.push_back(entry_at(at + entries.size()));
    must(log->append(std::vector<std::string_view>(entries.begin(), entries.end())));
    at += entries.size();
    say(fmt::format("acknowledged {}", at));
    if (at == next_stop || at == size) keep_checkpoint(base, must(log->publish()));
  }
}

void rotate(const fs::path& base) {
  const std::unique_ptr<Log> log = open_log(base);
  const uint32_t old = must(read_key_file(base / "key")).verifier().id();
  must(log->append(entry_at(log->durable())));
  must(log->add_key(key_in(base / "key.new")));
  fs::copy_file(base / "log/checkpoint", base / "both", fs::copy_options::overwrite_existing);
  fs::rename(base / "key.new", base / "key");
  keep_checkpoint(base, must(log->retire_key(old)));
}

bool verify(const fs::path& base, std::string_view keys_text) {
  std::vector<VerifierKey> keys;
  for (size_t end = 0; end != std::string_view::npos; keys_text.remove_prefix(end + 1)) {
    end = keys_text.find(',');
    keys.push_back(must(VerifierKey::parse(keys_text.substr(0, end))));
    if (end == std::string_view::npos) break;
  }
  const VerifiedLog verified = must(verify_log(*must(open_directory(base / "log")), keys));
  for (const LogProblem& problem : verified.problems)
    say(fmt::format("{}: {}", problem.path, problem.message));
  return verified.problems.empty();
}

void entries(const fs::path& base) {
  const uint64_t size = open_log(base)->published().size;
  const auto directory = must(open_directory(base / "log"));
  TileReader tiles(*directory, size);
  for (uint64_t index = 0; index * kTileWidth < size; ++index) {
    const std::string bundle = must(tiles.bundle(index));
    const uint64_t count = std::min<uint64_t>(kTileWidth, size - index * kTileWidth);
    uint64_t at = index * kTileWidth;
    for (const std::string_view entry : must(read_bundle(bundle, count))) {
      if (entry != entry_at(at)) give_up(fmt::format("entry {} is `{}`", at, entry));
      ++at;
    }
  }
  say(fmt::format("entries {}", size));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::string command = words.empty() ? "" : words[0];
  const auto number = [&](size_t i) { return text::parse_u64(words[i]).value_or(0); };
  if (command == "init" && words.size() == 2) {
    init(words[1]);
  } else if (command == "append" && words.size() == 5 && number(3) > 0 && number(4) > 0) {
    append(words[1], number(2), number(3), number(4));
  } else if (command == "rotate" && words.size() == 2) {
    rotate(words[1]);
  } else if (command == "verify" && words.size() == 3) {
    return verify(words[1], words[2]) ? 0 : 1;
  } else if (command == "entries" && words.size() == 2) {
    entries(words[1]);
  } else {
    give_up("init, append, rotate, verify or entries; see its source");
  }
  return 0;
}

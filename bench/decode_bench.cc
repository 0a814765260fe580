// How many lines a CPU-second the decoders turn into events, accounts and terminals interned: one
// line of JSON for each layout, of lines generated in memory. `decode_bench csv` measures only the
// layouts whose name begins so. `decode_bench DIR` instead reads a directory of logs by the shipped
// profiles, from disk, and counts what it found.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "logs/decoder.h"
#include "logs/limits.h"
#include "logs/reader.h"
#include "text/encoding.h"

namespace {

using namespace sekisho;
using namespace sekisho::logs;

constexpr size_t kBlocks = 16;
constexpr double kSecondsLeast = 2.0;
constexpr uint64_t kAccounts = 2000;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// A year in seconds, sorted as a log is: line `i` of `n`.
struct Moment {
  int month, day, hour, minute, second;
};
Moment moment(uint64_t i) {
  return {1 + static_cast<int>(i / 28'000'000 % 12), 1 + static_cast<int>(i / 1'000'000 % 28),
          static_cast<int>(i / 41'667 % 24), static_cast<int>(i / 695 % 60),
          static_cast<int>(i / 12 % 60)};
}

std::string point(uint64_t i) {
  return fmt::format("09{:020d}", i * 7919 % 10'000'000'000'000'000);
}

uint64_t somebody(uint64_t i) {
  return i * 2'654'435'761 % kAccounts;
}

// What a real export has: one line in ten with an era date, one in fifty in full width, a log-in
// without a record in twenty, a refusal in a hundred.
std::string csv_line(uint64_t i) {
  const Moment m = moment(i);
  const uint64_t who = somebody(i);
  const std::string date = i % 10 == 7 ? fmt::format("R4.{}.{}", m.month, m.day)
                                       : fmt::format("2022/{:02}/{:02}", m.month, m.day);
  const bool login = i % 20 == 3;
  std::string account = fmt::format("k{:05}", who);
  std::string customer = login ? "" : fmt::format("{}", 7'000'000'000 + i % 900'000);
  if (i % 50 == 9) account = fmt::format("Ｋ０{:04}", who);
  return fmt::format("{} {:02}:{:02}:{:02},{},KTD-PC-{:05},NOL-{},\"{}\",{},{},{}\r\n", date,
                     m.hour, m.minute, m.second, account, who * 3 % 10'000, login ? 1 : 200 + i % 7,
                     login ? "ログイン" : "照会, 詳細", customer, login ? "" : point(i),
                     i % 100 == 11 ? "拒否" : "正常");
}

std::string syslog_line(uint64_t i) {
  const Moment m = moment(i);
  return fmt::format(
      "<134>1 2022-{:02}-{:02}T{:02}:{:02}:{:02}+09:00 cc-app{:02} callcenter {} VIEW [cc@32473 "
      "uid=\"c{:05}\" "
      "term=\"C01-PC-{:05}\" spid=\"{}\" ope=\"照会\" res=\"{}\"] お客さま照会\n",
      m.month, m.day, m.hour, m.minute, m.second, 1 + i % 3, 2000 + i % 97, somebody(i),
      somebody(i), point(i), i % 100 == 11 ? "DENY" : "OK");
}

std::string json_line(uint64_t i) {
  const Moment m = moment(i);
  return fmt::format(
      "{{\"time\": \"2022-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z\", \"actor\": {{\"id\": "
      "\"x{:05}\"}}, \"src\": "
      "\"10.20.{}.{}\", \"op\": \"read\", \"point\": \"{}\", \"status\": {}}}\n",
      m.month, m.day, m.hour, m.minute, m.second, i % 1000, somebody(i), somebody(i) / 250,
      somebody(i) % 250, point(i), i % 100 == 11 ? 403 : 200);
}

std::string access_line(uint64_t i) {
  const Moment m = moment(i);
  return fmt::format(
      "10.20.{}.{} - KTD0001 [{:02}/Oct/2022:{:02}:{:02}:{:02} +0900] \"GET "
      "/nintei/detail?setsubi=F{:06}K41 "
      "HTTP/1.1\" {} {} \"-\" \"Mozilla/5.0\"\n",
      somebody(i) / 250, somebody(i) % 250, m.day, m.hour, m.minute, m.second, i % 900'000,
      i % 100 == 11 ? 403 : 200, 4000 + i % 900);
}

std::vector<std::string> blocks_of(const std::function<std::string(uint64_t)>& line, bool cp932,
                                   const std::string& header) {
  std::vector<std::string> out;
  uint64_t i = 0;
  for (size_t b = 0; b < kBlocks; ++b) {
    std::string utf8 = header;  // each block is a file of its own
    while (utf8.size() < kBlockBytes) utf8 += line(i++ * 37);
    out.push_back(cp932 ? text::to_cp932(utf8).value() : std::move(utf8));
  }
  return out;
}

void measure(const std::string& name, const LogProfile& profile,
             const std::vector<std::string>& blocks) {
  Decoder decoder(profile);
  EventBlock events;
  std::vector<Reject> rejects;
  uint64_t lines = 0;
  uint64_t bytes = 0;
  std::vector<double> rates;
  double total = 0;
  // The first round fills the caches and is not counted.
  for (int round = 0; total < kSecondsLeast || rates.size() < 3; ++round) {
    uint64_t in_round = 0;
    const double start = cpu_seconds();
    for (const std::string& bytes_of_block : blocks) {
      Block block;
      block.bytes = bytes_of_block;
      const LineCounts counts = decoder.decode(block, events, rejects);
      in_round += counts.lines;
      if (counts.reject_lines != 0) {
        std::fprintf(stderr, "%s: %s\n", name.c_str(), rejects.front().detail.c_str());
        return;
      }
      if (round > 0) bytes += bytes_of_block.size();
    }
    const double seconds = cpu_seconds() - start;
    if (round == 0) continue;
    lines += in_round;
    total += seconds;
    rates.push_back(static_cast<double>(in_round) / seconds);
  }
  std::ranges::sort(rates);
  fmt::print(
      "{{\"metric\": \"decode_{}\", \"unit\": \"lines/cpu-s\", \"median\": {:.0f}, \"best\": "
      "{:.0f}, "
      "\"bytes_a_line\": {:.1f}, \"mb_s\": {:.0f}}}\n",
      name, rates[rates.size() / 2], rates.back(),
      static_cast<double>(bytes) / static_cast<double>(lines),
      static_cast<double>(bytes) / total / 1e6);
}

const LogProfile& of_system(const std::vector<LogProfile>& profiles, std::string_view system) {
  return *std::ranges::find(profiles, system, &LogProfile::system);
}

int count_directory(const std::string& directory, const std::vector<LogProfile>& profiles) {
  const Result<LogSet> logs = find_logs(directory, profiles);
  if (!logs) {
    std::fprintf(stderr, "%s\n", to_string(logs.error()).c_str());
    return 3;
  }
  std::map<std::string, LineCounts> by_system;
  const double start = cpu_seconds();
  for (const LogFile& file : logs->files) {
    const LogProfile& profile = profiles[file.profile];
    Result<BlockReader> reader = BlockReader::open(file, profile);
    Decoder decoder(profile);
    EventBlock events;
    std::vector<Reject> rejects;
    for (bool last = !reader; !last;) {
      const Result<Block> block = reader->next();
      if (!block) break;
      by_system[profile.system] += decoder.decode(*block, events, rejects);
      last = block->last;
    }
  }
  for (const auto& [system, counts] : by_system) {
    fmt::print(
        "{{\"system\": \"{}\", \"lines\": {}, \"headers\": {}, \"events\": {}, \"rejects\": {}}}\n",
        system, counts.lines, counts.header_lines, counts.event_lines, counts.reject_lines);
  }
  fmt::print("{{\"metric\": \"read_and_decode\", \"unit\": \"cpu-s\", \"value\": {:.3f}}}\n",
             cpu_seconds() - start);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Result<std::vector<LogProfile>> profiles = load_log_profiles(SEKISHO_ROOT "/sources/logs");
  if (!profiles) {
    std::fprintf(stderr, "%s\n", to_string(profiles.error()).c_str());
    return 3;
  }
  const std::string_view only = argc > 1 ? argv[1] : "";
  if (std::filesystem::is_directory(only)) return count_directory(argv[1], *profiles);
  const std::string header =
      "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n";
  const auto run = [&](std::string_view name, std::string_view system,
                       std::string (*line)(uint64_t)) {
    if (!name.starts_with(only)) return;
    const bool cp932 = system == "nol";
    measure(std::string(name), of_system(*profiles, system),
            blocks_of(line, cp932, cp932 ? header : ""));
  };
  run("csv_cp932", "nol", csv_line);
  run("syslog", "cc", syslog_line);
  run("jsonl", "nws", json_line);
  run("access_log", "re", access_line);
  return 0;
}

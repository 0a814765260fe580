// Loads a register of nine million supply points with their history, generated into a temporary
// file, and says how long it took on one core and how much memory the process then held. One line
// of JSON for each figure. `register_bench [POINTS]` takes fewer points for a quick look.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "register/contradictions.h"
#include "register/load.h"

namespace {

namespace fs = std::filesystem;
using sekisho::reg::Loaded;

constexpr uint64_t kPoints = 9'000'000;
constexpr uint64_t kSwitchedOneIn = 9;  // of these points, one row more
constexpr uint64_t kRetailers = 700;
constexpr const char* kNoEnd = "9999-12-31T00:00:00+09:00";  // as many systems write it

// About 95 bytes a row: 22 digits, a customer number, a retailer, two instants with an offset.
uint64_t write_registers(const fs::path& directory, uint64_t points) {
  std::ofstream entities(directory / "entities.csv");
  entities << "entity,name,kind,parent\nT,T&D,tdso,\n";
  for (uint64_t i = 0; i < kRetailers; ++i) {
    entities << fmt::format("R{:04d},retailer {},retailer,\n", i, i);
  }
  std::ofstream out(directory / "supply_contracts.csv", std::ios::binary);
  out << "supply_point,customer,retailer,from,until\n";
  std::string buffer;
  uint64_t rows = 0;
  for (uint64_t i = 0; i < points; ++i) {
    const std::string point =
        fmt::format("09{:018d}{:02d}", i * 7919 % 1'000'000'007'000'000, i % 97);
    const std::string customer = fmt::format("{}", 7'000'000'000 + i * 13);
    const uint64_t retailer = i * 2'654'435'761 % kRetailers;
    const bool switched = i % kSwitchedOneIn == 0;
    const std::string day = fmt::format("2022-10-{:02d}T00:00:00+09:00", 1 + i % 31);
    fmt::format_to(std::back_inserter(buffer), "{},{},R{:04d},2016-04-01T00:00:00+09:00,{}\n",
                   point, customer, retailer, switched ? day : kNoEnd);
    ++rows;
    if (switched) {
      fmt::format_to(std::back_inserter(buffer), "{},{},R{:04d},{},{}\n", point, customer,
                     (retailer + 1) % kRetailers, day, kNoEnd);
      ++rows;
    }
    if (buffer.size() > (1 << 20)) {
      out << buffer;
      buffer.clear();
    }
  }
  out << buffer;
  return rows;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void figure(const char* metric, const char* unit, double value) {
  fmt::print("{{\"metric\":\"register.{}\",\"unit\":\"{}\",\"median\":{:.3f}}}\n", metric, unit,
             value);
}

int run(const fs::path& directory, uint64_t points) {
  const uint64_t rows = write_registers(directory, points);
  const auto bytes = fs::file_size(directory / "supply_contracts.csv");
  const double cpu = cpu_seconds();
  const auto began = std::chrono::steady_clock::now();
  auto loaded =
      sekisho::reg::load_registers(directory, fs::path(SEKISHO_ROOT) / "sources/registers");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  if (!loaded || loaded->registers.supply.rows() != rows || !loaded->report.rejected.empty()) {
    fmt::print(stderr, "register_bench: {}\n",
               loaded ? "rows are missing" : to_string(loaded.error()));
    return 1;
  }
  figure("load_rows", "rows", static_cast<double>(rows));
  figure("load_bytes_per_row", "bytes", static_cast<double>(bytes) / static_cast<double>(rows));
  figure("load_wall", "s", took.count());
  figure("load_cpu", "s", cpu_seconds() - cpu);
  figure("load_peak_rss", "MB", peak_megabytes());
  figure("supply_held", "MB", static_cast<double>(loaded->registers.supply.bytes()) / 1e6);
  const double before = cpu_seconds();
  const auto contradictions = sekisho::reg::find_contradictions(loaded->registers);
  figure("contradictions_cpu", "s", cpu_seconds() - before);
  return contradictions.list.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const uint64_t points = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : kPoints;
  const fs::path directory =
      fs::temp_directory_path() / fmt::format("sekisho_register_bench_{}", ::getpid());
  fs::create_directories(directory);
  const int status = run(directory, points);
  fs::remove_all(directory);
  return status;
}

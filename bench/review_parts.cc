// review_parts DIR: what parts of a review cost alone, on data that review_data wrote.
//
// Reads about two million lines of the logs into memory, in their order, and then times in rounds
// (1) decoding: blocks to events, accounts and terminals interned; (2) reconciling: events to
// rulings under all relations, findings included. One thread, CPU time, one line of JSON for each.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "review/examiner.h"
#include "service/review_inputs.h"

namespace {

using namespace sekisho;

constexpr uint64_t kLinesMost = 2'000'000;
constexpr size_t kRounds = 5;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// One block of a file, and what it was decoded into.
struct Piece {
  uint32_t file = 0;
  size_t profile = 0;
  logs::Block block;
  logs::EventBlock events;
};

Result<std::vector<Piece>> read_pieces(const service::ReviewLogs& logs) {
  std::vector<Piece> out;
  // From the middle of the year on, when most of what the registers tell of has begun.
  uint64_t lines = 0;
  for (size_t i = logs.files.files.size() / 2; i < logs.files.files.size(); ++i) {
    const logs::LogFile& file = logs.files.files[i];
    Result<logs::BlockReader> reader =
        logs::BlockReader::open(file, logs.sources.profiles[file.profile]);
    if (!reader) return std::unexpected(reader.error());
    for (bool last = false; !last && lines + reader->lines() < kLinesMost;) {
      Result<logs::Block> block = reader->next();
      if (!block) return std::unexpected(block.error());
      last = block->last;
      out.push_back({static_cast<uint32_t>(i), file.profile, std::move(*block), {}});
    }
    lines += reader->lines();
    if (lines >= kLinesMost) break;
  }
  return out;
}

void print(const char* metric, const char* unit, std::vector<double> values) {
  std::ranges::sort(values);
  fmt::print("{{\"metric\": \"{}\", \"unit\": \"{}\", \"median\": {:.2f}, \"spread\": {:.2f}}}\n",
             metric, unit, values[values.size() / 2], (values.back() - values.front()) / 2);
}

// Times `round`, which returns how many it handled; the first round warms the caches.
template <class Round>
void measure(const char* metric, const char* unit, Round round) {
  std::vector<double> rates;
  round();
  while (rates.size() < kRounds) {
    const double start = cpu_seconds();
    const uint64_t handled = round();
    rates.push_back(static_cast<double>(handled) / (cpu_seconds() - start) / 1e6);
  }
  print(metric, unit, std::move(rates));
}

int fail_with(const Error& error) {
  std::fprintf(stderr, "review_parts: %s\n", to_string(error).c_str());
  return 3;
}

int run(const std::filesystem::path& directory) {
  const std::filesystem::path root = SEKISHO_ROOT;
  const service::ReviewPlaces places{directory / "register", directory / "logs", root / "sources",
                                     root / "policies"};
  const Result<std::unique_ptr<service::Barrier>> barrier = service::load_barrier(places);
  if (!barrier) return fail_with(barrier.error());
  const Result<service::ReviewLogs> logs = service::load_logs(places, **barrier);
  if (!logs) return fail_with(logs.error());
  Result<std::vector<Piece>> pieces = read_pieces(*logs);
  if (!pieces) return fail_with(pieces.error());

  std::vector<logs::Decoder> decoders;
  for (const logs::LogProfile& profile : logs->sources.profiles) decoders.emplace_back(profile);
  std::vector<logs::Reject> rejects;
  logs::EventBlock events;  // the same for all blocks, as a review has it
  measure("review.decode", "M lines/CPU-s", [&] {
    uint64_t lines = 0;
    for (const Piece& piece : *pieces) {
      lines += decoders[piece.profile].decode(piece.block, events, rejects).lines;
    }
    return lines;
  });
  for (Piece& piece : *pieces) {
    decoders[piece.profile].decode(piece.block, piece.events, rejects);
  }

  const review::Context context(*(*barrier)->base, (*barrier)->rules, logs->sources, Period{});
  review::Counts counts;
  review::Examiner examiner(context, /*keeps=*/false);
  measure("review.reconcile", "M events/CPU-s", [&] {
    counts = {};
    for (const Piece& piece : *pieces) {
      counts += examiner.examine(piece.file, piece.profile, decoders[piece.profile], piece.block,
                                 piece.events);
    }
    return counts.events;
  });
  std::fprintf(
      stderr, "reconciled: %s\n",
      fmt::format("{} events, {} permitted, {} violations, {} attempts, {} doubtful", counts.events,
                  counts.permitted, counts.violations, counts.attempts, counts.doubtful)
          .c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: review_parts DIR\n");
    return 2;
  }
  return run(argv[1]);
}

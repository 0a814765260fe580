#pragma once

#include <filesystem>

// Sealing log files in the archive of a record, for evidence_bench: speed, memory, and programs
// that compress and hash the same file in the same run.
namespace sekisho::bench {

// Prints `evidence.seal`, `evidence.archive_verify` and the memory of both.
void measure_sealing(const std::filesystem::path& base, double scale);

// What the program runs in processes of its own, so that nothing else is counted: seals the logs of
// `base`, or verifies the archive there.
void seal_logs(const std::filesystem::path& base);
void verify_seals(const std::filesystem::path& base);

}  // namespace sekisho::bench

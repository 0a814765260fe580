#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "logs/coverage.h"
#include "logs/decoder.h"
#include "logs/file_problem.h"
#include "logs/reader.h"
#include "review/examiner.h"
#include "review/kept.h"

namespace sekisho::review {

// Takes the lines that could not be read, block by block, while their bytes are there. Called from
// several threads at once, with the blocks of a file in any order.
class RejectSink {
 public:
  virtual ~RejectSink() = default;
  virtual Result<void> add(uint32_t file, const logs::Block& block,
                           const std::vector<logs::Reject>& rejects) = 0;
};

struct RejectExample {
  uint64_t line = 0;
  std::string detail;
  std::string raw;  // at most 200 bytes of it, as they stand
};

// What was read of one file. lines = header_lines + event_lines + reject_lines.
struct FileRead {
  logs::LogFile file;
  logs::LineCounts lines;
  Counts counts;
  logs::CoverageTally coverage;
  std::string sha256;
  // What is wrong with the file as a whole: cut off, another encoding, another layout.
  std::vector<logs::FileProblem> problems;
  std::map<logs::RejectReason, uint64_t> reasons;
  std::map<logs::RejectReason, RejectExample> examples;  // the first of each reason
  KeptFile kept;                                         // its texts are those of the review
};

// A file as an earlier review left it, in the place of reading it again (Examiner::examine_kept);
// its rejects are for the caller to keep.
struct KeptRead {
  FileRead read;
  const StringPool* texts = nullptr;  // of read.kept
};

// How far a review is.
struct Progress {
  uint64_t bytes = 0;
  uint64_t lines = 0;
  uint64_t findings = 0;  // so far: violations, attempts and doubtful ones
};

struct Options {
  Period period;      // what to examine
  unsigned jobs = 1;  // threads
  // Hears of progress now and then, from any thread, one at a time.
  std::function<void(const Progress&)> progress = {};
  // Asked before each block, from any thread: whether nobody wants the rest any more.
  std::function<bool()> cancelled = {};
  // Whether a later review is to go on from this one: then its files have what is kept of them.
  bool keep = false;
  // Files that need not be read, by index.
  std::map<size_t, KeptRead> kept = {};
};

// What a review found. The same inputs give the same review, whatever the threads did when.
struct Review {
  std::vector<FileRead> files;           // by name
  std::vector<Finding> findings;         // by file and line; violations, attempts and doubtful ones
  std::vector<Finding> undetermined;     // by file and line
  StringPool texts;                      // of the findings
  std::vector<FootprintRow> footprints;  // every access that was examined, in a fixed order
  uint64_t decisions = 0;                // how often the rules were evaluated
};

// Reads the logs and judges every access in them. Memory grows with the registers and the findings,
// not with the logs.
Result<Review> review(const Context& context, const logs::LogSet& logs, RejectSink& rejects,
                      const Options& options);

}  // namespace sekisho::review

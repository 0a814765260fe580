#include "review/run.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace sekisho::review {
namespace {

constexpr size_t kExampleBytes = 200;

// One file while it is read. Its blocks are cut one at a time, by whichever thread comes; they are
// decoded and judged side by side.
struct FileTask {
  logs::LogFile file;  // as given; never changed while threads run

  std::mutex cutting;  // guards what follows
  std::optional<logs::BlockReader> reader;
  bool opened = false;
  bool exhausted = false;
  bool is_kept = false;  // its problems are known already

  std::mutex telling;  // guards what follows
  FileRead read;
  logs::FileWatch watch;
};

class Run {
 public:
  Run(const Context& context, const logs::LogSet& logs, RejectSink& rejects, const Options& options)
      : context_(context), rejects_(rejects), options_(options), tasks_(logs.files.size()) {
    for (size_t i = 0; i < tasks_.size(); ++i) {
      tasks_[i].file = logs.files[i];
      tasks_[i].read.file = logs.files[i];
    }
  }

  Result<Review> run() {
    const unsigned jobs = std::max(1U, options_.jobs);
    std::vector<std::unique_ptr<Examiner>> examiners;
    for (unsigned i = 0; i < jobs; ++i)
      examiners.push_back(std::make_unique<Examiner>(context_, options_.keep));
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 1; i < jobs; ++i) {
        threads.emplace_back([this, &examiners, i] { work(*examiners[i]); });
      }
      work(*examiners[0]);
    }
    if (error_) return std::unexpected(*error_);
    return gather(examiners);
  }

 private:
  // A thread first opens files that nobody has opened, then helps with the ones still open.
  void work(Examiner& examiner) {
    std::vector<std::unique_ptr<logs::Decoder>> decoders(context_.sources.profiles.size());
    for (size_t i = next_.fetch_add(1); i < tasks_.size(); i = next_.fetch_add(1)) {
      finish(static_cast<uint32_t>(i), examiner, decoders);
    }
    for (uint32_t i = 0; i < tasks_.size(); ++i) finish(i, examiner, decoders);
  }

  // Takes blocks of a file until there are none.
  void finish(uint32_t index, Examiner& examiner,
              std::vector<std::unique_ptr<logs::Decoder>>& decoders) {
    const size_t profile = tasks_[index].file.profile;
    if (const auto kept = options_.kept.find(index); kept != options_.kept.end())
      return take_kept(index, kept->second, examiner);
    while (!stopped_.load(std::memory_order_relaxed)) {
      if (options_.cancelled && options_.cancelled()) {
        return stop({ErrorCode::kUsage, "the review was cancelled"});
      }
      const Result<std::optional<logs::Block>> block = cut(tasks_[index]);
      if (!block) return stop(block.error());
      if (!block->has_value()) return;
      std::unique_ptr<logs::Decoder>& decoder = decoders[profile];
      if (!decoder) decoder = std::make_unique<logs::Decoder>(context_.sources.profiles[profile]);
      if (Result<void> done = take(index, **block, examiner, *decoder); !done) {
        return stop(done.error());
      }
    }
  }

  Result<std::optional<logs::Block>> cut(FileTask& task) {
    const std::lock_guard lock(task.cutting);
    if (task.exhausted) return std::nullopt;
    if (!task.opened) {
      task.opened = true;
      const logs::LogFile& file = task.file;
      Result<logs::BlockReader> reader =
          logs::BlockReader::open(file, context_.sources.profiles[file.profile]);
      if (!reader) return std::unexpected(reader.error());
      task.reader = std::move(*reader);
    }
    const uint64_t before = task.reader->bytes_read();
    const uint64_t lines_before = task.reader->lines();
    Result<logs::Block> block = task.reader->next();
    if (!block) return std::unexpected(block.error());
    bytes_ += task.reader->bytes_read() - before;
    lines_ += task.reader->lines() - lines_before;
    if (block->last) {
      task.exhausted = true;
      task.read.sha256 = task.reader->sha256();
      task.read.problems = task.reader->problems();
      task.reader.reset();
    }
    return std::move(*block);
  }

  Result<void> take(uint32_t index, const logs::Block& block, Examiner& examiner,
                    logs::Decoder& decoder) {
    thread_local logs::EventBlock events;
    thread_local std::vector<logs::Reject> rejects;
    const logs::LineCounts lines = decoder.decode(block, events, rejects);
    const size_t profile = tasks_[index].file.profile;
    const Counts counts = examiner.examine(index, profile, decoder, block, events);
    findings_ += counts.findings();
    if (!rejects.empty()) {
      if (Result<void> kept = rejects_.add(index, block, rejects); !kept) return kept;
    }
    const std::lock_guard lock(tasks_[index].telling);
    FileRead& read = tasks_[index].read;
    read.lines += lines;
    read.counts += counts;
    read.coverage.add(events, block.index, context_.sources.profiles[profile].zone_offset_seconds,
                      rejects);
    tasks_[index].watch.add(block, lines, rejects);
    for (const logs::Reject& reject : rejects) add_reject(read, block, reject);
    tell();
    return {};
  }

  // Of a file that need not be read; by whichever thread comes first.
  void take_kept(uint32_t index, const KeptRead& kept, Examiner& examiner) {
    FileTask& task = tasks_[index];
    {
      const std::lock_guard lock(task.cutting);
      if (std::exchange(task.exhausted, true)) return;
    }
    const Counts counts = examiner.examine_kept(index, task.file.profile, kept.read.kept,
                                                *kept.texts, kept.read.counts);
    const std::lock_guard lock(task.telling);
    task.read = kept.read;
    task.read.kept = {};
    task.read.file = task.file;
    task.read.counts = counts;
    task.is_kept = true;
    bytes_ += task.file.bytes;
    lines_ += task.read.lines.lines;
    findings_ += counts.findings();
    tell();
  }

  static void add_reject(FileRead& read, const logs::Block& block, const logs::Reject& reject) {
    ++read.reasons[reject.reason];
    const auto known = read.examples.find(reject.reason);
    if (known != read.examples.end() && known->second.line <= reject.line) return;
    const size_t length = std::min<size_t>(reject.raw.length, kExampleBytes);
    read.examples[reject.reason] = {reject.line, reject.detail,
                                    std::string(block.bytes.substr(reject.raw.offset, length))};
  }

  void tell() {
    if (!options_.progress) return;
    const std::unique_lock lock(progress_, std::try_to_lock);
    if (lock.owns_lock()) options_.progress({bytes_.load(), lines_.load(), findings_.load()});
  }

  void stop(const Error& error) {
    const std::lock_guard lock(failing_);
    stopped_ = true;
    if (!error_) error_ = error;
  }

  Review gather(const std::vector<std::unique_ptr<Examiner>>& examiners) {
    Review out;
    for (FileTask& task : tasks_) {
      const logs::LogProfile& profile = context_.sources.profiles[task.read.file.profile];
      if (!task.is_kept) {
        for (logs::FileProblem& problem : task.watch.problems(profile))
          task.read.problems.push_back(std::move(problem));
      }
      out.files.push_back(std::move(task.read));
    }
    out.texts.intern("");
    for (const std::unique_ptr<Examiner>& examiner : examiners) {
      out.decisions += examiner->judge().decisions();
      for (Finding finding : examiner->findings()) {
        for (uint32_t* text :
             {&finding.account, &finding.terminal, &finding.object, &finding.customer,
              &finding.route, &finding.reason, &finding.basis, &finding.other_reading}) {
          *text = out.texts.intern(examiner->texts().text(*text));
        }
        const bool told = finding.disposition != Disposition::kUndetermined;
        (told ? out.findings : out.undetermined).push_back(finding);
      }
    }
    gather_footprints(examiners, out);
    const auto by_place = [](const Finding& a, const Finding& b) {
      return std::pair(a.file, a.line) < std::pair(b.file, b.line);
    };
    std::sort(out.findings.begin(), out.findings.end(), by_place);
    std::sort(out.undetermined.begin(), out.undetermined.end(), by_place);
    return out;
  }

  // What the threads counted of the same footprints and files, together.
  void gather_footprints(const std::vector<std::unique_ptr<Examiner>>& examiners,
                         Review& out) const {
    std::map<FootprintRow::Key, FootprintRow> rows;
    std::map<std::pair<uint32_t, const FootprintRow*>, KeptFile::Group> groups;
    for (const std::unique_ptr<Examiner>& examiner : examiners) {
      const Judge& judge = examiner->judge();
      std::vector<FootprintRow*> row_of(judge.footprints());
      const auto adopt = [&](Look look) {
        for (uint32_t Look::* text :
             {&Look::account, &Look::terminal, &Look::address, &Look::object, &Look::customer}) {
          look.*text = out.texts.intern(examiner->texts().text(look.*text));
        }
        return look;
      };
      for (const auto& [file, tally] : examiner->files()) {
        KeptFile& kept = out.files[file].kept;
        for (const Look& look : tally.looks) kept.looks.push_back(adopt(look));
        kept.accounts.insert(tally.accounts.begin(), tally.accounts.end());
        kept.terminals.insert(tally.terminals.begin(), tally.terminals.end());
        kept.addresses.insert(tally.addresses.begin(), tally.addresses.end());
        const std::vector<FootprintCount>& counts = tally.footprints.counts();
        for (uint32_t number = 0; number < counts.size(); ++number) {
          const FootprintCount& count = counts[number];
          if (count.accesses == 0) continue;
          FootprintRow*& row = row_of[number];
          if (row == nullptr) {
            FootprintRow::Key key = footprint_key(judge, number);
            const auto at = rows.find(key);
            row = at != rows.end()
                      ? &at->second
                      : &rows.emplace(key, footprint_row(judge, number, key)).first->second;
          }
          add_count(*row, file, count);
          if (!options_.keep) continue;
          KeptFile::Group& group = groups[{file, row}];
          if (group.accesses == 0 || count.line < group.example.line)
            group.example = adopt(tally.examples[number]);
          group.accesses += count.accesses;
          group.refused += count.refused;
          group.first = std::min(group.first, count.first);
          group.last = std::max(group.last, count.last);
        }
      }
    }
    for (auto& [place, group] : groups) {
      const FootprintRow& row = *place.second;
      group.permitted = row.determined && row.outcome.verdict == barrier::Verdict::kPermitted;
      out.files[place.first].kept.groups.push_back(group);
    }
    for (FileRead& read : out.files) {
      std::ranges::sort(read.kept.looks, {}, &Look::line);
      std::ranges::sort(read.kept.groups, {},
                        [](const KeptFile::Group& group) { return group.example.line; });
    }
    for (auto& [key, row] : rows) out.footprints.push_back(std::move(row));
  }

  const Context& context_;
  RejectSink& rejects_;
  const Options& options_;
  std::vector<FileTask> tasks_;
  std::atomic<size_t> next_ = 0;
  std::atomic<uint64_t> bytes_ = 0, lines_ = 0, findings_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex progress_;
  std::mutex failing_;
  std::optional<Error> error_;
};

}  // namespace

Result<Review> review(const Context& context, const logs::LogSet& logs, RejectSink& rejects,
                      const Options& options) {
  return Run(context, logs, rejects, options).run();
}

}  // namespace sekisho::review

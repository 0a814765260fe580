#include "service/evidence/evidence_append.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "evidence/entry.h"
#include "evidence/limits.h"
#include "evidence/schema.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "service/evidence/cosigning.h"
#include "service/evidence/evidence_cosign.h"
#include "service/evidence/line_splitter.h"
#include "text/base64.h"
#include "text/csv.h"
#include "text/json.h"
#include "text/nearest.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

constexpr size_t kReadBytes = size_t{1} << 18;
constexpr size_t kMaxLineBytes = size_t{1} << 20;
constexpr size_t kKeptBytes = 4096;        // of a line that is longer
constexpr uint64_t kMaxSaidRejects = 100;  // one by one; the rest is counted
constexpr size_t kMaxNotedKinds = 100;
constexpr const char* kInput = "-";  // as what the input is named

// Rejected lines, in the columns of docs/formats/rejects.md.
class RejectsFile {
 public:
  static Result<RejectsFile> create(const std::string& path) {
    RejectsFile out(path, std::fopen(path.c_str(), "wbx"));
    if (out.file_ == nullptr) return out.failed();
    out.rows_ = "file,line,reason,raw\n";
    return out;
  }

  void add(uint64_t line, std::string_view reason, std::string_view raw) {
    text::CsvWriter csv(rows_);
    csv.field(kInput).field(line).field(reason).field(text::base64_encode(raw));
    csv.end_row();
  }
  Result<void> flush() {
    const bool written = std::fwrite(rows_.data(), 1, rows_.size(), file_.get()) == rows_.size() &&
                         std::fflush(file_.get()) == 0;
    rows_.clear();
    if (!written) return failed();
    return {};
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  RejectsFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}
  std::unexpected<Error> failed() const {
    if (errno == EEXIST) {
      return fail(ErrorCode::kUsage, "there is a file already", {path_},
                  "Name a new one: rejects of another run are not written over.");
    }
    return fail(ErrorCode::kIo, fmt::format("cannot write rejects: {}", std::strerror(errno)),
                {path_});
  }

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string rows_;
};

// Tells indices as soon as they are durable, from a thread of its own, so that whoever submits need
// not wait.
class Acknowledger {
 public:
  Acknowledger(tlog::Log& log, const std::function<Result<void>(std::string_view)>& tell)
      : log_(log), tell_(tell), thread_([this] { run(); }) {}
  ~Acknowledger() {
    if (thread_.joinable()) stop();
  }
  Acknowledger(const Acknowledger&) = delete;
  Acknowledger& operator=(const Acknowledger&) = delete;

  // Entries from `first` on, behind those submitted before. An error that came up meanwhile.
  Result<void> submitted(uint64_t first, uint64_t count) {
    const std::lock_guard lock(mutex_);
    if (end_ == 0) told_ = first_ = first;
    end_ = first + count;
    changed_.notify_one();
    return state_;
  }
  // Waits until all is told or cannot be.
  Result<void> finish() {
    stop();
    return state_;
  }

  // After `finish`.
  uint64_t first() const { return first_; }
  uint64_t count() const { return told_ - first_; }

 private:
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      finishing_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return told_ < end_ || finishing_; });
      if (told_ >= end_) return;
      const uint64_t next = told_;
      lock.unlock();
      Result<void> done = log_.wait(next + 1);
      const uint64_t durable = log_.durable();
      lock.lock();
      const uint64_t end = std::min(durable, end_);
      if (done) {
        lock.unlock();
        done = tell(next, end);
        lock.lock();
      }
      if (!done) {
        state_ = done;
        return;
      }
      told_ = end;
    }
  }

  Result<void> tell(uint64_t from, uint64_t end) {
    std::string lines;
    for (; from < end; ++from) {
      text::append_u64(lines, from);
      lines += '\n';
    }
    return tell_(lines);
  }

  tlog::Log& log_;
  const std::function<Result<void>(std::string_view)>& tell_;
  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t first_ = 0, told_ = 0, end_ = 0;
  bool finishing_ = false;
  Result<void> state_;
  std::thread thread_;
};

// Makes entries of lines.
class Appender {
 public:
  Appender(const AppendChannel& channel, tlog::Log& log, Acknowledger& acknowledger,
           RejectsFile* rejects, Instant newest, bool japanese)
      : channel_(channel),
        log_(log),
        acknowledger_(acknowledger),
        rejects_(rejects),
        newest_(newest),
        japanese_(japanese) {}

  Result<void> run() {
    const LineSplitter::Take take = [&](std::string_view bytes, bool cut) { line(bytes, cut); };
    LineSplitter splitter(kMaxLineBytes, kKeptBytes);
    std::string buffer(kReadBytes, '\0');
    uint64_t bytes = 0;
    while (true) {
      const Result<size_t> got = channel_.read(buffer);
      if (!got) return std::unexpected(got.error());
      look_at_clock();
      if (*got == 0) break;
      bytes += *got;
      splitter.add({buffer.data(), *got}, take);
      if (auto done = hand_on(); !done) return done;
      channel_.progress(bytes, counts_.lines);
    }
    splitter.finish(take);
    return hand_on();
  }

  const AppendedEvidence& counts() const { return counts_; }
  uint64_t unsaid() const { return counts_.rejects - std::min(counts_.rejects, kMaxSaidRejects); }

 private:
  // Entries keep their order, whatever a clock that jumped makes them say; it is said once.
  void look_at_clock() {
    now_ = channel_.now();
    if (!clock_said_ && shifted(now_, kMicrosPerSecond) < newest_) {
      channel_.say(clock_text(now_, newest_, japanese_));
      clock_said_ = true;
    }
    newest_ = std::max(newest_, now_);
  }

  void line(std::string_view line, bool cut) {
    ++counts_.lines;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos && !cut) {
      ++counts_.empty;
      return;
    }
    if (cut) {
      return reject("too-long", line,
                    {ErrorCode::kLimit,
                     "the line is longer than 1 MiB",
                     {},
                     "An entry has at most 65,535 bytes; keep the large part in a file."});
    }
    const Result<text::JsonValue> value = text::JsonValue::parse(line, kInput);
    if (!value) return reject("bad-json", line, value.error());
    if (!value->is_object()) {
      return reject("no-object", line,
                    {ErrorCode::kBadInput,
                     "the line is no JSON object",
                     {},
                     "Write one object a line, such as {\"kind\":\"record\",\"content\":{}}."});
    }
    if (const text::JsonValue* const kind = value->find("kind");
        kind != nullptr && kind->as_string() == "destruction") {
      return reject("bad-entry", line,
                    {ErrorCode::kBadInput,
                     "a destruction is not appended: whoever opens the vault would carry it out",
                     {},
                     "`sekisho evidence erase` destroys a key, and writes its entry."});
    }
    Result<std::string> entry = evidence::make_entry(draft_of(*value), now_, nonces_.next());
    if (entry) {
      entries_.push_back(std::move(*entry));
    } else {
      const bool too_long = entry.error().code == ErrorCode::kLimit;
      reject(too_long ? "too-long" : "bad-entry", line, std::move(entry.error()));
    }
  }

  // The object itself, or a record that holds it where its kind is none of ours.
  text::JsonValue draft_of(const text::JsonValue& object) {
    const text::JsonValue* const kind = object.find("kind");
    if (kind == nullptr) return evidence::record_of(object);
    const std::string_view name = kind->as_string().value_or("");
    if (evidence::kind_named(name) != nullptr) return object;
    note_kind(kind->is_string() ? std::string(name) : kind->to_json());
    return evidence::record_of(object);
  }

  void note_kind(const std::string& name) {
    if (noted_kinds_.size() == kMaxNotedKinds || !noted_kinds_.insert(name).second) return;
    std::string help = text::did_you_mean(name, evidence::kind_names());
    channel_.say(fmt::format(
        fmt::runtime(japanese_ ? "{}:{}: 注記: `{}` はこの版にない種別のため、`record` として"
                                 "記録します{}\n"
                               : "{}:{}: note: `{}` is no kind that this version knows; "
                                 "such objects are recorded as `record`{}\n"),
        kInput, counts_.lines, name.substr(0, evidence::kMaxNameBytes),
        help.empty() ? "" : "\n  help: " + help));
  }

  void reject(std::string_view reason, std::string_view raw, Error error) {
    if (rejects_ != nullptr) rejects_->add(counts_.lines, reason, raw);
    if (counts_.rejects++ < kMaxSaidRejects) {
      error.place = {kInput, counts_.lines, error.place.column};
      channel_.say(to_string(error) + "\n");
    }
  }

  Result<void> hand_on() {
    if (rejects_ != nullptr) {
      if (auto written = rejects_->flush(); !written) return written;
    }
    if (entries_.empty()) return {};
    const std::vector<std::string_view> views(entries_.begin(), entries_.end());
    const Result<uint64_t> first = log_.submit(views);
    entries_.clear();
    if (!first) return std::unexpected(first.error());
    return acknowledger_.submitted(*first, views.size());
  }

  const AppendChannel& channel_;
  tlog::Log& log_;
  Acknowledger& acknowledger_;
  RejectsFile* rejects_;
  Instant newest_;  // time of an entry, or of the clock
  bool clock_said_ = false;
  bool japanese_;
  evidence::NonceSource nonces_;
  Instant now_;
  std::vector<std::string> entries_;
  std::set<std::string> noted_kinds_;
  AppendedEvidence counts_;
};

// The same channel, one call at a time.
AppendChannel serialized(const AppendChannel& channel, std::mutex& mutex) {
  AppendChannel out = channel;
  out.acknowledge = [&](std::string_view lines) {
    const std::lock_guard lock(mutex);
    return channel.acknowledge(lines);
  };
  out.say = [&](std::string_view text) {
    const std::lock_guard lock(mutex);
    channel.say(text);
  };
  out.progress = [&](uint64_t bytes, uint64_t lines) {
    // Whoever reads the indices may be slow; that must not hold up the lines.
    const std::unique_lock lock(mutex, std::try_to_lock);
    if (lock.owns_lock()) channel.progress(bytes, lines);
  };
  return out;
}

// What the last published entry says; the beginning where there is none that says any.
Instant newest_time(const std::string& directory) {
  Instant newest = kBeginning;
  Result<evidence::StoreReader> log = evidence::StoreReader::open(directory);
  if (!log || log->size() == 0) return newest;
  [[maybe_unused]] const auto visited =
      log->visit(log->size() - 1, log->size(), [&](uint64_t, std::string_view entry) {
        const Result<text::JsonValue> value = text::JsonValue::parse(entry);
        const text::JsonValue* const time = value ? value->find("time") : nullptr;
        if (time != nullptr)
          newest = evidence::entry_time(time->as_string().value_or("")).value_or(newest);
        return true;
      });
  return newest;
}

// Asks those of the policy for each publication, and says when the quorum is met and when not.
Result<std::unique_ptr<Cosigning>> follow(tlog::Log& log, const EvidenceAppend& request,
                                          const AppendChannel& calls) {
  if (!request.policy) return nullptr;
  std::string said;
  return Cosigning::start(
      log, request.directory, *request.policy, {},
      [&calls, said, japanese = request.japanese](const Result<CosigningRound>& round) mutable {
        std::string words =
            round ? cosigning_summary(*round, japanese) : to_string(round.error()) + "\n";
        if (words == said) return;
        calls.say(words);
        said = std::move(words);
      });
}

}  // namespace

Result<AppendedEvidence> append_evidence(const EvidenceAppend& request,
                                         const AppendChannel& channel) {
  std::unique_ptr<RejectsFile> rejects;
  const auto store =
      evidence::Store::open(evidence::store_at(request.directory, request.private_directory));
  if (!store) return std::unexpected(store.error());
  if (request.rejects) {
    Result<RejectsFile> created = RejectsFile::create(*request.rejects);
    if (!created) return std::unexpected(created.error());
    rejects = std::make_unique<RejectsFile>(std::move(*created));
  }
  std::mutex mutex;
  const AppendChannel calls = serialized(channel, mutex);
  tlog::Log& log = (*store)->log();
  Result<std::unique_ptr<Cosigning>> cosigning = follow(log, request, calls);
  if (!cosigning) return std::unexpected(cosigning.error());
  Acknowledger acknowledger(log, calls.acknowledge);
  Appender appender(calls, log, acknowledger, rejects.get(), newest_time(request.directory),
                    request.japanese);
  Result<void> done = appender.run();
  const Result<void> told = acknowledger.finish();
  if (done) done = told;

  AppendedEvidence counts = appender.counts();
  counts.first = acknowledger.first();
  counts.entries = acknowledger.count();
  if (appender.unsaid() > 0) calls.say(unsaid_text(appender.unsaid(), request));
  Result<tlog::Checkpoint> published = done ? log.publish() : std::unexpected(done.error());
  if (!published) {
    Error error = published.error();
    error.help += fmt::format(
        "{}Lines acknowledged: {} of {}; whether later ones are there, "
        "`sekisho evidence tail` tells when the store was opened again.",
        error.help.empty() ? "" : " ", text::with_thousands(counts.entries),
        text::with_thousands(counts.lines));
    return std::unexpected(std::move(error));
  }
  counts.published = published->size;
  cosigning->reset();  // a last round, for what was published now
  if (counts.lines != counts.entries + counts.rejects + counts.empty) {
    return fail(ErrorCode::kInternal, "the counts do not add up: " + append_summary(counts, false));
  }
  return counts;
}

}  // namespace sekisho::service

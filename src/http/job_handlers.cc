#include <fmt/format.h>

#include "http/handlers.h"
#include "http/limits.h"
#include "text/json_writer.h"
#include "text/number.h"

// Jobs: what became of them, how far they are, and how to end them.
namespace sekisho::http {
namespace {

using service::Job;

constexpr std::string_view kList = "jobs";
constexpr int kStillHere = 100;  // times that a stream may wait before it says so

Fault no_such_job() {
  return {.problem = Problem::kNotFound, .detail = "there is no such job"};
}

// A revision, and how often progress was told since: both go up only.
std::string tag_of(const Job& job) {
  return fmt::format("\"{}.{}\"", job.revision(), job.tellings);
}

// Whether `If-Match` names the job's revision; progress alone changes nothing that one acts on.
bool seen(std::string_view if_match, const Job& job) {
  for (size_t at = 0; at < if_match.size();) {
    const size_t end = std::min(if_match.find(',', at), if_match.size());
    std::string_view one = if_match.substr(at, end - at);
    at = end + 1;
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == "*" || one.starts_with(fmt::format("\"{}.", job.revision()))) return true;
  }
  return false;
}

Answer act(const Call& call, Result<Job> (service::Jobs::*what)(std::string_view)) {
  const std::optional<Job> job = call.services.jobs->find(call.arguments.text("job"));
  if (!job) return std::unexpected(no_such_job());
  const std::string if_match = call.arguments.text("If-Match");
  if (!if_match.empty() && !seen(if_match, *job)) return refuse(Problem::kChangedMeanwhile);
  const Result<Job> done = (call.services.jobs->*what)(job->id);
  if (!done) return std::unexpected(conflict_of(done.error()));
  return json_response(job_json(*done) + "\n", 202);
}

// Where a client that was cut off was: `REVISION.TELLINGS`. What is no such place is the beginning.
struct Seen {
  uint64_t revision = 0, tellings = 0;
};

Seen seen_of(std::string_view last_event_id) {
  const size_t dot = last_event_id.find('.');
  if (dot == std::string_view::npos) return {};
  const auto revision = text::parse_u64(last_event_id.substr(0, dot));
  const auto tellings = text::parse_u64(last_event_id.substr(dot + 1));
  return revision && tellings ? Seen{*revision, *tellings} : Seen{};
}

// How many streams there are; each keeps a connection.
std::atomic<int> streams = 0;

// Each change of a job's state that the client has not seen, and how far it is, until it has ended.
class JobStream final : public BodySource {
 public:
  JobStream(const service::Jobs& jobs, std::string id, Seen seen)
      : jobs_(jobs), id_(std::move(id)), seen_(seen) {
    ++streams;
  }
  JobStream(const JobStream&) = delete;
  JobStream& operator=(const JobStream&) = delete;
  ~JobStream() override { --streams; }

  State next(std::string& out) override {
    const std::optional<Job> job = jobs_.find(id_);
    if (!job) return State::kEnd;
    // What another life of the server counted means nothing in this one.
    if (seen_.revision > job->revision()) seen_ = {};
    while (seen_.revision + 1 < job->revision()) {
      ++seen_.revision;
      seen_.tellings = 0;
      append_event(out, job_json(*job, seen_.revision));
    }
    if (seen_.revision < job->revision() || seen_.tellings < job->tellings) {
      seen_ = {job->revision(), job->tellings};
      append_event(out, job_json(*job));
    }
    if (has_ended(job->state())) return State::kEnd;
    if (!out.empty()) {
      waited_ = 0;
    } else if (++waited_ == kStillHere) {
      out = ":\n\n";  // so that a client that is gone is noticed, and a proxy does not cut it
      waited_ = 0;
    }
    return State::kWait;
  }

 private:
  void append_event(std::string& out, const std::string& data) const {
    out += fmt::format("id: {}.{}\nevent: job\ndata: {}\n\n", seen_.revision, seen_.tellings, data);
  }

  const service::Jobs& jobs_;
  const std::string id_;
  Seen seen_;
  int waited_ = 0;
};

}  // namespace

// The cursor counts from the oldest, so that new jobs move nothing.
Answer list_jobs(const Call& call) {
  const std::string state = call.arguments.text("state");
  const std::string list = fmt::format("{} {}", kList, state);
  const auto older = cursor_position(call, list);
  if (!older) return std::unexpected(older.error());
  const std::vector<Job> all = call.services.jobs->list();
  const uint64_t left =
      call.arguments.text("cursor").empty() ? all.size() : std::min<uint64_t>(*older, all.size());
  const uint64_t most = *call.arguments.number("limit");
  std::string out = "{\"items\":[";
  std::string next;
  uint64_t shown = 0;
  for (uint64_t i = all.size() - left; i < all.size(); ++i) {
    if (!state.empty() && name_of(all[i].state()) != state) continue;
    if (shown++ == most) {
      next = cursor_text(list, all.size() - i);
      break;
    }
    if (out.back() != '[') out += ',';
    out += job_json(all[i]);
  }
  out += "]";
  if (!next.empty()) out += fmt::format(",\"next\":\"{}\"", next);
  return json_response(out + "}\n");
}

Answer get_job(const Call& call) {
  const std::optional<Job> job = call.services.jobs->find(call.arguments.text("job"));
  if (!job) return std::unexpected(no_such_job());
  Response response = json_response(job_json(*job) + "\n");
  response.cache_control = "private, no-cache";
  response.etag = tag_of(*job);
  return response;
}

Answer follow_job(const Call& call) {
  const std::optional<Job> job = call.services.jobs->find(call.arguments.text("job"));
  if (!job) return std::unexpected(no_such_job());
  if (streams >= kStreamsAtOnce) {
    return std::unexpected(Fault{.problem = Problem::kBusy, .headers = {{"Retry-After", "5"}}});
  }
  return Response{.content_type = "text/event-stream",
                  .source = std::make_shared<JobStream>(
                      *call.services.jobs, job->id, seen_of(call.arguments.text("Last-Event-ID")))};
}

Answer cancel_job(const Call& call) {
  return act(call, &service::Jobs::cancel);
}

Answer run_job_again(const Call& call) {
  return act(call, &service::Jobs::run_again);
}

}  // namespace sekisho::http

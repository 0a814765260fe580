#include "http/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace sekisho::http {

void append_family(std::string& out, std::string_view name, std::string_view type,
                   std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void Metrics::count(std::string_view operation, int status, int64_t micros) {
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(operation), status}];
  Durations& durations = durations_[std::string(operation)];
  for (size_t i = 0; i < kBounds.size(); ++i) durations.at_most[i] += micros <= kBounds[i] ? 1 : 0;
  ++durations.count;
  durations.micros += micros;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  const auto add = std::back_inserter(out);
  append_family(out, "sekisho_http_requests_total", "counter", "Requests that were answered.");
  for (const auto& [key, number] : requests_) {
    fmt::format_to(add, "sekisho_http_requests_total{{operation=\"{}\",status=\"{}\"}} {}\n",
                   key.first, key.second, number);
  }
  append_family(out, "sekisho_http_request_seconds", "histogram",
                "From the head of a request to the head of its answer.");
  for (const auto& [operation, durations] : durations_) {
    for (size_t i = 0; i < kBounds.size(); ++i) {
      fmt::format_to(add, "sekisho_http_request_seconds_bucket{{operation=\"{}\",le=\"{}\"}} {}\n",
                     operation, static_cast<double>(kBounds[i]) / 1e6, durations.at_most[i]);
    }
    fmt::format_to(add,
                   "sekisho_http_request_seconds_bucket{{operation=\"{0}\",le=\"+Inf\"}} {1}\n"
                   "sekisho_http_request_seconds_sum{{operation=\"{0}\"}} {2:.6f}\n"
                   "sekisho_http_request_seconds_count{{operation=\"{0}\"}} {1}\n",
                   operation, durations.count, static_cast<double>(durations.micros) / 1e6);
  }
  return out;
}

}  // namespace sekisho::http

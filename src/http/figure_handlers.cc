#include <fmt/format.h>

#include "casework/figure.h"
#include "http/casework_calls.h"
#include "service/casework/casework_json.h"
#include "service/casework/review_findings.h"
#include "service/casework/switches.h"
#include "service/review_inputs.h"

// Figures that go out, and how many contracts went to an affiliate after they were seen.
namespace sekisho::http {
namespace {

using casework::Figure;

Answer figures(const Call& call,
               const std::function<Result<std::vector<Figure>>(store::Database&)>& look) {
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto found = look(database);
    if (!found) return std::unexpected(found.error());
    for (const Figure& one : *found) items.push_back(service::figure_json(one));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(list_json(items));
}

}  // namespace

Answer list_figures(const Call& call) {
  return figures(call, casework::list_figures);
}

Answer get_figure(const Call& call) {
  return figures(call, [&](store::Database& database) {
    return casework::versions_of(database, call.arguments.text("figure"));
  });
}

// The counts are the review's own: nobody types a figure that goes out.
Answer publish_figure(const Call& call) {
  Figure figure;
  figure.name = call.text("figure");
  figure.title = call.text("title");
  figure.recipient = call.text("recipient");
  figure.review = call.text("review");
  figure.part = call.text("part");
  figure.approval.number = call.text("approval");
  figure.reason = call.text("reason");
  const service::FinishedReviews& reviews = *call.services.reviews;
  const auto hash = service::run_sha256(reviews, figure.review);
  if (!hash) return std::unexpected(fault_of(hash.error()));
  figure.run_sha256 = *hash;
  auto counts =
      service::scope_counts(reviews, figure.review, figure.part, texts_of(call, "counts"));
  if (!counts) return std::unexpected(fault_of(counts.error()));
  figure.counts = std::move(*counts);
  Figure published;
  const auto done = act(call, [&](casework::Journal& journal) -> Result<void> {
    Result<Figure> made = casework::publish(journal, figure);
    if (!made) return std::unexpected(made.error());
    published = std::move(*made);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  Response out = json_response(service::figure_json(published) + "\n", 201);
  out.headers.push_back({"Location", fmt::format("/api/v1/figures/{}", published.name)});
  return out;
}

Answer count_switches(const Call& call) {
  const auto seen = service::seen_points(*call.services.reviews, call.text("review"));
  if (!seen) return std::unexpected(fault_of(seen.error()));
  const auto places = call.services.places->inputs(call.text("registers"), "");
  if (!places) return std::unexpected(fault_of(places.error()));
  const auto resolved = service::resolved(*places, false);
  if (!resolved) return std::unexpected(fault_of(resolved.error()));
  const auto barrier = service::load_barrier(*resolved);
  if (!barrier) return std::unexpected(fault_of(barrier.error()));
  const service::Switches switches =
      service::count_switches((*barrier)->base->registers(), *seen,
                              static_cast<int>(call.body.find("months")->as_int().value_or(0)));
  return json_response(service::switches_json(switches) + "\n");
}

}  // namespace sekisho::http

#include "casework/figure.h"

#include <fmt/format.h>

#include "casework/limits.h"
#include "text/json.h"

namespace sekisho::casework {
namespace {

constexpr std::string_view kColumns =
    "id, name, version, title, recipient, review, run_sha256, part, counts, difference, approval, "
    "approved_by, reason, published_by, published_at";

std::string counts_json(const FigureCounts& counts) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  for (const auto& [name, count] : counts) json.member(name, count);
  json.end_object();
  return out;
}

Result<FigureCounts> counts_in(std::string_view text) {
  const Result<text::JsonValue> json = text::JsonValue::parse(text);
  if (!json) return std::unexpected(json.error());
  FigureCounts out;
  for (const text::JsonMember& one : json->members()) {
    out[one.key] = one.value.as_int().value_or(0);
  }
  return out;
}

Result<Figure> figure_in(const store::ResultRow& row) {
  Figure out;
  out.id = row.integer(0);
  out.name = row.text(1);
  out.version = row.integer(2);
  out.title = row.text(3);
  out.recipient = row.text(4);
  out.review = row.text(5);
  out.run_sha256 = row.text(6);
  out.part = row.text(7);
  Result<FigureCounts> counts = counts_in(row.text(8));
  if (!counts) return std::unexpected(counts.error());
  out.counts = std::move(*counts);
  Result<FigureCounts> difference = counts_in(row.text(9));
  if (!difference) return std::unexpected(difference.error());
  out.difference = std::move(*difference);
  out.approval = {std::string(row.text(11)), std::string(row.text(10))};
  out.reason = row.text(12);
  out.published_by = row.text(13);
  out.published_at = Instant{row.integer(14)};
  return out;
}

template <class... Values>
Result<std::vector<Figure>> figures_where(store::Database& database, std::string_view condition,
                                          const Values&... values) {
  std::vector<Figure> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        Result<Figure> one = figure_in(row);
        if (!one) return std::unexpected(one.error());
        out.push_back(std::move(*one));
        return {};
      },
      fmt::format("SELECT {} FROM figure WHERE {} ORDER BY name, version", kColumns, condition),
      values...);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> check_figure(const Figure& figure) {
  for (const auto& [what, name] :
       {std::pair{"name", &figure.name}, std::pair{"title", &figure.title},
        std::pair{"recipient", &figure.recipient}, std::pair{"review", &figure.review},
        std::pair{"hash of the run", &figure.run_sha256}, std::pair{"part", &figure.part},
        std::pair{"number of the approval", &figure.approval.number}}) {
    if (auto ok = check_name(what, *name); !ok) return ok;
  }
  if (figure.counts.empty()) return fail(ErrorCode::kBadInput, "the figure counts nothing");
  if (figure.counts.size() > kMaxFigureValues) {
    return fail(ErrorCode::kBadInput, fmt::format("more than {} counts", kMaxFigureValues));
  }
  return {};
}

FigureCounts difference(const FigureCounts& before, const FigureCounts& now) {
  FigureCounts out;
  for (const auto& [name, count] : now) out[name] += count;
  for (const auto& [name, count] : before) out[name] -= count;
  std::erase_if(out, [](const auto& one) { return one.second == 0; });
  return out;
}

Result<void> insert(store::Database& database, const Figure& figure) {
  const std::string counts = counts_json(figure.counts);
  const std::string differs = counts_json(figure.difference);
  const auto done = database.run(
      fmt::format("INSERT INTO figure ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                  "$12, $13, $14, $15)",
                  kColumns),
      figure.id, std::string_view(figure.name), figure.version, std::string_view(figure.title),
      std::string_view(figure.recipient), std::string_view(figure.review),
      std::string_view(figure.run_sha256), std::string_view(figure.part), std::string_view(counts),
      std::string_view(differs), std::string_view(figure.approval.number),
      std::string_view(figure.approval.by), std::string_view(figure.reason),
      std::string_view(figure.published_by), figure.published_at);
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace

Result<Figure> publish(Journal& journal, Figure figure) {
  if (auto ok = check_figure(figure); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  const auto before = figures_where(database, "name = $1", std::string_view(figure.name));
  if (!before) return std::unexpected(before.error());
  figure.version = static_cast<int64_t>(before->size()) + 1;
  figure.difference.clear();
  if (!before->empty()) {
    if (auto ok = check_text("reason of the correction", figure.reason); !ok) {
      return std::unexpected(ok.error());
    }
    const Figure& last = before->back();
    figure.difference = difference(last.counts, figure.counts);
    if (figure.difference.empty() && last.run_sha256 == figure.run_sha256) {
      return not_now(fmt::format("version {} says the same", last.version));
    }
  }
  const Result<int64_t> id = next_id(database, "SELECT MAX(id) FROM figure");
  if (!id) return std::unexpected(id.error());
  figure.id = *id;
  figure.published_by = journal.author().by;
  figure.published_at = journal.author().now;
  if (auto done = insert(database, figure); !done) return std::unexpected(done.error());
  const auto noted = journal.add(
      {ThingKind::kFigure, figure.id}, "published",
      [&](text::JsonWriter& json) {
        json.member("name", figure.name).member("version", figure.version);
        json.member("title", figure.title).member("recipient", figure.recipient);
        json.member("review", figure.review).member("run_sha256", figure.run_sha256);
        json.member("part", figure.part);
        json.key("counts").raw(counts_json(figure.counts));
        json.key("difference").raw(counts_json(figure.difference));
        if (!figure.reason.empty()) json.member("reason", figure.reason);
      },
      figure.approval);
  if (!noted) return std::unexpected(noted.error());
  return figure;
}

Result<std::vector<Figure>> list_figures(store::Database& database) {
  return figures_where(
      database,
      "version = (SELECT MAX(version) FROM figure newest WHERE newest.name = figure.name)");
}

Result<std::vector<Figure>> versions_of(store::Database& database, std::string_view name) {
  auto out = figures_where(database, "name = $1", name);
  if (out && out->empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no figure `{}`", name));
  }
  return out;
}

}  // namespace sekisho::casework

#include <fmt/format.h>

#include "casework/delivery.h"
#include "http/casework_calls.h"
#include "http/masking.h"
#include "service/asked.h"
#include "service/deliveries/delivery_json.h"
#include "service/evidence/evidence_list.h"
#include "service/own/own_system.h"
#include "text/number.h"

// Logs that are handed in with their slips.
namespace sekisho::http {
namespace {

using casework::Delivery;

office::Thing thing_of(std::string_view id, const std::string& system) {
  return {.kind = office::ThingKind::kDelivery, .id = std::string(id), .system = system};
}

std::expected<std::string, Fault> json_of(const Call& call, const Delivery& delivery,
                                          const service::Reconciled* reconciled) {
  const auto mask = Mask::of(call, office::ThingKind::kDelivery, std::to_string(delivery.id));
  if (!mask) return std::unexpected(mask.error());
  return service::delivery_json(delivery, reconciled,
                                [&](std::string_view name) { return mask->shown(name); });
}

std::expected<Delivery, Fault> find(const Call& call, int64_t id, service::Reconciled& reconciled) {
  Delivery out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = casework::find_delivery(database, id);
    if (!found) return std::unexpected(found.error());
    auto differences = casework::differences_of(database, id);
    if (!differences) return std::unexpected(differences.error());
    auto copies = casework::copies_of(database, id);
    if (!copies) return std::unexpected(copies.error());
    out = std::move(*found);
    reconciled = {std::move(*differences), std::move(*copies)};
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

std::expected<casework::Slip, Fault> slip_of(const Call& call) {
  casework::Slip out{.system = call.text("system"),
                     .file = {},
                     .extracted_by = call.text("extracted_by"),
                     .query = call.text("query"),
                     .period = {},
                     .sha256 = call.text("sha256")};
  out.counted = call.body.find("counted")->as_int().value_or(0);
  for (const auto& [member, bound] :
       {std::pair{"from", &out.period.from}, std::pair{"until", &out.period.until}}) {
    const Result<Instant> instant = service::asked_instant(call.text(member));
    if (!instant) return std::unexpected(fault_of(instant.error()));
    *bound = *instant;
  }
  if (const std::string corrects = call.text("corrects"); !corrects.empty()) {
    const auto number = text::parse_i64(corrects);
    if (!number || *number <= 0)
      return refuse(Problem::kInvalidRequest, fmt::format("`{}` is no delivery", corrects));
    out.corrects = *number;
  }
  return out;
}

// Hands an upload of the caller's in, who may; and how the delivery is then.
Answer handed_in(const Call& call, const std::string& upload, casework::Slip slip) {
  const auto handed =
      call.services.deliveries->hand_in(call.caller, upload, std::move(slip), *call.services.jobs);
  if (!handed) return std::unexpected(conflict_of(handed.error()));
  service::Reconciled reconciled;
  const auto delivery = find(call, handed->delivery, reconciled);
  if (!delivery) return std::unexpected(delivery.error());
  const auto json = json_of(call, *delivery, &reconciled);
  if (!json) return std::unexpected(json.error());
  Response out = json_response(
      fmt::format("{{\"delivery\":{},\"job\":\"{}\"}}\n", *json, handed->job.id), 202);
  out.headers.push_back({"Location", fmt::format("/api/v1/deliveries/{}", delivery->id)});
  return out;
}

}  // namespace

// An administrator sees deliveries of the own systems, and only these are counted.
Answer list_deliveries(const Call& call) {
  const auto during =
      service::asked_period(call.arguments.text("from"), call.arguments.text("until"));
  if (!during) return std::unexpected(fault_of(during.error()));
  const casework::DeliveryFilter filter{call.arguments.text("system"), call.arguments.text("state"),
                                        *during};
  std::vector<Delivery> all;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = casework::list_deliveries(database, filter);
    if (!found) return std::unexpected(found.error());
    all = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  std::vector<std::string> items;
  for (const Delivery& one : all) {
    if (!call.may(office::Action::kView, thing_of(std::to_string(one.id), one.slip.system)))
      continue;
    auto json = json_of(call, one, nullptr);
    if (!json) return std::unexpected(json.error());
    items.push_back(std::move(*json));
  }
  // The newest stands first: a page is of those that were there when its list began.
  return page_of(call,
                 fmt::format("deliveries {} {} {} {} {}", filter.system, filter.state,
                             during->from.micros, during->until.micros, items.size()),
                 items);
}

Answer hand_in(const Call& call) {
  auto slip = slip_of(call);
  if (!slip) return std::unexpected(slip.error());
  if (auto allowed = call.may(office::Action::kDeliver, thing_of("new", slip->system)); !allowed)
    return std::unexpected(allowed.error());
  return handed_in(call, call.text("upload"), std::move(*slip));
}

Answer hand_in_own_log(const Call& call) {
  const std::string system(service::kOwnSystem);
  if (auto allowed = call.may(office::Action::kDeliver, thing_of("new", system)); !allowed)
    return std::unexpected(allowed.error());
  const auto period = service::asked_period(call.text("from"), call.text("until"));
  if (!period) return std::unexpected(fault_of(period.error()));
  const auto log = service::own_log(*call.services.people, *period, call.now);
  if (!log) return std::unexpected(conflict_of(log.error()));
  const auto upload =
      service::upload_whole(*call.services.uploads, call.caller, log->name(), log->lines);
  if (!upload) return std::unexpected(conflict_of(upload.error()));
  return handed_in(call, upload->id,
                   {.system = system,
                    .file = {},
                    .extracted_by = system,
                    .query = log->query(),
                    .period = log->period,
                    .counted = static_cast<int64_t>(log->counted),
                    .sha256 = upload->sha256});
}

// Whoever may not see it does not learn that it is there.
Answer get_delivery(const Call& call) {
  const auto id = number_of(call, "delivery");
  if (!id) return std::unexpected(id.error());
  service::Reconciled reconciled;
  const auto delivery = find(call, *id, reconciled);
  if (!delivery) return std::unexpected(delivery.error());
  if (auto allowed =
          call.may(office::Action::kView, thing_of(std::to_string(*id), delivery->slip.system));
      !allowed) {
    return refuse(Problem::kNotFound, fmt::format("there is no delivery {}", *id));
  }
  const auto json = json_of(call, *delivery, &reconciled);
  if (!json) return std::unexpected(json.error());
  return tagged(*json, delivery->revision);
}

Answer compare_copy(const Call& call) {
  const auto id = number_of(call, "delivery");
  if (!id) return std::unexpected(id.error());
  const auto job =
      call.services.deliveries->compare(call.caller, *id, call.text("upload"), *call.services.jobs);
  if (!job) return std::unexpected(conflict_of(job.error()));
  Response out = json_response(job_json(*job) + "\n", 202);
  out.headers.push_back({"Location", "/api/v1/jobs/" + job->id});
  return out;
}

}  // namespace sekisho::http

#include "service/review/scope_json.h"

#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using review::Figures;
using text::JsonWriter;

void write_instant(JsonWriter& json, std::string_view name, Instant instant, bool known) {
  json.key(name);
  if (known && instant != kForever && instant != kBeginning) {
    json.value(text::rfc3339(instant, text::kJst));
  } else {
    json.null();
  }
}

void write_window(JsonWriter& json, std::string_view name, const Period& period, bool known) {
  json.key(name);
  if (!known) {
    json.null();
    return;
  }
  json.begin_object();
  write_instant(json, "from", period.from, true);
  write_instant(json, "until", period.until, true);
  json.end_object();
}

void write_windows(JsonWriter& json, const review::Windows& windows) {
  json.key("windows").begin_object();
  write_window(json, "exposure", windows.exposure, windows.has_exposure);
  write_window(json, "logs", windows.logs, windows.has_logs);
  write_window(json, "examined", windows.examined, windows.has_logs);
  json.end_object();
}

// `facilities` for a log that names facilities, `contracts` and what belongs to them otherwise.
void write_figures(JsonWriter& json, const Figures& figures, bool facilities, bool points) {
  json.member("viewers", figures.viewers);
  json.member("viewers_confirmed", figures.viewers_confirmed);
  json.member("unknown_viewer_looks", figures.unknown_viewer_looks);
  if (facilities) json.member("facilities", figures.facilities);
  if (points) {
    json.member("contracts", figures.supply_points);
    json.member("retailers", figures.retailers);
    json.member("supply_points", figures.supply_points);
    json.member("supply_contracts", figures.supply_contracts);
    json.member("customers", figures.customers);
    json.member("group_points", figures.group_points);
    json.member("tdso_points", figures.tdso_points);
    json.member("no_contract_points", figures.no_contract_points);
    json.member("unknown_points", figures.unknown_points);
  }
  json.member("other_objects", figures.other_objects);
  json.member("keyless", figures.keyless);
  json.member("violations", figures.violations);
  json.member("attempts", figures.attempts);
  json.member("doubtful", figures.doubtful);
  json.member("undetermined", figures.undetermined);
  json.member("accounts", figures.accounts);
  json.member("givers", figures.givers);
  json.member("takers", figures.takers);
  write_instant(json, "first", figures.first, figures.violations > 0);
  write_instant(json, "last", figures.last, figures.violations > 0);
}

// What may come on top of the figures, as bounds. A null upper bound: nobody can say.
void write_bounds(JsonWriter& json, const review::SystemScope& system) {
  const Figures& figures = system.figures;
  const uint64_t counted = system.counts_facilities ? figures.facilities : figures.supply_points;
  const uint64_t more =
      system.counts_facilities ? figures.undetermined_facilities : figures.undetermined_points;
  json.key("bounds").begin_object();
  json.member("at_least", counted);
  json.key("at_most");
  if (system.shows_records && system.shows_accounts) {
    json.value(counted + more);
  } else {
    json.null();
  }
  json.end_object();
}

void write_switches(JsonWriter& json, const review::Context& context, const Figures& figures) {
  json.key("switch_pending_points");
  if (context.suppliers.knows_applications()) {
    json.value(figures.switch_pending_points);
  } else {
    json.null();
  }
}

void write_parts(JsonWriter& json, std::string_view name,
                 const std::map<std::string, Figures>& parts, bool facilities, bool points) {
  json.key(name).begin_object();
  for (const auto& [part, figures] : parts) {
    json.key(part).begin_object();
    write_figures(json, figures, facilities, points);
    json.end_object();
  }
  json.end_object();
}

void write_system(JsonWriter& json, const review::Context& context,
                  const review::SystemScope& system) {
  const bool facilities = system.counts_facilities;
  json.begin_object();
  write_figures(json, system.figures, facilities, !facilities);
  if (!facilities) write_switches(json, context, system.figures);
  json.member("events", system.counts.events);
  json.member("examined", system.counts.examined);
  json.member("permitted", system.counts.permitted);
  write_bounds(json, system);
  write_windows(json, system.windows);
  write_parts(json, "routes", system.by_route, facilities, !facilities);
  write_parts(json, "months", system.by_month, facilities, !facilities);
  json.end_object();
}

void write_exposures(JsonWriter& json, const reg::Register& registers,
                     const std::vector<review::Exposure>& exposures) {
  json.key("exposures").begin_array();
  for (const review::Exposure& exposure : exposures) {
    json.begin_object();
    json.member("system", registers.code(registers.system_of(exposure.account)));
    json.member("account", registers.name_of(exposure.account));
    write_instant(json, "from", exposure.period.from, true);
    write_instant(json, "until", exposure.period.until, true);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string scope_json(const review::Context& context, const review::Scope& scope) {
  const reg::Register& registers = context.base.registers();
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.key("total").begin_object();
  write_figures(json, scope.total, true, true);
  write_switches(json, context, scope.total);
  write_windows(json, scope.windows);
  json.end_object();
  json.key("systems").begin_object();
  for (const review::SystemScope& system : scope.systems) {
    json.key(registers.code(system.system));
    write_system(json, context, system);
  }
  json.end_object();
  json.key("systems_without_log").begin_array();
  for (const SystemId system : scope.without_log) json.value(registers.code(system));
  json.end_array();
  write_parts(json, "routes", scope.by_route, true, true);
  write_exposures(json, registers, scope.exposures);
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace sekisho::service

#include "service/casework/switches.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "review/supplier.h"
#include "service/asked.h"
#include "text/civil.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

using review::SupplierClass;

// A contract that was seen, and whether it switched after any of the looks.
using Contracts = std::map<std::pair<std::string_view, uint32_t>, bool>;

// Whether the contract that follows one at a look is with an affiliate and begins by `until`.
bool switched(const reg::Register& registers, const review::Suppliers& suppliers,
              const SeenPoint& look, Instant until) {
  for (const reg::SupplyContract& contract : registers.supply.history(look.point)) {
    if (contract.period.from <= look.at) continue;
    return contract.period.from <= until &&
           suppliers.at(look.point, contract.period.from).kind == SupplierClass::kGroup;
  }
  return false;
}

SwitchCount count_of(std::string_view name, const Contracts& contracts) {
  SwitchCount out{std::string(name), contracts.size(), 0};
  for (const auto& [contract, went] : contracts) out.switched += went ? 1 : 0;
  return out;
}

void write_count(text::JsonWriter& json, const SwitchCount& count) {
  json.member("contracts", count.contracts).member("switched", count.switched);
}

void write_list(text::JsonWriter& json, std::string_view key,
                const std::vector<SwitchCount>& counts) {
  json.key(key).begin_array();
  for (const SwitchCount& one : counts) {
    json.begin_object().member("name", one.name);
    write_count(json, one);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<std::vector<SeenPoint>> seen_points(const FinishedReviews& reviews,
                                           const std::string& review) {
  const auto table = reviews.table(review, "findings.csv");
  if (!table) return std::unexpected(table.error());
  const auto columns = [&](std::string_view name) { return (*table)->column(name); };
  const auto system = columns("system"), route = columns("route"), object = columns("object"),
             time = columns("time"), disposition = columns("disposition");
  if (!system || !route || !object || !time || !disposition) {
    return fail(ErrorCode::kBadInput, "findings.csv lacks a column");
  }
  std::vector<SeenPoint> out;
  for (uint32_t row = 0; row < (*table)->rows(); ++row) {
    const std::string_view point = (*table)->field(row, *object);
    if ((*table)->field(row, *disposition) != "violation" || point.empty()) continue;
    const Result<Instant> at = asked_instant(std::string((*table)->field(row, *time)));
    if (!at) return std::unexpected(at.error());
    out.push_back({std::string((*table)->field(row, *system)),
                   std::string((*table)->field(row, *route)), std::string(point), *at});
  }
  return out;
}

Instant months_after(Instant at, int months) {
  text::CivilTime civil = text::to_civil(at, text::kJst);
  const int month = civil.month - 1 + months;
  civil.year += month / 12;
  civil.month = month % 12 + 1;
  civil.day = std::min(civil.day, text::days_in_month(civil.year, civil.month));
  return text::to_instant(civil, text::kJst);
}

Switches count_switches(const reg::Register& registers, std::span<const SeenPoint> seen,
                        int months) {
  const review::Suppliers suppliers(registers);
  Contracts all;
  std::map<std::string_view, Contracts> systems, routes;
  for (const SeenPoint& look : seen) {
    const review::Supplier supplier = suppliers.at(look.point, look.at);
    if (supplier.kind != SupplierClass::kCompetitor) continue;
    const bool went = switched(registers, suppliers, look, months_after(look.at, months));
    const std::pair contract(std::string_view(look.point), supplier.contract);
    for (Contracts* contracts : {&all, &systems[look.system], &routes[look.route]}) {
      bool& known = (*contracts)[contract];
      known = known || went;
    }
  }
  Switches out{months, count_of("total", all), {}, {}};
  for (const auto& [name, contracts] : systems) out.systems.push_back(count_of(name, contracts));
  for (const auto& [name, contracts] : routes) out.routes.push_back(count_of(name, contracts));
  return out;
}

std::string switches_json(const Switches& switches) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("months", switches.months);
  json.key("total").begin_object();
  write_count(json, switches.total);
  json.end_object();
  write_list(json, "systems", switches.systems);
  write_list(json, "routes", switches.routes);
  json.end_object();
  return out;
}

}  // namespace sekisho::service

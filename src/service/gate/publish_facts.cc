#include "service/gate/publish_facts.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casework/outage_plan.h"
#include "store/supply_writer.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// What entries of the record say of registers that are files.
constexpr std::string_view kOfFiles = "files";
constexpr int64_t kSecondsPerMinute = 60;

// Supply contracts that stand in no segment, as those recorded by hand, in one of their own.
Result<fs::path> write_others(const fs::path& directory, const reg::Register& registers) {
  std::vector<reg::SupplySource> files;
  for (const std::string& name : registers.files) files.push_back({name, {}});
  const fs::path part = directory / "others.part";
  const auto written =
      store::write_supply(part, {registers.supply, registers.entity_codes, files}, nullptr);
  if (!written) return std::unexpected(written.error());
  fs::path named = directory / written->sha256;
  std::error_code why;
  fs::rename(part, named, why);
  if (!why) return named;
  return fail(ErrorCode::kIo, "cannot write the supply contracts: " + why.message(),
              {named.string()});
}

}  // namespace

Result<std::vector<barrier::OutageRule>> outages_in_force(Ledger& ledger) {
  std::vector<barrier::OutageRule> out;
  auto done = ledger.read([&](store::Database& database) -> Result<void> {
    auto plans = casework::open_plans(database);
    if (!plans) return std::unexpected(plans.error());
    for (casework::OutagePlan& plan : *plans) {
      out.push_back({.system = std::move(plan.wish.system),
                     .plan = std::to_string(plan.id),
                     .actions = std::move(plan.wish.actions),
                     .routes = std::move(plan.wish.routes),
                     .seconds = plan.wish.minutes * kSecondsPerMinute});
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> publish_facts(barrier::FactPublisher& publisher, const Knowledge& knowledge,
                           std::span<const barrier::OutageRule> outages, Instant now) {
  std::vector<fs::path> supply = knowledge.supply_files();
  fs::path others;
  if (knowledge.registers().supply.rows() > 0) {
    auto written = write_others(publisher.directory(), knowledge.registers());
    if (!written) return std::unexpected(written.error());
    others = std::move(*written);
    supply.push_back(others);
  }
  auto published = publisher.publish(
      {.base = *knowledge.barrier().base,
       .rules = knowledge.barrier().rules,
       .revision = knowledge.revision().empty() ? kOfFiles : std::string_view(knowledge.revision()),
       .supply = supply,
       .outages = outages},
      now);
  std::error_code ignored;  // the copy is what counts
  if (!others.empty()) fs::remove(others, ignored);
  return published;
}

}  // namespace sekisho::service

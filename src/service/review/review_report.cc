#include "service/review/review_report.h"

#include <fmt/format.h>

#include <array>

#include "crypto/sha256.h"
#include "service/explanation_sentences.h"
#include "service/review/review_report_parts.h"
#include "text/date.h"

namespace sekisho::service {
namespace {

constexpr size_t kMaxRowsWithoutLog = 6;  // more of them say no more one by one

// One hash for a kind of input: of its files' names and hashes.
std::string hash_of(const std::vector<InputFile>& files) {
  std::string all;
  for (const InputFile& file : files) all += file.name + " " + file.sha256 + "\n";
  return crypto::sha256_hex(all);
}

Instant instant_of(const std::string& rfc3339) {
  const std::array<std::string, 1> formats{"iso"};
  const auto parser = text::InstantParser::compile(formats, text::kJst);
  return parser ? parser->parse(rfc3339).value_or(Instant{}) : Instant{};
}

report::RunFacts run_facts(const Run& run) {
  return {.run_id = run.id(),
          .made_at = instant_of(run.execution.ended),
          .program_version = "sekisho " + run.inputs.program_version,
          .policy_set_hash = run.inputs.policy_set_hash,
          .inputs = {{"logs", hash_of(run.inputs.logs)},
                     {"registers", hash_of(run.inputs.registers)},
                     {"policies", hash_of(run.inputs.policies)},
                     {"profiles", hash_of(run.inputs.profiles)}},
          .reproduce_command = "sekisho review --reproduce run.json"};
}

}  // namespace

report::Bilingual system_words(const reg::Register& registers, SystemId system) {
  const std::string name(name_alone(registers, system));
  return {name, name};
}

std::vector<WithoutLog> systems_without_log(const ReviewResult& result) {
  const reg::Register& registers = result.context->base.registers();
  std::vector<WithoutLog> out;
  WithoutLog all;
  for (const SystemId system : result.scope.without_log) {
    const report::Bilingual name = system_words(registers, system);
    out.push_back({std::string(registers.code(system)), name, name});
    all.names.ja += (all.names.ja.empty() ? "" : "、") + named(registers, system);
    all.names.en += (all.names.en.empty() ? "" : ", ") + named(registers, system);
  }
  if (out.size() <= kMaxRowsWithoutLog) return out;
  all.name = {fmt::format("ログのない{}システム", out.size()),
              fmt::format("{} systems without a log", out.size())};
  return {std::move(all)};
}

report::Certainty certainty_of(review::Certainty certainty) {
  switch (certainty) {
    case review::Certainty::kConfirmed:
      return report::Certainty::kConfirmed;
    case review::Certainty::kPresumed:
      return report::Certainty::kPresumed;
    case review::Certainty::kUnknown:
      break;
  }
  return report::Certainty::kUnknown;
}

std::string review_report(const ReviewResult& result) {
  const reg::Register& registers = result.context->base.registers();
  report::ReviewPage page;
  const reg::LegalEntity* organisation = registers.entity(registers.tdso());
  if (organisation != nullptr) page.organisation = registers.text(organisation->name);
  page.run = run_facts(result.run);
  add_figures(result, page);
  add_charts(result, page);
  add_coverage(result, page);
  add_findings(result, page);
  add_withdrawn(result, page);
  return report::render_html(page);
}

}  // namespace sekisho::service

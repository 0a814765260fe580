#include "service/asked.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "logs/event.h"
#include "register/area.h"
#include "register/supply_point.h"
#include "review/judge.h"
#include "review/supplier.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/nearest.h"

namespace sekisho::service {

using report::Bilingual;

Result<Instant> asked_instant(const std::string& text) {
  const std::array<std::string, 4> formats{"iso", "ymd/", "jp", "era"};
  const Result<text::InstantParser> parser = text::InstantParser::compile(formats, text::kJst);
  if (!parser) return std::unexpected(parser.error());
  const std::optional<Instant> instant = parser->parse(text);
  if (instant) return *instant;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is no time", text), {},
              "Write it as 2022-10-05T12:00:00 (Japan's time) or with an offset: "
              "2022-10-05T03:00:00Z.");
}

Result<void> check_asked_action(const std::string& action) {
  std::vector<std::string_view> known;
  for (size_t i = 0; i < logs::kActionCount; ++i)
    known.push_back(logs::name_of(static_cast<logs::Action>(i)));
  if (std::ranges::find(known, action) != known.end()) return {};
  std::string help = text::did_you_mean(action, known);
  if (help.empty()) help = fmt::format("Name one of {}.", fmt::join(known, ", "));
  return fail(ErrorCode::kUsage, fmt::format("`{}` is no action", action), {}, std::move(help));
}

Bilingual note_of_unknown(const Bilingual& what, const std::string& name,
                          const std::vector<std::string_view>& known) {
  Bilingual note{fmt::format("{} `{}` はどの台帳にもありません。", what.ja, name),
                 fmt::format("No register knows the {} `{}`.", what.en, name)};
  if (const auto near = text::nearest(name, known)) {
    note.ja += fmt::format("`{}` ではありませんか。", *near);
    note.en += fmt::format(" Did you mean `{}`?", *near);
  }
  return note;
}

std::vector<std::string_view> codes_of(const StringPool& pool) {
  std::vector<std::string_view> out;
  for (uint32_t i = 0; i < pool.size(); ++i) out.push_back(pool.text(i));
  return out;
}

const logs::LogProfile* profile_of(const std::vector<logs::LogProfile>& profiles,
                                   std::string_view system) {
  const auto found = std::ranges::find(profiles, system, &logs::LogProfile::system);
  return found == profiles.end() ? nullptr : &*found;
}

std::string asked_record_key(const std::string& key) {
  std::string canonical;
  const bool point = reg::canonical_supply_point(key, canonical) == reg::SupplyPointProblem::kNone;
  return point ? canonical : text::fold_width(key);
}

AskedRecord asked_record(const review::Suppliers& suppliers, const logs::LogProfile* profile,
                         const std::string& key, Instant t) {
  AskedRecord out{{}, {barrier::RecordKind::kOther, {}}};
  if (reg::canonical_supply_point(key, out.id) == reg::SupplyPointProblem::kNone) {
    out.facts = {barrier::RecordKind::kSupplyPoint, suppliers.at(out.id, t).retailer,
                 reg::supply_area_of(out.id)};
    return out;
  }
  out.id = text::fold_width(key);
  if (profile != nullptr) out.facts.kind = review::record_kind_of(profile->object_kind);
  if (out.facts.kind == barrier::RecordKind::kSupplyPoint)
    out.facts.supplier = suppliers.at(out.id, t).retailer;
  return out;
}

}  // namespace sekisho::service

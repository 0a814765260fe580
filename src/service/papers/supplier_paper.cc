#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "service/papers/paper_parts.h"
#include "service/words.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using report::PaperHeading;
using report::PaperTable;
using text::with_thousands;

// A supply point of the supplier, and what was seen of it.
struct Point {
  uint64_t looks = 0;
  std::set<std::string_view> systems;
  std::string_view first, last;
};

// `2024-04-09T09:48:29+09:00` as `2024-04-09 09:48:29`.
std::string moment(std::string_view time) {
  std::string out(time.substr(0, 19));
  if (out.size() > 10) out[10] = ' ';
  return out;
}

std::string system_list(const PaperMaker& maker, const std::set<std::string_view>& codes) {
  std::string out;
  for (const std::string_view code : codes) {
    out += out.empty() ? "" : maker.say("、", ", ");
    out += maker.system(code);
  }
  return out;
}

PaperTable table_of_points(const PaperMaker& maker,
                           const std::map<std::string_view, Point>& points) {
  const PaperTongue& say = maker.say;
  PaperTable table;
  table.caption = say("閲覧された供給地点", "Supply points that were seen");
  table.columns = {{say("供給地点特定番号", "Supply point"), 2.4},
                   {say("件数", "Accesses"), 0.9},
                   {say("最初の閲覧", "First look"), 1.3},
                   {say("最後の閲覧", "Last look"), 1.3},
                   {say("システム", "Systems"), 3}};
  for (const auto& [object, one] : points) {
    table.rows.push_back({std::string(object), one.looks, std::string(one.first.substr(0, 10)),
                          std::string(one.last.substr(0, 10)), system_list(maker, one.systems)});
  }
  table.when_empty = say("貴社のお客さまに関する閲覧は検出されていない。",
                         "No access to a customer of yours was found.");
  return table;
}

PaperTable table_of_looks(const PaperMaker& maker, const std::vector<const PaperFinding*>& looks) {
  const PaperTongue& say = maker.say;
  PaperTable table;
  table.caption = say("閲覧の一覧", "Every access");
  table.columns = {{say("日時", "Time (JST)"), 1.7}, {say("供給地点特定番号", "Supply point"), 2.2},
                   {say("システム", "System"), 2.2}, {say("操作", "Action"), 0.9},
                   {say("表示項目", "Shown"), 1.2},  {say("経路", "Route"), 2.2}};
  for (const PaperFinding* look : looks) {
    table.rows.push_back({moment(look->time), std::string(look->object), maker.system(look->system),
                          say(action_words(look->action)), std::string(look->items),
                          maker.route(look->route)});
  }
  table.when_empty = say("該当なし", "None");
  return table;
}

}  // namespace

Result<std::vector<std::string>> suppliers_to_tell(const PaperSource& source) {
  const auto findings = findings_of(source);
  if (!findings) return std::unexpected(findings.error());
  std::set<std::string> out;
  for (const PaperFinding& finding : *findings) {
    if (finding.disposition == "violation" && !finding.retailer.empty()) {
      out.emplace(finding.retailer);
    }
  }
  return std::vector<std::string>(out.begin(), out.end());
}

Result<std::filesystem::path> supplier_file(const std::filesystem::path& directory,
                                            const std::string& retailer, bool workbook) {
  // A code is whatever a register says: it must not lead out of the directory.
  const auto plain = [](unsigned char c) {
    return c >= 0x80 || std::isalnum(c) || c == '-' || c == '_';
  };
  if (retailer.empty() || retailer.size() > 100 || !std::ranges::all_of(retailer, plain)) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` cannot name a file", retailer), {},
                "Write this supplier's paper with --retailer and a name of your own.");
  }
  return directory / (retailer + (workbook ? ".xlsx" : ".pdf"));
}

Result<report::Paper> supplier_paper(const PaperSource& source, const PaperOptions& options,
                                     const std::string& retailer) {
  const auto findings = findings_of(source);
  if (!findings) return std::unexpected(findings.error());
  // INVARIANT: from here on nothing is seen but what is of this supplier.
  std::vector<const PaperFinding*> looks;
  std::map<std::string_view, Point> points;
  std::set<std::string_view> systems;
  for (const PaperFinding& finding : *findings) {
    if (finding.retailer != retailer || finding.disposition != "violation") continue;
    looks.push_back(&finding);
    systems.insert(finding.system);
    Point& point = points[finding.object];
    ++point.looks;
    point.systems.insert(finding.system);
    if (point.first.empty() || finding.time < point.first) point.first = finding.time;
    point.last = std::max(point.last, finding.time);
  }
  if (looks.empty() && source.registers().entity_codes.find(retailer) == StringPool::kAbsent) {
    return fail(ErrorCode::kNotFound, fmt::format("no supplier has the code `{}`", retailer), {},
                "entities.csv of the registers has the codes; the incident's paper lists those "
                "that were seen.");
  }
  std::ranges::sort(looks, {}, [](const PaperFinding* look) {
    return std::tie(look->time, look->object, look->system, look->action);
  });

  const PaperMaker maker(source, options);
  const PaperTongue& say = maker.say;
  report::Paper paper =
      maker.begin(say("貴社のお客さま情報に係る権限外アクセスについて",
                      "Unauthorised access to information of your customers"),
                  say("閲覧された供給地点の一覧", "List of the supply points that were seen"));
  paper.addressee = fmt::format(fmt::runtime(say("{} 御中", "To {}")), maker.retailer(retailer));
  paper.blocks.emplace_back(PaperHeading{say("概要", "Summary")});
  paper.blocks.emplace_back(report::PaperParagraph{fmt::format(
      fmt::runtime(
          say("調査したログの範囲で、閲覧の時点において貴社が供給していた供給地点{0}件について、"
              "権限外アクセス(閲覧あり)を{1}件検出した。本書には、貴社のお客さまに係る事項のみを"
              "記載している。",
              "In the logs that were examined, {1} unauthorised accesses were found to {0} "
              "supply points that you supplied at that moment. This paper tells of your "
              "customers alone.")),
      with_thousands(points.size()), with_thousands(looks.size()))});
  if (!systems.empty()) {
    paper.blocks.emplace_back(PaperHeading{say("対象の期間", "Windows")});
    paper.blocks.emplace_back(
        maker.window_chart(std::vector<std::string>(systems.begin(), systems.end())));
  }
  paper.blocks.emplace_back(PaperHeading{say("供給地点の一覧", "Supply points")});
  paper.blocks.emplace_back(table_of_points(maker, points));
  paper.blocks.emplace_back(PaperHeading{say("閲覧の一覧", "Accesses")});
  paper.blocks.emplace_back(table_of_looks(maker, looks));
  maker.add_blind_spots(paper);
  return paper;
}

}  // namespace sekisho::service

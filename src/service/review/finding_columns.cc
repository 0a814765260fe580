#include "service/review/finding_columns.h"

#include <algorithm>
#include <array>
#include <string>

namespace sekisho::service {
namespace {

struct Heading {
  std::string_view column, ja, en;
  double width;
};
constexpr std::array<Heading, 18> kHeadings{{
    {"file", "ファイル", "File", 26},
    {"line", "行", "Line", 8},
    {"time", "日時", "Time", 20},
    {"system", "システム", "System", 10},
    {"account", "ID", "Account", 12},
    {"holder", "ID名義人", "Holder", 12},
    {"terminal", "端末", "Terminal", 16},
    {"viewer", "閲覧者", "Viewer", 12},
    {"certainty", "確度", "Certainty", 10},
    {"route", "閲覧に至った経路", "Route", 24},
    {"reason", "判定理由", "Reason", 28},
    {"basis", "付与根拠", "Basis (approval number)", 18},
    {"disposition", "判定区分", "Disposition", 22},
    {"action", "操作", "Action", 10},
    {"items", "表示項目", "Data items", 16},
    {"object", "対象", "Record", 26},
    {"retailer", "閲覧時点の小売電気事業者", "Supplier at that time", 26},
    {"other_reading", "別の解釈での結果", "By another reading", 28},
}};

}  // namespace

report::XlsxColumn heading_of(std::string_view column, bool japanese) {
  const auto* const found = std::ranges::find(kHeadings, column, &Heading::column);
  if (found == kHeadings.end()) return {std::string(column)};
  return {std::string(japanese ? found->ja : found->en), found->width};
}

}  // namespace sekisho::service

#include "mask/masker.h"

namespace sekisho::mask {
namespace {

std::variant<JsonMasker, CsvMasker, HtmlMasker, TextMasker> masker_for(
    const Plan& plan, const DocumentFormat& format) {
  switch (format.type) {
    case DocumentType::kJson:
      break;
    case DocumentType::kJsonLines:
      return JsonMasker(plan, {.lines = true});
    case DocumentType::kCsv:
      return CsvMasker(plan, format.csv);
    case DocumentType::kHtml:
      return HtmlMasker(plan);
    case DocumentType::kText:
      return TextMasker(plan);
  }
  return JsonMasker(plan);
}

}  // namespace

Masker::Masker(const Plan& plan, const DocumentFormat& format)
    : masker_(masker_for(plan, format)) {}

Result<void> Masker::push(std::string_view bytes, std::string& out) {
  return std::visit([&](auto& masker) { return masker.push(bytes, out); }, masker_);
}

Result<void> Masker::finish(std::string& out) {
  return std::visit([&](auto& masker) { return masker.finish(out); }, masker_);
}

}  // namespace sekisho::mask

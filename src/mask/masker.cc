#include "mask/masker.h"

#include <utility>

namespace sekisho::mask {
namespace {

std::variant<JsonMasker, CsvMasker, HtmlMasker, TextMasker> masker_for(
    const Plan& plan, const DocumentFormat& format, std::shared_ptr<JsonMemory> memory) {
  switch (format.type) {
    case DocumentType::kJson:
      break;
    case DocumentType::kJsonLines:
      return JsonMasker(plan, {.lines = true}, std::move(memory));
    case DocumentType::kCsv:
      return CsvMasker(plan, format.csv);
    case DocumentType::kHtml:
      return HtmlMasker(plan);
    case DocumentType::kText:
      return TextMasker(plan);
  }
  return JsonMasker(plan, {}, std::move(memory));
}

}  // namespace

Masker::Masker(const Plan& plan, const DocumentFormat& format, std::shared_ptr<JsonMemory> memory)
    : masker_(masker_for(plan, format, std::move(memory))) {}

Result<void> Masker::push(std::string_view bytes, std::string& out) {
  return std::visit([&](auto& masker) { return masker.push(bytes, out); }, masker_);
}

Result<void> Masker::finish(std::string& out) {
  return std::visit([&](auto& masker) { return masker.finish(out); }, masker_);
}

Masker Maskers::make(const DocumentFormat& format) {
  if (memory_ == nullptr || memory_->levels.full()) memory_ = std::make_shared<JsonMemory>(plan_);
  return Masker(plan_, format, memory_);
}

}  // namespace sekisho::mask

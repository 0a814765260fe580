#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/error.h"
#include "mask/csv_masker.h"
#include "mask/html_masker.h"
#include "mask/json_masker.h"
#include "mask/plan.h"
#include "mask/text_masker.h"

namespace sekisho::mask {

enum class DocumentType : uint8_t { kJson, kJsonLines, kCsv, kHtml, kText };

struct DocumentFormat {
  DocumentType type = DocumentType::kJson;
  CsvMasker::Options csv = {};  // of kCsv
};

// The masker of any document: what a filter holds while a response streams by.
//
//   Masker masker(plan, {.type = DocumentType::kHtml});
//   masker.push(bytes, out);   // as often as bytes come; give out `out`, clear it
//   masker.finish(out);        // the document is complete only if this one succeeds
//
// After an error nothing more may be sent and the response has to end as broken. Memory is bounded
// (limits.h), whatever the document. Not thread-safe.
class Masker {
 public:
  Masker(const Plan& plan, const DocumentFormat& format) : Masker(plan, format, nullptr) {}

  Result<void> push(std::string_view bytes, std::string& out);
  Result<void> finish(std::string& out);

 private:
  friend class Maskers;
  Masker(const Plan& plan, const DocumentFormat& format, std::shared_ptr<JsonMemory> memory);

  std::variant<JsonMasker, CsvMasker, HtmlMasker, TextMasker> masker_;
};

// The maskers of one plan, for one thread. They remember together how its documents are written, so
// that a short one is masked like the end of a long one.
class Maskers {
 public:
  explicit Maskers(Plan plan) : plan_(std::move(plan)) {}

  const Plan& plan() const { return plan_; }
  Masker make(const DocumentFormat& format);

 private:
  Plan plan_;
  std::shared_ptr<JsonMemory> memory_;
};

}  // namespace sekisho::mask

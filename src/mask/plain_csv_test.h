#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mask/csv_masker.h"
#include "mask/plan_parts.h"
#include "text/csv.h"
#include "text/encoding.h"
#include "text/fold.h"

// The slow plain masker that CsvMasker is held to: decodes the whole text, reads its records,
// masks field by field, writes.
namespace sekisho::mask {

using Records = std::vector<std::vector<std::string>>;

// Nothing where a record is broken.
inline std::optional<Records> records_of(std::string_view utf8, char delimiter) {
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  text::CsvReader reader(utf8, {.delimiter = delimiter, .multiline = true});
  text::CsvRecord record;
  Records out;
  while (reader.next(record)) {
    if (record.error) return std::nullopt;
    if (record.fields.empty()) continue;
    out.emplace_back(record.fields.begin(), record.fields.end());
  }
  return out;
}

inline Records masked_records(const Records& records, const Places& places,
                              const policy::Obligations& obligations, const Plan& plan) {
  const auto treatment_of = [&](const std::string& column) {
    Treatment out{obligations.others(), false, false};
    const auto add = [&](const FieldPlaces& of, const policy::Mask& mask) {
      for (const std::string& heading : of.headings) {
        if (text::match_key(heading) != text::match_key(column)) continue;
        out = out.named ? Treatment{stronger(out.mask, mask), true, out.text || of.text}
                        : Treatment{mask, true, of.text};
      }
    };
    for (const auto& [field, of] : places.fields) add(of, obligations.mask_of(field));
    add(places.labels, {});
    return out;
  };
  Records out;
  for (const auto& record : records) {
    std::vector<std::string> fields;
    for (size_t i = 0; i < record.size(); ++i) {
      const Treatment treatment = treatment_of(records[0][i]);
      if (treatment.mask.method == policy::MaskMethod::kRemove) continue;
      fields.push_back(&record == &records[0] ? record[i] : plan.treated(record[i], treatment));
    }
    out.push_back(std::move(fields));
  }
  return out;
}

}  // namespace sekisho::mask

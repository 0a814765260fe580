#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "mask/masker.h"
#include "report/page_figures.h"

namespace sekisho::service {

// A document to be masked as an outcome would demand it, as somebody types it.
struct MaskRequest {
  std::string profile;                  // `minimum`, of obligations.toml
  std::vector<std::string> masks = {};  // `phone=last4`, on top of it
  std::string policies = {};            // a directory; empty: the shipped ones
  std::string places = {};              // a file; empty: masks/common.toml of the policies
  std::string type = {};                // `json`, `csv`…; empty: by the file's name
  std::string encoding = {};            // of CSV; empty: as its first bytes look
  std::string key = {};                 // a file of 32 bytes; empty: a new one, for this run only
  std::string entity = {};              // whose pseudonyms these are
};

// What a request comes to: the plan, and in words what it does.
struct MaskOrder {
  mask::Plan plan;
  std::vector<report::Bilingual> lines;
};

// Errors: an unknown profile or mask, places that do not say what they should, a key that is none.
Result<MaskOrder> mask_order(const MaskRequest& request);

// `json`, `jsonl`, `csv`, `tsv`, `html` or `text` by what was typed, else by the name of the file.
// kUsage where neither tells.
Result<mask::DocumentFormat> mask_format(const MaskRequest& request, std::string_view file_name);

// Some bytes, as soon as there are any; 0 at the end.
using ReadSome = std::function<Result<size_t>(std::span<char> into)>;
using WriteSome = std::function<Result<void>(std::string_view bytes)>;

// Masks what is read and writes it while it is read. After an error the rest must not be used.
Result<void> mask_document(const MaskRequest& request, const MaskOrder& order,
                           mask::DocumentFormat format, const ReadSome& read,
                           const WriteSome& write);

}  // namespace sekisho::service

#include "service/masking/mask_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/file.h"
#include "crypto/key_file.h"
#include "crypto/pseudonym_token.h"
#include "mask/limits.h"
#include "policy/limits.h"
#include "service/installation.h"
#include "service/obligation_words.h"
#include "text/base32.h"
#include "text/encoding.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using mask::DocumentFormat;
using mask::DocumentType;

Result<crypto::SecretKey> key_of(const std::string& path) {
  if (path.empty()) return crypto::SecretKey::generate();
  return crypto::read_key_file(path);
}

mask::Pseudonym pseudonym_of(crypto::SecretKey key, std::string entity) {
  const auto shared = std::make_shared<const crypto::SecretKey>(std::move(key));
  return [shared, entity = std::move(entity)](std::string_view value) {
    return text::base32_encode(crypto::pseudonym_token(*shared, entity, value));
  };
}

Result<policy::Obligations> obligations_of(const MaskRequest& request,
                                           const policy::Vocabulary& vocabulary) {
  std::string annotation;
  if (!request.profile.empty()) annotation = "mask:" + request.profile;
  for (const std::string& mask : request.masks) {
    annotation += (annotation.empty() ? "mask:" : ", mask:") + mask;
  }
  if (annotation.empty()) {
    return fail(ErrorCode::kUsage, "nothing says what to mask", {},
                "Give --profile NAME, or --mask FIELD=MASK.");
  }
  return policy::parse_obligations(annotation, vocabulary);
}

struct TypeName {
  std::string_view name;
  DocumentFormat format;
};

const std::array<TypeName, 10>& type_names() {
  static const std::array<TypeName, 10> names{
      {{"json", {.type = DocumentType::kJson}},
       {"jsonl", {.type = DocumentType::kJsonLines}},
       {"ndjson", {.type = DocumentType::kJsonLines}},
       {"csv", {.type = DocumentType::kCsv}},
       {"tsv", {.type = DocumentType::kCsv, .csv = {.delimiter = '\t'}}},
       {"html", {.type = DocumentType::kHtml}},
       {"htm", {.type = DocumentType::kHtml}},
       {"text", {.type = DocumentType::kText}},
       {"txt", {.type = DocumentType::kText}},
       {"log", {.type = DocumentType::kText}}}};
  return names;
}

}  // namespace

Result<MaskOrder> mask_order(const MaskRequest& request) {
  fs::path policies = request.policies;
  if (policies.empty()) {
    auto found = shipped("policies");
    if (!found) return std::unexpected(found.error());
    policies = std::move(*found);
  }
  const fs::path vocabulary_file = policies / "obligations.toml";
  const auto words = read_file(vocabulary_file, policy::kMaxFileBytes);
  if (!words) return std::unexpected(words.error());
  const auto vocabulary = policy::Vocabulary::parse(*words, vocabulary_file.string());
  if (!vocabulary) return std::unexpected(vocabulary.error());
  const auto obligations = obligations_of(request, *vocabulary);
  if (!obligations) return std::unexpected(obligations.error());

  const fs::path places_file =
      request.places.empty() ? policies / "masks" / "common.toml" : fs::path(request.places);
  const auto toml = read_file(places_file, mask::kMaxPlacesFileBytes);
  if (!toml) return std::unexpected(toml.error());
  const auto places = mask::Places::parse(*toml, places_file.string(), *vocabulary);
  if (!places) return std::unexpected(places.error());

  auto key = key_of(request.key);
  if (!key) return std::unexpected(key.error());
  auto plan =
      mask::Plan::compile(*places, *obligations, pseudonym_of(std::move(*key), request.entity));
  if (!plan) {
    Error error = plan.error();
    error.place.file = places_file.string();
    return std::unexpected(std::move(error));
  }
  return MaskOrder{std::move(*plan), obligation_lines(*obligations, *vocabulary)};
}

Result<DocumentFormat> mask_format(const MaskRequest& request, std::string_view file_name) {
  std::string name = request.type;
  if (name.empty()) {
    name = fs::path(file_name).extension().string();
    if (!name.empty()) name.erase(0, 1);
  }
  const auto* const found = std::ranges::find(type_names(), name, &TypeName::name);
  if (found == type_names().end()) {
    return fail(ErrorCode::kUsage,
                name.empty() ? "nothing says what kind of document this is"
                             : fmt::format("`{}` is no kind of document that can be masked", name),
                {}, "Give --type json, jsonl, csv, tsv, html or text.");
  }
  return found->format;
}

Result<void> mask_document(const MaskRequest& request, const MaskOrder& order,
                           DocumentFormat format, const ReadSome& read, const WriteSome& write) {
  std::vector<char> buffer(mask::kSliceBytes);
  std::optional<mask::Masker> masker;
  std::string out;
  while (true) {
    const auto size = read(buffer);
    if (!size) return std::unexpected(size.error());
    const std::string_view bytes(buffer.data(), *size);
    if (!masker) {
      const bool cp932 = request.encoding.empty()
                             ? text::sniff(bytes).encoding == text::Encoding::kCp932
                             : request.encoding == "cp932";
      if (cp932) format.csv.encoding = mask::CsvMasker::Encoding::kCp932;
      masker.emplace(order.plan, format);
    }
    const auto masked = *size == 0 ? masker->finish(out) : masker->push(bytes, out);
    if (!masked) return masked;
    if (auto written = write(out); !written) return written;
    out.clear();
    if (*size == 0) return {};
  }
}

}  // namespace sekisho::service

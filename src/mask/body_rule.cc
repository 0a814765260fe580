#include "mask/body_rule.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::mask {
namespace {

using text::Encoding;

struct ContentType {
  std::string type;  // lower case
  std::optional<Encoding> charset;
  bool understood = true;  // all parameters are
};

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string lower(std::string_view text) {
  return text::Fold{.case_ = true}.apply(text);
}

ContentType content_type_of(std::string_view header) {
  ContentType out;
  size_t end = std::min(header.find(';'), header.size());
  out.type = lower(trimmed(header.substr(0, end)));
  while (end < header.size()) {
    header.remove_prefix(end + 1);
    end = std::min(header.find(';'), header.size());
    const std::string_view parameter = trimmed(header.substr(0, end));
    if (parameter.empty()) continue;
    const size_t sign = std::min(parameter.find('='), parameter.size() - 1);
    const std::string name = lower(trimmed(parameter.substr(0, sign)));
    std::string_view value = trimmed(parameter.substr(sign + 1));
    if (value.size() > 1 && value.starts_with('"') && value.ends_with('"')) {
      value = value.substr(1, value.size() - 2);
    }
    if (name == "charset" && !out.charset) {
      out.charset = text::encoding_named(value);
      out.understood = out.understood && out.charset.has_value();
    } else {
      out.understood = out.understood && name == "header";  // text/csv; header=present
    }
  }
  return out;
}

bool is_among(std::string_view type, auto... names) {
  return ((type == names) || ...);
}

// Documents for programs of their own: what is in them cannot be masked.
bool is_download(std::string_view type) {
  return type.starts_with("application/vnd.") ||
         is_among(type, "application/pdf", "application/msword", "application/zip",
                  "application/x-zip-compressed", "application/gzip", "application/rtf",
                  "application/octet-stream", "application/x-msexcel");
}

BodyRule refuse(std::string_view ja, std::string_view en) {
  return {.fate = BodyFate::kRefuse, .format = {}, .ja = ja, .en = en};
}

BodyRule masked(DocumentType type, const ContentType& content) {
  const Encoding charset = content.charset.value_or(Encoding::kUtf8);
  BodyRule out{.fate = BodyFate::kMask, .format = {.type = type}, .ja = {}, .en = {}};
  if (type == DocumentType::kCsv && charset == Encoding::kCp932) {
    out.format.csv.encoding = CsvMasker::Encoding::kCp932;
  } else if (charset != Encoding::kUtf8 || !content.understood) {
    return refuse("文字コードまたは形式の指定をマスキングできません。",
                  "Its charset or another parameter of its type cannot be masked.");
  }
  return out;
}

BodyRule by_type(const ContentType& content) {
  const std::string& type = content.type;
  if (type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"))) {
    return masked(DocumentType::kJson, content);
  }
  if (is_among(type, "application/jsonl", "application/x-ndjson")) {
    return masked(DocumentType::kJsonLines, content);
  }
  if (type == "text/html") return masked(DocumentType::kHtml, content);
  if (type == "text/plain") return masked(DocumentType::kText, content);
  if (is_among(type, "text/csv", "application/csv")) return masked(DocumentType::kCsv, content);
  if (type == "text/tab-separated-values") {
    BodyRule out = masked(DocumentType::kCsv, content);
    out.format.csv.delimiter = '\t';
    return out;
  }
  if (is_download(type)) {
    return refuse(
        "この形式のファイルはマスキングできないため、お渡しできません。CSV "
        "形式で出力してください。",
        "Files of this kind cannot be masked, so you cannot have them. Ask for CSV.");
  }
  if (type.starts_with("multipart/") || type == "text/event-stream") {
    return refuse("分割または連続した応答はマスキングできません。",
                  "An answer in parts, or one without an end, cannot be masked.");
  }
  return refuse("この種類の応答はマスキングできません。", "Answers of this type cannot be masked.");
}

}  // namespace

BodyRule body_rule(const ResponseHead& head) {
  const BodyRule pass{.fate = BodyFate::kPass, .format = {}, .ja = {}, .en = {}};
  if (head.status < 200) {
    return refuse("この通信はマスキングできません。", "This kind of connection cannot be masked.");
  }
  if (!head.has_body || head.status == 204 || head.status == 304 || head.is_static) return pass;
  if (head.status == 206 || !head.content_range.empty()) {
    return refuse("応答の一部だけではマスキングできません。",
                  "A part of an answer cannot be masked.");
  }
  const std::string encoding = lower(trimmed(head.content_encoding));
  if (!encoding.empty() && encoding != "identity") {
    return refuse("圧縮された応答はマスキングできません。",
                  "A compressed answer cannot be masked.");
  }
  return by_type(content_type_of(head.content_type));
}

std::string form_in_words(std::string_view content_type) {
  const ContentType content = content_type_of(content_type);
  if (by_type(content).fate != BodyFate::kMask) return {};
  // The names of other documents in JSON are anybody's to choose.
  const bool json = content.type.ends_with("+json") && content.type != "application/problem+json";
  std::string out = json ? "application/json" : content.type;
  if (content.charset)
    out += *content.charset == Encoding::kCp932 ? "; charset=Shift_JIS" : "; charset=utf-8";
  return out;
}

}  // namespace sekisho::mask

#include "identity/breached_passwords.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "crypto/sha1.h"
#include "crypto/sha256.h"
#include "identity/breached_text.h"
#include "identity/list_file.h"
#include "text/number.h"

namespace sekisho::identity {
namespace {

constexpr std::string_view kMagic = "sekisho-breached ";
constexpr std::string_view kVersion = "1 ";
constexpr size_t kMaxHeaderBytes = 64;
constexpr size_t kMinPrefixBytes = 6;

// How the hashes of a packed list stand in it.
struct Packed {
  bool is_sha1 = false;
  uint64_t data = 0;  // offset
  size_t prefix_bytes = 0;
  uint64_t count = 0;
};

std::unexpected<Error> no_list(const ListFile& file, std::string what) {
  return fail(ErrorCode::kBadInput, "this is no list of breached passwords: " + std::move(what),
              {file.path().string()}, "docs/formats/identity.md describes the file.");
}

// What the header's line says, and that what follows it is whole prefixes.
Result<Packed> read_header(const ListFile& file, const std::string& begin) {
  const size_t end = begin.find('\n');
  if (!begin.starts_with(std::string(kMagic) + std::string(kVersion)) || end == std::string::npos) {
    return no_list(file, "its first line is another");
  }
  const size_t at = kMagic.size() + kVersion.size();
  const std::string words = begin.substr(at, end - at);
  const size_t space = words.find(' ');
  const std::string hash = words.substr(0, space);
  const auto prefix = text::parse_u64(space == std::string::npos ? "" : words.substr(space + 1));
  Packed out{.is_sha1 = hash == "sha1", .data = end + 1};
  const size_t most = out.is_sha1 ? 20 : 32;
  if ((!out.is_sha1 && hash != "sha256") || !prefix || *prefix < kMinPrefixBytes ||
      *prefix > most) {
    return no_list(file, fmt::format("`{}` is no hash and length of its prefix", words));
  }
  out.prefix_bytes = *prefix;
  const uint64_t rest = file.size() - out.data;
  if (rest % out.prefix_bytes != 0) return no_list(file, "its end was cut off");
  out.count = rest / out.prefix_bytes;
  return out;
}

std::string prefix_of(std::string_view password, const Packed& packed) {
  std::string whole;
  if (packed.is_sha1) {
    const crypto::Sha1Digest digest = crypto::sha1(password);
    whole.assign(reinterpret_cast<const char*>(digest.data()), digest.size());
  } else {
    whole = crypto::view(crypto::sha256(password));
  }
  return whole.substr(0, packed.prefix_bytes);
}

Result<bool> packed_has(const ListFile& file, const Packed& packed, std::string_view password) {
  const std::string wanted = prefix_of(password, packed);
  uint64_t from = 0;
  uint64_t until = packed.count;
  while (from < until) {
    const uint64_t middle = from + (until - from) / 2;
    const auto there = file.read(packed.data + middle * packed.prefix_bytes, packed.prefix_bytes);
    if (!there) return std::unexpected(there.error());
    if (*there == wanted) return true;
    // Bytes compare as unsigned in char_traits<char>.
    if (*there < wanted) {
      from = middle + 1;
    } else {
      until = middle;
    }
  }
  return false;
}

}  // namespace

struct BreachedPasswords::List {
  ListFile file;
  std::optional<Packed> packed;  // or it is a text
};

BreachedPasswords::BreachedPasswords() = default;

Result<BreachedPasswords> BreachedPasswords::open(const std::filesystem::path& path) {
  Result<ListFile> file = ListFile::open(path);
  if (!file) return std::unexpected(file.error());
  const Result<std::string> begin = file->read(0, kMaxHeaderBytes);
  if (!begin) return std::unexpected(begin.error());
  if (begin->empty()) return no_list(*file, "it is empty");
  std::optional<Packed> packed;
  if (begin->starts_with(kMagic)) {
    Result<Packed> header = read_header(*file, *begin);
    if (!header) return std::unexpected(header.error());
    packed = *header;
  } else if (auto checked = check_breached_text(*file); !checked) {
    return std::unexpected(checked.error());
  }
  BreachedPasswords out;
  out.list_ = std::make_shared<const List>(std::move(*file), packed);
  return out;
}

Result<bool> BreachedPasswords::contains(std::string_view password) const {
  if (is_common_password(password)) return true;
  if (list_ == nullptr) return false;
  return list_->packed ? packed_has(list_->file, *list_->packed, password)
                       : breached_text_has(list_->file, crypto::sha1(password));
}

}  // namespace sekisho::identity

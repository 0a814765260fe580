#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "crypto/sha1.h"
#include "identity/breached_passwords.h"

// Lists of others. A short text is looked at as a whole before it is searched: the search finds
// what stands in it as a line, and nothing else. A packed list may be out of order; the search
// ends.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho;
  static const int file = ::memfd_create("list", 0);
  static const std::string path = fmt::format("/proc/self/fd/{}", file);
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) {
    __builtin_trap();
  }
  const auto list = identity::BreachedPasswords::open(path);
  if (!list) return 0;
  std::string text(reinterpret_cast<const char*>(data), size);
  const bool packed = text.starts_with("sekisho-breached ");
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  for (const char* password : {"kani no hasami", "fune 1", "ame no hi"}) {
    const auto has = list->contains(password);
    if (packed) continue;
    std::string digits;
    for (const unsigned char byte : crypto::sha1(password)) digits += fmt::format("{:02X}", byte);
    if (!has || *has != text.contains(digits)) __builtin_trap();
  }
  return 0;
}

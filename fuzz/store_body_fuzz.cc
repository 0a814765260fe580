// The body of a change: whatever is read is written again to the same bytes, in pieces of any size.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/change_body.h"

using sekisho::Result;
using sekisho::store::BodyReader;
using sekisho::store::ChangeBody;

namespace {

Result<ChangeBody> read(std::string_view bytes, size_t piece, std::string& contents) {
  BodyReader reader([&](size_t, std::string_view some) -> Result<void> {
    contents += some;
    return {};
  });
  for (size_t at = 0; at < bytes.size(); at += piece) {
    if (auto added = reader.add(bytes.substr(at, piece)); !added) {
      return std::unexpected(added.error());
    }
  }
  return reader.finish();
}

std::string written(const ChangeBody& body) {
  std::string out;
  const auto done = sekisho::store::write_body(body, [&](std::string_view some) -> Result<void> {
    out += some;
    return {};
  });
  if (!done) __builtin_trap();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  std::string contents;
  const Result<ChangeBody> body = read(bytes, bytes.size() + 1, contents);
  std::string in_pieces;
  const Result<ChangeBody> again = read(bytes, size_t{data[0]} + 1, in_pieces);
  if (body.has_value() != again.has_value()) __builtin_trap();
  if (!body) return 0;
  const std::string text = written(*body);
  if (contents != in_pieces || written(*again) != text) __builtin_trap();
  std::string ignored;
  const Result<ChangeBody> reread = read(text + contents, 64, ignored);
  if (!reread || written(*reread) != text || ignored != contents) __builtin_trap();
  return 0;
}

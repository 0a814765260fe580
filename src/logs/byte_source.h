#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/error.h"
#include "logs/reader.h"

namespace sekisho::logs {

// The bytes of one file, decompressed (gzip and zstd, told by their first bytes, several members or
// frames one behind the other too) and hashed as they stand on disk. The path `-` is standard
// input. Not thread-safe.
class ByteSource {
 public:
  static Result<ByteSource> open(const std::filesystem::path& path);
  ByteSource(ByteSource&&) noexcept;
  ByteSource& operator=(ByteSource&&) noexcept;
  ~ByteSource();

  // Fills `out` from its beginning; fewer bytes than it takes mean that the source has ended. Only
  // the operating system makes an error; damaged compressed data ends the source.
  Result<size_t> read(std::span<char> out);

  uint64_t bytes_read() const;  // on disk
  std::string sha256();         // after the end; call it once
  const std::optional<FileProblem>& problem() const;

 private:
  struct State;
  explicit ByteSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::logs

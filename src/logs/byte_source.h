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

// The bytes of one log file, wherever they are kept. Not thread-safe.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // A file's, decompressed (gzip and zstd, told by their first bytes, several members or frames one
  // behind the other too) and hashed as they stand on disk. The path `-` is standard input.
  static Result<std::unique_ptr<ByteSource>> open(const std::filesystem::path& path);

  // Bytes at hand, as they stand: nothing is decompressed.
  static std::unique_ptr<ByteSource> of(std::string bytes);

  // Fills `out` from its beginning; fewer bytes than it takes mean that the source has ended. Of a
  // file only the operating system makes an error; damaged compressed data ends the source.
  virtual Result<size_t> read(std::span<char> out) = 0;

  virtual uint64_t bytes_read() const = 0;  // of the file as it was received, so far
  virtual std::string sha256() = 0;         // of the same, hex; after the end; call it once
  virtual const std::optional<FileProblem>& problem() const = 0;
};

}  // namespace sekisho::logs

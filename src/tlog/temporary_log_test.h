#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "tlog/entry_bundle.h"
#include "tlog/log_directory.h"
#include "tlog/note.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {

// What the log's checkpoint leads to.
inline std::vector<std::string> entries_of(Directory& log) {
  const auto note = parse_note(read_whole(log, kCheckpointFile, kMaxNoteBytes).value());
  const uint64_t size = parse_checkpoint(note->text).value().size;
  TileReader tiles(log, size);
  std::vector<std::string> out;
  for (uint64_t index = 0; index * kTileWidth < size; ++index) {
    const std::string bundle = tiles.bundle(index).value();
    const size_t count = std::min<uint64_t>(kTileWidth, size - index * kTileWidth);
    for (const std::string_view entry : read_bundle(bundle, count).value()) out.emplace_back(entry);
  }
  return out;
}

// A place for a log in memory, where a sync costs nothing.
class SimulatedLog {
 public:
  explicit SimulatedLog(uint64_t seed = 1) : disk_(seed) {
    const auto root = disk_.root();
    EXPECT_TRUE(root->make_directory("log") && root->make_directory("guard") && root->sync());
  }
  SimulatedDisk& disk() { return disk_; }
  LogPlace place() {
    return {disk_.root()->directory("log").value(), disk_.root()->directory("guard").value(),
            "guard"};
  }
  SignerKey signer() const { return SignerKey::parse(secret_).value(); }
  std::vector<SignerKey> signers() const {
    std::vector<SignerKey> out;
    out.push_back(signer());
    return out;
  }
  std::vector<std::string> published_entries() { return entries_of(*place().log); }

 private:
  std::string secret_ =
      SignerKey::generate("test.example/log", KeyType::kEd25519).value().to_secret_string();
  SimulatedDisk disk_;
};

// A place for a log on the real disk, with a key, for tests. Removed in the end.
class TemporaryLog {
 public:
  explicit TemporaryLog(const std::string& origin = "test.example/log")
      : secret_(SignerKey::generate(origin, KeyType::kEd25519).value().to_secret_string()) {
    std::filesystem::create_directory(path());
    std::filesystem::create_directory(guard_path());
  }

  std::filesystem::path path() const { return base_.path() / "log"; }
  std::filesystem::path guard_path() const { return base_.path() / "guard"; }
  LogPlace place() const {
    return {open_directory(path()).value(), open_directory(guard_path()).value(), "guard"};
  }
  SignerKey signer() const { return SignerKey::parse(secret_).value(); }
  std::vector<SignerKey> signers() const {
    std::vector<SignerKey> out;
    out.push_back(signer());
    return out;
  }

  std::string read(const std::string& name) const {
    return read_file(path() / name, 1 << 25).value();
  }
  static Checkpoint read_checkpoint(const std::filesystem::path& log) {
    return parse_checkpoint(parse_note(read_file(log / "checkpoint", 1 << 20).value())->text)
        .value();
  }
  std::vector<std::string> published_entries() const {
    return entries_of(*open_directory(path()).value());
  }

 private:
  std::string secret_;
  TemporaryDirectory base_;
};

}  // namespace sekisho::tlog

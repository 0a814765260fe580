#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "base/instant.h"
#include "register/load.h"
#include "text/civil.h"
#include "text/encoding.h"
#include "text/zone.h"

namespace sekisho::reg {

namespace fs = std::filesystem;

// A directory of its own with `register/` and `profiles/`, removed at the end.
class Case {
 public:
  Case() {
    static int number = 0;
    root_ = fs::temp_directory_path() /
            ("sekisho_register_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    fs::create_directories(root_ / "register");
    fs::create_directories(root_ / "profiles");
  }
  ~Case() { fs::remove_all(root_); }

  Case& file(const std::string& name, const std::string& bytes) {
    return write("register/" + name, bytes);
  }
  // The same in CP932.
  Case& file_932(const std::string& name, const std::string& utf8) {
    return file(name, *text::to_cp932(utf8));
  }
  Case& profile(const std::string& name, const std::string& toml) {
    return write("profiles/" + name, toml);
  }
  Result<Loaded> load() const {
    auto loaded = load_registers(root_ / "register", root_ / "profiles");
    if (loaded) expect_sums(*loaded);
    return loaded;
  }
  // With the profiles that come with the program.
  Loaded load_shipped() const {
    auto loaded = load_registers(root_ / "register", fs::path(SEKISHO_ROOT) / "sources/registers");
    EXPECT_TRUE(loaded) << to_string(loaded.error());
    EXPECT_TRUE(loaded->report.rejected.empty())
        << to_string(loaded->report.rejected.front().error);
    expect_sums(*loaded);
    return std::move(*loaded);
  }
  fs::path registers() const { return root_ / "register"; }

  static void expect_sums(const Loaded& loaded) {
    for (const LoadReport::File& file : loaded.report.files) {
      EXPECT_EQ(file.lines, file.header_lines + file.row_lines + file.rejected_lines) << file.name;
    }
  }

 private:
  Case& write(const std::string& name, const std::string& bytes) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
    return *this;
  }
  fs::path root_;
};

inline Instant jst(int year, int month, int day) {
  return text::to_instant({.year = year, .month = month, .day = day}, text::kJst);
}

}  // namespace sekisho::reg

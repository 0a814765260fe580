#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

// Runs the program's commands within a test.
namespace sekisho::cli {

struct Ended {
  int code = -1;
  std::string out, err;
};

inline std::string drained(std::FILE* file) {
  std::string text;
  EXPECT_EQ(std::fseek(file, 0, SEEK_SET), 0);
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

// `sekisho ARGUMENTS…`, with that text on standard input.
inline Ended run_sekisho(std::vector<std::string> arguments, std::string_view input = {}) {
  std::vector<const char*> argv{"sekisho"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  std::FILE* in = std::tmpfile();
  std::FILE* out = std::tmpfile();
  std::FILE* err = std::tmpfile();
  std::fwrite(input.data(), 1, input.size(), in);
  std::rewind(in);
  Ended ended;
  {
    Console console(out, err, in);
    ended.code = run_program(static_cast<int>(argv.size()), argv.data(), console);
  }
  std::fclose(in);
  ended.out = drained(out);
  ended.err = drained(err);
  return ended;
}

}  // namespace sekisho::cli

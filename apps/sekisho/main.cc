#include <cstdio>

#include "cli/command.h"

int main(int argc, char** argv) {
  sekisho::cli::Console console(stdout, stderr);
  return sekisho::cli::run_program(argc, argv, console);
}

#include "cli/command.h"
#include "cli/command_list.h"

namespace sekisho::cli {

const std::vector<CommandEntry>& commands() {
  static const std::vector<CommandEntry> entries{
      {{"review"}, "re-judge access logs: who saw whose contracts", make_review_command},
  };
  return entries;
}

}  // namespace sekisho::cli

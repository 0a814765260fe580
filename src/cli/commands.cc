#include "cli/command.h"
#include "cli/command_list.h"

namespace sekisho::cli {

const std::vector<CommandEntry>& commands() {
  static const std::vector<CommandEntry> entries{
      {{"demo"}, "write a made-up utility to try things on", make_demo_command},
      {{"review"}, "re-judge access logs: who saw whose contracts", make_review_command},
      {{"decide"}, "answer one request as of any instant, and say why", make_decide_command},
      {{"who-may-see"}, "everybody who could have seen a record", make_who_may_see_command},
      {{"may-see"}, "everything that a person could have seen", make_may_see_command},
      {{"policy", "check"},
       "find what is wrong with policies before anybody asks them",
       make_policy_check_command},
      {{"policy", "diff"},
       "what differs between policies, and which accesses they decide otherwise",
       make_policy_diff_command},
      {{"policy", "convert"},
       "policies and schemas from text to JSON and back",
       make_policy_convert_command},
      {{"policy", "explain"},
       "answer one request, and say which condition decided by which values",
       make_policy_explain_command},
      {{"policy", "format"},
       "lay out policies and schemas, keeping comments",
       make_policy_format_command},
      {{"policy", "test"},
       "run the cases that say what policies have to decide",
       make_policy_test_command},
      {{"register", "check"},
       "what the registers alone tell, before any log",
       make_register_check_command},
      {{"source", "check"},
       "explain how a profile reads a sample, line by line",
       make_source_check_command},
      {{"source", "export"},
       "write the access events of a log for other programs",
       make_source_export_command},
      {{"evidence", "init"},
       "begin a record, and print its verifier key",
       make_evidence_init_command},
      {{"evidence", "append"},
       "append JSON lines, and print each index once it is durable",
       make_evidence_append_command},
      {{"evidence", "tail"}, "the last entries, one a line", make_evidence_tail_command},
      {{"evidence", "show"}, "entries in full, each one proved", make_evidence_show_command},
      {{"evidence", "search"},
       "entries by person, system, kind and period",
       make_evidence_search_command},
      {{"evidence", "prove"},
       "a receipt that somebody else checks offline",
       make_evidence_prove_command},
      {{"evidence", "verify"},
       "whether a record is whole, or a receipt proves its entry",
       make_evidence_verify_command},
      {{"evidence", "export"},
       "every entry as JSON lines or OCSF, for other programs",
       make_evidence_export_command},
  };
  return entries;
}

}  // namespace sekisho::cli

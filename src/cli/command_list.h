#pragma once

#include <memory>

#include "cli/command.h"

// One factory a command; each is defined in the command's own file.
namespace sekisho::cli {

std::unique_ptr<Command> make_archive_add_command();         // archive_command.cc
std::unique_ptr<Command> make_archive_extract_command();     // archive_command.cc
std::unique_ptr<Command> make_archive_list_command();        // archive_command.cc
std::unique_ptr<Command> make_archive_verify_command();      // archive_command.cc
std::unique_ptr<Command> make_campaign_approve_command();    // campaign_act_command.cc
std::unique_ptr<Command> make_campaign_check_command();      // campaign_act_command.cc
std::unique_ptr<Command> make_campaign_freeze_command();     // campaign_act_command.cc
std::unique_ptr<Command> make_campaign_list_command();       // campaign_command.cc
std::unique_ptr<Command> make_campaign_open_command();       // campaign_command.cc
std::unique_ptr<Command> make_campaign_read_command();       // campaign_act_command.cc
std::unique_ptr<Command> make_campaign_return_command();     // campaign_act_command.cc
std::unique_ptr<Command> make_campaign_selfcheck_command();  // campaign_act_command.cc
std::unique_ptr<Command> make_campaign_show_command();       // campaign_command.cc
std::unique_ptr<Command> make_campaign_state_command();      // campaign_act_command.cc
std::unique_ptr<Command> make_case_check_command();          // case_command.cc
std::unique_ptr<Command> make_case_comment_command();        // case_command.cc
std::unique_ptr<Command> make_case_gather_command();         // case_command.cc
std::unique_ptr<Command> make_case_list_command();           // case_command.cc
std::unique_ptr<Command> make_case_show_command();           // case_command.cc
std::unique_ptr<Command> make_case_triage_command();         // case_command.cc
std::unique_ptr<Command> make_decide_command();              // decide_command.cc
std::unique_ptr<Command> make_delivery_hand_in_command();    // delivery_command.cc
std::unique_ptr<Command> make_delivery_list_command();       // delivery_command.cc
std::unique_ptr<Command> make_delivery_show_command();       // delivery_command.cc
std::unique_ptr<Command> make_demo_command();                // demo_command.cc
std::unique_ptr<Command> make_evidence_append_command();     // evidence_append_command.cc
std::unique_ptr<Command> make_evidence_body_command();       // evidence_body_command.cc
std::unique_ptr<Command> make_evidence_cosign_command();     // evidence_cosign_command.cc
std::unique_ptr<Command> make_evidence_erase_command();      // evidence_erase_command.cc
std::unique_ptr<Command> make_evidence_export_command();     // evidence_export_command.cc
std::unique_ptr<Command> make_evidence_freeze_command();     // evidence_freeze_command.cc
std::unique_ptr<Command> make_evidence_hold_add_command();   // evidence_hold_command.cc
std::unique_ptr<Command> make_evidence_hold_lift_command();  // evidence_hold_command.cc
std::unique_ptr<Command> make_evidence_hold_list_command();  // evidence_hold_command.cc
std::unique_ptr<Command> make_evidence_init_command();       // evidence_init_command.cc
std::unique_ptr<Command> make_evidence_prove_command();      // evidence_prove_command.cc
std::unique_ptr<Command> make_evidence_pseudonym_command();  // evidence_body_command.cc
std::unique_ptr<Command> make_evidence_put_command();        // evidence_body_command.cc
std::unique_ptr<Command> make_evidence_rotate_command();     // evidence_rotate_command.cc
std::unique_ptr<Command> make_evidence_search_command();     // evidence_search_command.cc
std::unique_ptr<Command> make_evidence_serve_command();      // evidence_serve_command.cc
std::unique_ptr<Command> make_evidence_show_command();       // evidence_show_command.cc
std::unique_ptr<Command> make_evidence_tail_command();       // evidence_tail_command.cc
std::unique_ptr<Command> make_evidence_verify_command();     // evidence_verify_command.cc
std::unique_ptr<Command> make_gate_check_command();          // gate_command.cc
std::unique_ptr<Command> make_gate_recorder_command();       // gate_command.cc
std::unique_ptr<Command> make_gate_spool_show_command();     // gate_command.cc
std::unique_ptr<Command> make_mask_command();                // mask_command.cc
std::unique_ptr<Command> make_may_see_command();             // who_may_see_command.cc
std::unique_ptr<Command> make_office_explain_command();      // office_command.cc
std::unique_ptr<Command> make_office_table_command();        // office_command.cc
std::unique_ptr<Command> make_policy_check_command();        // policy_check_command.cc
std::unique_ptr<Command> make_policy_convert_command();      // policy_convert_command.cc
std::unique_ptr<Command> make_policy_diff_command();         // policy_diff_command.cc
std::unique_ptr<Command> make_policy_explain_command();      // policy_explain_command.cc
std::unique_ptr<Command> make_policy_format_command();       // policy_format_command.cc
std::unique_ptr<Command> make_policy_test_command();         // policy_test_command.cc
std::unique_ptr<Command> make_register_check_command();      // register_command.cc
std::unique_ptr<Command> make_register_as_of_command();      // register_store_command.cc
std::unique_ptr<Command> make_register_coming_command();     // register_coming_command.cc
std::unique_ptr<Command> make_register_correct_command();    // register_store_command.cc
std::unique_ptr<Command> make_register_history_command();    // register_store_command.cc
std::unique_ptr<Command> make_register_import_command();     // register_store_command.cc
std::unique_ptr<Command> make_register_withdraw_command();   // register_store_command.cc
std::unique_ptr<Command> make_report_half_year_command();    // report_command.cc
std::unique_ptr<Command> make_report_incident_command();     // report_command.cc
std::unique_ptr<Command> make_report_month_command();        // report_command.cc
std::unique_ptr<Command> make_report_supplier_command();     // report_command.cc
std::unique_ptr<Command> make_report_viewpoints_command();   // report_command.cc
std::unique_ptr<Command> make_review_command();              // review_command.cc
std::unique_ptr<Command> make_serve_command();               // serve_command.cc
std::unique_ptr<Command> make_source_check_command();        // source_command.cc
std::unique_ptr<Command> make_source_export_command();       // source_export_command.cc
std::unique_ptr<Command> make_store_backup_command();        // store_command.cc
std::unique_ptr<Command> make_store_init_command();          // store_command.cc
std::unique_ptr<Command> make_store_migrate_command();       // store_command.cc
std::unique_ptr<Command> make_store_rebuild_command();       // store_command.cc
std::unique_ptr<Command> make_store_restore_command();       // store_command.cc
std::unique_ptr<Command> make_store_status_command();        // store_command.cc
std::unique_ptr<Command> make_store_verify_command();        // store_command.cc
std::unique_ptr<Command> make_who_may_see_command();         // who_may_see_command.cc
std::unique_ptr<Command> make_witness_add_log_command();     // witness_command.cc
std::unique_ptr<Command> make_witness_init_command();        // witness_command.cc
std::unique_ptr<Command> make_user_invite_command();         // user_command.cc
std::unique_ptr<Command> make_user_token_command();          // user_command.cc
std::unique_ptr<Command> make_witness_serve_command();       // witness_command.cc
std::unique_ptr<Command> make_witness_status_command();      // witness_command.cc

}  // namespace sekisho::cli

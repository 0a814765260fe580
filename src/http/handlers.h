#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "http/authenticator.h"
#include "http/front.h"
#include "http/metrics.h"
#include "http/permission.h"
#include "http/problem.h"
#include "http/routes.h"
#include "service/casework/desk.h"
#include "service/deliveries/deliveries.h"
#include "service/disaster/disasters.h"
#include "service/emergency/emergencies.h"
#include "service/gate/gate_drain.h"
#include "service/gate/gate_entrances.h"
#include "service/gate/gate_keeper.h"
#include "service/identity/unmaskings.h"
#include "service/registers/register_imports.h"
#include "service/rulebook/rule_book.h"
#include "service/serve/data_places.h"
#include "service/serve/finished_reviews.h"
#include "service/serve/jobs.h"
#include "service/store/fact_indexes.h"
#include "service/store/ledger.h"
#include "service/upload/uploads.h"

namespace sekisho::http {

// What handlers use. It outlives the server.
struct Services {
  const service::DataPlaces* places = nullptr;
  const service::FinishedReviews* reviews = nullptr;
  service::Jobs* jobs = nullptr;
  service::People* people = nullptr;
  service::Unmaskings* unmaskings = nullptr;
  service::Ledger* ledger = nullptr;
  const Front* front = nullptr;
  const office::Office* office = nullptr;
  service::Uploads* uploads = nullptr;
  service::StandingKnowledge* knowledge = nullptr;
  service::RegisterImports* imports = nullptr;
  service::Desk* desk = nullptr;
  service::RuleBook* rules = nullptr;
  service::Deliveries* deliveries = nullptr;
  const service::GateDrain* gate = nullptr;  // null: there is no gate's spool
  service::FactIndexes* facts = nullptr;
  service::GateKeeper* keeper = nullptr;  // null: this server keeps no gate
  service::Disasters* disasters = nullptr;
  service::Emergencies* emergencies = nullptr;
  service::GateEntrances* entrances = nullptr;  // likewise
};

// A request that is what the document says, from somebody who may ask it, or to what is open.
struct Call {
  const Route& route;
  const Request& request;
  Arguments arguments;
  text::JsonValue body;
  std::string media;            // of the answer, as the client wants it
  std::string caller;           // a pseudonym; empty: nobody
  const Caller* who = nullptr;  // null: nobody
  Demands demands = {};         // of the office, for what the operation does
  Instant now = {};
  bool japanese = false;
  const Services& services;
  const Routes& routes;
  const Metrics& metrics;

  // Asks the office once more, now with the thing as it is: whose it is, what it is about, its
  // system, who approved it. A handler whose thing has such a state does so before it does
  // anything. Nobody may do anything with a thing. `stands_in_for` is the user in whose place the
  // caller does it (代決), with the authority and the deputies that this person has by now.
  std::expected<Demands, Fault> may(office::Action action, const office::Thing& thing,
                                    const std::string& stands_in_for = {}) const;
  // That the session has a fresh proof for the purpose, or need not have one; step-up-needed.
  std::expected<void, Fault> needs_fresh(identity::Purpose purpose, bool unless = false) const;

  // A member of the body; empty where there is none.
  std::string text(std::string_view member) const;
};

// Calls the handler of the call's operation. A handler translates: it asks a service, and makes an
// answer or a problem of what that says.
Answer call_handler(const Call& call);

// The handlers, by the area that they ask.
Answer get_health(const Call& call);  // system_handlers.cc
Answer get_readiness(const Call& call);
Answer get_metrics(const Call& call);
Answer get_document(const Call& call);
Answer get_problem(const Call& call);
Answer list_data_sets(const Call& call);
Answer list_systems(const Call& call);
Answer list_retailers(const Call& call);
Answer list_reviews(const Call& call);  // review_handlers.cc
Answer start_review(const Call& call);
Answer review_file(const Call& call, std::string_view file);
Answer list_scope_versions(const Call& call);
Answer simulate(const Call& call);
Answer get_simulation(const Call& call);
Answer list_findings(const Call& call);  // finding_handlers.cc
Answer count_findings(const Call& call);
Answer list_rejects(const Call& call);
Answer get_line(const Call& call);
Answer log_in(const Call& call);  // session_handlers.cc
Answer give_factor(const Call& call);
Answer get_own_session(const Call& call);
Answer log_out(const Call& call);
Answer challenge_session(const Call& call);
Answer step_up(const Call& call);
Answer list_sessions(const Call& call);
Answer end_session(const Call& call);
Answer list_gate_sessions(const Call& call);  // gate_handlers.cc
Answer open_gate_session(const Call& call);
Answer end_gate_session(const Call& call);
Answer list_gate_systems(const Call& call);
Answer hand_over(const Call& call);
Answer enter_gate_system(const Call& call);
Answer list_tokens(const Call& call);
Answer make_token(const Call& call);
Answer revoke_token(const Call& call);
Answer show_enrolment(const Call& call);  // enrolment_handlers.cc
Answer set_password(const Call& call);
Answer check_password(const Call& call);
Answer offer_app(const Call& call);
Answer add_app(const Call& call);
Answer add_card(const Call& call);
Answer offer_key(const Call& call);
Answer add_key(const Call& call);
Answer finish_enrolment(const Call& call);
Answer list_factors(const Call& call);
Answer enrol_factor(const Call& call);
Answer remove_factor(const Call& call);
Answer list_notices(const Call& call);  // notice_handlers.cc
Answer acknowledge_notice(const Call& call);
Answer list_expiring(const Call& call);
Answer list_users(const Call& call);  // people_handlers.cc
Answer get_user(const Call& call);
Answer add_user(const Call& call);
Answer change_user(const Call& call);
Answer recover_user(const Call& call);
Answer approve_recovery(const Call& call);
Answer unmask(const Call& call);
Answer list_jobs(const Call& call);  // job_handlers.cc
Answer get_job(const Call& call);
Answer follow_job(const Call& call);
Answer cancel_job(const Call& call);
Answer run_job_again(const Call& call);
Answer list_registers(const Call& call);  // register_handlers.cc
Answer list_facts(const Call& call);
Answer get_fact(const Call& call);
Answer list_coming(const Call& call);
Answer prepare_import(const Call& call);
Answer prepare_own_import(const Call& call);
Answer list_imports(const Call& call);
Answer get_import(const Call& call);
Answer compare_import_again(const Call& call);
Answer drop_import(const Call& call);
Answer approve_import(const Call& call);
Answer apply_import(const Call& call);
Answer list_log_profiles(const Call& call);  // profile_handlers.cc
Answer check_log_profile(const Call& call);
Answer list_deliveries(const Call& call);  // delivery_handlers.cc
Answer hand_in(const Call& call);
Answer hand_in_own_log(const Call& call);
Answer get_delivery(const Call& call);
Answer compare_copy(const Call& call);
Answer list_segments(const Call& call);  // archive_handlers.cc
Answer get_lines(const Call& call);
Answer begin_upload(const Call& call);  // upload_handlers.cc
Answer list_uploads(const Call& call);
Answer get_upload(const Call& call);
Answer send_upload(const Call& call);
Answer drop_upload(const Call& call);
Answer decide(const Call& call);  // rule_handlers.cc
Answer who_may_see(const Call& call);
Answer may_see(const Call& call);
Answer check_policies(const Call& call);
Answer format_policies(const Call& call);
Answer get_decision_point(const Call& call);  // authzen_handlers.cc
Answer evaluate(const Call& call);
Answer evaluate_many(const Call& call);
Answer search_subjects(const Call& call);
Answer search_resources(const Call& call);
Answer search_actions(const Call& call);
Answer list_roles(const Call& call);
Answer list_policies(const Call& call);  // policy_handlers.cc
Answer list_policy_sets(const Call& call);
Answer get_policy_set(const Call& call);
Answer list_policy_drafts(const Call& call);
Answer draft_policies(const Call& call);
Answer get_policy_draft(const Call& call);
Answer revise_policies(const Call& call);
Answer try_policies(const Call& call);
Answer propose_policies(const Call& call);
Answer approve_policies(const Call& call);
Answer return_policies(const Call& call);
Answer read_policies(const Call& call);
Answer withdraw_policies(const Call& call);
Answer apply_policies(const Call& call);
Answer get_policy_draft_history(const Call& call);
Answer list_emergencies(const Call& call);  // emergency_handlers.cc
Answer ask_for_emergency(const Call& call);
Answer get_emergency(const Call& call);
Answer start_emergency(const Call& call);
Answer refuse_emergency(const Call& call);
Answer end_emergency(const Call& call);
Answer review_emergency(const Call& call);
Answer list_emergency_looks(const Call& call);
Answer get_emergency_history(const Call& call);
Answer list_outage_plans(const Call& call);  // outage_handlers.cc
Answer draft_outage_plan(const Call& call);
Answer get_outage_plan(const Call& call);
Answer start_outage_plan(const Call& call);
Answer refuse_outage_plan(const Call& call);
Answer get_outage_plan_history(const Call& call);
Answer list_outage_looks(const Call& call);
Answer review_outage_looks(const Call& call);
Answer list_cases(const Call& call);  // casework_handlers.cc
Answer open_case(const Call& call);
Answer get_case(const Call& call);
Answer change_case(const Call& call);
Answer list_case_findings(const Call& call);
Answer get_case_history(const Call& call);
Answer triage(const Call& call);
Answer second_check(const Call& call);
Answer reopen_case(const Call& call);
Answer triage_many(const Call& call);
Answer check_many(const Call& call);
Answer comment(const Call& call);
Answer list_deadlines(const Call& call);
Answer note_report(const Call& call);
Answer list_due(const Call& call);
Answer list_attachments(const Call& call);  // attachment_handlers.cc
Answer attach(const Call& call);
Answer get_attachment(const Call& call);
Answer inquire(const Call& call);  // inquiry_handlers.cc
Answer list_inquiries(const Call& call);
Answer get_inquiry(const Call& call);
Answer get_letter(const Call& call);
Answer remind(const Call& call);
Answer withdraw_inquiry(const Call& call);
Answer list_own_inquiries(const Call& call);
Answer answer_inquiry(const Call& call);
Answer open_link(const Call& call);
Answer answer_link(const Call& call);
Answer list_figures(const Call& call);  // figure_handlers.cc
Answer publish_figure(const Call& call);
Answer get_figure(const Call& call);
Answer count_switches(const Call& call);
Answer list_exports(const Call& call);  // export_handlers.cc
Answer freeze_export(const Call& call);
Answer get_export(const Call& call);
Answer export_findings(const Call& call);
Answer make_report(const Call& call);
Answer list_campaigns(const Call& call);  // campaign_handlers.cc
Answer open_campaign(const Call& call);
Answer get_campaign(const Call& call);
Answer list_campaign_files(const Call& call);
Answer get_campaign_history(const Call& call);
Answer freeze_population(const Call& call);
Answer state(const Call& call);
Answer self_check_statement(const Call& call);
Answer check_statement(const Call& call);
Answer approve_campaign(const Call& call);
Answer return_campaign(const Call& call);
Answer read_campaign(const Call& call);
Answer list_disasters(const Call& call);  // disaster_handlers.cc
Answer declare_disaster(const Call& call);
Answer get_disaster(const Call& call);
Answer get_disaster_history(const Call& call);
Answer open_office(const Call& call);
Answer approve_opening(const Call& call);
Answer extend_opening(const Call& call);
Answer lift_opening(const Call& call);
Answer list_irregularities(const Call& call);
Answer close_irregularity(const Call& call);
Answer list_pool(const Call& call);  // pool_handlers.cc
Answer add_to_pool(const Call& call);
Answer set_pool_state(const Call& call);
Answer take_back(const Call& call);
Answer list_stock_takes(const Call& call);
Answer take_stock(const Call& call);
Answer lend(const Call& call);  // lending_handlers.cc
Answer list_lendings(const Call& call);
Answer get_lending(const Call& call);
Answer get_lending_history(const Call& call);
Answer print_slip(const Call& call);
Answer issue_code(const Call& call);
Answer hand_over_sheet(const Call& call);
Answer extend_lending(const Call& call);
Answer end_lending(const Call& call);
Answer note_deletion(const Call& call);
Answer open_audit(const Call& call);  // audit_handlers.cc
Answer freeze_audit(const Call& call);
Answer list_sample(const Call& call);
Answer draw_sample(const Call& call);
Answer judge_sample(const Call& call);
Answer re_perform(const Call& call);
Answer get_audit_report(const Call& call);
Answer report_audit(const Call& call);
Answer get_checkpoint(const Call& call);  // evidence_handlers.cc
Answer list_entries(const Call& call);
Answer get_entry(const Call& call);
Answer get_proof(const Call& call);

// Where the body of sendUpload goes: to the caller's upload, at the offset that the arguments say.
std::shared_ptr<BodySink> upload_sink(const Services& services, const std::string& caller,
                                      const Arguments& arguments);

// An answer of JSON.
Response json_response(std::string body, int status = 200);

// A place in a list: which list, and from where on. The list is named by everything that decides
// what stands in it and in which order, so that a cursor of one list is refused by another.
std::string cursor_text(std::string_view list, uint64_t position);
// The position that the call's cursor names, 0 without one; invalid-request where it is of another
// list.
std::expected<uint64_t, Fault> cursor_position(const Call& call, std::string_view list);

}  // namespace sekisho::http

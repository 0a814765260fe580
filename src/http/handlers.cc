#include "http/handlers.h"

#include <fmt/format.h>

#include "crypto/sha256.h"
#include "text/base64.h"
#include "text/number.h"

namespace sekisho::http {
namespace {

constexpr size_t kListNameBytes = 8;

// Eight bytes that stand for a list.
std::string list_name(std::string_view list) {
  const crypto::Digest digest = crypto::sha256(list);
  return std::string(crypto::view(digest).substr(0, kListNameBytes));
}

}  // namespace

// Every operation has a handler, or this does not compile.
Answer call_handler(const Call& call) {
  switch (call.route.operation) {
    case Operation::kGetHealth:
      return get_health(call);
    case Operation::kGetReadiness:
      return get_readiness(call);
    case Operation::kGetMetrics:
      return get_metrics(call);
    case Operation::kGetDocument:
      return get_document(call);
    case Operation::kGetProblem:
      return get_problem(call);
    case Operation::kListDataSets:
      return list_data_sets(call);
    case Operation::kListRetailers:
      return list_retailers(call);
    case Operation::kListSystems:
      return list_systems(call);
    case Operation::kListReviews:
      return list_reviews(call);
    case Operation::kStartReview:
      return start_review(call);
    case Operation::kGetReview:
      return review_file(call, "run.json");
    case Operation::kGetScope:
      return review_file(call, "scope.json");
    case Operation::kGetCoverage:
      return review_file(call, "coverage.json");
    case Operation::kListFindings:
      return list_findings(call);
    case Operation::kCountFindings:
      return count_findings(call);
    case Operation::kExportFindings:
      return export_findings(call);
    case Operation::kListRejects:
      return list_rejects(call);
    case Operation::kGetLine:
      return get_line(call);
    case Operation::kLogIn:
      return log_in(call);
    case Operation::kGiveFactor:
      return give_factor(call);
    case Operation::kGetOwnSession:
      return get_own_session(call);
    case Operation::kLogOut:
      return log_out(call);
    case Operation::kChallengeSession:
      return challenge_session(call);
    case Operation::kStepUp:
      return step_up(call);
    case Operation::kListSessions:
      return list_sessions(call);
    case Operation::kEndSession:
      return end_session(call);
    case Operation::kListGateSessions:
      return list_gate_sessions(call);
    case Operation::kOpenGateSession:
      return open_gate_session(call);
    case Operation::kEndGateSession:
      return end_gate_session(call);
    case Operation::kListGateSystems:
      return list_gate_systems(call);
    case Operation::kHandOver:
      return hand_over(call);
    case Operation::kEnterGateSystem:
      return enter_gate_system(call);
    case Operation::kListTokens:
      return list_tokens(call);
    case Operation::kMakeToken:
      return make_token(call);
    case Operation::kRevokeToken:
      return revoke_token(call);
    case Operation::kShowEnrolment:
      return show_enrolment(call);
    case Operation::kSetPassword:
      return set_password(call);
    case Operation::kCheckPassword:
      return check_password(call);
    case Operation::kListNotices:
      return list_notices(call);
    case Operation::kAcknowledgeNotice:
      return acknowledge_notice(call);
    case Operation::kListExpiring:
      return list_expiring(call);
    case Operation::kOfferApp:
      return offer_app(call);
    case Operation::kAddApp:
      return add_app(call);
    case Operation::kAddCard:
      return add_card(call);
    case Operation::kOfferKey:
      return offer_key(call);
    case Operation::kAddKey:
      return add_key(call);
    case Operation::kFinishEnrolment:
      return finish_enrolment(call);
    case Operation::kListFactors:
      return list_factors(call);
    case Operation::kEnrolFactor:
      return enrol_factor(call);
    case Operation::kRemoveFactor:
      return remove_factor(call);
    case Operation::kListUsers:
      return list_users(call);
    case Operation::kGetUser:
      return get_user(call);
    case Operation::kAddUser:
      return add_user(call);
    case Operation::kChangeUser:
      return change_user(call);
    case Operation::kRecoverUser:
      return recover_user(call);
    case Operation::kApproveRecovery:
      return approve_recovery(call);
    case Operation::kUnmask:
      return unmask(call);
    case Operation::kListJobs:
      return list_jobs(call);
    case Operation::kGetJob:
      return get_job(call);
    case Operation::kFollowJob:
      return follow_job(call);
    case Operation::kCancelJob:
      return cancel_job(call);
    case Operation::kRunJobAgain:
      return run_job_again(call);
    case Operation::kListRegisters:
      return list_registers(call);
    case Operation::kListFacts:
      return list_facts(call);
    case Operation::kGetFact:
      return get_fact(call);
    case Operation::kListComing:
      return list_coming(call);
    case Operation::kPrepareImport:
      return prepare_import(call);
    case Operation::kPrepareOwnImport:
      return prepare_own_import(call);
    case Operation::kListImports:
      return list_imports(call);
    case Operation::kGetImport:
      return get_import(call);
    case Operation::kDropImport:
      return drop_import(call);
    case Operation::kCompareImportAgain:
      return compare_import_again(call);
    case Operation::kApproveImport:
      return approve_import(call);
    case Operation::kApplyImport:
      return apply_import(call);
    case Operation::kListScopeVersions:
      return list_scope_versions(call);
    case Operation::kSimulate:
      return simulate(call);
    case Operation::kGetSimulation:
      return get_simulation(call);
    case Operation::kListDeliveries:
      return list_deliveries(call);
    case Operation::kHandIn:
      return hand_in(call);
    case Operation::kHandInOwnLog:
      return hand_in_own_log(call);
    case Operation::kGetDelivery:
      return get_delivery(call);
    case Operation::kCompareCopy:
      return compare_copy(call);
    case Operation::kListSegments:
      return list_segments(call);
    case Operation::kGetLines:
      return get_lines(call);
    case Operation::kBeginUpload:
      return begin_upload(call);
    case Operation::kListUploads:
      return list_uploads(call);
    case Operation::kGetUpload:
      return get_upload(call);
    case Operation::kSendUpload:
      return send_upload(call);
    case Operation::kDropUpload:
      return drop_upload(call);
    case Operation::kListLogProfiles:
      return list_log_profiles(call);
    case Operation::kCheckLogProfile:
      return check_log_profile(call);
    case Operation::kDecide:
      return decide(call);
    case Operation::kWhoMaySee:
      return who_may_see(call);
    case Operation::kMaySee:
      return may_see(call);
    case Operation::kGetDecisionPoint:
      return get_decision_point(call);
    case Operation::kEvaluate:
      return evaluate(call);
    case Operation::kEvaluateMany:
      return evaluate_many(call);
    case Operation::kSearchSubjects:
      return search_subjects(call);
    case Operation::kSearchResources:
      return search_resources(call);
    case Operation::kSearchActions:
      return search_actions(call);
    case Operation::kCheckPolicies:
      return check_policies(call);
    case Operation::kFormatPolicies:
      return format_policies(call);
    case Operation::kListRoles:
      return list_roles(call);
    case Operation::kListPolicies:
      return list_policies(call);
    case Operation::kListPolicySets:
      return list_policy_sets(call);
    case Operation::kGetPolicySet:
      return get_policy_set(call);
    case Operation::kListPolicyDrafts:
      return list_policy_drafts(call);
    case Operation::kDraftPolicies:
      return draft_policies(call);
    case Operation::kGetPolicyDraft:
      return get_policy_draft(call);
    case Operation::kRevisePolicies:
      return revise_policies(call);
    case Operation::kTryPolicies:
      return try_policies(call);
    case Operation::kProposePolicies:
      return propose_policies(call);
    case Operation::kApprovePolicies:
      return approve_policies(call);
    case Operation::kReturnPolicies:
      return return_policies(call);
    case Operation::kListEmergencies:
      return list_emergencies(call);
    case Operation::kAskForEmergency:
      return ask_for_emergency(call);
    case Operation::kGetEmergency:
      return get_emergency(call);
    case Operation::kStartEmergency:
      return start_emergency(call);
    case Operation::kRefuseEmergency:
      return refuse_emergency(call);
    case Operation::kEndEmergency:
      return end_emergency(call);
    case Operation::kReviewEmergency:
      return review_emergency(call);
    case Operation::kListEmergencyLooks:
      return list_emergency_looks(call);
    case Operation::kGetEmergencyHistory:
      return get_emergency_history(call);
    case Operation::kListOutagePlans:
      return list_outage_plans(call);
    case Operation::kDraftOutagePlan:
      return draft_outage_plan(call);
    case Operation::kGetOutagePlan:
      return get_outage_plan(call);
    case Operation::kStartOutagePlan:
      return start_outage_plan(call);
    case Operation::kRefuseOutagePlan:
      return refuse_outage_plan(call);
    case Operation::kGetOutagePlanHistory:
      return get_outage_plan_history(call);
    case Operation::kListOutageLooks:
      return list_outage_looks(call);
    case Operation::kReviewOutageLooks:
      return review_outage_looks(call);
    case Operation::kReadPolicies:
      return read_policies(call);
    case Operation::kWithdrawPolicies:
      return withdraw_policies(call);
    case Operation::kApplyPolicies:
      return apply_policies(call);
    case Operation::kGetPolicyDraftHistory:
      return get_policy_draft_history(call);
    case Operation::kListCases:
      return list_cases(call);
    case Operation::kOpenCase:
      return open_case(call);
    case Operation::kGetCase:
      return get_case(call);
    case Operation::kChangeCase:
      return change_case(call);
    case Operation::kListCaseFindings:
      return list_case_findings(call);
    case Operation::kGetCaseHistory:
      return get_case_history(call);
    case Operation::kTriage:
      return triage(call);
    case Operation::kSecondCheck:
      return second_check(call);
    case Operation::kReopenCase:
      return reopen_case(call);
    case Operation::kTriageMany:
      return triage_many(call);
    case Operation::kCheckMany:
      return check_many(call);
    case Operation::kComment:
      return comment(call);
    case Operation::kListAttachments:
      return list_attachments(call);
    case Operation::kAttach:
      return attach(call);
    case Operation::kGetAttachment:
      return get_attachment(call);
    case Operation::kListDeadlines:
      return list_deadlines(call);
    case Operation::kNoteReport:
      return note_report(call);
    case Operation::kListDue:
      return list_due(call);
    case Operation::kInquire:
      return inquire(call);
    case Operation::kListInquiries:
      return list_inquiries(call);
    case Operation::kGetInquiry:
      return get_inquiry(call);
    case Operation::kGetLetter:
      return get_letter(call);
    case Operation::kRemind:
      return remind(call);
    case Operation::kWithdrawInquiry:
      return withdraw_inquiry(call);
    case Operation::kListOwnInquiries:
      return list_own_inquiries(call);
    case Operation::kAnswerInquiry:
      return answer_inquiry(call);
    case Operation::kOpenLink:
      return open_link(call);
    case Operation::kAnswerLink:
      return answer_link(call);
    case Operation::kListFigures:
      return list_figures(call);
    case Operation::kPublishFigure:
      return publish_figure(call);
    case Operation::kGetFigure:
      return get_figure(call);
    case Operation::kCountSwitches:
      return count_switches(call);
    case Operation::kListExports:
      return list_exports(call);
    case Operation::kFreezeExport:
      return freeze_export(call);
    case Operation::kGetExport:
      return get_export(call);
    case Operation::kMakeReport:
      return make_report(call);
    case Operation::kListDisasters:
      return list_disasters(call);
    case Operation::kDeclareDisaster:
      return declare_disaster(call);
    case Operation::kGetDisaster:
      return get_disaster(call);
    case Operation::kGetDisasterHistory:
      return get_disaster_history(call);
    case Operation::kOpenOffice:
      return open_office(call);
    case Operation::kApproveOpening:
      return approve_opening(call);
    case Operation::kExtendOpening:
      return extend_opening(call);
    case Operation::kLiftOpening:
      return lift_opening(call);
    case Operation::kListIrregularities:
      return list_irregularities(call);
    case Operation::kCloseIrregularity:
      return close_irregularity(call);
    case Operation::kListPool:
      return list_pool(call);
    case Operation::kAddToPool:
      return add_to_pool(call);
    case Operation::kSetPoolState:
      return set_pool_state(call);
    case Operation::kTakeBack:
      return take_back(call);
    case Operation::kListStockTakes:
      return list_stock_takes(call);
    case Operation::kTakeStock:
      return take_stock(call);
    case Operation::kLend:
      return lend(call);
    case Operation::kListLendings:
      return list_lendings(call);
    case Operation::kGetLending:
      return get_lending(call);
    case Operation::kGetLendingHistory:
      return get_lending_history(call);
    case Operation::kPrintSlip:
      return print_slip(call);
    case Operation::kIssueCode:
      return issue_code(call);
    case Operation::kHandOverSheet:
      return hand_over_sheet(call);
    case Operation::kExtendLending:
      return extend_lending(call);
    case Operation::kEndLending:
      return end_lending(call);
    case Operation::kNoteDeletion:
      return note_deletion(call);
    case Operation::kListCampaigns:
      return list_campaigns(call);
    case Operation::kOpenCampaign:
      return open_campaign(call);
    case Operation::kGetCampaign:
      return get_campaign(call);
    case Operation::kListCampaignFiles:
      return list_campaign_files(call);
    case Operation::kGetCampaignHistory:
      return get_campaign_history(call);
    case Operation::kFreezePopulation:
      return freeze_population(call);
    case Operation::kState:
      return state(call);
    case Operation::kSelfCheckStatement:
      return self_check_statement(call);
    case Operation::kCheckStatement:
      return check_statement(call);
    case Operation::kApproveCampaign:
      return approve_campaign(call);
    case Operation::kReturnCampaign:
      return return_campaign(call);
    case Operation::kReadCampaign:
      return read_campaign(call);
    case Operation::kOpenAudit:
      return open_audit(call);
    case Operation::kFreezeAudit:
      return freeze_audit(call);
    case Operation::kListSample:
      return list_sample(call);
    case Operation::kDrawSample:
      return draw_sample(call);
    case Operation::kJudgeSample:
      return judge_sample(call);
    case Operation::kRePerform:
      return re_perform(call);
    case Operation::kGetAuditReport:
      return get_audit_report(call);
    case Operation::kReportAudit:
      return report_audit(call);
    case Operation::kGetCheckpoint:
      return get_checkpoint(call);
    case Operation::kListEntries:
      return list_entries(call);
    case Operation::kGetEntry:
      return get_entry(call);
    case Operation::kGetProof:
      return get_proof(call);
  }
  return refuse(Problem::kNotFound);
}

std::string Call::text(std::string_view member) const {
  const text::JsonValue* value = body.find(member);
  return value == nullptr ? "" : std::string(value->as_string().value_or(""));
}

std::expected<Demands, Fault> Call::may(office::Action action, const office::Thing& thing,
                                        const std::string& stands_in_for) const {
  if (who == nullptr) return refuse(Problem::kUnauthenticated);
  if (stands_in_for.empty()) return http::may(*services.office, *who, action, thing);
  const auto user = services.people->storage.user({stands_in_for});
  if (!user) return std::unexpected(fault_of(user.error()));
  auto superior = services.people->members.find({stands_in_for});
  if (!superior) return std::unexpected(fault_of(superior.error()));
  // Whose account is gone has no authority any more that another could use.
  if (!*user || (*user)->state == identity::UserState::kDisabled) superior->reset();
  Caller deputy = *who;
  deputy.office.stands_in_for = service::superior_of({stands_in_for}, *superior);
  return http::may(*services.office, deputy, action, thing);
}

std::expected<void, Fault> Call::needs_fresh(identity::Purpose purpose, bool unless) const {
  const bool fresh =
      who != nullptr && who->session && identity::stepped_up(*who->session, purpose, now);
  if (fresh || unless) return {};
  return std::unexpected(step_up_needed(purpose));
}

Response json_response(std::string body, int status) {
  return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

std::string cursor_text(std::string_view list, uint64_t position) {
  return text::base64url_encode(list_name(list) + std::to_string(position));
}

std::expected<uint64_t, Fault> cursor_position(const Call& call, std::string_view list) {
  const std::string given = call.arguments.text("cursor");
  if (given.empty()) return 0;
  const std::optional<std::string> decoded = text::base64url_decode(given);
  if (decoded && decoded->starts_with(list_name(list))) {
    const auto position = text::parse_u64(std::string_view(*decoded).substr(kListNameBytes));
    if (position) return *position;
  }
  return std::unexpected(
      Fault{.problem = Problem::kInvalidRequest,
            .complaints = {{"cursor",
                            {"it is not of this list with these filters and this order",
                             "この一覧・条件・並び順のカーソルではありません"}}}});
}

}  // namespace sekisho::http

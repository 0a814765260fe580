#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/identity/admission.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kInviteFooter =
    "For the server's machine while the server does not run; while it runs, an administrator\n"
    "invites through the API. The code that is printed is shown once: with it the person sets a\n"
    "password and enrols a second factor, within three days. What is done here is an entry of the\n"
    "record, as whatever the server does.\n\n"
    "Exit codes: 0 done, 2 usage, or the server has the store.\n\n"
    "Example:\n"
    "  sekisho user invite data/store --login hana --person P000123 --role conduct-regulation "
    "--by P000100 --number 2026-117\n";
constexpr std::string_view kTokenFooter =
    "For the server's machine while the server does not run. The program gets an account that\n"
    "nobody can log in to, and a token that is shown once: send it as `Authorization: Bearer\n"
    "TOKEN`. A scope is an action of docs/roles.md, with all things or with some: `view`,\n"
    "`view.review`. What takes a fresh proof of a person no token may do.\n\n"
    "Exit codes: 0 done, 2 usage, or the server has the store.\n\n"
    "Example:\n"
    "  sekisho user token data/store --login nightly --role conduct-regulation --scope view "
    "--scope run --days 90 --by P000100 --number 2026-118\n";

class UserCommand : public Command {
 public:
  void declare(Arguments& arguments) override {
    service::Admission& admission = request.admission;
    arguments.positional("STORE", request.store.directory, "the store, such as DATA/store");
    arguments.option("--login", admission.login_name, "NAME", "the login name", true);
    arguments.option("--person", admission.person, "CODE",
                     "their code in the registers (default: the login name)");
    arguments.option("--role", admission.roles, "ROLE", "a role of docs/roles.md; may be repeated");
    arguments.option("--employer", admission.employer, "WORD",
                     "whose orders they work under: operator, affiliate, affiliate-it, contractor, "
                     "assessor (default: operator)");
    arguments.option("--administers", admission.administers, "SYSTEM",
                     "a system that they administer; may be repeated");
    arguments.flag("--approves", admission.approves, "they have authority to approve");
    arguments.option("--by", request.by, "CODE", "who decided it, by their code in the registers",
                     true);
    arguments.option("--number", admission.number, "NUMBER", "the decision's number", true);
    arguments.option("--master", request.store.master, "FILE",
                     "the key that wraps all keys (default: in STORE/record.private)");
    arguments.flag("--json", json, "print it as JSON");
    declare_language(arguments, language);
  }

 protected:
  // What is shown once, and when it ends.
  void print(Console& console, std::string_view name, std::string_view secret, Instant ends) const {
    if (!json) {
      const std::string until = text::date_time_iso(ends, text::kJst);
      console.out(is_japanese(language) ? fmt::format("{}\n有効期限: {}\n", secret, until)
                                        : fmt::format("{}\nuntil {}\n", secret, until));
      return;
    }
    std::string out;
    text::JsonWriter writer(out);
    writer.begin_object()
        .member(name, secret)
        .member("ends", text::rfc3339(ends, text::kUtc))
        .end_object();
    console.out(out + "\n");
  }

  service::LocalAdmission request;
  std::string language;
  bool json = false;
};

class UserInviteCommand final : public UserCommand {
 public:
  void declare(Arguments& arguments) override {
    UserCommand::declare(arguments);
    arguments.footer(kInviteFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto code = service::invite_locally(request, service::clock_now());
    if (!code) return std::unexpected(code.error());
    print(console, "code", code->code, code->ends);
    return ExitCode::kNothingFound;
  }
};

class UserTokenCommand final : public UserCommand {
 public:
  void declare(Arguments& arguments) override {
    UserCommand::declare(arguments);
    arguments.option("--scope", scopes_, "SCOPE", "what it may be used for; may be repeated");
    arguments.option("--days", days_, "N", "for how long (default: 30)");
    arguments.footer(kTokenFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto issued =
        service::admit_program_locally(request, scopes_, days_, service::clock_now());
    if (!issued) return std::unexpected(issued.error());
    print(console, "token", issued->token, issued->record.ends);
    return ExitCode::kNothingFound;
  }

 private:
  std::vector<std::string> scopes_;
  uint64_t days_ = 30;
};

}  // namespace

std::unique_ptr<Command> make_user_invite_command() {
  return std::make_unique<UserInviteCommand>();
}
std::unique_ptr<Command> make_user_token_command() {
  return std::make_unique<UserTokenCommand>();
}

}  // namespace sekisho::cli

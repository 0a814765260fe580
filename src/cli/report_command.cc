#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <utility>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/papers/papers.h"
#include "store/store_directory.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kCommon =
    "\nRUN is a directory that `sekisho review --out RUN` wrote; it is read, never changed, and a\n"
    "file of it that was changed since is refused. Names come from the registers that the run\n"
    "names; --registers says where they are now. The ending of --out decides: .pdf (A4) or .xlsx.\n"
    "Without --approval the paper says DRAFT (案) across every page. The same run gives the same\n"
    "bytes, whenever it is printed.\n\n"
    "Exit codes: 0 written; 2 usage; 3 an input does not say what it should; 4 a file cannot be\n"
    "read or written.\n\n";

// What all papers share: the run, where the paper goes, who approved and signed it.
class ReportCommand : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("RUN", run_, "the results of a review");
    arguments.option("--out", out, "FILE", "the paper: FILE.pdf or FILE.xlsx", true);
    arguments.option("--approval", approval_, "NUMBER",
                     "the number of the decision (決裁番号) by which it goes out");
    arguments.option("--signed", signed_, "ROLE=NAME",
                     "who stands by it, in this order; several times");
    arguments.option("--registers", registers_, "DIR", "where the run's registers are now");
    arguments.option("--profiles", profiles_, "DIR", "where its profiles are now");
    arguments.option("--policies", policies_, "DIR", "where its rules are now");
    arguments.option("--store", store_, "DIR", "a store: cases, campaigns, published figures");
    declare_language(arguments, language_);
    declare_more(arguments);
    arguments.footer(fmt::format("{}{}Examples:\n{}", about(), kCommon, examples()));
  }

  Result<ExitCode> run(Console& console) override {
    if (auto understood = understand(); !understood) return std::unexpected(understood.error());
    Progress registers(console, "registers");
    const auto source =
        service::load_paper_source(run_, {registers_, {}, profiles_, policies_, store_, {}},
                                   [&](const service::Progress& now) {
                                     registers.update(now.bytes, now.bytes_of, now.lines);
                                   });
    registers.finish();
    if (!source) return std::unexpected(source.error());
    if (auto done = write(console, **source); !done) return std::unexpected(done.error());
    return ExitCode::kNothingFound;
  }

 protected:
  virtual std::string_view about() const = 0;
  virtual std::string_view examples() const = 0;
  virtual void declare_more(Arguments& /*arguments*/) {}
  virtual Result<void> write(Console& console, const service::PaperSource& source) {
    return write_one(console, make(source), out);
  }
  virtual Result<report::Paper> make(const service::PaperSource& source) = 0;

  Result<void> write_one(Console& console, const Result<report::Paper>& paper,
                         const std::filesystem::path& file) const {
    if (!paper) return std::unexpected(paper.error());
    if (auto written = service::write_paper(*paper, file); !written) return written;
    const bool japanese = options.language == report::Language::kJapanese;
    const std::string_view state = !paper->approval.empty() ? ""
                                   : japanese               ? "(案: 決裁番号なし)"
                                                            : " (DRAFT: no approval)";
    console.out(fmt::format("{}{}\n", file.string(), state));
    return {};
  }

  bool has_store() const { return !store_.empty(); }
  // The store of --store, for reading.
  Result<std::unique_ptr<store::Database>> database() const {
    if (!has_store()) {
      return fail(ErrorCode::kUsage, "--store is missing", {},
                  "Campaigns and cases stand in a store; give --store DIR.");
    }
    const auto directory = store::find_store_directory(store_);
    if (!directory) return std::unexpected(directory.error());
    return store::open_store(*directory);
  }

  service::PaperOptions options;
  std::string out;

 private:
  Result<void> understand() {
    options.language =
        is_japanese(language_) ? report::Language::kJapanese : report::Language::kEnglish;
    options.approval = approval_;
    for (const std::string& one : signed_) {
      const size_t equals = one.find('=');
      if (equals == std::string::npos || equals == 0) {
        return fail(ErrorCode::kUsage, fmt::format("`{}` does not say who signs as what", one), {},
                    "Write ROLE=NAME, such as --signed 承認=送配電本部長.");
      }
      options.signatures.push_back({one.substr(0, equals), one.substr(equals + 1)});
    }
    return {};
  }

  std::string run_, approval_, language_, registers_, profiles_, policies_, store_;
  std::vector<std::string> signed_;
};

class ReportIncidentCommand final : public ReportCommand {
  std::string_view about() const override {
    return "Who saw whose contracts in which systems, by which routes and when, with the three\n"
           "windows beside every figure, and what could not be determined.\n";
  }
  std::string_view examples() const override {
    return "  sekisho report incident out --lang ja --out incident.pdf\n"
           "  sekisho report incident out --lang en --out incident.xlsx --approval 2026-123\n";
  }
  Result<report::Paper> make(const service::PaperSource& source) override {
    return service::incident_paper(source, options);
  }
};

class ReportSupplierCommand final : public ReportCommand {
  std::string_view about() const override {
    return "The supply points of one supplier that were seen, and when, in which system. Nothing "
           "of\n"
           "other suppliers stands in it, and no person. --every writes one for each supplier "
           "that\n"
           "was seen, CODE.pdf below the directory --out (CODE.xlsx with --workbook).\n";
  }
  std::string_view examples() const override {
    return "  sekisho report supplier out --retailer E127 --out E127.pdf --approval 2026-123\n"
           "  sekisho report supplier out --every --out suppliers --approval 2026-123\n";
  }
  void declare_more(Arguments& arguments) override {
    arguments.option("--retailer", retailer_, "CODE", "the supplier, as the registers have it");
    arguments.flag("--every", every_, "one file for each supplier that was seen");
    arguments.flag("--workbook", workbook_, "with --every: XLSX in the place of PDF");
  }
  Result<report::Paper> make(const service::PaperSource& source) override {
    return service::supplier_paper(source, options, retailer_);
  }
  Result<void> write(Console& console, const service::PaperSource& source) override {
    if (retailer_.empty() != every_) {
      return fail(ErrorCode::kUsage, "name a supplier, or ask for every one, and not both", {},
                  "Give --retailer CODE or --every; see --help.");
    }
    if (!every_) return ReportCommand::write(console, source);
    const auto suppliers = service::suppliers_to_tell(source);
    if (!suppliers) return std::unexpected(suppliers.error());
    std::error_code error;
    std::filesystem::create_directories(out, error);
    Progress progress(console, "papers");
    for (size_t i = 0; i < suppliers->size(); ++i) {
      const std::string& code = (*suppliers)[i];
      const auto paper = service::supplier_paper(source, options, code);
      const auto file = service::supplier_file(out, code, workbook_);
      if (!file) return std::unexpected(file.error());
      if (auto done = write_one(console, paper, *file); !done) return done;
      progress.update(i + 1, suppliers->size(), i + 1);
    }
    return {};
  }

  std::string retailer_;
  bool every_ = false;
  bool workbook_ = false;
};

class ReportHalfYearCommand final : public ReportCommand {
  std::string_view about() const override {
    return "A frozen half-yearly campaign of a store: its population, what arrived of each log, "
           "what\n"
           "was found, what each owning department states, who checked it, and the conclusion. "
           "RUN\n"
           "must be the review that was frozen. An approved campaign brings its own number.\n";
  }
  std::string_view examples() const override {
    return "  sekisho report half-year data/reviews/r1 --store data/store --campaign 3 --out "
           "h1.pdf\n";
  }
  void declare_more(Arguments& arguments) override {
    arguments.option("--campaign", campaign_, "N", "the number of the campaign");
  }
  Result<report::Paper> make(const service::PaperSource& source) override {
    const auto opened = database();
    if (!opened) return std::unexpected(opened.error());
    return service::half_year_paper(source, options, **opened, static_cast<int64_t>(campaign_));
  }

  uint64_t campaign_ = 0;
};

// Of a store where one is named.
class ReportOfPeopleCommand : public ReportCommand {
 protected:
  virtual Result<report::Paper> make_with(const service::PaperSource& source,
                                          store::Database* database) = 0;

 private:
  Result<report::Paper> make(const service::PaperSource& source) final {
    if (!has_store()) return make_with(source, nullptr);
    const auto opened = database();
    if (!opened) return std::unexpected(opened.error());
    return make_with(source, opened->get());
  }
};

class ReportMonthCommand final : public ReportOfPeopleCommand {
  std::string_view about() const override {
    return "What was found in one month and what arrived of each log; with --store also the "
           "cases,\n"
           "what is due, and the figures that went out in it.\n";
  }
  std::string_view examples() const override {
    return "  sekisho report month out --month 2024-10 --out month.pdf\n"
           "  sekisho report month out --month 2024-10 --store data/store --out month.pdf\n";
  }
  void declare_more(Arguments& arguments) override {
    arguments.option("--month", month_, "YYYY-MM", "the month, of Japan", true);
  }
  Result<report::Paper> make_with(const service::PaperSource& source,
                                  store::Database* database) override {
    return service::month_paper(source, options, database, month_);
  }

  std::string month_;
};

class ReportViewpointsCommand final : public ReportOfPeopleCommand {
  std::string_view about() const override {
    return "The 17 viewpoints of the regulator, each with the figures of the registers and the "
           "review\n"
           "that answer it, with --store also those of campaigns and audits. Where no data "
           "answers,\n"
           "it says so: those answers are for people to write.\n";
  }
  std::string_view examples() const override {
    return "  sekisho report viewpoints out --out viewpoints.pdf\n"
           "  sekisho report viewpoints out --store data/store --lang en --out viewpoints.xlsx\n";
  }
  Result<report::Paper> make_with(const service::PaperSource& source,
                                  store::Database* database) override {
    return service::viewpoints_paper(source, options, database);
  }
};

}  // namespace

std::unique_ptr<Command> make_report_half_year_command() {
  return std::make_unique<ReportHalfYearCommand>();
}
std::unique_ptr<Command> make_report_incident_command() {
  return std::make_unique<ReportIncidentCommand>();
}
std::unique_ptr<Command> make_report_month_command() {
  return std::make_unique<ReportMonthCommand>();
}
std::unique_ptr<Command> make_report_supplier_command() {
  return std::make_unique<ReportSupplierCommand>();
}
std::unique_ptr<Command> make_report_viewpoints_command() {
  return std::make_unique<ReportViewpointsCommand>();
}

}  // namespace sekisho::cli

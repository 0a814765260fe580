#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal_arguments.h"

namespace sekisho::cli {

// What all that is done with one thing has in common: which one, as it was seen, by whom; then it
// is shown as it is afterwards.
class ActCommand : public Command {
 public:
  void declare(Arguments& arguments) override;
  Result<ExitCode> run(Console& console) override;

 protected:
  // `case`: of whose number and revision the options speak.
  explicit ActCommand(std::string_view thing) : thing_(thing) {}

  virtual std::string_view about() const = 0;
  virtual std::string_view example() const = 0;
  virtual void declare_more(Arguments& arguments) = 0;
  // Asks the office, and does it. `seen`: the revision that somebody has seen.
  virtual Result<void> act(service::TerminalDesk& desk, int64_t id,
                           std::optional<int64_t> seen) = 0;
  virtual Result<ExitCode> show(Console& console, service::TerminalDesk& desk,
                                const ActingArguments& acting, int64_t id) = 0;

 private:
  const std::string_view thing_;
  ActingArguments acting_;
  std::string number_;
  uint64_t revision_ = 0;
};

// What somebody says of another one's word.
class OpinionArguments {
 public:
  // `right`: what agreeing says.
  void declare(Arguments& arguments, std::string_view right);
  // kUsage unless exactly one of the two is given.
  Result<bool> agrees() const;
  const std::string& reason() const { return reason_; }

 private:
  bool agrees_ = false, disagrees_ = false;
  std::string reason_;
};

}  // namespace sekisho::cli

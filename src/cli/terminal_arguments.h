#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "cli/command.h"
#include "cli/language.h"
#include "service/terminal/terminal_desk.h"
#include "service/terminal/work_text.h"

namespace sekisho::cli {

inline constexpr std::string_view kActingFooter =
    "\nFor the server's machine while the server does not run; while it runs, people do the same\n"
    "through the API. --by must have an account in the store, may do what their roles permit, and\n"
    "stands in the record as who did it, as through the API.\n\n"
    "Exit codes: 0 done; 2 usage, the state or their roles do not permit it, or a server has the\n"
    "store; 3 there is no such thing.\n\n";

// The number of a case, a campaign, a delivery. kUsage where it is none.
Result<int64_t> number_named(const std::string& text);
// The same of a count, which may be 0.
Result<int64_t> number_or_zero(const std::string& text);

// What `find` finds in a store, in one reading of it that `read` makes.
template <class Find>
std::invoke_result_t<Find, store::Database&> found_by(const Find& find, const auto& read) {
  std::optional<std::invoke_result_t<Find, store::Database&>> found;
  const Result<void> done = read([&](store::Database& database) -> Result<void> {
    found = find(database);
    return *found ? Result<void>{} : std::unexpected(found->error());
  });
  if (!done) return std::unexpected(done.error());
  return *std::move(found);
}

// What a command has that looks at a store.
class LookingArguments {
 public:
  void declare(Arguments& arguments);
  bool json() const { return json_; }
  bool japanese() const { return is_japanese(language_); }

  // What `find` finds in the store.
  template <class Find>
  std::invoke_result_t<Find, store::Database&> look(const Find& find) const {
    return found_by(find, [this](const auto& work) { return service::look_into(place_, work); });
  }
  // One thing with everything that is known of it.
  template <class Shown>
  Result<ExitCode> show(Console& console, const std::string& number,
                        Result<Shown> (*find)(store::Database&, int64_t),
                        std::string (*text)(const Shown&, bool)) const {
    const auto id = number_named(number);
    if (!id) return std::unexpected(id.error());
    const auto shown = look([&](store::Database& database) { return find(database, *id); });
    if (!shown) return std::unexpected(shown.error());
    console.out(json_ ? service::shown_json(*shown) : text(*shown, japanese()));
    return ExitCode::kNothingFound;
  }

 private:
  service::StorePlace place_;
  std::string language_;
  bool json_ = false;
};

// What a command has with which somebody does something.
class ActingArguments {
 public:
  void declare(Arguments& arguments);
  bool json() const { return json_; }
  bool japanese() const { return is_japanese(language_); }
  const service::StorePlace& place() const { return place_; }

  Result<std::unique_ptr<service::TerminalDesk>> open() const;
  // The thing as it is afterwards.
  template <class Shown>
  Result<ExitCode> show(Console& console, service::TerminalDesk& desk, int64_t id,
                        Result<Shown> (*find)(store::Database&, int64_t),
                        std::string (*text)(const Shown&, bool)) const {
    const auto shown = found_by([&](store::Database& database) { return find(database, id); },
                                [&](const auto& work) { return desk.desk().read(work); });
    if (!shown) return std::unexpected(shown.error());
    console.out(json_ ? service::shown_json(*shown) : text(*shown, japanese()));
    return ExitCode::kNothingFound;
  }

 private:
  service::StorePlace place_;
  std::string by_, language_;
  bool json_ = false;
};

}  // namespace sekisho::cli

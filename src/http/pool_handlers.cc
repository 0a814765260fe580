#include <fmt/format.h>

#include <algorithm>

#include "disaster/pool.h"
#include "disaster/scan.h"
#include "http/casework_calls.h"
#include "http/detail_words.h"
#include "http/disaster_calls.h"
#include "service/disaster/disaster_json.h"
#include "text/json_writer.h"

// Pools of terminals and IDs; what comes back, and stock-takes.
namespace sekisho::http {
namespace {

using casework::Journal;
using disaster::DeskFacts;
using disaster::ItemKind;
using disaster::PoolItem;

struct Refused {
  std::string code;
  Error why;
};

std::string added_json(const std::vector<PoolItem>& added, const std::vector<Refused>& refused) {
  std::vector<std::string> items;
  for (const PoolItem& one : added) items.push_back(service::pool_item_json(one));
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("added").raw(array_json(items)).key("refused").begin_array();
  for (const Refused& one : refused) {
    const std::string japanese = japanese_of(one.why.message);
    json.begin_object().member("code", one.code).member("reason", one.why.message);
    json.member("reason_ja", japanese.empty() ? one.why.message : japanese).end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

std::expected<std::vector<std::string>, Fault> codes_of(const Call& call) {
  auto codes = disaster::codes_in(call.text("codes"));
  if (!codes) return std::unexpected(fault_of(codes.error()));
  return std::move(*codes);
}

}  // namespace

Answer list_pool(const Call& call) {
  const disaster::PoolFilter filter{.office = call.arguments.text("office"),
                                    .state = call.arguments.text("state")};
  std::vector<std::string> items;
  std::string counts;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = disaster::list_pool(database, {.office = filter.office});
    if (!all) return std::unexpected(all.error());
    counts = service::pool_counts_json(*all);
    for (const PoolItem& one : *all) {
      if (filter.state.empty() ||
          disaster::kItemStates[static_cast<size_t>(one.state)] == filter.state) {
        items.push_back(service::pool_item_json(one));
      }
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("pool {} {}", filter.office, filter.state), items,
                 fmt::format(",\"counts\":{}", counts));
}

Answer add_to_pool(const Call& call) {
  const std::vector<std::string> terminals = texts_of(call, "terminals");
  const std::vector<std::string> accounts = texts_of(call, "accounts");
  std::vector<PoolItem> added;
  std::vector<Refused> refused;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    added.clear();
    refused.clear();
    store::Database& database = journal.database();
    if (auto ok = disaster::check_additions(terminals.size() + accounts.size()); !ok) return ok;
    for (const auto& [kind, codes] :
         {std::pair{ItemKind::kTerminal, &terminals}, std::pair{ItemKind::kAccount, &accounts}}) {
      for (const std::string& code : *codes) {
        // Nothing is written where it is refused.
        const auto id = disaster::add_to_pool(journal, call.text("office"), kind, code);
        const bool theirs = !id && (id.error().code == ErrorCode::kUsage ||
                                    id.error().code == ErrorCode::kBadInput);
        if (theirs) {
          refused.push_back({code, id.error()});
          continue;
        }
        if (!id) return std::unexpected(id.error());
        auto item = disaster::find_item(database, *id);
        if (!item) return std::unexpected(item.error());
        added.push_back(std::move(*item));
      }
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(added_json(added, refused));
}

Answer set_pool_state(const Call& call) {
  const auto id = number_of(call, "item");
  if (!id) return std::unexpected(id.error());
  const auto* const state = std::ranges::find(disaster::kItemStates, call.text("state"));
  std::string json;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    const auto set = disaster::set_state(
        journal, *id, static_cast<disaster::ItemState>(state - disaster::kItemStates.begin()),
        call.text("reason"));
    if (!set) return set;
    const auto item = disaster::find_item(journal.database(), *id);
    if (!item) return std::unexpected(item.error());
    json = service::pool_item_json(*item);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(json + "\n");
}

Answer take_back(const Call& call) {
  const auto opening = number_of(call, "opening");
  if (!opening) return std::unexpected(opening.error());
  const auto codes = codes_of(call);
  if (!codes) return std::unexpected(codes.error());
  const auto at = time_of(call.body, "at");
  if (!at) return std::unexpected(at.error());
  disaster::Return taken;
  const auto done = act_at_desk(
      call, "terminal returned", {}, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
        auto back =
            disaster::take_back(journal, facts, *opening, *codes, *at, says_true(call, "on_paper"));
        if (!back) return std::unexpected(back.error());
        taken = std::move(*back);
        return {};
      });
  if (!done) return std::unexpected(done.error());
  if (const auto settled = call.services.disasters->settle(call.now); !settled)
    return std::unexpected(fault_of(settled.error()));
  return json_response(service::return_json(taken) + "\n");
}

Answer list_stock_takes(const Call& call) {
  const std::string office = call.arguments.text("office");
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = disaster::list_stock_takes(database, office);
    if (!all) return std::unexpected(all.error());
    for (const disaster::StockTake& one : *all) items.push_back(service::stock_take_json(one));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("stock-takes {}", office), items);
}

Answer take_stock(const Call& call) {
  const auto codes = codes_of(call);
  if (!codes) return std::unexpected(codes.error());
  std::string json;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    const auto stock = disaster::take_stock(journal, call.text("office"), *codes);
    if (!stock) return std::unexpected(stock.error());
    json = service::stock_take_json(*stock);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(json + "\n");
}

}  // namespace sekisho::http

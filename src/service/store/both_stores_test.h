#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "evidence/store_reader.h"
#include "service/store/ledger.h"
#include "service/store/store_setup.h"
#include "store/databases_test.h"

namespace sekisho::service {

// A store of both kinds for tests, empty and a test's own: a suite that runs on both takes
// SEKISHO_ON_BOTH.
class OnBothStores : public store::OnBothDatabases {
 protected:
  void SetUp() override {
    OnBothDatabases::SetUp();
    if (IsSkipped()) return;
    place.directory = (scratch.path() / "store").string();
    const bool postgres = GetParam() == store::Database::Kind::kPostgres;
    const auto begun =
        begin_store({place.directory, postgres ? new_name() : std::string(), "example.com/store"});
    ASSERT_TRUE(begun) << to_string(begun.error());
  }
  // Also once more, as the next process does.
  void open_ledger() {
    ledger.reset();
    auto opened = Ledger::open(place);
    ASSERT_TRUE(opened) << to_string(opened.error());
    ledger = std::move(*opened);
  }

  // Of the record.
  std::string last_entry() {
    EXPECT_TRUE(ledger->publish());
    auto reader = evidence::StoreReader::open(place.directory + "/record");
    std::string out;
    EXPECT_TRUE(
        reader->visit(reader->size() - 1, reader->size(), [&](uint64_t, std::string_view entry) {
          out = entry;
          return true;
        }));
    return out;
  }

  StorePlace place;
  std::unique_ptr<Ledger> ledger;
};

}  // namespace sekisho::service

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/contradictions.h"
#include "register/load.h"
#include "service/store/store_session.h"
#include "store/change.h"

// Importing register files into a store: first what would change, then all of it as one change.
namespace sekisho::service {

struct RegisterImport {
  StorePlace store;
  std::vector<std::string> places;  // files, or directories of them
  std::string profiles;             // empty: the shipped ones
  std::string effective;            // when facts end whose row is absent; empty: today
  store::Consent consent;
  std::string expected;  // the hash of a preview; only that is done. Empty: whatever it is
};

// What an import would change, in an order that depends on nothing but what it says.
struct ImportPreview {
  std::string hash;
  store::CountsByTable counts{};
  std::vector<store::ImportedFile> files;
  std::vector<store::Step> steps;
  std::vector<store::Fact> before;                 // of the steps that end one, by id
  std::vector<reg::Contradiction> contradictions;  // that were not there before; the first ones
  std::vector<reg::RejectedRow> rejected;
  std::vector<std::string> unclaimed;
  bool nothing = false;  // the files were imported before, and every fact is as they say
  std::vector<std::string> grounds;  // for a second person, for people; none: it needs none
};

// Changes nothing.
Result<ImportPreview> preview_import(const RegisterImport& request, Instant now,
                                     const HeardBytes& heard);
// The same by a connection to a store that is open already; `request.store` is not looked at.
Result<ImportPreview> preview_import(store::Database& database,
                                     const store::StoreDirectory& directory,
                                     const RegisterImport& request, Instant now,
                                     const HeardBytes& heard);

struct ImportDone {
  ImportPreview preview;
  int64_t change = 0;  // 0: there was nothing to change
  uint64_t entry = 0;  // of the evidence log
};

// kUsage where it is not what `expected` says, or needs a second person and has none: then nothing
// is changed. An import that has nothing to change makes no change.
Result<ImportDone> import_registers(const RegisterImport& request, Instant now,
                                    const HeardBytes& heard);
// The same in a session that is open already; `request.store` is not looked at.
Result<ImportDone> import_registers(StoreSession& session, const RegisterImport& request,
                                    Instant now, const HeardBytes& heard);

std::string import_text(const ImportPreview& preview, const ImportDone* done, bool japanese);
// At most so many steps, contradictions and rejected rows, the first ones.
std::string import_json(const ImportPreview& preview, const ImportDone* done,
                        size_t most = SIZE_MAX);

}  // namespace sekisho::service

#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/find_files.h"
#include "register/load.h"
#include "register/profile.h"
#include "service/store/store_session.h"
#include "store/change.h"
#include "store/import_plan.h"
#include "store/supply_writer.h"

namespace sekisho::service {

// What one profile read in an import.
struct ReadProfile {
  const reg::RegisterProfile* profile = nullptr;
  std::string sha256;               // of the profile
  std::vector<store::NewRow> rows;  // of every table but the supply contracts
  // Of the supply contracts: rows whose origins are indexes into `sources`.
  std::unique_ptr<reg::Register> supply;
  std::vector<reg::SupplySource> sources;
};

// The files of an import as they were read.
struct ReadImport {
  std::vector<reg::RegisterProfile> profiles;  // that exist; `read` points into it
  std::vector<ReadProfile> read;               // by table, then profile
  std::vector<store::ImportedFile> files;      // by name, then table: Step::file counts from 1
  std::vector<std::filesystem::path> paths;    // of `files`
  std::vector<reg::RejectedRow> rejected;
  std::vector<std::string> unclaimed;
};

// Reads files and directories by the profiles in a directory. A row that cannot be read is a
// rejected row; kBadInput where nothing of a file can be read, so that nobody takes it for an empty
// one; kNotFound where no profile claims any file.
Result<ReadImport> read_import(const std::vector<std::string>& places,
                               const std::filesystem::path& profiles, const HeardBytes& heard);

}  // namespace sekisho::service

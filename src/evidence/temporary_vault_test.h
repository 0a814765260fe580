#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "evidence/vault.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::evidence {

inline crypto::SecretKey counted_key(int first) {
  std::string bytes;
  for (size_t i = 0; i < crypto::kSecretKeyBytes; ++i) bytes += static_cast<char>(first++);
  return std::move(*crypto::SecretKey::from_bytes(bytes));
}

// A disk in memory with a vault in `vault` and an empty directory `bodies`, for tests.
class TemporaryVault {
 public:
  explicit TemporaryVault(uint64_t seed = 1) : disk_(seed) {
    const auto root = disk_.root();
    EXPECT_TRUE(root->make_directory("vault") && root->make_directory("bodies") && root->sync());
    EXPECT_TRUE(Vault::create(*directory(), counted_key(0)));
  }

  tlog::SimulatedDisk& disk() { return disk_; }
  std::shared_ptr<tlog::Directory> directory(const std::string& name = "vault") {
    return disk_.root()->directory(name).value();
  }
  Result<Vault> try_open(Vault::Access access = Vault::Access::kWrite) {
    return Vault::open(directory(), counted_key(0), access);
  }
  Vault open(Vault::Access access = Vault::Access::kWrite) {
    return std::move(try_open(access).value());
  }

 private:
  tlog::SimulatedDisk disk_;
};

inline std::string secret_of(const crypto::SecretKey& key) {
  return crypto::to_hex({reinterpret_cast<const char*>(key.secret().data()), key.secret().size()});
}

}  // namespace sekisho::evidence

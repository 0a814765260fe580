#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Databases that keep the same entries durably, for evidence_bench. Their libraries are loaded at
// run time, so that nothing has to be there to build the benchmark. One thread.
namespace sekisho::bench {

class Peer {
 public:
  virtual ~Peer() = default;
  virtual std::string name() const = 0;
  // One transaction, durable on return. False where it failed.
  virtual bool append(const std::vector<std::string_view>& batch) = 0;
};

// One table, WAL, synchronous=FULL, one INSERT an entry, no hashes. None where libsqlite3.so.0 is
// missing or refuses.
std::unique_ptr<Peer> open_sqlite(const std::string& path);

// PostgreSQL 15 of Debian's package with fsync and one table, one binary COPY a batch, no hashes.
// A cluster of its own in `directory`, by way of a socket there, as the user `postgres` where this
// one is root; it ends with the peer. None where it is not installed or does not start.
std::unique_ptr<Peer> open_postgresql(const std::string& directory);

}  // namespace sekisho::bench

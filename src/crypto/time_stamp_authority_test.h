#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho::crypto {

// An authority of its own root in a directory of its own, by way of `openssl ts`, for tests.
class TimeStampAuthority {
 public:
  TimeStampAuthority() {
    std::ofstream(base_ / "tsa.cnf")
        << "[tsa]\ndefault_tsa=one\n[one]\nserial=" << (base_ / "serial").string()
        << "\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
           "digests=sha256,sha512\naccuracy=secs:1\nclock_precision_digits=3\n"
           "ess_cert_id_alg=sha256\n"
           "[ext]\nextendedKeyUsage=critical,timeStamping\nkeyUsage=digitalSignature\n"
           "[req]\ndistinguished_name=name\n[name]\n";
    const std::string key = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
    run(key + "-keyout root.key -out root.pem -subj '/CN=Root of a test' -days 3650");
    run("openssl req -config tsa.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
        "-keyout tsa.key -out tsa.csr -subj '/CN=Authority of a test'");
    run("openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 "
        "-extfile tsa.cnf -extensions ext -out tsa.pem");
  }

  std::filesystem::path roots_file() const { return base_ / "root.pem"; }
  std::string roots() const { return read_file(roots_file(), 1 << 16).value(); }

  // The reply to a query, both DER.
  std::string answer(const std::string& query) const {
    std::ofstream(base_ / "query.tsq", std::ios::binary) << query;
    run("openssl ts -reply -config tsa.cnf -queryfile query.tsq -signer tsa.pem -inkey tsa.key "
        "-out reply.tsr");
    return read_file(base_ / "reply.tsr", 1 << 16).value();
  }

 private:
  void run(const std::string& command) const {
    const std::string whole = "cd '" + base_.string() + "' && " + command + " >log 2>&1";
    EXPECT_EQ(std::system(whole.c_str()), 0) << command << "\n"
                                             << read_file(base_ / "log", 1 << 16).value_or("");
  }

  const TemporaryDirectory temporary_;
  const std::filesystem::path base_ = temporary_.path();
};

}  // namespace sekisho::crypto

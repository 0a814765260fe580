#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.h"
#include "base/instant.h"

namespace sekisho::crypto {

// Issues client certificates in a directory of its own, by way of `openssl ca`, for tests.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const std::string& name) {
    std::string directory = std::filesystem::temp_directory_path() / "sekisho-ca-XXXXXX";
    base_ = ::mkdtemp(directory.data());
    std::ofstream(base_ / "ca.cnf")
        << "[ca]\ndefault_ca=one\n[one]\ndatabase=index.txt\nserial=serial\ncrlnumber=serial.crl\n"
           "new_certs_dir=.\ncertificate=ca.pem\nprivate_key=ca.key\ndefault_md=sha256\n"
           "default_days=365\ndefault_crl_days=7\npolicy=any\nemail_in_dn=no\nutf8=yes\n"
           "unique_subject=no\nrand_serial=yes\n"
           "[any]\nO=optional\nCN=supplied\n"
           "[req]\ndistinguished_name=any\nutf8=yes\nstring_mask=utf8only\n";
    std::ofstream(base_ / "index.txt") << "";
    std::ofstream(base_ / "serial.crl") << "01\n";
    run("openssl req -config ca.cnf -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
        "-keyout ca.key -out ca.pem -subj '/CN=" +
        name +
        "' -days 3650 "
        "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign,cRLSign "
        "-addext subjectKeyIdentifier=hash");
  }
  CertificateAuthority(const CertificateAuthority&) = delete;
  CertificateAuthority& operator=(const CertificateAuthority&) = delete;
  ~CertificateAuthority() { std::filesystem::remove_all(base_); }

  struct Card {
    std::string pem, der;
    std::string fingerprint;  // SHA-256, as openssl says
    Instant issued;           // a moment at which it was valid
  };

  std::string certificate() const { return read("ca.pem"); }

  Card issue(const std::string& subject, const std::string& names,
             const std::string& usage = "clientAuth") const {
    std::ofstream(base_ / "ext.cnf")
        << "extendedKeyUsage=" << usage << "\nbasicConstraints=CA:FALSE\nsubjectAltName=" << names
        << "\n";
    run("openssl req -config ca.cnf -utf8 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
        "-keyout card.key -out card.csr -subj '" +
        subject + "'");
    run("openssl ca -config ca.cnf -batch -notext -in card.csr -out card.pem -extfile ext.cnf");
    run("openssl x509 -in card.pem -outform DER -out card.der");
    run("openssl x509 -in card.pem -noout -fingerprint -sha256 | sed 's/.*=//; s/://g' | "
        "tr A-Z a-z | tr -d '\\n' > fingerprint");
    return {read("card.pem"), read("card.der"), read("fingerprint"), written("card.pem")};
  }

  void revoke(const Card& card) const {
    std::ofstream(base_ / "lost.pem") << card.pem;
    run("openssl ca -config ca.cnf -revoke lost.pem");
  }
  struct List {
    std::string pem;
    Instant made;  // a moment at which it was in force
  };
  List revocation_list() const {
    run("openssl ca -config ca.cnf -gencrl -out list.pem");
    return {read("list.pem"), written("list.pem")};
  }

 private:
  std::string read(const char* name) const { return read_file(base_ / name, 1 << 20).value(); }
  Instant written(const char* name) const {
    struct stat file{};
    EXPECT_EQ(::stat((base_ / name).c_str(), &file), 0);
    return Instant{file.st_mtim.tv_sec * kMicrosPerSecond};
  }
  void run(const std::string& command) const {
    const std::string whole = "cd '" + base_.string() + "' && (" + command + ") 2>log";
    EXPECT_EQ(std::system(whole.c_str()), 0) << command << "\n"
                                             << read_file(base_ / "log", 1 << 16).value_or("");
  }

  std::filesystem::path base_;
};

}  // namespace sekisho::crypto

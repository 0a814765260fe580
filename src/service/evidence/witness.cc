#include "service/evidence/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/json_writer.h"
#include "text/number.h"
#include "tlog/file_system.h"
#include "tlog/key_file.h"

namespace sekisho::service {
namespace {

std::string key_path(const std::string& directory) {
  return directory + "/witness.key";
}

Result<tlog::SignerKey> read_key(const std::string& directory) {
  Result<tlog::SignerKey> key = tlog::read_key_file(key_path(directory));
  if (key || key.error().code != ErrorCode::kNotFound) return key;
  Error error = key.error();
  const auto opened = tlog::open_directory(directory);
  if (opened && (*opened)->directory("logs")) {
    error.message = "the key of the witness is missing";
    error.help = "Bring it back; another key is another witness, in a directory of its own.";
    return std::unexpected(std::move(error));
  }
  error.message = "there is no witness";
  error.help = "Make one with `sekisho witness init`.";
  return std::unexpected(std::move(error));
}

}  // namespace

Result<tlog::VerifierKey> begin_witness(const std::string& directory, const std::string& name) {
  const Result<tlog::SignerKey> key =
      tlog::SignerKey::generate(name, tlog::KeyType::kCosignatureV1);
  if (!key) return std::unexpected(key.error());
  if (auto made = tlog::make_and_open_directory(directory); !made) {
    return std::unexpected(made.error());
  }
  if (auto written = tlog::write_key_file(key_path(directory), *key); !written) {
    return std::unexpected(written.error());
  }
  return key->verifier();
}

Result<std::string> add_log_to_witness(const std::string& directory,
                                       std::string_view verifier_key) {
  const Result<tlog::VerifierKey> key = tlog::VerifierKey::parse(verifier_key);
  if (!key) return std::unexpected(key.error());
  if (auto own = read_key(directory); !own) return std::unexpected(own.error());
  const Result<std::unique_ptr<tlog::Directory>> opened = tlog::open_directory(directory);
  if (!opened) return std::unexpected(opened.error());
  if (auto added = tlog::add_witnessed_log(**opened, *key); !added) {
    return std::unexpected(added.error());
  }
  return key->name();
}

Result<std::unique_ptr<tlog::Witness>> open_witness(const std::string& directory) {
  Result<tlog::SignerKey> key = read_key(directory);
  if (!key) return std::unexpected(key.error());
  Result<std::unique_ptr<tlog::Directory>> opened = tlog::open_directory(directory);
  if (!opened) return std::unexpected(opened.error());
  return tlog::Witness::open(std::move(*opened), std::move(*key));
}

Result<WitnessStatus> read_witness(const std::string& directory) {
  const Result<tlog::SignerKey> key = read_key(directory);
  if (!key) return std::unexpected(key.error());
  const Result<std::unique_ptr<tlog::Directory>> opened = tlog::open_directory(directory);
  if (!opened) return std::unexpected(opened.error());
  Result<std::vector<tlog::WitnessedLog>> logs = tlog::read_witnessed_logs(**opened);
  if (!logs) return std::unexpected(logs.error());
  return WitnessStatus{key->verifier(), std::move(*logs)};
}

bool has_fork(const WitnessStatus& status) {
  return std::ranges::any_of(
      status.logs, [](const tlog::WitnessedLog& log) { return log.other_tree.has_value(); });
}

std::string witness_text(const WitnessStatus& status, bool japanese) {
  std::string out =
      fmt::format(fmt::runtime(japanese ? "第三者による記録確認 {}\n" : "witness {}\n"),
                  status.key.to_string());
  if (status.logs.empty()) {
    out += japanese ? "  対象の証跡がありません。`sekisho witness add-log` で追加してください。\n"
                    : "  knows no log: add one with `sekisho witness add-log`\n";
  }
  for (const tlog::WitnessedLog& log : status.logs) {
    out += fmt::format("  {}: ", log.origin());
    if (!log.newest) {
      out += japanese ? "まだ署名していません\n" : "nothing cosigned yet\n";
    } else {
      out += fmt::format(fmt::runtime(japanese ? "記録 {} 件までの記録確定点に署名済み、ルート {}\n"
                                               : "cosigned {} entries, root {}\n"),
                         text::with_thousands(log.checkpoint.size),
                         tlog::hash_text(log.checkpoint.root));
    }
    if (!log.other_tree) continue;
    out += japanese
               ? "    分岐: 同じ記録数で内容の異なる記録確定点に署名した証跡です。"
                 "両方の記録確定点を証拠として保存しています。\n"
               : "    FORK: the log signed another tree of that size, too; the proof is kept\n";
  }
  return out;
}

std::string witness_json(const WitnessStatus& status) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object().member("key", status.key.to_string());
  json.key("logs").begin_array();
  for (const tlog::WitnessedLog& log : status.logs) {
    json.begin_object().member("origin", log.origin());
    json.key("keys").begin_array();
    for (const tlog::VerifierKey& key : log.keys) json.value(key.to_string());
    json.end_array().member("size", log.checkpoint.size);
    json.member("root", tlog::hash_text(log.checkpoint.root));
    json.member("cosigned", log.newest.has_value()).member("fork", log.other_tree.has_value());
    if (log.newest) json.member("checkpoint", to_string(*log.newest));
    if (log.other_tree) json.member("other_checkpoint", to_string(*log.other_tree));
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service

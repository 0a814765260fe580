#include <fmt/format.h>

#include "http/handlers.h"
#include "http/limits.h"
#include "text/json_writer.h"

// Files that arrive in pieces. Offsets and lengths stand in the headers of the IETF draft on
// resumable uploads, so that a HEAD tells where to go on.
namespace sekisho::http {
namespace {

using service::Upload;

Response upload_response(const Upload& upload, int status = 200) {
  Response out = json_response(upload_json(upload) + "\n", status);
  out.headers.push_back({"Upload-Offset", std::to_string(upload.offset)});
  out.headers.push_back({"Upload-Length", std::to_string(upload.bytes)});
  out.headers.push_back({"Upload-Complete", upload.complete ? "?1" : "?0"});
  return out;
}

// A piece on its way to the file.
class UploadSink final : public BodySink {
 public:
  explicit UploadSink(Result<std::unique_ptr<service::Uploads::Writer>> writer)
      : writer_(std::move(writer)) {}

  bool take(std::string_view bytes) override {
    if (!writer_) return false;
    if (auto taken = (*writer_)->append(bytes); !taken) writer_ = std::unexpected(taken.error());
    return writer_.has_value();
  }
  Result<Upload> finish() {
    if (!writer_) return std::unexpected(writer_.error());
    return (*writer_)->finish();
  }

 private:
  Result<std::unique_ptr<service::Uploads::Writer>> writer_;
};

// Where the client stands is told with the problem, as the draft has it.
Fault fault_of_piece(const Call& call, const Error& error) {
  if (error.code == ErrorCode::kNotFound) return fault_of(error);
  Fault fault = conflict_of(error);
  if (error.code == ErrorCode::kLimit) fault.problem = Problem::kTooLarge;
  const auto now = call.services.uploads->find(call.caller, call.arguments.text("upload"));
  if (now) fault.headers.push_back({"Upload-Offset", std::to_string(now->offset)});
  return fault;
}

}  // namespace

std::shared_ptr<BodySink> upload_sink(const Services& services, const std::string& caller,
                                      const Arguments& arguments) {
  return std::make_shared<UploadSink>(services.uploads->write(
      caller, arguments.text("upload"), arguments.number("Upload-Offset").value_or(0)));
}

Answer begin_upload(const Call& call) {
  const text::JsonValue* bytes = call.body.find("bytes");
  const auto begun = call.services.uploads->begin(
      call.caller,
      {call.text("name"), static_cast<uint64_t>(bytes->as_int().value_or(0)), call.text("sha256")});
  if (!begun) {
    Fault fault = fault_of(begun.error());
    if (begun.error().code == ErrorCode::kLimit) {
      fault = conflict_of(begun.error());
      fault.problem = Problem::kTooLarge;
    }
    return std::unexpected(std::move(fault));
  }
  Response response = upload_response(*begun, 201);
  response.headers.push_back({"Location", "/api/v1/uploads/" + begun->id});
  return response;
}

Answer list_uploads(const Call& call) {
  std::string out = "{\"items\":[";
  for (const Upload& upload : call.services.uploads->list(call.caller)) {
    if (out.back() != '[') out += ',';
    out += upload_json(upload);
  }
  return json_response(out + "]}\n");
}

Answer get_upload(const Call& call) {
  const auto upload = call.services.uploads->find(call.caller, call.arguments.text("upload"));
  if (!upload) return std::unexpected(fault_of(upload.error()));
  return upload_response(*upload);
}

Answer send_upload(const Call& call) {
  std::shared_ptr<BodySink> sink = call.request.sink;
  if (sink == nullptr) {  // the body is in memory
    sink = upload_sink(call.services, call.caller, call.arguments);
    sink->take(call.request.body);
  }
  auto* const piece = dynamic_cast<UploadSink*>(sink.get());
  if (piece == nullptr) return refuse(Problem::kConflict, "the piece was refused when it began");
  const auto sent = piece->finish();
  if (!sent) return std::unexpected(fault_of_piece(call, sent.error()));
  return upload_response(*sent);
}

Answer drop_upload(const Call& call) {
  const auto dropped = call.services.uploads->drop(call.caller, call.arguments.text("upload"));
  if (!dropped) {
    const Error& error = dropped.error();
    return std::unexpected(error.code == ErrorCode::kNotFound ? fault_of(error)
                                                              : conflict_of(error));
  }
  return Response{.status = 204};
}

}  // namespace sekisho::http

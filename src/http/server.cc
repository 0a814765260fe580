#include "http/server.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <cstring>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "base/cancellation.h"
#include "http/endpoint.h"

namespace sekisho::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using Stream = asio::generic::stream_protocol;  // TCP, or a Unix socket
using Acceptor = asio::basic_socket_acceptor<Stream>;
using Plain = beast::basic_stream<Stream>;
using Encrypted = asio::ssl::stream<Plain>;
using Code = boost::system::error_code;

// One connection, whatever it speaks.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;
  virtual void start() = 0;
  // Closes where nothing is under way. Any thread.
  virtual void stop() = 0;
  // Nothing where it is going away.
  virtual std::shared_ptr<Connection> alive() = 0;
};

// What connections share.
struct Shared {
  Shared(Application answering, const ServerOptions& bounds)
      : application(std::move(answering)), options(bounds), acceptor(asio::make_strand(context)) {}

  const Application application;
  const ServerOptions options;
  std::optional<asio::ssl::context> tls;  // none: plain HTTP
  std::atomic<bool> stopping = false;
  std::atomic<bool> giving_up = false;  // what is still under way is called off
  std::mutex mutex;                     // of what follows
  std::set<Connection*> connections;
  bool accepting = false;
  // Signals and the deadline of what is under way at the end: on a thread of their own, for all
  // others may be busy.
  asio::io_context control;
  asio::steady_timer deadline{control};
  // Holds the last of the connections, which use what stands above.
  asio::io_context context;
  Acceptor acceptor;  // used on its strand only, once the server runs

  void accept();
  void accepted(Code code, Stream::socket socket);
  void forget(Connection* connection);
  void all_gone() {
    asio::post(control, [this] { deadline.cancel(); });
  }
};

template <class Body>
void set_headers(wire::response<Body>& out, const Response& from) {
  out.set(wire::field::server, "sekisho");
  out.set("X-Content-Type-Options", "nosniff");
  out.set(wire::field::cache_control, from.cache_control);
  if (!from.etag.empty()) out.set(wire::field::etag, from.etag);
  if (!from.allow.empty()) out.set(wire::field::allow, from.allow);
  // A cookie is a header of its own.
  for (const Header& one : from.headers) out.insert(one.name, one.value);
  if (from.status != 304 && from.status != 204) {
    out.set(wire::field::content_type, from.content_type);
  }
}

wire::response<wire::string_body> to_wire(const Response& from, bool head, unsigned version) {
  wire::response<wire::string_body> out(static_cast<wire::status>(from.status), version);
  set_headers(out, from);
  if (from.status == 304 || from.status == 204) return out;
  out.content_length(from.body.size());
  if (!head) out.body() = from.body;
  return out;
}

Endpoint system_endpoint(const Stream::endpoint& from) {
  Endpoint out{.size = static_cast<uint32_t>(from.size())};
  std::memcpy(out.bytes.data(), from.data(), std::min(from.size(), out.bytes.size()));
  return out;
}

Request head_of(const wire::request_header<>& message, const Stream::socket& socket) {
  const std::string_view target(message.target().data(), message.target().size());
  const size_t question = target.find('?');
  const bool is_head = message.method() == wire::verb::head;
  Request out{is_head ? "GET" : std::string(message.method_string()),
              std::string(target.substr(0, question)), ""};
  if (question != std::string_view::npos) out.query = target.substr(question + 1);
  for (const auto& field : message) {
    if (is_head && field.name() == wire::field::range) continue;  // means nothing but to GET
    Header one{std::string(field.name_string()), std::string(field.value())};
    for (char& letter : one.name) {
      if ('A' <= letter && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    out.headers.push_back(std::move(one));
  }
  Code code;
  const Stream::endpoint remote = socket.remote_endpoint(code);
  if (!code) out.remote = host_of(system_endpoint(remote));
  return out;
}

// HTTP over a transport. It lives as long as something of it is under way, on a strand of its own.
template <class Transport>
class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection<Transport>> {
  static constexpr bool kEncrypted = std::is_same_v<Transport, Encrypted>;

 public:
  // `more` is what the transport needs beside the socket.
  template <class... More>
  explicit HttpConnection(Shared& shared, Stream::socket socket, More&... more)
      : shared_(shared),
        stream_(std::move(socket), more...),
        buffer_(shared.options.header_bytes + kPieceBytes) {}
  ~HttpConnection() override { shared_.forget(this); }

  void start() override {
    asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->begin(); });
  }
  void stop() override {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      if (self->idle_) self->close();
    });
  }
  std::shared_ptr<Connection> alive() override { return this->weak_from_this().lock(); }

 private:
  Plain& transport() { return beast::get_lowest_layer(stream_); }

  void begin() {
    if constexpr (kEncrypted) {
      transport().expires_after(shared_.options.request_time);
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](Code code) {
                                if (code) return self->cut();
                                self->secured_ = true;
                                self->read();
                              });
    } else {
      read();
    }
  }

  void read() {
    if (shared_.stopping) return close();
    parser_.emplace();
    parser_->header_limit(shared_.options.header_bytes);
    parser_->body_limit(boost::none);  // the head says how much it may be
    idle_ = buffer_.size() == 0;
    transport().expires_after(shared_.options.request_time);
    wire::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](Code code, size_t) { self->head(code); });
  }

  void head(Code code) {
    idle_ = false;
    if (code) return refuse(code);
    request_ = head_of(parser_->get().base(), transport().socket());
    head_only_ = parser_->get().method() == wire::verb::head;
    const auto& limit = shared_.application.body_bytes;
    const uint64_t bytes = limit ? limit(request_) : shared_.options.body_bytes;
    if (parser_->content_length_remaining().value_or(0) > bytes) {
      return refuse(wire::error::body_limit);
    }
    parser_->body_limit(bytes);
    if (shared_.application.sink) request_.sink = shared_.application.sink(request_);
    since_deadline_ = 0;
    if (parser_->is_done()) return answer();
    const auto expected = parser_->get().find(wire::field::expect);
    if (expected == parser_->get().end() || !beast::iequals(expected->value(), "100-continue")) {
      return body();
    }
    go_on_ = wire::response<wire::empty_body>(wire::status::continue_, 11);
    wire::async_write(stream_, go_on_, [self = this->shared_from_this()](Code written, size_t) {
      if (written) return self->close();
      self->body();
    });
  }

  // A piece of the body, as much as there is.
  void body() {
    piece_.resize(kPieceBytes);
    parser_->get().body().data = piece_.data();
    parser_->get().body().size = piece_.size();
    parser_->get().body().more = true;
    wire::async_read_some(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](Code code, size_t) { self->took(code); });
  }

  void took(Code code) {
    if (code == wire::error::need_buffer) code = {};
    if (code) return refuse(code);
    const std::string_view some =
        std::string_view(piece_).substr(0, piece_.size() - parser_->get().body().size);
    if (request_.sink == nullptr) {
      request_.body += some;
    } else if (!request_.sink->take(some)) {
      lingers_ = true;
      return answer();
    } else {
      prolong(some.size());
    }
    if (!parser_->is_done()) return body();
    answer();
  }

  // A body that goes elsewhere may take as long as it keeps coming.
  void prolong(size_t bytes) {
    since_deadline_ += bytes;
    if (since_deadline_ < kPieceBytes) return;
    since_deadline_ = 0;
    transport().expires_after(shared_.options.request_time);
  }

  void answer() {
    const auto& message = parser_->get();
    const CancellationScope scope(shared_.giving_up);
    Response response = shared_.application.handler(request_);
    request_.sink.reset();
    const std::string* known = request_.header("if-none-match");
    if (response.status == 200 && !response.etag.empty() && known != nullptr &&
        names_tag(*known, response.etag)) {
      response.status = 304;
      response.source.reset();
    }
    if (response.source != nullptr && !head_only_) {
      return begin_stream(std::move(response), message.version(), message.keep_alive());
    }
    write(response, head_only_, message.version(), message.keep_alive() && !lingers_);
  }

  // What cannot be read is answered where a client may be listening, and the connection ends.
  void refuse(Code code) {
    if (code == wire::error::body_limit) return refuse(413);
    if (code == wire::error::header_limit || code == wire::error::buffer_overflow) {
      return refuse(431);
    }
    const bool malformed = code.category() == Code(wire::error::bad_method).category() &&
                           code != wire::error::end_of_stream &&
                           code != wire::error::partial_message;
    if (malformed) return refuse(400);
    close();
  }
  void refuse(int status) {
    lingers_ = true;
    const auto& made = shared_.application.refuse;
    write(made ? made(status) : Response{.status = status}, false, 11, false);
  }

  void write(const Response& response, bool head, unsigned version, bool keep_alive) {
    message_ = to_wire(response, head, version);
    message_.keep_alive(keep_alive && !shared_.stopping);
    transport().expires_after(shared_.options.answer_time);
    wire::async_write(stream_, message_, [self = this->shared_from_this()](Code code, size_t) {
      if (!code && self->lingers_) return self->linger();
      if (code || !self->message_.keep_alive()) return self->close();
      self->read();
    });
  }

  // Lets a client that still sends read the answer: closing on bytes that nobody took would reset
  // the connection under it.
  void linger() {
    Code ignored;
    ignored = transport().socket().shutdown(asio::socket_base::shutdown_send, ignored);
    piece_.resize(kPieceBytes);
    transport().expires_after(shared_.options.linger_time);
    drop_piece();
  }
  void drop_piece() {
    stream_.async_read_some(asio::buffer(piece_),
                            [self = this->shared_from_this()](Code code, size_t bytes) {
                              self->dropped_ += bytes;
                              if (code || self->dropped_ > kMaxDroppedBytes) return self->close();
                              self->drop_piece();
                            });
  }

  // An answer of unknown length: in chunks, or to the end of the connection for HTTP/1.0.
  void begin_stream(Response response, unsigned version, bool keep_alive) {
    source_ = std::move(response.source);
    chunked_ = version >= 11;
    streamed_ = {};
    streamed_.result(static_cast<unsigned>(response.status));
    streamed_.version(version);
    set_headers(streamed_, response);
    streamed_.chunked(chunked_);
    streamed_.keep_alive(keep_alive && chunked_ && !shared_.stopping);
    serializer_.emplace(streamed_);
    transport().expires_after(shared_.options.answer_time);
    wire::async_write_header(stream_, *serializer_,
                             [self = this->shared_from_this()](Code code, size_t) {
                               if (code) return self->close();
                               self->go_on();
                             });
  }

  void go_on() {
    piece_.clear();
    const CancellationScope scope(shared_.giving_up);
    const BodySource::State state = source_->next(piece_);
    if (state == BodySource::State::kBroken) return close();
    last_ = state == BodySource::State::kEnd || (shared_.stopping && piece_.empty());
    if (!piece_.empty()) return send_piece();
    if (last_) return end_stream();
    waiting_.expires_after(shared_.options.poll_time);
    waiting_.async_wait([self = this->shared_from_this()](Code code) {
      if (code) return self->close();
      self->go_on();
    });
  }

  void send_piece() {
    transport().expires_after(shared_.options.answer_time);
    const auto sent = [self = this->shared_from_this()](Code code, size_t) {
      if (code) return self->close();
      if (self->last_) return self->end_stream();
      self->go_on();
    };
    if (chunked_) return asio::async_write(stream_, wire::make_chunk(asio::buffer(piece_)), sent);
    asio::async_write(stream_, asio::buffer(piece_), sent);
  }

  void end_stream() {
    source_.reset();
    if (!chunked_) return close();
    asio::async_write(stream_, wire::make_chunk_last(),
                      [self = this->shared_from_this()](Code code, size_t) {
                        if (code || !self->streamed_.keep_alive()) return self->close();
                        self->read();
                      });
  }

  void close() {
    source_.reset();
    request_.sink.reset();
    if constexpr (kEncrypted) {
      // Says that nothing was cut off, to whoever still listens.
      if (std::exchange(secured_, false)) {
        transport().expires_after(shared_.options.linger_time);
        return stream_.async_shutdown([self = this->shared_from_this()](Code) { self->cut(); });
      }
    }
    cut();
  }
  void cut() {
    Code ignored;
    ignored = transport().socket().shutdown(asio::socket_base::shutdown_both, ignored);
    transport().close();
  }

  static constexpr size_t kPieceBytes = size_t{1} << 16;
  static constexpr uint64_t kMaxDroppedBytes = uint64_t{16} << 20;  // behind a refusal

  Shared& shared_;
  Transport stream_;
  beast::flat_buffer buffer_;
  std::optional<wire::request_parser<wire::buffer_body>> parser_;
  Request request_;
  bool head_only_ = false;
  std::string piece_;
  wire::response<wire::empty_body> go_on_;
  wire::response<wire::string_body> message_;
  std::shared_ptr<BodySource> source_;
  wire::response<wire::empty_body> streamed_;
  std::optional<wire::response_serializer<wire::empty_body>> serializer_;
  asio::steady_timer waiting_{stream_.get_executor()};
  bool secured_ = false;  // TLS is agreed on, and not ended
  bool chunked_ = true, last_ = false;
  bool lingers_ = false;
  uint64_t dropped_ = 0;
  size_t since_deadline_ = 0;  // of a body, since the time for it was prolonged
  bool idle_ = true;           // waits for the first byte of a request
};

void Shared::accept() {
  {
    const std::lock_guard lock(mutex);
    accepting = !stopping && connections.size() < options.connections;
    if (!accepting) return;
  }
  acceptor.async_accept(asio::make_strand(context), [this](Code code, Stream::socket socket) {
    accepted(code, std::move(socket));
  });
}

void Shared::accepted(Code code, Stream::socket socket) {
  if (stopping || code == asio::error::operation_aborted) return;
  if (!code) {
    std::shared_ptr<Connection> connection;
    if (tls) {
      connection = std::make_shared<HttpConnection<Encrypted>>(*this, std::move(socket), *tls);
    } else {
      connection = std::make_shared<HttpConnection<Plain>>(*this, std::move(socket));
    }
    {
      const std::lock_guard lock(mutex);
      connections.insert(connection.get());
    }
    connection->start();
  }
  accept();
}

void Shared::forget(Connection* connection) {
  const std::lock_guard lock(mutex);
  connections.erase(connection);
  if (stopping && connections.empty()) all_gone();
  if (accepting || stopping) return;
  accepting = true;  // there is room again
  asio::post(acceptor.get_executor(), [this] { accept(); });
}

}  // namespace

class Server::State : public Shared {
 public:
  using Shared::Shared;

  // kBadInput where they are none, or do not belong together.
  Result<void> encrypt(const ServerTls& by) {
    using asio::ssl::context;
    tls.emplace(context::tls_server);
    tls->set_options(context::default_workarounds | context::no_tlsv1 | context::no_tlsv1_1);
    Code code;
    code = tls->use_certificate_chain(asio::buffer(by.certificates), code);
    if (!code) code = tls->use_private_key(asio::buffer(by.key), context::pem, code);
    if (!code) return {};
    return fail(ErrorCode::kBadInput,
                fmt::format("certificate and key cannot be used: {}", code.message()), {},
                "Give the chain and its private key as PEM, without a passphrase.");
  }

  Result<void> open(const std::string& address) {
    const std::optional<Endpoint> wanted = parse_endpoint(address);
    if (!wanted) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` is no address to listen on", address), {},
                  "Give ADDRESS:PORT, for example 127.0.0.1:8080, where port 0 takes a free one; "
                  "or unix:PATH.");
    }
    if (auto clear = clear_socket_file(*wanted); !clear) return clear;
    const Stream::endpoint endpoint(wanted->bytes.data(), wanted->size);
    Code code;
    const bool listens = !acceptor.open(endpoint.protocol(), code) &&
                         !acceptor.set_option(Acceptor::reuse_address(true), code) &&
                         !acceptor.bind(endpoint, code) && protect(*wanted, code) &&
                         !acceptor.listen(asio::socket_base::max_listen_connections, code);
    if (listens) local_ = system_endpoint(acceptor.local_endpoint(code));
    if (!code) return {};
    return fail(ErrorCode::kIo, fmt::format("cannot listen on `{}`: {}", address, code.message()));
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    const std::string file = socket_file(local_);
    if (!file.empty()) ::unlink(file.c_str());
  }

  std::string address() const { return text_of(local_); }

  void run(bool until_signal) {
    const auto open_end = asio::make_work_guard(control);
    asio::signal_set signals(control);
    if (until_signal) {
      signals.add(SIGTERM);
      signals.add(SIGINT);
      signals.async_wait([this](Code code, int) {
        if (!code) stop();
      });
    }
    std::thread watching([this] { work(control); });
    asio::post(acceptor.get_executor(), [this] { accept(); });
    std::vector<std::thread> threads;
    for (size_t i = 1; i < options.threads; ++i) threads.emplace_back([this] { work(context); });
    work(context);
    for (std::thread& thread : threads) thread.join();
    control.stop();
    watching.join();
  }

  void stop() {
    if (stopping.exchange(true)) return;
    asio::post(control, [this] {
      deadline.expires_after(options.stop_time);
      deadline.async_wait([this](Code code) {
        if (code) return;
        giving_up = true;
        context.stop();
      });
    });
    asio::post(acceptor.get_executor(), [this] {
      Code ignored;
      ignored = acceptor.close(ignored);
      stop_connections();
    });
  }

 private:
  // Only the owner and the group may connect to a socket; before it listens, nobody can.
  static bool protect(const Endpoint& endpoint, Code& code) {
    constexpr mode_t kMode = 0660;
    const std::string file = socket_file(endpoint);
    if (file.empty() || ::chmod(file.c_str(), kMode) == 0) return true;
    code = Code(errno, boost::system::system_category());
    return false;
  }

  static void work(asio::io_context& of) {
    while (true) {
      try {
        of.run();
        return;
      } catch (const std::exception&) {
        continue;  // memory ran out in somebody's request: its connection is gone, others go on
      }
    }
  }

  void stop_connections() {
    // Let go of without the lock: the last to hold one ends it, and that takes the lock.
    std::vector<std::shared_ptr<Connection>> alive;
    {
      const std::lock_guard lock(mutex);
      for (Connection* connection : connections) {
        if (auto one = connection->alive()) alive.push_back(std::move(one));
      }
      if (connections.empty()) all_gone();
    }
    for (const auto& connection : alive) connection->stop();
  }

  Endpoint local_;
};

Result<std::unique_ptr<Server>> Server::listen(const std::string& address, Handler handler,
                                               const ServerOptions& options) {
  return listen(address, Application{.handler = std::move(handler)}, options);
}

Result<std::unique_ptr<Server>> Server::listen(const std::string& address, Application application,
                                               const ServerOptions& options) {
  auto state = std::make_unique<State>(std::move(application), options);
  if (options.tls) {
    if (auto ready = state->encrypt(*options.tls); !ready) return std::unexpected(ready.error());
  }
  if (auto opened = state->open(address); !opened) return std::unexpected(opened.error());
  return std::make_unique<Server>(std::move(state));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

std::string Server::address() const {
  return state_->address();
}

void Server::run(bool until_signal) {
  state_->run(until_signal);
}

void Server::stop() {
  state_->stop();
}

}  // namespace sekisho::http

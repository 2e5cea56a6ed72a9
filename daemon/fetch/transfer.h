#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/fetch/curl_handle.h"
#include "daemon/fetch/fetcher.h"
#include "daemon/fetch/response_head.h"

namespace cabled {

/// What all transfers of one fetcher have in common.
struct TransferSettings {
  std::string user_agent;
  std::string proxy;  ///< "" for none, whatever the environment says
  std::string proxy_user;
  std::string proxy_password;
  std::string ca_file;  ///< "" for the system's
  const curl_slist* pinned_names = nullptr;
  const curl_slist* headers = nullptr;  ///< of every request
  std::atomic<std::uint64_t>* refused_connects = nullptr;
};

/// One easy handle and what libcurl's callbacks gather for it. Used again for request after
/// request: a handle of its own for each would cost more than the rest of a small page.
///
/// Its address is what the callbacks hold, so it never moves.
class Transfer {
 public:
  explicit Transfer(const TransferSettings& settings);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;
  ~Transfer() = default;

  CURL* easy() const noexcept { return easy_.get(); }

  /// Takes a request up; the handle may then be added to a multi handle.
  void prepare(FetchRequest request);
  /// Whether the request, given libcurl's verdict, is to be added to the multi handle once more:
  /// what came on a connection that was used before is no answer but the rest of an earlier one.
  bool begins_anew(CURLcode code);
  /// What came of it, given libcurl's verdict. The transfer is then free for the next request.
  FetchResult finish(CURLcode code);
  /// The result of a request that was cut short or never begun.
  FetchResult abandon(FailureClass failure, std::string message);

 private:
  /// Everything that belongs to one request.
  struct State {
    explicit State(FetchRequest taken)
        : request(std::move(taken)),
          head(request.limits),
          started(std::chrono::steady_clock::now()) {}

    FetchRequest request;
    CurlList headers;  ///< when this request has some of its own
    ResponseHead head;
    std::string request_head;
    std::string body;
    std::optional<FetchFailure> failure;  ///< found by a callback; it outranks libcurl's code
    std::optional<std::string> refused_address;  ///< the last that was, and why
    bool any_address_allowed = false;            ///< one was, whether it answered or not
    bool lacks_descriptors = false;              ///< a socket could not be made for want of one
    bool truncated_by_cap = false;
    bool begun_anew = false;
    std::uint64_t received_bytes = 0;
    std::optional<std::chrono::steady_clock::time_point> first_byte;
    std::chrono::steady_clock::time_point started;
  };

  void set_once(const TransferSettings& settings);
  void set_headers();
  void fail(FailureClass failure, std::string message);
  void count(std::size_t bytes);
  bool may_connect(const std::optional<Endpoint>& endpoint);
  bool take_head_line(std::string_view line);
  bool take_body(std::string_view bytes);
  FetchFailure failure_from(CURLcode code) const;
  bool is_proxys_answer() const;
  FetchResponse response();

  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
  static int on_debug(CURL* easy, curl_infotype type, char* bytes, std::size_t size, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_before_request(void* self, char* remote_address, char* local_address,
                               int remote_port, int local_port);

  CurlEasy easy_;
  TransferSettings settings_;
  std::array<char, CURL_ERROR_SIZE> error_text_ = {};
  std::optional<State> state_;
};

}  // namespace cabled

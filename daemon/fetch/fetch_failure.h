#pragma once

#include <curl/curl.h>

#include <string>

#include "daemon/fetch/fetcher.h"

namespace cabled {

/// How far a transfer had come when it failed: libcurl has one code for every time-out.
enum class TransferStage { kResolving, kConnecting, kTransferring };

enum class DeadlinePassed { kNo, kYes };

/// What a failure of a class means for the caller; kTls is the one class with two answers.
ErrorKind kind_of(FailureClass failure) noexcept;

/// Sorts libcurl's code into a class. `detail` is libcurl's own text, which may be empty.
FetchFailure failure_of(CURLcode code, TransferStage stage, DeadlinePassed deadline,
                        const std::string& detail);

}  // namespace cabled

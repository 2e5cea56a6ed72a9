#include "tests/support/tls_server.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace cabled::test {
namespace {

const char* const kMakeAll = R"(
exec >/dev/null 2>&1
make_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
authority() {
  make_key "$1" && openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 2 -out "$1.pem"
}
signed() {  # name, host, its time, authority, purpose
  make_key "$1" &&
  openssl req -new -key "$1.key" -subj "/CN=$2" -out "$1.csr" &&
  printf 'subjectAltName=DNS:%s\nextendedKeyUsage=%s\n' "$2" "${5:-serverAuth}" > "$1.ext" &&
  openssl x509 -req -in "$1.csr" -CA "$4.pem" -CAkey "$4.key" -CAcreateserial $3 \
    -extfile "$1.ext" -out "$1.pem"
}
# Since 3.4 openssl takes no negative number of days.
past='-days -1'
case $(openssl x509 -help 2>&1) in *-not_after*) past='-not_before 20200101000000Z -not_after 20200102000000Z' ;; esac
authority ca && authority elsewhere && authority self &&
signed good cables.example '-days 2' ca && signed expired cables.example "$past" ca &&
signed other other.example '-days 2' ca && signed stranger cables.example '-days 2' elsewhere &&
signed client cables.example '-days 2' ca clientAuth
)";

std::string read_line(int descriptor) {
  std::string line;
  for (char byte = 0; read(descriptor, &byte, 1) == 1 && byte != '\n';) line += byte;
  return line;
}

}  // namespace

Certificates::Certificates() {
  const std::string script = "cd '" + folder_.path().string() + "' || exit 1\n" + kMakeAll;
  if (std::system(script.c_str()) != 0) throw std::runtime_error("openssl made no certificates");
}

TlsServer::TlsServer(const Certificates& certificates, const std::string& name,
                     const std::vector<std::string>& more_arguments) {
  std::vector<std::string> words{"openssl",
                                 "s_server",
                                 "-accept",
                                 "127.0.0.1:0",
                                 "-www",
                                 "-cert",
                                 certificates.chain(name),
                                 "-key",
                                 certificates.key(name)};
  words.insert(words.end(), more_arguments.begin(), more_arguments.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const int failed = posix_spawnp(&process_, "openssl", &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  close(ends[1]);
  output_ = ends[0];
  if (failed != 0) throw std::runtime_error("cannot start openssl");

  // "ACCEPT 127.0.0.1:PORT"; before it come remarks.
  std::string line;
  do {
    line = read_line(output_);
  } while (!line.empty() && !line.starts_with("ACCEPT"));
  if (!line.empty()) port_ = std::stoi(line.substr(line.rfind(':') + 1));
}

TlsServer::~TlsServer() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  close(output_);
}

}  // namespace cabled::test

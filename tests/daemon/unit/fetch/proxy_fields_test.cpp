#include "daemon/fetch/proxy_fields.h"

#include <gtest/gtest.h>

namespace cabled::proxy_fields_test {
namespace {

TEST(ProxyFields, AreDroppedWithTheirContinuationsAndAllElseStays) {
  EXPECT_EQ(without_proxy_fields("GET / HTTP/1.1\r\nHost: a\r\nproxy-AUTHORIZATION: Basic eA==\r\n"
                                 "  more\r\n\tand more\r\nX-Proxy-Id: 1\r\n X\r\n\r\n"),
            "GET / HTTP/1.1\r\nHost: a\r\nX-Proxy-Id: 1\r\n X\r\n\r\n");
  EXPECT_EQ(without_proxy_fields("Proxy-Connection: x"), "");
  EXPECT_EQ(without_proxy_fields("HTTP/1.1 200 OK\nA: b"), "HTTP/1.1 200 OK\nA: b");
  EXPECT_EQ(without_proxy_fields(""), "");
}

}  // namespace
}  // namespace cabled::proxy_fields_test

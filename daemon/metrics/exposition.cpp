#include "daemon/metrics/exposition.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace cabled {
namespace {

constexpr std::string_view kTotal = "_total";

// OpenMetrics wants its numbers to look like such: 1.0.
std::string with_point(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string_view kind_name(MetricKind kind) {
  switch (kind) {
    case MetricKind::kCounter:
      return "counter";
    case MetricKind::kGauge:
      return "gauge";
    case MetricKind::kHistogram:
      return "histogram";
  }
  return "untyped";
}

std::string escaped(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

/// Writes one name's lines.
class FamilyWriter {
 public:
  FamilyWriter(const MetricFamily& family, MetricFormat format, std::string& out)
      : family_(family), format_(format), out_(out) {}

  void write() {
    std::string_view name = family_.name.name;
    const bool is_open = format_ == MetricFormat::kOpenMetrics;
    // There the family of a counter is called without the ending of its series.
    if (is_open && name.ends_with(kTotal)) name.remove_suffix(kTotal.size());
    fmt::format_to(to(), "# HELP {} {}\n# TYPE {} {}\n", name, family_.name.help, name,
                   kind_name(family_.kind));
    for (const std::string_view unit : {"seconds", "bytes"}) {
      if (is_open && name.ends_with(unit)) fmt::format_to(to(), "# UNIT {} {}\n", name, unit);
    }
    for (const MetricSample& sample : family_.samples) {
      if (family_.kind == MetricKind::kHistogram) {
        write_distribution(sample);
      } else {
        line("", sample, "", sample.value);
      }
    }
  }

 private:
  std::back_insert_iterator<std::string> to() { return std::back_inserter(out_); }

  void write_distribution(const MetricSample& sample) {
    for (const auto& [bound, count] : sample.distribution.buckets) {
      line("_bucket", sample, fmt::format("le=\"{}\"", with_point(bound)),
           static_cast<double>(count));
    }
    line("_bucket", sample, "le=\"+Inf\"", static_cast<double>(sample.distribution.count));
    line("_sum", sample, "", sample.distribution.sum);
    line("_count", sample, "", static_cast<double>(sample.distribution.count));
  }

  void line(std::string_view ending, const MetricSample& sample, const std::string& more,
            double value) {
    std::string labels;
    if (!family_.name.label.empty()) {
      labels = fmt::format("{}=\"{}\"", family_.name.label, escaped(sample.label_value));
    }
    if (!more.empty()) labels += (labels.empty() ? "" : ",") + more;
    if (!labels.empty()) labels = '{' + labels + '}';
    fmt::format_to(to(), "{}{}{} {}\n", family_.name.name, ending, labels, value);
  }

  const MetricFamily& family_;
  MetricFormat format_;
  std::string& out_;
};

}  // namespace

MetricFormat metric_format(std::string_view accept) {
  return accept.find("application/openmetrics-text") != std::string_view::npos
             ? MetricFormat::kOpenMetrics
             : MetricFormat::kPrometheus;
}

std::string_view content_type(MetricFormat format) {
  return format == MetricFormat::kOpenMetrics
             ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
             : "text/plain; version=0.0.4; charset=utf-8";
}

std::string exposition(std::span<const MetricFamily> families, MetricFormat format) {
  std::string out;
  for (const MetricFamily& family : families) FamilyWriter(family, format, out).write();
  if (format == MetricFormat::kOpenMetrics) out += "# EOF\n";
  return out;
}

}  // namespace cabled

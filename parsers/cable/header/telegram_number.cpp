#include "parsers/cable/header/telegram_number.h"

#include <fmt/format.h>

#include <algorithm>

#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

constexpr long kDeModulus = 10000;

std::string capitals_of(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), ascii::is_upper);
  return out;
}

// The name of the page's file, when it is an id: ".../2008/10/08ECTION01OF02MANAMA492.html".
std::string id_in_url(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  url = url.substr(0, url.find_last_not_of('/') + 1);
  std::string_view name = url.substr(url.rfind('/') + 1);
  name = name.substr(0, name.find('.'));
  if (name.starts_with("cable_")) name.remove_prefix(6);
  return words::leading_digits(name) >= 2 && canonical_id(name) ? std::string(name) : std::string();
}

// The first number of four digits in a publisher's date.
std::optional<int> year_in(std::string_view date) {
  for (std::size_t at = 0; at < date.size(); ++at) {
    const std::size_t digits = words::leading_digits(date.substr(at));
    if (digits == 4) {
      const auto year = words::number(date.substr(at, digits));
      if (*year >= 1900 && *year < 2100) return static_cast<int>(*year);
    }
    if (digits > 0) at += digits - 1;
  }
  return std::nullopt;
}

// The post of an FM line: the part of a list or an office after '/' is not of its name.
std::string post_of(const std::optional<std::string>& from) {
  return from ? capitals_of(std::string_view(*from).substr(0, from->find('/'))) : std::string();
}

class Settler {
 public:
  Settler(const NumberSources& sources, const CableHints& hints)
      : sources_(sources), hints_(hints) {
    const std::string in_url = id_in_url(hints.url);
    if (!in_url.empty()) {
      url_id_ = *canonical_id(in_url);
      number_.as_found = in_url;
    }
  }

  TelegramNumber settle() {
    settle_station();
    choose_candidate();
    settle_year();
    settle_serial();
    if (number_.year && number_.station && number_.serial) {
      auto id = CableId::make(*number_.year, *number_.station, *number_.serial);
      if (id) number_.id = std::move(*id);
    }
    if (!number_.id) take_hint();
    note_as_found();
    return std::move(number_);
  }

 private:
  const CableId* hint() const {
    if (hints_.mrn) return &*hints_.mrn;
    return url_id_ ? &*url_id_ : candidate_;
  }

  // A page may show the references of other cables: its own has the station and the serial that the
  // text says, both of them.
  void choose_candidate() {
    const auto& line = sources_.classification;
    const auto serial = line && line->serial ? line->serial : sources_.de_serial;
    if (!serial || !number_.station) return;
    const bool whole = line && line->serial;
    const auto found = std::ranges::find_if(hints_.candidates, [&](const CableId& id) {
      const bool same = whole ? id.serial() == *serial : agrees_with_de(id.serial());
      return same && id.station() == *number_.station;
    });
    if (found != hints_.candidates.end()) candidate_ = &*found;
  }

  void settle_year() {
    if (sources_.year) {
      number_.year = sources_.year;
    } else if (hint() != nullptr) {
      number_.year = hint()->year();
    } else if (hints_.dated) {
      number_.year = year_in(*hints_.dated);
    }
  }

  void settle_station() {
    const std::string from = post_of(sources_.from);
    const auto sender = known_station(from);
    const std::string sender_name =
        sender ? std::string(*sender) : std::string(without_post_kind(from));
    const std::string written = sources_.classification ? sources_.classification->station : "";
    if (written.empty()) {
      if (!sender_name.empty()) {
        number_.station = sender_name;
      } else if (sources_.marker && !sources_.marker->station.empty()) {
        number_.station =
            likely_station(sources_.marker->station).value_or(sources_.marker->station);
      }
      return;
    }
    number_.station = station_for(written, sender_name);
    if (sender && !sender_name.ends_with(*number_.station)) {
      warn("classification line says {}, FM line {}", *number_.station, sender_name);
    }
  }

  // A name that the table does not know is right when the FM line has it too, a slip of that name
  // when it is near, and only then whatever the table finds near.
  static std::string station_for(const std::string& written, const std::string& sender) {
    if (const auto station = known_station(written)) return std::string(*station);
    if (written == sender) return written;
    constexpr int kSlips = 2;
    if (!sender.empty() && within_slips(written, sender, kSlips)) return sender;
    if (!sender.empty() && sender.starts_with(written) && written.size() >= 5) return sender;
    return std::string(likely_station(written).value_or(without_post_kind(written)));
  }

  void settle_serial() {
    if (sources_.classification && sources_.classification->serial) {
      number_.serial = sources_.classification->serial;
      if (const auto other = serial_of_two_witnesses()) number_.serial = other;
      check_all();
    } else if (hint() != nullptr && agrees_with_de(hint()->serial())) {
      number_.serial = hint()->serial();
    } else if (sources_.marker && agrees_with_de(sources_.marker->serial)) {
      number_.serial = sources_.marker->serial;
    } else {
      number_.serial = sources_.de_serial;
    }
    if (sources_.classification && sources_.classification->damaged) {
      warn("serial of the classification line is damaged, {} taken", number_.serial.value_or(0));
    }
  }

  bool agrees_with_de(long serial) const {
    return !sources_.de_serial || serial % kDeModulus == *sources_.de_serial % kDeModulus;
  }

  // Two that agree are believed against the classification line, where a digit was lost: the DE
  // line, the page marker and what the page calls the telegram.
  std::optional<long> serial_of_two_witnesses() const {
    const long serial = *sources_.classification->serial;
    const std::optional<long> marker =
        sources_.marker ? std::optional(sources_.marker->serial) : std::nullopt;
    const std::optional<long> page =
        hint() != nullptr && hint()->serial() > 0 ? std::optional(hint()->serial()) : std::nullopt;
    if (marker == serial || page == serial) return std::nullopt;
    if (marker && marker == page) return marker;
    if (!sources_.de_serial || agrees_with_de(serial)) return std::nullopt;
    if (marker && agrees_with_de(*marker)) return marker;
    return page && agrees_with_de(*page) ? page : std::nullopt;
  }

  void check_all() {
    const long serial = *number_.serial;
    const long written = *sources_.classification->serial;
    if (written != serial) warn("serial {} but {} on the classification line", serial, written);
    if (!agrees_with_de(serial))
      warn("serial {} but #{:04} on the DE line", serial, *sources_.de_serial);
    if (sources_.marker && sources_.marker->serial != serial) {
      warn("serial {} but {} in the page marker", serial, sources_.marker->serial);
    }
    if (hints_.mrn && hints_.mrn->serial() != serial && hints_.mrn->serial() != 0) {
      warn("serial {} but {} is expected", serial, hints_.mrn->text());
    }
    if (url_id_ && url_id_->serial() != serial) {
      warn("serial {} but {} in the address", serial, url_id_->text());
    }
  }

  // The text alone did not say which telegram it is.
  void take_hint() {
    if (hint() == nullptr || hint()->serial() == 0) return;
    if (number_.serial && *number_.serial != hint()->serial()) return;
    if (number_.station && *number_.station != hint()->station()) return;
    number_.id = *hint();
    number_.station = hint()->station();
    number_.serial = hint()->serial();
    number_.year = hint()->year();
  }

  void note_as_found() {
    if (number_.as_found || !number_.year) return;
    const auto& line = sources_.classification;
    if (line && !line->station.empty() && line->serial) {
      number_.as_found = fmt::format("{:02}{}{}{}", *number_.year % 100, line->swallowed,
                                     line->station, *line->serial);
    } else if (number_.id) {
      number_.as_found = number_.id->text();
    }
  }

  template <typename... Args>
  void warn(fmt::format_string<Args...> format, Args&&... args) {
    number_.warnings.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  const NumberSources& sources_;
  const CableHints& hints_;
  std::optional<CableId> url_id_;
  const CableId* candidate_ = nullptr;  ///< the one that agrees
  TelegramNumber number_;
};

}  // namespace

TelegramNumber settle_number(const NumberSources& sources, const CableHints& hints) {
  return Settler(sources, hints).settle();
}

}  // namespace cabled

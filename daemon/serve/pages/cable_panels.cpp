#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "daemon/formats/citations.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/cable_shown.h"
#include "daemon/serve/pages/meanings.h"
#include "daemon/serve/pages/search_parts.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

// Of long lists the first are shown, and the rest behind a summary.
constexpr std::size_t kShownAtOnce = 6;

void write_panel(Page& page, std::string_view heading, const std::function<void()>& content) {
  page.element("section", {{"class", "panel"}}, [&] {
    page.element("h2", heading);
    content();
  });
}

void write_fact(Page& page, std::string_view name, const std::optional<std::string>& value) {
  if (!value || value->empty()) return;
  page.element("dt", name);
  page.element("dd", *value);
}

// The first items of a list, and the rest behind a line that opens it.
void write_long_list(Page& page, std::size_t count, const std::function<void(std::size_t)>& item) {
  const auto write_some = [&](std::size_t from, std::size_t to) {
    page.element("ul", {{"class", "plain"}}, [&] {
      for (std::size_t i = from; i < to; ++i) page.element("li", [&] { item(i); });
    });
  };
  const std::size_t at_once = count > kShownAtOnce + 2 ? kShownAtOnce : count;
  write_some(0, at_once);
  if (at_once == count) return;
  page.element("details", [&] {
    page.element("summary", counted(static_cast<std::int64_t>(count - at_once), "more", "more"));
    write_some(at_once, count);
  });
}

std::string addressee_words(const Json& addressee) {
  std::string out = addressee.value("name", "");
  for (const char* part : {"precedence", "mcn"}) {
    if (const auto found = addressee.find(part); found != addressee.end() && found->is_string()) {
      out += ' ' + found->get<std::string>();
    }
  }
  return out;
}

void write_addressees(Page& page, const CableShown& cable, const char* field,
                      std::string_view name) {
  const auto found = cable.fields.find(field);
  if (found == cable.fields.end() || !found->is_array() || found->empty()) return;
  page.element("dt", name);
  page.element("dd", [&] {
    write_long_list(page, found->size(),
                    [&](std::size_t i) { page.text(addressee_words((*found)[i])); });
  });
}

void write_texts(Page& page, const CableShown& cable, const char* field, std::string_view name) {
  const std::vector<std::string> texts = cable.texts_of(field);
  if (texts.empty()) return;
  page.element("dt", name);
  page.element("dd", [&] {
    write_long_list(page, texts.size(), [&](std::size_t i) { page.text(texts[i]); });
  });
}

void write_meaning(Page& page, const std::string& meaning) {
  if (meaning.empty()) return;
  page.text(" ");
  page.element("span", {{"class", "muted"}}, meaning);
}

void write_captions(Page& page, const CableShown& cable) {
  const std::vector<std::string> captions = cable.texts_of("handling");
  if (captions.empty()) return;
  page.element("dt", "Captions");
  page.element("dd", [&] {
    write_long_list(page, captions.size(), [&](std::size_t i) {
      page.text(captions[i]);
      write_meaning(page, meaning_of_caption(captions[i]));
    });
  });
}

void write_tags(Page& page, const CableShown& cable) {
  const std::vector<std::string> tags = cable.texts_of("tags");
  if (tags.empty()) return;
  page.element("dt", "TAGS");
  page.element("dd", [&] {
    page.element("ul", [&] {
      for (const std::string& tag : tags) {
        page.element("li", [&] {
          if (can_be_asked_for("tag", tag)) {
            page.link(Address("/browse/tags").below(tag), tag);
          } else {
            page.text(tag);
          }
          write_meaning(page, meaning_of_tag(tag));
        });
      }
    });
  });
}

void write_telegram(Page& page, const CableShown& cable) {
  write_panel(page, "The telegram", [&] {
    page.element("dl", {{"class", "facts"}}, [&] {
      write_fact(page, "Number", cable.stored.id);
      if (const auto station = cable.text_of("station")) {
        page.element("dt", "Station");
        page.element("dd", [&] {
          if (can_be_asked_for("station", *station)) {
            page.link(Address("/browse/stations").below(*station), *station);
          } else {
            page.text(*station);
          }
          write_meaning(page, meaning_of_station(*station));
        });
      }
      write_fact(page, "From", cable.text_of("from"));
      write_addressees(page, cable, "to", "To");
      write_addressees(page, cable, "info", "Info");
      write_fact(page, "Date-time", cable.text_of("dtg"));
      write_fact(page, "Precedence", cable.text_of("precedence"));
      write_fact(page, "Classification", cable.text_of("classification"));
      write_captions(page, cable);
      write_tags(page, cable);
      write_fact(page, "E.O.", cable.text_of("executive_order"));
      write_fact(page, "Declassify", cable.text_of("declassify_text"));
      write_texts(page, cable, "classified_by", "Classified by");
      write_texts(page, cable, "reasons", "Reasons");
      write_texts(page, cable, "signers", "Signed");
    });
  });
}

void write_missing(Page& page, const CableShown& cable, const std::string& id) {
  page.element("span", {{"class", "missing"}}, id);
  const auto citing = cable.also_citing.find(id);
  if (citing == cable.also_citing.end()) {
    page.text(" (not held here)");
    return;
  }
  page.text(" (not held here; also cited by");
  std::string_view comma = " ";
  for (const db::ListedCable& other : citing->second) {
    page.text(std::exchange(comma, ", "));
    page.link(Address("/cable").below(other.id), other.id);
  }
  page.text(")");
}

void write_reference(Page& page, const CableShown& cable, const Json& reference) {
  const auto text_in = [&](const char* key) {
    const auto found = reference.find(key);
    return found != reference.end() && found->is_string() ? found->get<std::string>()
                                                          : std::string();
  };
  const std::string bullet = text_in("bullet");
  const std::string id = text_in("id");
  if (!bullet.empty()) page.text(bullet + ". ");
  if (id.empty()) {
    page.text(text_in("text"));
  } else if (const auto held = cable.held.find(id); held != cable.held.end()) {
    page.link(Address("/cable").below(id), id);
    if (held->second.subject) {
      page.element("div", {{"class", "small muted"}}, shortened(*held->second.subject));
    }
  } else {
    write_missing(page, cable, id);
  }
}

void write_references(Page& page, const CableShown& cable) {
  const auto references = cable.fields.find("references");
  if (references == cable.fields.end() || !references->is_array() || references->empty()) return;
  write_panel(page, "References", [&] {
    write_long_list(page, references->size(),
                    [&](std::size_t i) { write_reference(page, cable, (*references)[i]); });
  });
}

void write_cited_by(Page& page, const CableShown& cable) {
  std::vector<std::string> citing;
  for (const db::StoredLink& link : cable.stored.links) {
    if (link.incoming && link.kind == "reference") citing.push_back(link.other_id);
  }
  if (citing.empty()) return;
  write_panel(page, "Cited by", [&] {
    write_long_list(page, citing.size(), [&](std::size_t i) {
      page.link(Address("/cable").below(citing[i]), citing[i]);
      const auto held = cable.held.find(citing[i]);
      if (held != cable.held.end() && held->second.subject) {
        page.element("div", {{"class", "small muted"}}, shortened(*held->second.subject));
      }
    });
  });
}

void write_media(Page& page, const CableShown& cable) {
  const std::vector<std::string> media = cable.texts_of("media");
  if (media.empty()) return;
  write_panel(page, "Written about in", [&] {
    write_long_list(page, media.size(), [&](std::size_t i) { page.outside_link(media[i]); });
  });
}

// Where the text that is shown can be read elsewhere.
void write_origin(Page& page, const CableShown& cable) {
  if (cable.stored.renditions.empty()) return;
  const std::vector<db::StoredSighting>& seen = cable.stored.renditions.front().sightings;
  write_panel(page, "Where it was read", [&] {
    write_long_list(page, seen.size(), [&](std::size_t i) {
      page.outside_link(seen[i].url);
      page.element("div", {{"class", "small muted"}},
                   "first on " + long_day(seen[i].first_seen_at));
    });
    page.element("p", [&] {
      page.link(Address("/cable").below(cable.stored.id).below("copies"),
                "Copies, what each lacks, and the pages as received");
    });
  });
}

struct Format {
  std::string_view extension;
  std::string_view name;
};
constexpr auto kFormats = std::to_array<Format>({
    {".txt", "Plain text"},
    {".json", "JSON"},
    {".bib", "BibTeX"},
    {".ris", "RIS"},
    {".csl.json", "CSL-JSON"},
});

void write_formats(Page& page, const CableShown& cable) {
  write_panel(page, "Cite and keep", [&] {
    page.element("p", {{"class", "small whole"}}, chicago_citation(cable.cited));
    page.element("p", {{"class", "small"}}, [&] {
      page.text("Lasting address of this page: ");
      page.element("span", {{"class", "whole"}}, cable.own_address);
    });
    page.element("ul", {{"class", "inline"}}, [&] {
      for (const Format& format : kFormats) {
        page.element("li", [&] {
          page.link(Address("/cable").below(cable.stored.id + std::string(format.extension)),
                    format.name);
        });
      }
    });
  });
}

}  // namespace

void write_cable_panels(Page& page, const CableShown& cable) {
  write_telegram(page, cable);
  write_references(page, cable);
  write_cited_by(page, cable);
  write_media(page, cable);
  write_origin(page, cable);
  write_formats(page, cable);
}

}  // namespace cabled::serve

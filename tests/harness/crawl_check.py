"""Compares what a crawl left behind with the site's own list and with the site's own log."""

import collections
import json

import cable_pages
from outbox import CHANGES

SETTLED = {"stored", "duplicate"}


def lost_pages(trial):
    """Stories without the one state that they must have in the end."""
    rows = trial.cluster.rows(trial.database, "SELECT url, verdict, reason FROM url"
                                              " WHERE kind = 'page'")
    verdicts = {row["url"]: (row["verdict"], row["reason"]) for row in rows}
    lost = []
    for url, number in trial.site.site.story_urls(trial.site.port).items():
        verdict, reason = verdicts.pop(url, (None, None))
        none = cable_pages.telegram(number) is None
        right = (verdict, reason) == ("refused", "not_a_cable") if none else verdict in SETTLED
        if not right:
            lost.append((url, verdict, reason))
    lost += [(url, "is no story of the site", None) for url in verdicts]
    return lost


def duplicated_rows(trial):
    """Rows that are there more than once, by what each of them tells of."""
    asked = {
        "cables": "SELECT cable_id AS what FROM rendition GROUP BY cable_id HAVING count(*) > 1",
        "captures": "SELECT url AS what FROM capture c WHERE outcome <> 'index'"
                    " GROUP BY url HAVING count(*) > 1",
        "sightings": "SELECT url AS what FROM sighting GROUP BY url HAVING count(*) > 1",
        "changes": "SELECT kind || ' ' || cable_id || ' ' || detail AS what FROM " + CHANGES +
                   " WHERE kind <> 'sighting' GROUP BY kind, cable_id, detail HAVING count(*) > 1",
        "told": "SELECT cable_id AS what FROM (SELECT cable_id, 1 AS n FROM " + CHANGES +
                " WHERE kind = 'sighting' UNION ALL SELECT r.cable_id, -1 FROM sighting s"
                " JOIN rendition r ON r.id = s.rendition_id) AS told"
                " GROUP BY cable_id HAVING sum(n) <> 0",
        "firsts": "SELECT r.cable_id AS what FROM rendition r JOIN sighting s"
                  " ON s.rendition_id = r.id JOIN url u ON u.url = s.url AND u.verdict = 'stored'"
                  " GROUP BY r.cable_id HAVING count(*) > 1",
    }
    found = []
    for name, query in asked.items():
        found += [f"{name}: {row['what']}" for row in trial.cluster.rows(trial.database, query)]
    return found


def torn_texts(trial):
    """Cables whose text is not the site's, that are missing, or that nobody published."""
    rows = trial.cluster.rows(trial.database,
                              "SELECT c.id, r.text FROM cable c JOIN rendition r"
                              " ON r.cable_id = c.id AND r.content_key = c.best_key")
    stored = {row["id"]: cable_pages.evened(row["text"]) for row in rows}
    expected = trial.site.site.texts()
    return sorted(id for id in stored.keys() | expected.keys()
                  if stored.get(id) != expected.get(id))


def refetched(trial):
    """How often stories were asked for beyond the once that each must be."""
    asked = collections.Counter((host, path) for _, host, path in trial.site.requests
                                if path.startswith("/stories/"))
    return sum(times - 1 for times in asked.values())


def early_requests(trial, delay, tolerance):
    """Requests that came to a host sooner than `delay` seconds after the one before."""
    last, early = {}, []
    for moment, host, path in trial.site.requests:
        if host in last and moment - last[host] < delay - tolerance:
            early.append((host, path, round(moment - last[host], 4)))
        last[host] = moment
    return early


def archive_faults(trial, states=1):
    """Captures whose bytes are not in an archive that reads to its end, and records with errors."""
    records, faults = {}, []
    for state in range(states):
        for segment in sorted((trial.folder / f"state{state}" / "archive").glob("*.warc.gz*")):
            if segment.name.endswith(".torn"):
                continue
            for line in trial.cabled("--json", "warc", str(segment), state=state).splitlines():
                record = json.loads(line)
                if record["error"]:
                    faults.append(f"{segment.name} {record['offset']}: {record['error']}")
                records[segment.name.partition(".warc.gz")[0], record["offset"]] = record
    query = ("SELECT url, segment, segment_offset, encode(payload_digest, 'hex') AS digest"
             " FROM capture")
    for row in trial.cluster.rows(trial.database, query):
        segment = row["segment"].rpartition("/")[2].partition(".warc.gz")[0]
        record = records.get((segment, row["segment_offset"]))
        if record is None or record["payload_sha256"] != row["digest"]:
            faults.append(f"{row['url']}: not at {row['segment']} {row['segment_offset']}")
    return faults


def ready_times(trial):
    """Seconds from each start to the first request that followed, as far as one did."""
    times, requests = [], iter(sorted(trial.site.requests))
    request = next(requests, None)
    for started, ended in zip(trial.started, [*trial.started[1:], float("inf")]):
        while request and request[0] < started:
            request = next(requests, None)
        if request and request[0] < ended:
            times.append(request[0] - started)
    return times


def orphan_leases(trial):
    return trial.cluster.rows(trial.database, "SELECT origin FROM host WHERE lease_until > now()")


def report(trial, delay=0.0, tolerance=0.0, states=1):
    """All of it as figures; the lists of what is wrong are cut to a few."""
    trial.site.new_requests()
    times = sorted(ready_times(trial))
    faults = {"lost": lost_pages(trial), "duplicated": duplicated_rows(trial),
              "torn": torn_texts(trial), "early": early_requests(trial, delay, tolerance),
              "archive": archive_faults(trial, states), "orphans": orphan_leases(trial)}
    figures = {name: len(found) for name, found in faults.items()}
    figures.update(pages=trial.site.site.pages, requests=len(trial.site.requests),
                   refetched=refetched(trial), peak_mib=round(trial.peak_kib / 1024),
                   ready_median=round(times[len(times) // 2], 3) if times else None,
                   ready_worst=round(times[-1], 3) if times else None)
    examples = {name: found[:5] for name, found in faults.items() if found}
    return figures, examples

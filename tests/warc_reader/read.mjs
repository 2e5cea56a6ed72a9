// Prints what warcio reads in WARC files, a line of JSON a record. digest_ok: whether the payload, or else the
// block, has the digest that the record claims; null where it claims none.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const sha256 = (bytes) => "sha256:" + createHash("sha256").update(bytes).digest("hex");

function digestIsRight(record, payload) {
  if (record.warcType === "revisit") return null; // the payload is that of an earlier record
  const claimed = record.warcPayloadDigest || record.warcHeader("WARC-Block-Digest");
  if (!claimed || record.warcType === "request") return null;
  return claimed === sha256(payload);
}

for (const path of process.argv.slice(2)) {
  for await (const record of new WARCParser(createReadStream(path))) {
    const payload = await record.readFully(false);
    console.log(JSON.stringify({
      type: record.warcType,
      uri: record.warcTargetURI ?? null,
      date: record.warcDate,
      status: record.httpHeaders ? Number(record.httpHeaders.statusCode) : null,
      profile: record.warcHeader("WARC-Profile") ?? null,
      refers_to_uri: record.warcRefersToTargetURI ?? null,
      refers_to_date: record.warcRefersToDate ?? null,
      digest: record.warcPayloadDigest ?? null,
      digest_ok: digestIsRight(record, payload),
      payload: Buffer.from(payload).toString("base64"),
    }));
  }
}

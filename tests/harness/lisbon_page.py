"""A page with a telegram of Lisbon's, of which serial, subject and first paragraph are the test's."""

PAGE = """<html><head><title>{subject}</title></head><body><pre>
VZCZCXYZ{serial:04d}
RR RUEHWEB

DE RUEHLI #{serial:04d} 1241230
ZNR UUUUU ZZH
R 041230Z MAY 09
FM AMEMBASSY LISBON
TO RUEHC/SECSTATE WASHDC 1000

UNCLAS LISBON {serial:06d}

SIPDIS

E.O. 12958: N/A
TAGS: PREL PO
SUBJECT: {subject}

1. (U) {text}

2. (U) The ministry thanked the embassy and asked for more time, as ministries do.

HALVORD
</pre></body></html>
"""

-- Changes were given out in the order of the digits of their transactions' numbers, 1000 before 999:
-- who followed lacks rows and does not know it. Every cursor given out so far is refused from here on,
-- as one whose changes were pruned: `cabled feed --to` copies anew by itself, others are told to.
-- Not beyond the oldest transaction that still runs, or places taken now would be refused too.
UPDATE feed_origin SET pruned_xid = pg_snapshot_xmin(pg_current_snapshot()), pruned_seq = 0
 WHERE EXISTS (SELECT FROM change);

-- Which cables have a text that no page gives any more: few, so that whether one of them is published
-- still is soon told.
CREATE INDEX rendition_superseded ON rendition (cable_id) WHERE superseded_at IS NOT NULL;

-- Whose word a proof is. What came before has no signature here: it stays readable and counts no more.
ALTER TABLE proof ADD COLUMN signed_by text, ADD COLUMN signature text;
CREATE INDEX proof_received ON proof (cluster, received_at DESC, reached_at DESC);

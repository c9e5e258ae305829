-- The newest of each kind must be found without reading a long history.
CREATE INDEX proof_newest_snapshot ON proof (cluster, verdict, snapshot_at DESC, finished_at DESC);
CREATE INDEX proof_finished ON proof (finished_at);
DROP INDEX proof_newest;
CREATE INDEX backup_newest_sized ON backup (cluster, requested_at DESC, id DESC) WHERE size_drop IS NOT NULL;
CREATE INDEX backup_newest_counted ON backup (cluster, requested_at DESC, id DESC) WHERE rows_drop IS NOT NULL;
CREATE INDEX backup_drop_accepted ON backup (cluster, requested_at) WHERE drop_accepted_at IS NOT NULL;
CREATE INDEX backup_newest_shipped ON backup (requested_at DESC, id DESC) WHERE shipped IS NOT NULL;

-- name: Every constraint has been validated
-- severity: warning

SELECT coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text) AS "on", conname AS constraint
FROM pg_constraint
WHERE NOT convalidated

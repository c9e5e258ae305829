-- name: Every constraint has been validated
-- severity: warning

SELECT CASE WHEN conrelid <> 0 THEN format('%s', conrelid::regclass) ELSE format('%s', contypid::regtype) END AS "on",
       conname AS constraint
FROM pg_constraint
WHERE NOT convalidated

-- name: Every index is valid

SELECT indexrelid::regclass::text AS index, indrelid::regclass::text AS "table"
FROM pg_index
WHERE NOT indisvalid OR NOT indisready OR NOT indislive

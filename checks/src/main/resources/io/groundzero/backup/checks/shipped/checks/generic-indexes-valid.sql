-- name: Every index is valid

SELECT indexrelid::regclass AS index, indrelid::regclass AS "table"
FROM pg_index
WHERE NOT indisvalid OR NOT indisready OR NOT indislive

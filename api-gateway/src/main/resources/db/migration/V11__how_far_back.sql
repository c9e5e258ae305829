-- Since when backups are looked for by whoever tells of copies: of older ones nothing is known.
ALTER TABLE regular_report ADD COLUMN looks_back_to timestamptz;

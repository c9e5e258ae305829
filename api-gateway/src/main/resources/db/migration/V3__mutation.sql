-- One row for each test of the verifier. The report is kept as it was sent.
CREATE TABLE mutation_run (
  at timestamptz PRIMARY KEY,
  passed boolean NOT NULL,
  document text NOT NULL
);

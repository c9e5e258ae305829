-- What people are to be told: one row for each change and channel, written with the alarms in one transaction.
CREATE TABLE notification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel text NOT NULL,
  -- names the change; the same change is never told twice on one channel
  change_id text NOT NULL,
  change text NOT NULL,
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  attempts int NOT NULL,
  ended_at timestamptz,
  error text,
  failed_at timestamptz,
  UNIQUE (channel, change_id)
);
CREATE INDEX notification_open ON notification (channel, id) WHERE state IN ('PENDING', 'GIVEN_UP');
CREATE INDEX notification_ended ON notification (channel, ended_at DESC) WHERE state = 'SENT';
CREATE INDEX notification_failed ON notification (channel, failed_at DESC) WHERE failed_at IS NOT NULL;

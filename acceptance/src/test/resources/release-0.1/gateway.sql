--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit_only_grows(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_only_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alarm; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alarm (
    id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    what text NOT NULL,
    remedy text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    cleared_at timestamp with time zone
);


--
-- Name: alarm_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.alarm ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: api_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_key (
    id bigint NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    holder text NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT api_key_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT api_key_holder_check CHECK ((holder = ANY (ARRAY['PERSON'::text, 'MACHINE'::text]))),
    CONSTRAINT api_key_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
    CONSTRAINT api_key_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'operator'::text])))
);


--
-- Name: api_key_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.api_key ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.api_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    role text,
    way text NOT NULL,
    address text,
    action text NOT NULL,
    outcome text,
    begun_by bigint
);


--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: backup; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.backup (
    id text NOT NULL,
    cluster text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    verdict text,
    last_event_at timestamp with time zone NOT NULL,
    joined text,
    dump_record text,
    manifest text,
    shipped text,
    size_bytes bigint,
    size_drop text,
    rows_drop text,
    drop_accepted_at timestamp with time zone
);


--
-- Name: drill; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.drill (
    id text NOT NULL,
    cluster text NOT NULL,
    backup_id text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    requested_by text NOT NULL,
    state text NOT NULL,
    state_at timestamp with time zone NOT NULL,
    code text,
    cause text,
    report text,
    signature text
);


--
-- Name: failure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.failure (
    id bigint NOT NULL,
    queue text NOT NULL,
    backup_id text,
    artifact text,
    code text NOT NULL,
    cause text NOT NULL,
    attempts integer NOT NULL,
    parked_at timestamp with time zone NOT NULL,
    retried_at timestamp with time zone,
    body bytea NOT NULL,
    body_sha256 text NOT NULL,
    dismissed_at timestamp with time zone,
    dismissed_because text
);


--
-- Name: failure_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.failure ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.failure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: flyway_schema_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);


--
-- Name: idempotency; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency (
    key text NOT NULL,
    request text NOT NULL,
    backup_id text NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: missing_copy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.missing_copy (
    place text NOT NULL,
    backup_id text NOT NULL,
    what text NOT NULL
);


--
-- Name: mutation_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mutation_run (
    at timestamp with time zone NOT NULL,
    passed boolean NOT NULL,
    document text NOT NULL
);


--
-- Name: notification; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notification (
    id bigint NOT NULL,
    channel text NOT NULL,
    change_id text NOT NULL,
    change text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    ended_at timestamp with time zone,
    error text,
    failed_at timestamp with time zone,
    since timestamp with time zone NOT NULL
);


--
-- Name: notification_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.notification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: proof; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.proof (
    backup_id text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    cluster text NOT NULL,
    verdict text NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    snapshot_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    rto_millis bigint,
    document text NOT NULL
);


--
-- Name: protection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.protection (
    id integer NOT NULL,
    state text,
    since timestamp with time zone,
    CONSTRAINT protection_id_check CHECK ((id = 1))
);


--
-- Name: regular_report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.regular_report (
    name text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    looks_back_to timestamp with time zone
);


--
-- Name: schedule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schedule (
    cluster text NOT NULL,
    cron text,
    time_zone text NOT NULL,
    since timestamp with time zone NOT NULL
);


--
-- Name: session_secret; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session_secret (
    id integer NOT NULL,
    value bytea NOT NULL,
    CONSTRAINT session_secret_id_check CHECK ((id = 1))
);


--
-- Name: step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.step (
    backup_id text NOT NULL,
    stage text NOT NULL,
    artifact text NOT NULL,
    state text NOT NULL,
    event_id text NOT NULL,
    at timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    bytes_done bigint,
    bytes_total bigint,
    code text,
    cause text,
    retry_at timestamp with time zone
);


--
-- Name: verdict_count; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.verdict_count (
    verdict text NOT NULL,
    total bigint NOT NULL
);


--
-- Data for Name: alarm; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.alarm (id, kind, subject, what, remedy, raised_at, cleared_at) FROM stdin;
1	NEVER_PROVEN	groundzero	no backup of groundzero has been proven yet	start one: POST /api/v1/backups	2026-11-26 06:00:17.020567+00	2026-11-26 06:00:46.065572+00
2	SIZE_DROPPED	groundzero-20261126T060106Z	groundzero-20261126T060106Z has 338882 bytes; 1469089 were normal before	find out who deleted data on the source, and keep the older backups; if it is as it should be: POST /api/v1/backups/groundzero-20261126T060106Z/drop-acceptance	2026-11-26 06:01:16.058353+00	\N
3	ROWS_DROPPED	groundzero-20261126T060106Z	in groundzero-20261126T060106Z groundzero.e2b.sandbox_log has 1168 rows, 7500 were normal; groundzero.n8n.execution_data has 150 rows, 1250 were normal; groundzero.n8n.execution_entity has 150 rows, 1250 were normal	find out who deleted data on the source, and keep the older backups; if it is as it should be: POST /api/v1/backups/groundzero-20261126T060106Z/drop-acceptance	2026-11-26 06:01:16.058353+00	\N
\.


--
-- Data for Name: api_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.api_key (id, name, role, holder, hash, created_at, revoked_at) FROM stdin;
1	operator	operator	PERSON	\\x315a13b37f6446b528fab31e076551df02c23c708295bfe8ffc627b0b36cf678	2026-11-26 06:00:19.556326+00	\N
2	viewer	viewer	PERSON	\\xf4c5c3ea061973c62038e09543a2b666acf0f10119aec6cd96ba90fc8de6bae5	2026-11-26 06:00:21.31293+00	\N
3	prometheus	viewer	MACHINE	\\x13969744bf7891cc59f536eb8a1e91a0f1088c99f5d5ff009e8a0f062f05d432	2026-11-26 06:01:05.466974+00	\N
4	alice	operator	PERSON	\\x89695c0b4ee09975a81167b9769b6408cb35f94cc5bd6fec2d6f39cbf0943ca2	2026-11-26 06:01:06.216044+00	2026-11-26 06:01:06.840632+00
\.


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit (id, at, actor, role, way, address, action, outcome, begun_by) FROM stdin;
1	2026-11-26 06:00:19.56236+00	root	\N	COMMAND	\N	api-key create operator operator person	done	\N
2	2026-11-26 06:00:21.327297+00	root	\N	COMMAND	\N	api-key create viewer viewer person	done	\N
3	2026-11-26 06:00:28.14795+00	operator	operator	KEY	127.0.0.1	POST /api/v1/backups	\N	\N
4	2026-11-26 06:00:28.584126+00	operator	operator	KEY	127.0.0.1	POST /api/v1/backups	202 http://127.0.0.1:19080/api/v1/backups/groundzero-20261126T060028Z	3
5	2026-11-26 06:01:05.480131+00	root	\N	COMMAND	\N	api-key create prometheus viewer machine	done	\N
6	2026-11-26 06:01:06.231734+00	root	\N	COMMAND	\N	api-key create alice operator person	done	\N
7	2026-11-26 06:01:06.844618+00	root	\N	COMMAND	\N	api-key revoke alice	done	\N
8	2026-11-26 06:01:06.878054+00	operator	operator	KEY	127.0.0.1	POST /api/v1/backups	\N	\N
9	2026-11-26 06:01:06.900383+00	operator	operator	KEY	127.0.0.1	POST /api/v1/backups	202 http://127.0.0.1:19080/api/v1/backups/groundzero-20261126T060106Z	8
10	2026-11-26 06:01:15.514093+00	operator	operator	KEY	127.0.0.1	POST /api/v1/drills	\N	\N
11	2026-11-26 06:01:15.669774+00	operator	operator	KEY	127.0.0.1	POST /api/v1/drills	202 http://127.0.0.1:19080/api/v1/drills/drill-20261126T060115Z	10
\.


--
-- Data for Name: backup; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.backup (id, cluster, requested_at, state, verdict, last_event_at, joined, dump_record, manifest, shipped, size_bytes, size_drop, rows_drop, drop_accepted_at) FROM stdin;
groundzero-20261126T060028Z	groundzero	2026-11-26 06:00:28+00	PROVEN	PROVEN	2026-11-26 06:00:39.557435+00	\N	{"backupId":"groundzero-20261126T060028Z","cluster":"groundzero","requestedAt":"2026-11-26T06:00:28.162263049Z","startedAt":"2026-11-26T06:00:28.530759859Z","finishedAt":"2026-11-26T06:00:32.113361131Z","source":{"postgresVersion":"15.18","postgresMajor":15,"systemIdentifier":"7712355918210888420","bootstrapSuperuser":"postgres","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","dataChecksums":false,"settings":{"max_identifier_length":"63","local_preload_libraries":"","lc_monetary":"C.UTF-8","default_toast_compression":"pglz","lc_time":"C.UTF-8","default_table_access_method":"heap","default_text_search_config":"pg_catalog.english","integer_datetimes":"on","block_size":"8192","lc_numeric":"C.UTF-8","max_index_keys":"32"}},"databases":[{"name":"Müller's n8n.extra","snapshotAt":"2026-11-26T06:00:29.992647Z","lsn":"0/25CDDA0","encoding":"UTF8","localeProvider":"libc","collate":"C","ctype":"C","extensions":{"plpgsql":"1.0"},"collations":[]},{"name":"groundzero","snapshotAt":"2026-11-26T06:00:30.807327Z","lsn":"0/25CE000","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"citext":"1.6","pg_trgm":"1.6","plpgsql":"1.0","pgcrypto":"1.3"},"collations":[]},{"name":"postgres","snapshotAt":"2026-11-26T06:00:31.605524Z","lsn":"0/25CE000","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"plpgsql":"1.0"},"collations":[]}],"artifacts":[{"name":"globals","kind":"GLOBALS","object":"globals.sql.zst.gpg","path":"work/groundzero-20261126T060028Z/globals.sql","directory":false,"compress":true,"content":{"size":2707,"sha256":"90083a80e0dfb0c8ffe83786229c261a1eaf5ae7b288265cb839b666d5ebabeb"}},{"name":"Müller's n8n.extra","kind":"DATABASE","object":"M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg","path":"work/groundzero-20261126T060028Z/M%C3%BCller%27s%20n8n%2Eextra.dir","directory":true,"compress":true,"content":{"size":6144,"sha256":"105ad86590447ee575d503a6b6e00aab5a2400cce5db208631e9174e1e6adedc"}},{"name":"groundzero","kind":"DATABASE","object":"groundzero.dir.tar.zst.gpg","path":"work/groundzero-20261126T060028Z/groundzero.dir","directory":true,"compress":true,"content":{"size":5063680,"sha256":"1fcc43c784ac1a761061469fbec0d426940811bdb80fae23854bc48b71e5f2cd"}},{"name":"postgres","kind":"DATABASE","object":"postgres.dir.tar.zst.gpg","path":"work/groundzero-20261126T060028Z/postgres.dir","directory":true,"compress":true,"content":{"size":3584,"sha256":"50db7440870e629682cfd6adff7ced3230f8a86fc9423bcd1681596871c03234"}},{"name":"fingerprint","kind":"FINGERPRINT","object":"fingerprint.json.zst.gpg","path":"work/groundzero-20261126T060028Z/fingerprint.json","directory":false,"compress":true,"content":{"size":20145,"sha256":"cdf8b4c5d541ac31e65fa9a1a5f6cf33d198a0071261cba56a8573106da61bee"}},{"name":"checks","kind":"CHECKS","object":"checks.tar.zst.gpg","path":"work/groundzero-20261126T060028Z/checks","directory":true,"compress":true,"content":{"size":37888,"sha256":"30ef46a3b077eab4cf904f6c981992ff0b0c1c4981731b3d6899f1520d19b50e"}},{"name":"config","kind":"CONFIGURATION","object":"config.tar.zst.gpg","path":"work/groundzero-20261126T060028Z/config","directory":true,"compress":true,"content":{"size":38400,"sha256":"abe74ee7d6a037a12cd61297ba64c7dc1cc7b15c36469f07c34378f2565cc066"}}],"format":"directory","fingerprintLevel":"full","tools":{"pg_dump":"15.18"},"secretFiles":[],"omittedDatabases":[]}	{"schemaVersion":2,"backupId":"groundzero-20261126T060028Z","cluster":"groundzero","requestedAt":"2026-11-26T06:00:28.162263049Z","shippedAt":"2026-11-26T06:00:35.117Z","source":{"postgresVersion":"15.18","postgresMajor":15,"systemIdentifier":"7712355918210888420","bootstrapSuperuser":"postgres","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","dataChecksums":false,"settings":{"max_identifier_length":"63","local_preload_libraries":"","lc_monetary":"C.UTF-8","default_toast_compression":"pglz","lc_time":"C.UTF-8","default_table_access_method":"heap","default_text_search_config":"pg_catalog.english","integer_datetimes":"on","block_size":"8192","lc_numeric":"C.UTF-8","max_index_keys":"32"}},"databases":[{"name":"Müller's n8n.extra","snapshotAt":"2026-11-26T06:00:29.992647Z","lsn":"0/25CDDA0","encoding":"UTF8","localeProvider":"libc","collate":"C","ctype":"C","extensions":{"plpgsql":"1.0"},"collations":[]},{"name":"groundzero","snapshotAt":"2026-11-26T06:00:30.807327Z","lsn":"0/25CE000","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"citext":"1.6","pg_trgm":"1.6","plpgsql":"1.0","pgcrypto":"1.3"},"collations":[]},{"name":"postgres","snapshotAt":"2026-11-26T06:00:31.605524Z","lsn":"0/25CE000","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"plpgsql":"1.0"},"collations":[]}],"artifacts":[{"name":"globals","kind":"GLOBALS","object":"globals.sql.zst.gpg","plain":{"size":1206,"sha256":"567ac158aab567936ce3bf0c748f195b092cde8021009aeb7de4b3db04c6eeb1"},"encrypted":{"size":1355,"sha256":"944578bc31f7efd49ad7c98ff31e265e98477a78930bbe3e54d402945f338c21"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"Müller's n8n.extra","kind":"DATABASE","object":"M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg","plain":{"size":1355,"sha256":"5b4558a9f29ebcbb29c343ea2ca30145e2f03c6b6a0c8ba6bbb49f600f424478"},"encrypted":{"size":1504,"sha256":"6cca8ba9dc3dcddd1fd0f7e0e3cf6ae7433b1f5a604184f27eca42ee0a2648fa"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"groundzero","kind":"DATABASE","object":"groundzero.dir.tar.zst.gpg","plain":{"size":1441858,"sha256":"82a6fd0c4077d3734e71deb4a6b8be17ff4167eedd00d65978550eafd150cb2e"},"encrypted":{"size":1442025,"sha256":"1253a2d575883ecacd8bc56a68a1627651d2613e5c6f0d0e8bca8b24dd118f2a"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"postgres","kind":"DATABASE","object":"postgres.dir.tar.zst.gpg","plain":{"size":645,"sha256":"df5af3f39bd0c0801b3692f3063443c1bd5b0b31ab43a248321d39ff89c99fae"},"encrypted":{"size":794,"sha256":"e3da708ba46cc6ab8ca269663a1ee8ec320429d4be9d57d82e61e28e428c8d77"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"fingerprint","kind":"FINGERPRINT","object":"fingerprint.json.zst.gpg","plain":{"size":5314,"sha256":"10693c773d1eef3dee54523505cda8cfeeda14c05246d2465df19d6af90072c8"},"encrypted":{"size":5463,"sha256":"4807e9f8fdb0f99a7cb510466052f417a1ba4ee583c20b2353e8ccbd38f36d0e"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"checks","kind":"CHECKS","object":"checks.tar.zst.gpg","plain":{"size":6103,"sha256":"5fcf6824f4a9634f08eb22d3f67481b69423e9f2067f6a2956915657156539b4"},"encrypted":{"size":6252,"sha256":"672b56e71db8cc0cae396adb83078adb6ffb24c9b557027de04bb3d2cca7a858"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"config","kind":"CONFIGURATION","object":"config.tar.zst.gpg","plain":{"size":12608,"sha256":"aafd2a2e71551acd0eec1f48b76ff966e0a875acbcf9b8bbd64f7497c4121bbd"},"encrypted":{"size":12763,"sha256":"c63788c6a1932aa0da4daffa071d89560003d3a8abbe4ef6810b702c4285c4e3"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]}],"format":"directory","fingerprintLevel":"full","tools":{"pg_dump":"15.18"},"durations":{"ship":1814,"dump":3582,"encrypt":760},"secretFiles":[],"omittedDatabases":[]}	{"backupId":"groundzero-20261126T060028Z","cluster":"groundzero","manifestObject":"groundzero/groundzero-20261126T060028Z/manifest.json","manifest":{"size":5164,"sha256":"79a228d03bf5dffe66bb7259a79ad6758b51329539252a3def11f3def57f6a3d"},"requestedAt":"2026-11-26T06:00:35.117Z"}	1469089			\N
groundzero-20261126T060106Z	groundzero	2026-11-26 06:01:06+00	PROVEN	PROVEN	2026-11-26 06:01:21.507527+00	\N	{"backupId":"groundzero-20261126T060106Z","cluster":"groundzero","requestedAt":"2026-11-26T06:01:06.881125012Z","startedAt":"2026-11-26T06:01:06.907312319Z","finishedAt":"2026-11-26T06:01:09.235573511Z","source":{"postgresVersion":"15.18","postgresMajor":15,"systemIdentifier":"7712355918210888420","bootstrapSuperuser":"postgres","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","dataChecksums":false,"settings":{"max_identifier_length":"63","local_preload_libraries":"","lc_monetary":"C.UTF-8","default_toast_compression":"pglz","lc_time":"C.UTF-8","default_table_access_method":"heap","default_text_search_config":"pg_catalog.english","integer_datetimes":"on","block_size":"8192","lc_numeric":"C.UTF-8","max_index_keys":"32"}},"databases":[{"name":"Müller's n8n.extra","snapshotAt":"2026-11-26T06:01:07.409048Z","lsn":"0/26548C0","encoding":"UTF8","localeProvider":"libc","collate":"C","ctype":"C","extensions":{"plpgsql":"1.0"},"collations":[]},{"name":"groundzero","snapshotAt":"2026-11-26T06:01:07.807548Z","lsn":"0/26548C0","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"citext":"1.6","pg_trgm":"1.6","plpgsql":"1.0","pgcrypto":"1.3"},"collations":[]},{"name":"postgres","snapshotAt":"2026-11-26T06:01:08.414962Z","lsn":"0/265AD48","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"plpgsql":"1.0"},"collations":[]}],"artifacts":[{"name":"globals","kind":"GLOBALS","object":"globals.sql.zst.gpg","path":"work/groundzero-20261126T060106Z/globals.sql","directory":false,"compress":true,"content":{"size":2707,"sha256":"84476850de031568b41db7305e026d0a9e04284ebb0f18d1277b09d8854c8583"}},{"name":"Müller's n8n.extra","kind":"DATABASE","object":"M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg","path":"work/groundzero-20261126T060106Z/M%C3%BCller%27s%20n8n%2Eextra.dir","directory":true,"compress":true,"content":{"size":6144,"sha256":"db5d9f8d4c85d46730602cdf2331bb6cf20d398c5188851a62b434a0e2d879b5"}},{"name":"groundzero","kind":"DATABASE","object":"groundzero.dir.tar.zst.gpg","path":"work/groundzero-20261126T060106Z/groundzero.dir","directory":true,"compress":true,"content":{"size":1646080,"sha256":"bcb9a54a45ae6bd8e43ede918395b095d781f65a58af0c9d59e1c45901510e96"}},{"name":"postgres","kind":"DATABASE","object":"postgres.dir.tar.zst.gpg","path":"work/groundzero-20261126T060106Z/postgres.dir","directory":true,"compress":true,"content":{"size":3584,"sha256":"94ba12bc94a2dd562e6bafddda90fbd8434f396a5ae57af6ef6eac921529df9e"}},{"name":"fingerprint","kind":"FINGERPRINT","object":"fingerprint.json.zst.gpg","path":"work/groundzero-20261126T060106Z/fingerprint.json","directory":false,"compress":true,"content":{"size":20143,"sha256":"54d481ef3c0a85a2c93f4c155cab48d528695ce0a0627ab33059ac81847169ad"}},{"name":"checks","kind":"CHECKS","object":"checks.tar.zst.gpg","path":"work/groundzero-20261126T060106Z/checks","directory":true,"compress":true,"content":{"size":37888,"sha256":"73ecf336995f0b9487c1c5800b312767cda4e02932e1d47adb3145aa09b85f03"}},{"name":"config","kind":"CONFIGURATION","object":"config.tar.zst.gpg","path":"work/groundzero-20261126T060106Z/config","directory":true,"compress":true,"content":{"size":38400,"sha256":"abe74ee7d6a037a12cd61297ba64c7dc1cc7b15c36469f07c34378f2565cc066"}}],"format":"directory","fingerprintLevel":"full","tools":{"pg_dump":"15.18"},"secretFiles":[],"omittedDatabases":[]}	{"schemaVersion":2,"backupId":"groundzero-20261126T060106Z","cluster":"groundzero","requestedAt":"2026-11-26T06:01:06.881125012Z","shippedAt":"2026-11-26T06:01:10.672Z","source":{"postgresVersion":"15.18","postgresMajor":15,"systemIdentifier":"7712355918210888420","bootstrapSuperuser":"postgres","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","dataChecksums":false,"settings":{"max_identifier_length":"63","local_preload_libraries":"","lc_monetary":"C.UTF-8","default_toast_compression":"pglz","lc_time":"C.UTF-8","default_table_access_method":"heap","default_text_search_config":"pg_catalog.english","integer_datetimes":"on","block_size":"8192","lc_numeric":"C.UTF-8","max_index_keys":"32"}},"databases":[{"name":"Müller's n8n.extra","snapshotAt":"2026-11-26T06:01:07.409048Z","lsn":"0/26548C0","encoding":"UTF8","localeProvider":"libc","collate":"C","ctype":"C","extensions":{"plpgsql":"1.0"},"collations":[]},{"name":"groundzero","snapshotAt":"2026-11-26T06:01:07.807548Z","lsn":"0/26548C0","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"citext":"1.6","pg_trgm":"1.6","plpgsql":"1.0","pgcrypto":"1.3"},"collations":[]},{"name":"postgres","snapshotAt":"2026-11-26T06:01:08.414962Z","lsn":"0/265AD48","encoding":"UTF8","localeProvider":"libc","collate":"C.UTF-8","ctype":"C.UTF-8","extensions":{"plpgsql":"1.0"},"collations":[]}],"artifacts":[{"name":"globals","kind":"GLOBALS","object":"globals.sql.zst.gpg","plain":{"size":1208,"sha256":"008bbbba8d9ca52d547854d09a21460f1b2ecc71a044625ae425991a45a0671c"},"encrypted":{"size":1357,"sha256":"26d3114c2802b5e5b61f1bb98e684a891d762ea0c462a373613b73273a6cd8aa"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"Müller's n8n.extra","kind":"DATABASE","object":"M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg","plain":{"size":1356,"sha256":"a6851fbee383b38fc56e6bf8fe7076ae338547988afc2dcc3b06ea60253a909b"},"encrypted":{"size":1505,"sha256":"d225339612477371ba7d2c97ddd1c1466a339023faf1f2968de23dd25b4cd6e8"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"groundzero","kind":"DATABASE","object":"groundzero.dir.tar.zst.gpg","plain":{"size":311674,"sha256":"7c307643eb03651c3018f9d083d97cff9e6c120c08e5719d003f39daa067e572"},"encrypted":{"size":311832,"sha256":"5689fcdeb6eba90ef8cd5f57f87e747b55bd75ef18b83e43b3e9ccc3fea60c6a"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"postgres","kind":"DATABASE","object":"postgres.dir.tar.zst.gpg","plain":{"size":646,"sha256":"547cd4bbe4d66fc1ff9fac3bd802cb39f3ed9c6a361ce5164fd5953976ec8eb3"},"encrypted":{"size":795,"sha256":"ee556b61552330d8a9ca867ebd3f8e7445546f52ffddabba3d13bf8e3aeb9abc"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"fingerprint","kind":"FINGERPRINT","object":"fingerprint.json.zst.gpg","plain":{"size":5310,"sha256":"6aa3d222c4a9f956de842ca5f3b4b2ae52f4bd845ae6105f198da284bb9899af"},"encrypted":{"size":5459,"sha256":"ae4bbe6de8a8ac8abb7a6162388203ec6deffee1536a05054dbe846881e1ee49"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"checks","kind":"CHECKS","object":"checks.tar.zst.gpg","plain":{"size":6080,"sha256":"3438b1ec8210753c3b49efe2710c82e2a485e20937494b0dfbfbb2391a644c03"},"encrypted":{"size":6229,"sha256":"25d7560b3247179b05f01de89d225ea65b6e2dfafa4add172d213f6cfd89192c"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]},{"name":"config","kind":"CONFIGURATION","object":"config.tar.zst.gpg","plain":{"size":12608,"sha256":"aafd2a2e71551acd0eec1f48b76ff966e0a875acbcf9b8bbd64f7497c4121bbd"},"encrypted":{"size":12763,"sha256":"71b84aa6f1771a0280e715e87e90a13ccf7bbc324974ab539c51fe0a8e7b7f22"},"recipients":["3BF08B74A261F0810B77EED4A8BD926B4FB4C044"]}],"format":"directory","fingerprintLevel":"full","tools":{"pg_dump":"15.18"},"durations":{"ship":692,"dump":2328,"encrypt":295},"secretFiles":[],"omittedDatabases":[]}	{"backupId":"groundzero-20261126T060106Z","cluster":"groundzero","manifestObject":"groundzero/groundzero-20261126T060106Z/manifest.json","manifest":{"size":5161,"sha256":"ff7c1b78af76b25566169d1b836f3ea0e5e4a0e5ee2a5478f5c4cf4014889c34"},"requestedAt":"2026-11-26T06:01:10.672Z"}	338882	has 338882 bytes; 1469089 were normal before	groundzero.e2b.sandbox_log has 1168 rows, 7500 were normal; groundzero.n8n.execution_data has 150 rows, 1250 were normal; groundzero.n8n.execution_entity has 150 rows, 1250 were normal	\N
\.


--
-- Data for Name: drill; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.drill (id, cluster, backup_id, requested_at, requested_by, state, state_at, code, cause, report, signature) FROM stdin;
drill-20261126T060115Z	groundzero	groundzero-20261126T060106Z	2026-11-26 06:01:15+00	api	PASSED	2026-11-26 06:01:21.507527+00	\N	\N	{\n  "schemaVersion" : 1,\n  "id" : "drill-20261126T060115Z",\n  "cluster" : "groundzero",\n  "outcome" : "PASSED",\n  "requestedAt" : "2026-11-26T06:01:15Z",\n  "requestedBy" : "api",\n  "startedAt" : "2026-11-26T06:01:15.644703230Z",\n  "finishedAt" : "2026-11-26T06:01:20.559392015Z",\n  "backupId" : "groundzero-20261126T060106Z",\n  "copy" : "s3://ground-zero",\n  "manifest" : {\n    "key" : "groundzero/groundzero-20261126T060106Z/manifest.json",\n    "digest" : {\n      "size" : 5161,\n      "sha256" : "ff7c1b78af76b25566169d1b836f3ea0e5e4a0e5ee2a5478f5c4cf4014889c34"\n    }\n  },\n  "proof" : {\n    "key" : "proofs/groundzero-20261126T060106Z/20261126T060115Z.json",\n    "digest" : {\n      "size" : 9415,\n      "sha256" : "8f5d0af51448907ef98833e77d46aa9d80bd35b7f3389d90688d18deeb7e788e"\n    }\n  },\n  "snapshotAt" : "2026-11-26T06:01:07.409048Z",\n  "bytes" : 339940,\n  "verdict" : "PROVEN",\n  "summary" : "16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)",\n  "level" : "full",\n  "comparison" : "16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)",\n  "rto" : {\n    "seconds" : 4.737,\n    "targetSeconds" : 14400,\n    "met" : true\n  },\n  "rpo" : {\n    "seconds" : 7.59,\n    "targetSeconds" : 86400,\n    "met" : true\n  },\n  "phases" : [ {\n    "name" : "fetch",\n    "millis" : 193,\n    "passed" : true,\n    "summary" : "7 objects with 339940 bytes are as shipped"\n  }, {\n    "name" : "decrypt",\n    "millis" : 58,\n    "passed" : true,\n    "summary" : "7 artifacts decrypted, their integrity checked to the end"\n  }, {\n    "name" : "initialise",\n    "millis" : 1339,\n    "passed" : true,\n    "summary" : "throwaway PostgreSQL 15.18 started"\n  }, {\n    "name" : "restore",\n    "millis" : 1157,\n    "passed" : true,\n    "summary" : "globals and 3 databases restored without a complaint"\n  }, {\n    "name" : "compare",\n    "millis" : 462,\n    "passed" : true,\n    "summary" : "16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)"\n  }, {\n    "name" : "check",\n    "millis" : 1087,\n    "passed" : true,\n    "summary" : "19 checks passed, 3 smoke tests acted, 1 repairs, pg_amcheck found nothing"\n  }, {\n    "name" : "probe",\n    "millis" : 438,\n    "passed" : true,\n    "summary" : "report runs on the restored data: 1 of 1 requests answered as expected (the report is filled)"\n  } ],\n  "findings" : [ ],\n  "forecast" : {\n    "kind" : "NOT_ENOUGH_HISTORY",\n    "restores" : 3\n  },\n  "history" : [ {\n    "at" : "2026-11-26T06:00:39.168952Z",\n    "bytes" : 1470156,\n    "millis" : 3568\n  }, {\n    "at" : "2026-11-26T06:01:15.172998Z",\n    "bytes" : 339940,\n    "millis" : 4220\n  } ]\n}	-----BEGIN PGP SIGNATURE-----\n\nwnUEABYKACcFAmsHyzEWIQQcrxrJx4rrywXeLjBg/stJ+7NGdgkQYP7LSfuzRnYA\nAHsRAQDre9KDwxbcsm5SmkO+w0/qMfdQtEMvTsfsfNr605m9BgEA1Hc1pP2J0BXN\niBIzlPUPc6GvhZDU27ZjwKeoCIc6zAg=\n=ymf2\n-----END PGP SIGNATURE-----\n
\.


--
-- Data for Name: failure; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.failure (id, queue, backup_id, artifact, code, cause, attempts, parked_at, retried_at, body, body_sha256, dismissed_at, dismissed_because) FROM stdin;
\.


--
-- Data for Name: flyway_schema_history; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) FROM stdin;
1	1	backups	SQL	db/migration/V1__backups.sql	-891342333	gateway	2026-11-26 06:00:10.912534	99	t
2	2	drills	SQL	db/migration/V2__drills.sql	-1178866285	gateway	2026-11-26 06:00:11.18029	44	t
3	3	mutation	SQL	db/migration/V3__mutation.sql	819885249	gateway	2026-11-26 06:00:11.284104	8	t
4	4	dismissed failures	SQL	db/migration/V4__dismissed_failures.sql	-2122050035	gateway	2026-11-26 06:00:11.314977	34	t
5	5	alarms	SQL	db/migration/V5__alarms.sql	-310564908	gateway	2026-11-26 06:00:11.364304	94	t
6	6	long history	SQL	db/migration/V6__long_history.sql	-1475385881	gateway	2026-11-26 06:00:11.473581	55	t
7	7	notifications	SQL	db/migration/V7__notifications.sql	-1653795602	gateway	2026-11-26 06:00:11.562105	50	t
8	8	keys and audit	SQL	db/migration/V8__keys_and_audit.sql	1050969209	gateway	2026-11-26 06:00:11.633568	32	t
9	9	verdict count	SQL	db/migration/V9__verdict_count.sql	691036182	gateway	2026-11-26 06:00:11.684064	12	t
10	10	silent channels	SQL	db/migration/V10__silent_channels.sql	146162698	gateway	2026-11-26 06:00:11.711598	4	t
11	11	how far back	SQL	db/migration/V11__how_far_back.sql	-1225089214	gateway	2026-11-26 06:00:11.725025	3	t
\.


--
-- Data for Name: idempotency; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.idempotency (key, request, backup_id, created_at) FROM stdin;
pg-backup-20261126T060028Z-7476-463540badf9f9112	groundzero	groundzero-20261126T060028Z	2026-11-26 06:00:28.162263+00
pg-backup-20261126T060106Z-9375-90b91a2c021c7c9a	groundzero	groundzero-20261126T060106Z	2026-11-26 06:01:06.881125+00
\.


--
-- Data for Name: missing_copy; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.missing_copy (place, backup_id, what) FROM stdin;
\.


--
-- Data for Name: mutation_run; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.mutation_run (at, passed, document) FROM stdin;
\.


--
-- Data for Name: notification; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.notification (id, channel, change_id, change, state, created_at, due_at, attempts, ended_at, error, failed_at, since) FROM stdin;
\.


--
-- Data for Name: proof; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.proof (backup_id, requested_at, cluster, verdict, finished_at, snapshot_at, expires_at, rto_millis, document) FROM stdin;
groundzero-20261126T060028Z	2026-11-26 06:00:35+00	groundzero	PROVEN	2026-11-26 06:00:39.168952+00	2026-11-26 06:00:29.992647+00	2026-11-27 18:00:39.168952+00	3568	{"schemaVersion":1,"backupId":"groundzero-20261126T060028Z","cluster":"groundzero","copy":"s3://ground-zero","manifest":{"size":5164,"sha256":"79a228d03bf5dffe66bb7259a79ad6758b51329539252a3def11f3def57f6a3d"},"verdict":"PROVEN","summary":"16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)","level":"full","requestedAt":"2026-11-26T06:00:35.117Z","startedAt":"2026-11-26T06:00:35.474246959Z","finishedAt":"2026-11-26T06:00:39.168952113Z","snapshotAt":"2026-11-26T06:00:29.992647Z","rtoMillis":3568,"expiresAt":"2026-11-27T18:00:39.168952113Z","steps":[{"name":"fetch","millis":224,"passed":true,"summary":"7 objects with 1470156 bytes are as shipped","evidence":["manifest.json: 5164 bytes, SHA-256 79a228d03bf5dffe66bb7259a79ad6758b51329539252a3def11f3def57f6a3d, signed by 6327C32AEA8ADB77C913971BDBD21460020EA7F3","globals.sql.zst.gpg: 1355 bytes, SHA-256 944578bc31f7efd49ad7c98ff31e265e98477a78930bbe3e54d402945f338c21","M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg: 1504 bytes, SHA-256 6cca8ba9dc3dcddd1fd0f7e0e3cf6ae7433b1f5a604184f27eca42ee0a2648fa","groundzero.dir.tar.zst.gpg: 1442025 bytes, SHA-256 1253a2d575883ecacd8bc56a68a1627651d2613e5c6f0d0e8bca8b24dd118f2a","postgres.dir.tar.zst.gpg: 794 bytes, SHA-256 e3da708ba46cc6ab8ca269663a1ee8ec320429d4be9d57d82e61e28e428c8d77","fingerprint.json.zst.gpg: 5463 bytes, SHA-256 4807e9f8fdb0f99a7cb510466052f417a1ba4ee583c20b2353e8ccbd38f36d0e","checks.tar.zst.gpg: 6252 bytes, SHA-256 672b56e71db8cc0cae396adb83078adb6ffb24c9b557027de04bb3d2cca7a858","config.tar.zst.gpg: 12763 bytes, SHA-256 c63788c6a1932aa0da4daffa071d89560003d3a8abbe4ef6810b702c4285c4e3"]},{"name":"decrypt","millis":170,"passed":true,"summary":"7 artifacts decrypted, their integrity checked to the end","evidence":["globals.sql.zst.gpg: holds 1206 bytes, SHA-256 567ac158aab567936ce3bf0c748f195b092cde8021009aeb7de4b3db04c6eeb1","M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg: holds 1355 bytes, SHA-256 5b4558a9f29ebcbb29c343ea2ca30145e2f03c6b6a0c8ba6bbb49f600f424478","groundzero.dir.tar.zst.gpg: holds 1441858 bytes, SHA-256 82a6fd0c4077d3734e71deb4a6b8be17ff4167eedd00d65978550eafd150cb2e","postgres.dir.tar.zst.gpg: holds 645 bytes, SHA-256 df5af3f39bd0c0801b3692f3063443c1bd5b0b31ab43a248321d39ff89c99fae","fingerprint.json.zst.gpg: holds 5314 bytes, SHA-256 10693c773d1eef3dee54523505cda8cfeeda14c05246d2465df19d6af90072c8","checks.tar.zst.gpg: holds 6103 bytes, SHA-256 5fcf6824f4a9634f08eb22d3f67481b69423e9f2067f6a2956915657156539b4","config.tar.zst.gpg: holds 12608 bytes, SHA-256 aafd2a2e71551acd0eec1f48b76ff966e0a875acbcf9b8bbd64f7497c4121bbd"]},{"name":"initialise","millis":779,"passed":true,"summary":"throwaway PostgreSQL 15.18 started","evidence":["user ground-zero-throwaway, isolation NAMESPACES, Unix socket only"]},{"name":"restore","millis":704,"passed":true,"summary":"globals and 3 databases restored without a complaint","evidence":["roles and 0 tablespaces restored","subscriptions are not restored: a copy must not connect to anybody's publisher","Müller's n8n.extra: restored in 122 ms","groundzero: restored in 262 ms","postgres: restored in 145 ms"]},{"name":"compare","millis":493,"passed":true,"summary":"16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)","evidence":["Müller's n8n.extra: public.setting: 100 rows","Müller's n8n.extra: 0 large objects","groundzero: \\"Odd names\\".\\"Table with \\"\\"quotes\\"\\" and spaces\\": 10 rows","groundzero: \\"Odd names\\".\\"a.b\\": 0 rows","groundzero: \\"Odd names\\".no_columns: 1 rows","groundzero: \\"Odd names.a\\".b: 0 rows","groundzero: agent_zero.job: 5000 rows","groundzero: agent_zero.job_result: 2000 rows","groundzero: agent_zero.worker: 4 rows","groundzero: e2b.sandbox_log: 7500 rows","groundzero: n8n.execution_data: 1250 rows","groundzero: n8n.execution_entity: 1250 rows","groundzero: n8n.workflow_entity: 300 rows","groundzero: report.attachment: 20 rows","groundzero: report.empty: 0 rows","groundzero: tenancy.app_user: 2000 rows","groundzero: tenancy.tenant: 200 rows","groundzero: 20 large objects","postgres: 0 large objects"]},{"name":"check","millis":744,"passed":true,"summary":"19 checks passed, 3 smoke tests acted, 1 repairs, pg_amcheck found nothing","evidence":["pg_amcheck found nothing in 3 databases","groundzero: Queue: jobs whose worker is gone since the snapshot are queued again (repairs/queue-requeue-orphans.sql): repaired","Müller's n8n.extra: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","Müller's n8n.extra: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","Müller's n8n.extra: Every index is valid (checks/generic-indexes-valid.sql): passed","Müller's n8n.extra: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","groundzero: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","groundzero: Every index is valid (checks/generic-indexes-valid.sql): passed","groundzero: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: n8n: every active workflow has nodes (checks/n8n-active-workflows-have-nodes.sql): passed","groundzero: n8n: every execution belongs to a workflow that exists (checks/n8n-executions-have-workflow.sql): passed","groundzero: n8n: every finished execution has its data (checks/n8n-finished-executions-have-data.sql): passed","groundzero: Queue: every job is in a legal state (checks/queue-legal-states.sql): passed","groundzero: Queue: no dedupe key comes twice (checks/queue-no-duplicates.sql): passed","groundzero: Queue: every done job has its result, and no other has one (checks/queue-no-gap-to-result.sql): passed","groundzero: Queue: no job runs for a dead worker (checks/queue-no-job-of-a-dead-worker.sql): passed","postgres: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","postgres: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","postgres: Every index is valid (checks/generic-indexes-valid.sql): passed","postgres: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: Queue: a job can be claimed and finished exactly once (checks/queue-claim-and-finish.sql): acted, passed","groundzero: Queue: a finished job cannot be started again (checks/queue-finished-stays-finished.sql): acted, passed","groundzero: The report of executions per day can be made anew and is filled (checks/report-is-filled.sql): acted, passed","25 times a check, smoke test or repair does not apply to a database"]},{"name":"probe","millis":444,"passed":true,"summary":"report runs on the restored data: 1 of 1 requests answered as expected (the report is filled)","evidence":["report: role postgres can connect to database groundzero","report: ready after 343 ms","report: the report is filled (GET http://127.0.0.1:5680/report): 200 after 73 ms"]}],"tables":[{"database":"Müller's n8n.extra","table":"public.setting","rows":100,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".\\"Table with \\"\\"quotes\\"\\" and spaces\\"","rows":10,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".\\"a.b\\"","rows":0,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".no_columns","rows":1,"identical":true},{"database":"groundzero","table":"\\"Odd names.a\\".b","rows":0,"identical":true},{"database":"groundzero","table":"agent_zero.job","rows":5000,"identical":true},{"database":"groundzero","table":"agent_zero.job_result","rows":2000,"identical":true},{"database":"groundzero","table":"agent_zero.worker","rows":4,"identical":true},{"database":"groundzero","table":"e2b.sandbox_log","rows":7500,"identical":true},{"database":"groundzero","table":"n8n.execution_data","rows":1250,"identical":true},{"database":"groundzero","table":"n8n.execution_entity","rows":1250,"identical":true},{"database":"groundzero","table":"n8n.workflow_entity","rows":300,"identical":true},{"database":"groundzero","table":"report.attachment","rows":20,"identical":true},{"database":"groundzero","table":"report.empty","rows":0,"identical":true},{"database":"groundzero","table":"tenancy.app_user","rows":2000,"identical":true},{"database":"groundzero","table":"tenancy.tenant","rows":200,"identical":true}],"findings":[]}
groundzero-20261126T060106Z	2026-11-26 06:01:10+00	groundzero	PROVEN	2026-11-26 06:01:15.172998+00	2026-11-26 06:01:07.409048+00	2026-11-27 18:01:15.172998+00	4220	{"schemaVersion":1,"backupId":"groundzero-20261126T060106Z","cluster":"groundzero","copy":"s3://ground-zero","manifest":{"size":5161,"sha256":"ff7c1b78af76b25566169d1b836f3ea0e5e4a0e5ee2a5478f5c4cf4014889c34"},"verdict":"PROVEN","summary":"16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)","level":"full","requestedAt":"2026-11-26T06:01:10.672Z","startedAt":"2026-11-26T06:01:10.815695806Z","finishedAt":"2026-11-26T06:01:15.172997763Z","snapshotAt":"2026-11-26T06:01:07.409048Z","rtoMillis":4220,"expiresAt":"2026-11-27T18:01:15.172997763Z","steps":[{"name":"fetch","millis":208,"passed":true,"summary":"7 objects with 339940 bytes are as shipped","evidence":["manifest.json: 5161 bytes, SHA-256 ff7c1b78af76b25566169d1b836f3ea0e5e4a0e5ee2a5478f5c4cf4014889c34, signed by 6327C32AEA8ADB77C913971BDBD21460020EA7F3","globals.sql.zst.gpg: 1357 bytes, SHA-256 26d3114c2802b5e5b61f1bb98e684a891d762ea0c462a373613b73273a6cd8aa","M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg: 1505 bytes, SHA-256 d225339612477371ba7d2c97ddd1c1466a339023faf1f2968de23dd25b4cd6e8","groundzero.dir.tar.zst.gpg: 311832 bytes, SHA-256 5689fcdeb6eba90ef8cd5f57f87e747b55bd75ef18b83e43b3e9ccc3fea60c6a","postgres.dir.tar.zst.gpg: 795 bytes, SHA-256 ee556b61552330d8a9ca867ebd3f8e7445546f52ffddabba3d13bf8e3aeb9abc","fingerprint.json.zst.gpg: 5459 bytes, SHA-256 ae4bbe6de8a8ac8abb7a6162388203ec6deffee1536a05054dbe846881e1ee49","checks.tar.zst.gpg: 6229 bytes, SHA-256 25d7560b3247179b05f01de89d225ea65b6e2dfafa4add172d213f6cfd89192c","config.tar.zst.gpg: 12763 bytes, SHA-256 71b84aa6f1771a0280e715e87e90a13ccf7bbc324974ab539c51fe0a8e7b7f22"]},{"name":"decrypt","millis":117,"passed":true,"summary":"7 artifacts decrypted, their integrity checked to the end","evidence":["globals.sql.zst.gpg: holds 1208 bytes, SHA-256 008bbbba8d9ca52d547854d09a21460f1b2ecc71a044625ae425991a45a0671c","M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg: holds 1356 bytes, SHA-256 a6851fbee383b38fc56e6bf8fe7076ae338547988afc2dcc3b06ea60253a909b","groundzero.dir.tar.zst.gpg: holds 311674 bytes, SHA-256 7c307643eb03651c3018f9d083d97cff9e6c120c08e5719d003f39daa067e572","postgres.dir.tar.zst.gpg: holds 646 bytes, SHA-256 547cd4bbe4d66fc1ff9fac3bd802cb39f3ed9c6a361ce5164fd5953976ec8eb3","fingerprint.json.zst.gpg: holds 5310 bytes, SHA-256 6aa3d222c4a9f956de842ca5f3b4b2ae52f4bd845ae6105f198da284bb9899af","checks.tar.zst.gpg: holds 6080 bytes, SHA-256 3438b1ec8210753c3b49efe2710c82e2a485e20937494b0dfbfbb2391a644c03","config.tar.zst.gpg: holds 12608 bytes, SHA-256 aafd2a2e71551acd0eec1f48b76ff966e0a875acbcf9b8bbd64f7497c4121bbd"]},{"name":"initialise","millis":987,"passed":true,"summary":"throwaway PostgreSQL 15.18 started","evidence":["user ground-zero-throwaway, isolation NAMESPACES, Unix socket only"]},{"name":"restore","millis":1028,"passed":true,"summary":"globals and 3 databases restored without a complaint","evidence":["roles and 0 tablespaces restored","subscriptions are not restored: a copy must not connect to anybody's publisher","Müller's n8n.extra: restored in 235 ms","groundzero: restored in 342 ms","postgres: restored in 279 ms"]},{"name":"compare","millis":498,"passed":true,"summary":"16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)","evidence":["Müller's n8n.extra: public.setting: 100 rows","Müller's n8n.extra: 0 large objects","groundzero: \\"Odd names\\".\\"Table with \\"\\"quotes\\"\\" and spaces\\": 10 rows","groundzero: \\"Odd names\\".\\"a.b\\": 0 rows","groundzero: \\"Odd names\\".no_columns: 1 rows","groundzero: \\"Odd names.a\\".b: 0 rows","groundzero: agent_zero.job: 5000 rows","groundzero: agent_zero.job_result: 2000 rows","groundzero: agent_zero.worker: 4 rows","groundzero: e2b.sandbox_log: 1168 rows","groundzero: n8n.execution_data: 150 rows","groundzero: n8n.execution_entity: 150 rows","groundzero: n8n.workflow_entity: 300 rows","groundzero: report.attachment: 20 rows","groundzero: report.empty: 0 rows","groundzero: tenancy.app_user: 2000 rows","groundzero: tenancy.tenant: 200 rows","groundzero: 20 large objects","postgres: 0 large objects"]},{"name":"check","millis":803,"passed":true,"summary":"19 checks passed, 3 smoke tests acted, 1 repairs, pg_amcheck found nothing","evidence":["pg_amcheck found nothing in 3 databases","groundzero: Queue: jobs whose worker is gone since the snapshot are queued again (repairs/queue-requeue-orphans.sql): repaired","Müller's n8n.extra: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","Müller's n8n.extra: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","Müller's n8n.extra: Every index is valid (checks/generic-indexes-valid.sql): passed","Müller's n8n.extra: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","groundzero: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","groundzero: Every index is valid (checks/generic-indexes-valid.sql): passed","groundzero: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: n8n: every active workflow has nodes (checks/n8n-active-workflows-have-nodes.sql): passed","groundzero: n8n: every execution belongs to a workflow that exists (checks/n8n-executions-have-workflow.sql): passed","groundzero: n8n: every finished execution has its data (checks/n8n-finished-executions-have-data.sql): passed","groundzero: Queue: every job is in a legal state (checks/queue-legal-states.sql): passed","groundzero: Queue: no dedupe key comes twice (checks/queue-no-duplicates.sql): passed","groundzero: Queue: every done job has its result, and no other has one (checks/queue-no-gap-to-result.sql): passed","groundzero: Queue: no job runs for a dead worker (checks/queue-no-job-of-a-dead-worker.sql): passed","postgres: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","postgres: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","postgres: Every index is valid (checks/generic-indexes-valid.sql): passed","postgres: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: Queue: a job can be claimed and finished exactly once (checks/queue-claim-and-finish.sql): acted, passed","groundzero: Queue: a finished job cannot be started again (checks/queue-finished-stays-finished.sql): acted, passed","groundzero: The report of executions per day can be made anew and is filled (checks/report-is-filled.sql): acted, passed","25 times a check, smoke test or repair does not apply to a database"]},{"name":"probe","millis":576,"passed":true,"summary":"report runs on the restored data: 1 of 1 requests answered as expected (the report is filled)","evidence":["report: role postgres can connect to database groundzero","report: ready after 399 ms","report: the report is filled (GET http://127.0.0.1:5680/report): 200 after 159 ms"]}],"tables":[{"database":"Müller's n8n.extra","table":"public.setting","rows":100,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".\\"Table with \\"\\"quotes\\"\\" and spaces\\"","rows":10,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".\\"a.b\\"","rows":0,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".no_columns","rows":1,"identical":true},{"database":"groundzero","table":"\\"Odd names.a\\".b","rows":0,"identical":true},{"database":"groundzero","table":"agent_zero.job","rows":5000,"identical":true},{"database":"groundzero","table":"agent_zero.job_result","rows":2000,"identical":true},{"database":"groundzero","table":"agent_zero.worker","rows":4,"identical":true},{"database":"groundzero","table":"e2b.sandbox_log","rows":1168,"identical":true},{"database":"groundzero","table":"n8n.execution_data","rows":150,"identical":true},{"database":"groundzero","table":"n8n.execution_entity","rows":150,"identical":true},{"database":"groundzero","table":"n8n.workflow_entity","rows":300,"identical":true},{"database":"groundzero","table":"report.attachment","rows":20,"identical":true},{"database":"groundzero","table":"report.empty","rows":0,"identical":true},{"database":"groundzero","table":"tenancy.app_user","rows":2000,"identical":true},{"database":"groundzero","table":"tenancy.tenant","rows":200,"identical":true}],"findings":[]}
groundzero-20261126T060106Z	2026-11-26 06:01:15+00	groundzero	PROVEN	2026-11-26 06:01:20.559392+00	2026-11-26 06:01:07.409048+00	2026-11-27 18:01:20.559392+00	4737	{"schemaVersion":1,"backupId":"groundzero-20261126T060106Z","cluster":"groundzero","copy":"s3://ground-zero","manifest":{"size":5161,"sha256":"ff7c1b78af76b25566169d1b836f3ea0e5e4a0e5ee2a5478f5c4cf4014889c34"},"verdict":"PROVEN","summary":"16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)","level":"full","requestedAt":"2026-11-26T06:01:15Z","startedAt":"2026-11-26T06:01:15.644703230Z","finishedAt":"2026-11-26T06:01:20.559392015Z","snapshotAt":"2026-11-26T06:01:07.409048Z","rtoMillis":4737,"expiresAt":"2026-11-27T18:01:20.559392015Z","steps":[{"name":"fetch","millis":193,"passed":true,"summary":"7 objects with 339940 bytes are as shipped","evidence":["manifest.json: 5161 bytes, SHA-256 ff7c1b78af76b25566169d1b836f3ea0e5e4a0e5ee2a5478f5c4cf4014889c34, signed by 6327C32AEA8ADB77C913971BDBD21460020EA7F3","globals.sql.zst.gpg: 1357 bytes, SHA-256 26d3114c2802b5e5b61f1bb98e684a891d762ea0c462a373613b73273a6cd8aa","M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg: 1505 bytes, SHA-256 d225339612477371ba7d2c97ddd1c1466a339023faf1f2968de23dd25b4cd6e8","groundzero.dir.tar.zst.gpg: 311832 bytes, SHA-256 5689fcdeb6eba90ef8cd5f57f87e747b55bd75ef18b83e43b3e9ccc3fea60c6a","postgres.dir.tar.zst.gpg: 795 bytes, SHA-256 ee556b61552330d8a9ca867ebd3f8e7445546f52ffddabba3d13bf8e3aeb9abc","fingerprint.json.zst.gpg: 5459 bytes, SHA-256 ae4bbe6de8a8ac8abb7a6162388203ec6deffee1536a05054dbe846881e1ee49","checks.tar.zst.gpg: 6229 bytes, SHA-256 25d7560b3247179b05f01de89d225ea65b6e2dfafa4add172d213f6cfd89192c","config.tar.zst.gpg: 12763 bytes, SHA-256 71b84aa6f1771a0280e715e87e90a13ccf7bbc324974ab539c51fe0a8e7b7f22"]},{"name":"decrypt","millis":58,"passed":true,"summary":"7 artifacts decrypted, their integrity checked to the end","evidence":["globals.sql.zst.gpg: holds 1208 bytes, SHA-256 008bbbba8d9ca52d547854d09a21460f1b2ecc71a044625ae425991a45a0671c","M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg: holds 1356 bytes, SHA-256 a6851fbee383b38fc56e6bf8fe7076ae338547988afc2dcc3b06ea60253a909b","groundzero.dir.tar.zst.gpg: holds 311674 bytes, SHA-256 7c307643eb03651c3018f9d083d97cff9e6c120c08e5719d003f39daa067e572","postgres.dir.tar.zst.gpg: holds 646 bytes, SHA-256 547cd4bbe4d66fc1ff9fac3bd802cb39f3ed9c6a361ce5164fd5953976ec8eb3","fingerprint.json.zst.gpg: holds 5310 bytes, SHA-256 6aa3d222c4a9f956de842ca5f3b4b2ae52f4bd845ae6105f198da284bb9899af","checks.tar.zst.gpg: holds 6080 bytes, SHA-256 3438b1ec8210753c3b49efe2710c82e2a485e20937494b0dfbfbb2391a644c03","config.tar.zst.gpg: holds 12608 bytes, SHA-256 aafd2a2e71551acd0eec1f48b76ff966e0a875acbcf9b8bbd64f7497c4121bbd"]},{"name":"initialise","millis":1339,"passed":true,"summary":"throwaway PostgreSQL 15.18 started","evidence":["user ground-zero-throwaway, isolation NAMESPACES, Unix socket only"]},{"name":"restore","millis":1157,"passed":true,"summary":"globals and 3 databases restored without a complaint","evidence":["roles and 0 tablespaces restored","subscriptions are not restored: a copy must not connect to anybody's publisher","Müller's n8n.extra: restored in 248 ms","groundzero: restored in 538 ms","postgres: restored in 283 ms"]},{"name":"compare","millis":462,"passed":true,"summary":"16 of 16 tables identical, 130 catalogue entries, 4 sequences, 7 roles (level full)","evidence":["Müller's n8n.extra: public.setting: 100 rows","Müller's n8n.extra: 0 large objects","groundzero: \\"Odd names\\".\\"Table with \\"\\"quotes\\"\\" and spaces\\": 10 rows","groundzero: \\"Odd names\\".\\"a.b\\": 0 rows","groundzero: \\"Odd names\\".no_columns: 1 rows","groundzero: \\"Odd names.a\\".b: 0 rows","groundzero: agent_zero.job: 5000 rows","groundzero: agent_zero.job_result: 2000 rows","groundzero: agent_zero.worker: 4 rows","groundzero: e2b.sandbox_log: 1168 rows","groundzero: n8n.execution_data: 150 rows","groundzero: n8n.execution_entity: 150 rows","groundzero: n8n.workflow_entity: 300 rows","groundzero: report.attachment: 20 rows","groundzero: report.empty: 0 rows","groundzero: tenancy.app_user: 2000 rows","groundzero: tenancy.tenant: 200 rows","groundzero: 20 large objects","postgres: 0 large objects"]},{"name":"check","millis":1087,"passed":true,"summary":"19 checks passed, 3 smoke tests acted, 1 repairs, pg_amcheck found nothing","evidence":["pg_amcheck found nothing in 3 databases","groundzero: Queue: jobs whose worker is gone since the snapshot are queued again (repairs/queue-requeue-orphans.sql): repaired","Müller's n8n.extra: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","Müller's n8n.extra: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","Müller's n8n.extra: Every index is valid (checks/generic-indexes-valid.sql): passed","Müller's n8n.extra: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","groundzero: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","groundzero: Every index is valid (checks/generic-indexes-valid.sql): passed","groundzero: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: n8n: every active workflow has nodes (checks/n8n-active-workflows-have-nodes.sql): passed","groundzero: n8n: every execution belongs to a workflow that exists (checks/n8n-executions-have-workflow.sql): passed","groundzero: n8n: every finished execution has its data (checks/n8n-finished-executions-have-data.sql): passed","groundzero: Queue: every job is in a legal state (checks/queue-legal-states.sql): passed","groundzero: Queue: no dedupe key comes twice (checks/queue-no-duplicates.sql): passed","groundzero: Queue: every done job has its result, and no other has one (checks/queue-no-gap-to-result.sql): passed","groundzero: Queue: no job runs for a dead worker (checks/queue-no-job-of-a-dead-worker.sql): passed","postgres: Every constraint has been validated (checks/generic-constraints-validated.sql): passed","postgres: Every foreign key really holds (checks/generic-foreign-keys.sql): passed","postgres: Every index is valid (checks/generic-indexes-valid.sql): passed","postgres: Every sequence is ahead of the column that it numbers (checks/generic-sequences.sql): passed","groundzero: Queue: a job can be claimed and finished exactly once (checks/queue-claim-and-finish.sql): acted, passed","groundzero: Queue: a finished job cannot be started again (checks/queue-finished-stays-finished.sql): acted, passed","groundzero: The report of executions per day can be made anew and is filled (checks/report-is-filled.sql): acted, passed","25 times a check, smoke test or repair does not apply to a database"]},{"name":"probe","millis":438,"passed":true,"summary":"report runs on the restored data: 1 of 1 requests answered as expected (the report is filled)","evidence":["report: role postgres can connect to database groundzero","report: ready after 345 ms","report: the report is filled (GET http://127.0.0.1:5680/report): 200 after 54 ms"]}],"tables":[{"database":"Müller's n8n.extra","table":"public.setting","rows":100,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".\\"Table with \\"\\"quotes\\"\\" and spaces\\"","rows":10,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".\\"a.b\\"","rows":0,"identical":true},{"database":"groundzero","table":"\\"Odd names\\".no_columns","rows":1,"identical":true},{"database":"groundzero","table":"\\"Odd names.a\\".b","rows":0,"identical":true},{"database":"groundzero","table":"agent_zero.job","rows":5000,"identical":true},{"database":"groundzero","table":"agent_zero.job_result","rows":2000,"identical":true},{"database":"groundzero","table":"agent_zero.worker","rows":4,"identical":true},{"database":"groundzero","table":"e2b.sandbox_log","rows":1168,"identical":true},{"database":"groundzero","table":"n8n.execution_data","rows":150,"identical":true},{"database":"groundzero","table":"n8n.execution_entity","rows":150,"identical":true},{"database":"groundzero","table":"n8n.workflow_entity","rows":300,"identical":true},{"database":"groundzero","table":"report.attachment","rows":20,"identical":true},{"database":"groundzero","table":"report.empty","rows":0,"identical":true},{"database":"groundzero","table":"tenancy.app_user","rows":2000,"identical":true},{"database":"groundzero","table":"tenancy.tenant","rows":200,"identical":true}],"findings":[]}
\.


--
-- Data for Name: protection; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.protection (id, state, since) FROM stdin;
1	AT_RISK	2026-11-26 06:01:16.058353+00
\.


--
-- Data for Name: regular_report; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.regular_report (name, sent_at, received_at, next_at, looks_back_to) FROM stdin;
status.copies.local	2026-11-26 06:00:03.273146+00	2026-11-26 06:00:14.335704+00	2026-11-26 06:15:03.273146+00	2026-11-19 06:00:03.273146+00
status.schedule	2026-11-26 06:00:04.36938+00	2026-11-26 06:00:15.751107+00	2026-11-26 06:05:04.36938+00	\N
status.copies.off-site	2026-11-26 06:00:06.164365+00	2026-11-26 06:00:16.122602+00	2026-11-26 06:15:06.164365+00	2026-11-19 06:00:06.164365+00
\.


--
-- Data for Name: schedule; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.schedule (cluster, cron, time_zone, since) FROM stdin;
groundzero	0 0 3 * * ?	UTC	2026-11-26 06:00:04.36938+00
\.


--
-- Data for Name: session_secret; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.session_secret (id, value) FROM stdin;
1	\\x667c63c8a8294575afa45485c7acb54fe559adb9b8de4e519fe977cdc9b54e17
\.


--
-- Data for Name: step; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.step (backup_id, stage, artifact, state, event_id, at, started_at, attempts, bytes_done, bytes_total, code, cause, retry_at) FROM stdin;
groundzero-20261126T060106Z	SHIP	M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg	DONE	482d34f7-c53c-49ef-a17c-b80cfb198d1e	2026-11-26 06:01:09.672855+00	2026-11-26 06:01:09.610331+00	1	1505	1505	\N	\N	\N
groundzero-20261126T060028Z	DUMP		DONE	77fb222b-f25a-492c-8998-14dbd23ca6eb	2026-11-26 06:00:32.209836+00	2026-11-26 06:00:28.472268+00	1	5172548	31447093	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	globals.sql.zst.gpg	DONE	ca3857f7-000b-47d5-8bb9-caf153afd0a0	2026-11-26 06:00:32.82163+00	2026-11-26 06:00:32.508631+00	1	1355	1355	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg	DONE	dbc04037-d189-4b2c-b130-328da77c5a75	2026-11-26 06:00:32.976588+00	2026-11-26 06:00:32.870059+00	1	1504	1504	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	groundzero.dir.tar.zst.gpg	DONE	103eb3bb-95ca-4119-9d72-2a7e359e23cd	2026-11-26 06:00:33.291369+00	2026-11-26 06:00:32.997591+00	1	1442025	1442025	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	postgres.dir.tar.zst.gpg	DONE	5e8907ca-6085-4029-ab29-297b831f64c0	2026-11-26 06:00:33.373559+00	2026-11-26 06:00:33.316863+00	1	794	794	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	fingerprint.json.zst.gpg	DONE	e2806e2d-0a4c-467d-ba84-4dd15c4850f2	2026-11-26 06:00:33.44691+00	2026-11-26 06:00:33.391741+00	1	5463	5463	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	checks.tar.zst.gpg	DONE	5fb2c706-37af-4b6d-bb1f-71cb894aea41	2026-11-26 06:00:33.553573+00	2026-11-26 06:00:33.480458+00	1	6252	6252	\N	\N	\N
groundzero-20261126T060028Z	ENCRYPT	config.tar.zst.gpg	DONE	25474ca9-7704-4181-989d-a3b9e10a557e	2026-11-26 06:00:33.697378+00	2026-11-26 06:00:33.572833+00	1	12763	12763	\N	\N	\N
groundzero-20261126T060028Z	SHIP	globals.sql.zst.gpg	DONE	06554365-85a8-48e8-ac95-e47686e4898d	2026-11-26 06:00:34.369964+00	2026-11-26 06:00:32.970508+00	1	1355	1355	\N	\N	\N
groundzero-20261126T060028Z	SHIP	M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg	DONE	18b98e0d-d775-4700-a1d9-4f61e55ce04a	2026-11-26 06:00:34.4877+00	2026-11-26 06:00:34.418976+00	1	1504	1504	\N	\N	\N
groundzero-20261126T060028Z	SHIP	groundzero.dir.tar.zst.gpg	DONE	5312289d-1b66-4313-86e3-058f647f506e	2026-11-26 06:00:34.641206+00	2026-11-26 06:00:34.497934+00	1	1442025	1442025	\N	\N	\N
groundzero-20261126T060028Z	SHIP	postgres.dir.tar.zst.gpg	DONE	f8565922-eff6-466e-b47d-2749f454fc18	2026-11-26 06:00:34.860365+00	2026-11-26 06:00:34.648748+00	1	794	794	\N	\N	\N
groundzero-20261126T060028Z	SHIP	fingerprint.json.zst.gpg	DONE	ac2bbbdd-11b9-4ba1-adb4-d9bfadb1ad0d	2026-11-26 06:00:34.940649+00	2026-11-26 06:00:34.872533+00	1	5463	5463	\N	\N	\N
groundzero-20261126T060028Z	SHIP	checks.tar.zst.gpg	DONE	eaeb577f-c9e5-4066-8250-26a298ce1a03	2026-11-26 06:00:35.023195+00	2026-11-26 06:00:34.948107+00	1	6252	6252	\N	\N	\N
groundzero-20261126T060028Z	SHIP	config.tar.zst.gpg	DONE	f42bef04-ff29-4351-934b-7420230e9dca	2026-11-26 06:00:35.307667+00	2026-11-26 06:00:35.030612+00	1	12763	12763	\N	\N	\N
groundzero-20261126T060028Z	VERIFY		DONE	8c405a8f-f2d2-4503-bc40-fcd195049a0a	2026-11-26 06:00:39.557435+00	2026-11-26 06:00:35.363075+00	1	1470156	1470156	\N	\N	\N
groundzero-20261126T060106Z	DUMP		DONE	4e3243ca-73db-483e-8670-903b00a3a1f6	2026-11-26 06:01:09.332627+00	2026-11-26 06:01:06.905064+00	1	1754946	31479861	\N	\N	\N
groundzero-20261126T060106Z	SHIP	globals.sql.zst.gpg	DONE	e5f5fdae-0ba7-481b-bab6-623bec01f4a2	2026-11-26 06:01:09.461241+00	2026-11-26 06:01:09.382264+00	1	1357	1357	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	globals.sql.zst.gpg	DONE	b8fc66a3-1ecf-49bc-a019-be900cd2335c	2026-11-26 06:01:09.407499+00	2026-11-26 06:01:09.265216+00	1	1357	1357	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	M%C3%BCller%27s%20n8n%2Eextra.dir.tar.zst.gpg	DONE	8fd443e0-59de-4b77-9eb4-ac3df768884c	2026-11-26 06:01:09.60645+00	2026-11-26 06:01:09.531389+00	1	1505	1505	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	groundzero.dir.tar.zst.gpg	DONE	ca1d91e0-c88b-4a85-953a-5d392c857388	2026-11-26 06:01:09.860412+00	2026-11-26 06:01:09.678745+00	1	311832	311832	\N	\N	\N
groundzero-20261126T060106Z	SHIP	groundzero.dir.tar.zst.gpg	DONE	404e4efc-b8e1-4460-8009-3e45acab3ae5	2026-11-26 06:01:09.962507+00	2026-11-26 06:01:09.847324+00	1	311832	311832	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	postgres.dir.tar.zst.gpg	DONE	fc6f5f06-d610-4821-a2c3-d5d6ad67ee9e	2026-11-26 06:01:09.998635+00	2026-11-26 06:01:09.884834+00	1	795	795	\N	\N	\N
groundzero-20261126T060106Z	SHIP	postgres.dir.tar.zst.gpg	DONE	93a98260-5c4d-4a56-9b17-d74510d26eec	2026-11-26 06:01:10.060295+00	2026-11-26 06:01:10.002001+00	1	795	795	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	fingerprint.json.zst.gpg	DONE	47ba92d9-6cb7-407f-9d2c-85faa6611d4d	2026-11-26 06:01:10.115853+00	2026-11-26 06:01:10.06569+00	1	5459	5459	\N	\N	\N
groundzero-20261126T060106Z	SHIP	fingerprint.json.zst.gpg	DONE	c5144558-a334-4da0-944b-d6134dd9baed	2026-11-26 06:01:10.20224+00	2026-11-26 06:01:10.099457+00	1	5459	5459	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	checks.tar.zst.gpg	DONE	d70ae993-dcdb-462b-92b6-a487f6de3c6d	2026-11-26 06:01:10.244898+00	2026-11-26 06:01:10.143213+00	1	6229	6229	\N	\N	\N
groundzero-20261126T060106Z	SHIP	checks.tar.zst.gpg	DONE	486ed508-4015-496c-be2f-1f4492c5502c	2026-11-26 06:01:10.366983+00	2026-11-26 06:01:10.257101+00	1	6229	6229	\N	\N	\N
groundzero-20261126T060106Z	ENCRYPT	config.tar.zst.gpg	DONE	a88a67b7-93d1-4360-ad00-3c1388c6d15d	2026-11-26 06:01:10.390651+00	2026-11-26 06:01:10.318237+00	1	12763	12763	\N	\N	\N
groundzero-20261126T060106Z	SHIP	config.tar.zst.gpg	DONE	41828166-9729-4163-8ce4-e93d5f5d594a	2026-11-26 06:01:10.794903+00	2026-11-26 06:01:10.391291+00	1	12763	12763	\N	\N	\N
groundzero-20261126T060106Z	VERIFY		DONE	9637a287-afa8-46d8-9c5f-438429dbc966	2026-11-26 06:01:21.507527+00	2026-11-26 06:01:10.797341+00	1	339940	339940	\N	\N	\N
\.


--
-- Data for Name: verdict_count; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.verdict_count (verdict, total) FROM stdin;
PROVEN	3
\.


--
-- Name: alarm_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.alarm_id_seq', 3, true);


--
-- Name: api_key_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_key_id_seq', 4, true);


--
-- Name: audit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_id_seq', 11, true);


--
-- Name: failure_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.failure_id_seq', 1, false);


--
-- Name: notification_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notification_id_seq', 1, false);


--
-- Name: alarm alarm_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alarm
    ADD CONSTRAINT alarm_pkey PRIMARY KEY (id);


--
-- Name: api_key api_key_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_hash_key UNIQUE (hash);


--
-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);


--
-- Name: backup backup_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.backup
    ADD CONSTRAINT backup_pkey PRIMARY KEY (id);


--
-- Name: drill drill_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.drill
    ADD CONSTRAINT drill_pkey PRIMARY KEY (id);


--
-- Name: failure failure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.failure
    ADD CONSTRAINT failure_pkey PRIMARY KEY (id);


--
-- Name: flyway_schema_history flyway_schema_history_pk; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);


--
-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);


--
-- Name: missing_copy missing_copy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.missing_copy
    ADD CONSTRAINT missing_copy_pkey PRIMARY KEY (place, backup_id);


--
-- Name: mutation_run mutation_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mutation_run
    ADD CONSTRAINT mutation_run_pkey PRIMARY KEY (at);


--
-- Name: notification notification_channel_change_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_channel_change_id_key UNIQUE (channel, change_id);


--
-- Name: notification notification_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);


--
-- Name: proof proof_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proof
    ADD CONSTRAINT proof_pkey PRIMARY KEY (backup_id, requested_at);


--
-- Name: protection protection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.protection
    ADD CONSTRAINT protection_pkey PRIMARY KEY (id);


--
-- Name: regular_report regular_report_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.regular_report
    ADD CONSTRAINT regular_report_pkey PRIMARY KEY (name);


--
-- Name: schedule schedule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schedule
    ADD CONSTRAINT schedule_pkey PRIMARY KEY (cluster);


--
-- Name: session_secret session_secret_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session_secret
    ADD CONSTRAINT session_secret_pkey PRIMARY KEY (id);


--
-- Name: step step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (backup_id, stage, artifact);


--
-- Name: verdict_count verdict_count_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.verdict_count
    ADD CONSTRAINT verdict_count_pkey PRIMARY KEY (verdict);


--
-- Name: alarm_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alarm_newest ON public.alarm USING btree (raised_at DESC, id DESC);


--
-- Name: alarm_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX alarm_open ON public.alarm USING btree (kind, subject) WHERE (cleared_at IS NULL);


--
-- Name: api_key_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX api_key_name ON public.api_key USING btree (name) WHERE (revoked_at IS NULL);


--
-- Name: backup_drop_accepted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX backup_drop_accepted ON public.backup USING btree (cluster, requested_at) WHERE (drop_accepted_at IS NOT NULL);


--
-- Name: backup_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX backup_newest ON public.backup USING btree (requested_at DESC, id DESC);


--
-- Name: backup_newest_counted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX backup_newest_counted ON public.backup USING btree (cluster, requested_at DESC, id DESC) WHERE (rows_drop IS NOT NULL);


--
-- Name: backup_newest_of_cluster; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX backup_newest_of_cluster ON public.backup USING btree (cluster, requested_at DESC, id DESC);


--
-- Name: backup_newest_shipped; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX backup_newest_shipped ON public.backup USING btree (requested_at DESC, id DESC) WHERE (shipped IS NOT NULL);


--
-- Name: backup_newest_sized; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX backup_newest_sized ON public.backup USING btree (cluster, requested_at DESC, id DESC) WHERE (size_drop IS NOT NULL);


--
-- Name: drill_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX drill_newest ON public.drill USING btree (requested_at DESC, id DESC);


--
-- Name: failure_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX failure_open ON public.failure USING btree (queue, body_sha256) WHERE ((retried_at IS NULL) AND (dismissed_at IS NULL));


--
-- Name: flyway_schema_history_s_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);


--
-- Name: notification_ended; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notification_ended ON public.notification USING btree (channel, ended_at DESC) WHERE (state = 'SENT'::text);


--
-- Name: notification_failed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notification_failed ON public.notification USING btree (channel, failed_at DESC) WHERE (failed_at IS NOT NULL);


--
-- Name: notification_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notification_open ON public.notification USING btree (channel, id) WHERE (state = ANY (ARRAY['PENDING'::text, 'GIVEN_UP'::text]));


--
-- Name: proof_finished; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proof_finished ON public.proof USING btree (finished_at);


--
-- Name: proof_newest_snapshot; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX proof_newest_snapshot ON public.proof USING btree (cluster, verdict, snapshot_at DESC, finished_at DESC);


--
-- Name: audit audit_only_grows; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.audit_only_grows();


--
-- Name: audit audit_begun_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES public.audit(id);


--
-- Name: proof proof_backup_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proof
    ADD CONSTRAINT proof_backup_id_fkey FOREIGN KEY (backup_id) REFERENCES public.backup(id) ON DELETE CASCADE;


--
-- Name: step step_backup_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_backup_id_fkey FOREIGN KEY (backup_id) REFERENCES public.backup(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--



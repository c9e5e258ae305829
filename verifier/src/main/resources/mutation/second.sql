-- A second database, so that one of them can be missing.
CREATE TABLE note (id int PRIMARY KEY, "text" text);
INSERT INTO note SELECT n, 'note ' || n FROM generate_series(1, 30) n;
CREATE TABLE list (a text[], b text CHECK (b <> 'x' OR b = NULL), i interval, path text DEFAULT E'C:\\new');
INSERT INTO list VALUES (ARRAY['NULL', NULL], 'y', '-1 year 2 months -3 days', E'\\.');
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
CREATE INDEX note_words ON note USING gin (to_tsvector('public.plain', "text"));
-- settings that have hindered restores, or changed what they load
ALTER DATABASE :"DBNAME" SET role = 'sample_reader';
ALTER DATABASE :"DBNAME" SET idle_session_timeout = '20ms';
ALTER DATABASE :"DBNAME" SET temp_file_limit = '1MB';
ALTER DATABASE :"DBNAME" SET array_nulls = off;
ALTER DATABASE :"DBNAME" SET transform_null_equals = on;
ALTER DATABASE :"DBNAME" SET intervalstyle = 'sql_standard';
ALTER DATABASE :"DBNAME" SET datestyle = 'SQL, DMY';
ALTER DATABASE :"DBNAME" SET standard_conforming_strings = off;
ALTER DATABASE :"DBNAME" SET default_text_search_config = 'public.plain';
ALTER DATABASE :"DBNAME" CONNECTION LIMIT 0;

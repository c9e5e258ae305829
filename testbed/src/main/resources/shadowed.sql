-- A database in which everything that SQL could mean by a name means something else, too: every function, operator, type and
-- relation of pg_catalog has a namesake in public, where the search path looks first, and between all common types there are
-- implicit casts. Whatever of it is called writes a line to the server's log. Run by a superuser: nobody else may define casts
-- between the types of PostgreSQL.
SET client_min_messages = error;
SET check_function_bodies = off;
SET search_path = pg_catalog;

CREATE FUNCTION public.called(what text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RAISE LOG 'CODE OF OTHERS: % as % in %', what, current_user, pg_catalog.current_setting('application_name');
  RETURN true;
END $$;

-- functions
DO $$
DECLARE
  f record;
BEGIN
  FOR f IN
    SELECT p.proname, oidvectortypes(p.proargtypes) AS arguments, format_type(p.prorettype, NULL) AS result, p.proretset,
           p.provariadic <> 0 AS variadic
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
      AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = ANY (p.proargtypes::oid[] || p.prorettype) AND t.typtype = 'p'
                      AND t.typname NOT LIKE 'any%')
      AND p.proname NOT LIKE 'RI\_%'
  LOOP
    BEGIN
      EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s %s LANGUAGE plpgsql IMMUTABLE AS %L', f.proname, f.arguments,
        CASE WHEN f.proretset THEN 'SETOF' END, f.result,
        format('BEGIN PERFORM public.called(%L); RETURN%s; END', 'function ' || f.proname, CASE WHEN f.proretset THEN '' ELSE ' NULL' END));
    EXCEPTION WHEN OTHERS THEN
      -- not every signature can be had
      CONTINUE;
    END;
  END LOOP;
END $$;

-- operators
DO $$
DECLARE
  o record;
BEGIN
  FOR o IN
    SELECT p.oid, p.oprname, format_type(p.oprleft, NULL) AS l, format_type(p.oprright, NULL) AS r, format_type(p.oprresult, NULL) AS result
    FROM pg_operator p WHERE p.oprnamespace = 'pg_catalog'::regnamespace AND p.oprleft <> 0 AND p.oprcode <> 0
  LOOP
    BEGIN
      EXECUTE format('CREATE FUNCTION public.operator_%s(%s, %s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS %L', o.oid, o.l, o.r, o.result,
        format('BEGIN PERFORM public.called(%L); RETURN NULL; END', 'operator ' || o.oprname));
      EXECUTE format('CREATE OPERATOR public.%s (FUNCTION = public.operator_%s, LEFTARG = %s, RIGHTARG = %s)', o.oprname, o.oid, o.l, o.r);
    EXCEPTION WHEN OTHERS THEN
      CONTINUE;
    END;
  END LOOP;
END $$;

-- types
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype = 'b' AND typelem = 0
  LOOP
    EXECUTE format('CREATE DOMAIN public.%I AS pg_catalog.text CHECK (public.called(%L))', t.typname, 'type ' || t.typname);
  END LOOP;
END $$;

-- casts, implicit, wherever PostgreSQL has none of its own
DO $$
DECLARE
  types text[] := '{bool,char,name,int2,int4,int8,oid,text,varchar,bpchar,float4,float8,numeric,timestamptz,timestamp,date,interval,bytea,json,jsonb,aclitem,regproc,regprocedure,regclass,regtype,regoperator,pg_lsn,tid,xid,uuid,xml}';
  s text;
  d text;
BEGIN
  FOREACH s IN ARRAY types LOOP
    FOREACH d IN ARRAY types LOOP
      IF s <> d AND NOT EXISTS (SELECT FROM pg_cast WHERE castsource = format('pg_catalog.%I', s)::regtype AND casttarget = format('pg_catalog.%I', d)::regtype) THEN
        EXECUTE format('CREATE FUNCTION public.%I(pg_catalog.%I) RETURNS pg_catalog.%I LANGUAGE plpgsql IMMUTABLE AS %L', s || '_to_' || d, s, d,
          format('BEGIN PERFORM public.called(%L); RETURN NULL; END', format('cast of %s to %s', s, d)));
        EXECUTE format('CREATE CAST (pg_catalog.%I AS pg_catalog.%I) WITH FUNCTION public.%I(pg_catalog.%I) AS IMPLICIT', s, d, s || '_to_' || d, s);
      END IF;
    END LOOP;
  END LOOP;
END $$;

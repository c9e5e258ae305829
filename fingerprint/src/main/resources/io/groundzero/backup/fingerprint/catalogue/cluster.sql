-- Roles. Those that PostgreSQL makes are no part of a dump; of the one that initdb makes, a restore needs the login.
SELECT format('role %I', r.rolname),
  concat_ws(E'\n', 'superuser: ' || ${flag:r.rolsuper}, 'inherit: ' || ${flag:r.rolinherit}, 'createrole: ' || ${flag:r.rolcreaterole},
    'createdb: ' || ${flag:r.rolcreatedb}, CASE WHEN r.oid <> 10 THEN 'login: ' || ${flag:r.rolcanlogin} END, 'replication: ' || ${flag:r.rolreplication},
    'bypassrls: ' || ${flag:r.rolbypassrls}, 'connection limit: ' || ${text:r.rolconnlimit}, 'valid until: ' || ${text:r.rolvaliduntil},
    'password: ' || coalesce(left(encode(sha256(convert_to(r.rolpassword, 'UTF8')), 'hex'), 32), 'none'))
FROM pg_catalog.pg_authid r WHERE r.rolname !~ '^pg_';

-- Memberships. Who granted one says nothing about what it allows.
SELECT format('membership of %I in %I', u.rolname, r.rolname),
  concat_ws(E'\n', 'admin: ' || ${flag:bool_or(m.admin_option)},
    'inherit: ' || ${flag:bool_or(to_jsonb(m) ->> 'inherit_option' = 'true')}, 'set: ' || ${flag:bool_or(to_jsonb(m) ->> 'set_option' = 'true')})
FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member
WHERE NOT (r.rolname ~ '^pg_' AND u.rolname ~ '^pg_')
GROUP BY 1;

SELECT format('setting %s of role %I', split_part(o, '=', 1), r.rolname), ${setting:o}
FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) o
WHERE s.setdatabase = 0 AND r.rolname !~ '^pg_';

-- Tablespaces; where they lie is the machine's matter.
SELECT format('tablespace %I', t.spcname),
  concat_ws(E'\n', 'owner: ' || pg_get_userbyid(t.spcowner),
    (SELECT 'options: ' || string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(t.spcoptions) o))
FROM pg_catalog.pg_tablespace t WHERE t.spcname !~ '^pg_';

SELECT format('grants on tablespace %I', t.spcname), ${acl:t.spcacl}
FROM pg_catalog.pg_tablespace t
WHERE t.spcname !~ '^pg_' AND t.spcacl IS NOT NULL AND ${acl:t.spcacl} IS DISTINCT FROM ${acl:acldefault('t', t.spcowner)};

SELECT format('grants on parameter %s', p.parname), ${acl:p.paracl}
FROM pg_catalog.pg_parameter_acl p;

SELECT format('comment on role %I', r.rolname), x.description
FROM pg_catalog.pg_shdescription x JOIN pg_catalog.pg_roles r ON r.oid = x.objoid
WHERE x.classoid = 'pg_authid'::regclass AND r.rolname !~ '^pg_';

SELECT format('comment on tablespace %I', t.spcname), x.description
FROM pg_catalog.pg_shdescription x JOIN pg_catalog.pg_tablespace t ON t.oid = x.objoid
WHERE x.classoid = 'pg_tablespace'::regclass AND t.spcname !~ '^pg_';

SELECT format('security label of %s on role %I', x.provider, r.rolname), x.label
FROM pg_catalog.pg_shseclabel x JOIN pg_catalog.pg_roles r ON r.oid = x.objoid
WHERE x.classoid = 'pg_authid'::regclass AND r.rolname !~ '^pg_';

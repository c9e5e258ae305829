SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolpassword,
       rolconnlimit
FROM pg_authid WHERE rolname NOT LIKE 'pg\_%' AND rolname <> 'postgres' ORDER BY 1;
SELECT r.rolname, m.rolname FROM pg_auth_members x
JOIN pg_roles r ON r.oid = x.roleid JOIN pg_roles m ON m.oid = x.member ORDER BY 1, 2;

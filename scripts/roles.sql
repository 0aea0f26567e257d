-- The two roles and the database of a deployment; run once by psql as a superuser, passwords from the environment.
\set ON_ERROR_STOP on
\getenv owner_password CSIS_OWNER_PASSWORD
\getenv app_password CSIS_APP_PASSWORD
CREATE ROLE csis_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE csis_app LOGIN PASSWORD :'app_password';
CREATE DATABASE csis OWNER csis_owner;
REVOKE CONNECT ON DATABASE csis FROM PUBLIC;
GRANT CONNECT ON DATABASE csis TO csis_app;
REVOKE TEMPORARY ON DATABASE csis FROM PUBLIC;
\connect csis
-- Before PostgreSQL 15, anybody could create objects in this schema, where the owner's functions would find them.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO csis_owner;
\ir limits.psql

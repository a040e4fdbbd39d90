#!/bin/sh
# Makes the bot's role and its database. The role is no superuser and cannot bypass row-level security, which is what
# keeps one newsroom's rows from another's even where a query forgets to.
#
# In the compose file the postgres image runs it once, when its folder is new. On a server of your own:
#   sudo -u postgres PULLQUOTE_DATABASE_PASSWORD=… sh deploy/postgres-init.sh
set -eu
: "${PULLQUOTE_DATABASE_PASSWORD:?set PULLQUOTE_DATABASE_PASSWORD}"

psql -v ON_ERROR_STOP=1 -v password="$PULLQUOTE_DATABASE_PASSWORD" \
    --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE pullquote LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE pullquote OWNER pullquote ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE pullquote FROM PUBLIC;
SQL

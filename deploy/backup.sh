#!/bin/sh
# One backup with its list of what was deleted; then destroys those that are too old.
#   backup.sh FOLDER PASSPHRASE_FILE [DAYS]
# The folder lies on another machine or is copied there. The master keys lie in neither place. The passphrase is kept
# with the master keys: without it no backup opens.
set -eu
umask 077

folder=${1:?say where backups go}
passphrase=${2:?say which file holds the passphrase}
days=${3:-30}
now=$(date -u +%Y%m%dT%H%M%SZ)

signpost backup --to "$folder/signpost-$now.backup" --passphrase-file "$passphrase"
signpost erasure save --to "$folder/erasures-$now.json"

# Only now, when there is a new one. -mmin counts whole minutes, -mtime would round a day up.
find "$folder" -maxdepth 1 -type f \( -name 'signpost-*.backup' -o -name 'erasures-*.json' \) \
  -mmin "+$((days * 24 * 60))" -delete

# Last: what is wrong here must not keep a backup from being made.
signpost history verify
